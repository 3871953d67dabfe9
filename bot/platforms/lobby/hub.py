"""The open sockets: who is here, and what still has to be shown to whom."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence

from bot.platforms.lobby.tabs import Tab

# Frames that may wait for a slow tab; one that falls behind further is cut off and catches up when it comes back.
BACKLOG = 500
SOCKETS_A_TAB = 4


class Connection:
    """One socket's outgoing side. What happens before the backfill has gone out waits behind it."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()
        self._held: list[str] | None = []
        self.reason = ""

    def begin(self, first: object) -> None:
        held, self._held = self._held or [], None
        for frame in (_text(first), *held):
            self.show_text(frame)

    def show(self, thing: object) -> None:
        self.show_text(_text(thing))

    def show_text(self, frame: str) -> None:
        if self._held is not None:
            self._held.append(frame)
        elif self._frames.qsize() >= BACKLOG:
            self.end()
        else:
            self._frames.put_nowait(frame)

    def end(self, last: object = None) -> None:
        """No more after this: the socket is closed once what waits has gone out."""
        if last is not None:
            self._frames.put_nowait(_text(last))
        self._frames.put_nowait(None)

    async def next_frame(self) -> str | None:
        return await self._frames.get()


class Hub:
    def __init__(self) -> None:
        self._open: dict[str, list[Connection]] = {}

    def join(self, connection: Connection) -> None:
        mine = self._open.setdefault(connection.tab.id, [])
        if len(mine) >= SOCKETS_A_TAB:
            mine[0].end()
        mine.append(connection)

    def leave(self, connection: Connection) -> None:
        mine = self._open.get(connection.tab.id, [])
        if connection in mine:
            mine.remove(connection)
        if not mine:
            self._open.pop(connection.tab.id, None)

    def all(self) -> list[Connection]:
        return [connection for mine in self._open.values() for connection in mine]

    def of(self, tab: str) -> Sequence[Connection]:
        return list(self._open.get(tab, ()))

    def present(self) -> list[Tab]:
        return [mine[0].tab for mine in self._open.values()]

    def show(self, make: Callable[[str], object], sees: Callable[[Tab], bool]) -> None:
        """To every tab that may see it, made once for each language."""
        made: dict[str, str] = {}
        for connection in self.all():
            language = connection.tab.language
            if not sees(connection.tab):
                continue
            if language not in made:
                made[language] = _text(make(language))
            connection.show_text(made[language])

    def renew(self, tab: Tab) -> None:
        for connection in self.of(tab.id):
            connection.tab = tab

    def end(self, tab: str, last: object) -> None:
        for connection in self.of(tab):
            connection.end(last)

    def end_all(self) -> None:
        for connection in self.all():
            connection.end()


def _text(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
