"""What the house remembers of its groups and channels: Telegram gives bots no list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal

from bot.core.ports import State

ChatKind = Literal["group", "supergroup", "channel"]
Topic = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownChat:
    """`admin`: the house is an administrator. `bots` are other bots' user names, lower case, as far as they show."""

    id: int
    kind: ChatKind = "supergroup"
    title: str = ""
    forum: bool = False
    linked: int = 0
    admin: bool = False
    looked: bool = False  # the administrators were asked for at least once
    topics: tuple[Topic, ...] = ()
    bots: tuple[str, ...] = ()

    def topic(self, thread: int) -> str | None:
        return dict(self.topics).get(thread)

    def with_topic(self, thread: int, name: str) -> KnownChat:
        return replace(self, topics=tuple({**dict(self.topics), thread: name}.items()))

    def with_bot(self, username: str) -> KnownChat:
        return replace(self, bots=tuple(sorted({*self.bots, username.lower()})))

    def without_bot(self, username: str) -> KnownChat:
        return replace(self, bots=tuple(bot for bot in self.bots if bot != username.lower()))


class Chats:
    """In memory for reading an update, in the adapter's state for the next start."""

    def __init__(self) -> None:
        self._chats: dict[int, KnownChat] = {}
        self._moved: dict[int, int] = {}
        self._changed: set[int] = set()

    def __iter__(self) -> Iterator[KnownChat]:
        return iter(tuple(self._chats.values()))

    def get(self, number: int) -> KnownChat | None:
        return self._chats.get(number)

    def now_at(self, number: int) -> int:
        """A group that became a supergroup answers under its new number."""
        return self._moved.get(number, number)

    def put(self, chat: KnownChat) -> None:
        if self._chats.get(chat.id) != chat:
            self._chats[chat.id] = chat
            self._changed.add(chat.id)

    def drop(self, number: int) -> None:
        if self._chats.pop(number, None):
            self._changed.add(number)

    def move(self, old: int, new: int) -> None:
        self._moved[old] = new
        if (known := self._chats.get(old)) and new not in self._chats:
            self.put(replace(known, id=new, kind="supergroup"))
        self.drop(old)

    def only_bot(self, number: int) -> bool:
        """True where the house is the only bot as far as Telegram lets anybody see.

        Known are bots among the administrators, bots whose coming was shown, and bots that somebody addressed. A
        silent bot without rights that was there before the house cannot be seen by any bot.
        """
        known = self._chats.get(number)
        return known is not None and known.looked and not known.bots

    async def load(self, state: State) -> None:
        for number in (await state.get("chats") or "").split():
            if body := await state.get(f"chat:{number}"):
                self._chats[int(number)] = _read(json.loads(body))
        self._moved = {int(old): new for old, new in json.loads(await state.get("moved") or "{}").items()}

    async def save(self, state: State) -> None:
        if not self._changed:
            return
        changed, self._changed = self._changed, set()
        for number in changed:
            known = self._chats.get(number)
            await state.put(f"chat:{number}", json.dumps(asdict(known), ensure_ascii=False) if known else "")
        await state.put("chats", " ".join(map(str, self._chats)))
        await state.put("moved", json.dumps(self._moved))


def _read(body: dict[str, object]) -> KnownChat:
    body["topics"] = tuple((int(thread), str(name)) for thread, name in body["topics"])  # type: ignore[attr-defined]  # JSON
    body["bots"] = tuple(body["bots"])  # type: ignore[arg-type]  # JSON
    return KnownChat(**body)  # type: ignore[arg-type]  # JSON written by `save`
