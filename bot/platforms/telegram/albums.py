"""Media groups as one: their parts arrive as separate messages and are collected until a second of quiet."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

log = logging.getLogger(__name__)
Raw = dict[str, Any]
QUIET = 1.0  # seconds; parts of one album arrive within a few hundred milliseconds
REMEMBERED = 500


class Wholes:
    """Which whole a message is a part of: an album's reference names all its parts, `101+102+103`."""

    def __init__(self) -> None:
        self._wholes: dict[tuple[int, int], str] = {}

    def add(self, chat: int, parts: list[int]) -> str:
        whole = "+".join(map(str, sorted(parts)))
        for part in parts:
            self._wholes[chat, part] = whole
        while len(self._wholes) > REMEMBERED:
            self._wholes.pop(next(iter(self._wholes)))
        return whole

    def of(self, chat: int, part: int) -> str:
        return self._wholes.get((chat, part), str(part))


def album_of(raw: Raw) -> str:
    """A name for the album an update belongs to, empty for any other update."""
    message = raw.get("message")
    if not isinstance(message, dict) or "media_group_id" not in message:
        return ""
    chat = message.get("chat", {}).get("id")
    return f"{chat}:{message['media_group_id']}"


class Albums:
    """Parts wait in the adapter's state, so that a part confirmed to Telegram outlives the process.

    `finish(name, parts)` hands an album on; it is tried again until it does not raise. `save` keeps `dump()`.
    """

    def __init__(
        self,
        wait: Callable[[float], Awaitable[None]],
        finish: Callable[[str, list[Raw]], Awaitable[None]],
        save: Callable[[str], Awaitable[None]],
    ) -> None:
        self._wait = wait
        self._finish = finish
        self._save = save
        self._parts: dict[str, list[Raw]] = {}
        self._collecting: set[str] = set()

    async def add(self, name: str, raw: Raw) -> None:
        """Returns when the part is safe."""
        parts = self._parts.setdefault(name, [])
        if all(part["update_id"] != raw["update_id"] for part in parts):
            parts.append(raw)
            await self._save(self.dump())

    def open(self) -> list[str]:
        """Albums that nobody collects yet; whoever asks has to `collect` them."""
        fresh = [name for name in self._parts if name not in self._collecting]
        self._collecting.update(fresh)
        return fresh

    def dump(self) -> str:
        return json.dumps(self._parts, ensure_ascii=False) if self._parts else ""

    def load(self, body: str) -> None:
        self._parts = json.loads(body) if body else {}

    async def collect(self, name: str) -> None:
        """Hands the album on after a second in which no further part came."""
        seen = -1
        while seen != len(self._parts[name]):
            seen = len(self._parts[name])
            await self._wait(QUIET)
        while not await self._finished(name):
            await self._wait(QUIET)
        self._parts.pop(name)
        self._collecting.discard(name)
        await self._save(self.dump())

    async def _finished(self, name: str) -> bool:
        try:
            await self._finish(name, list(self._parts[name]))
        except Exception:
            log.exception("album %s could not be kept; it is tried again", name)
            return False
        return True
