"""Everything that changes what the tabs see: first it is kept, then it is shown, one change after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.core.ambient import Ambient
from bot.core.notes import Note
from bot.core.ports import Database
from bot.core.text import Text
from bot.platforms.lobby.hub import Connection, Hub
from bot.platforms.lobby.messages import Message, Messages
from bot.platforms.lobby.names import ROOM, owner_of
from bot.platforms.lobby.places import Place, Places
from bot.platforms.lobby.render import here_shape, me_shape, mentioned, message_shape, rooms_shape
from bot.platforms.lobby.tabs import Tab, Tabs
from bot.platforms.lobby.words import SAMPLES, Says


class Rooms:
    """The lock keeps the order in which tabs learn of changes equal to the order of their revs: a tab that was away
    asks for everything after the last rev it saw, and must not have seen a later one before an earlier one."""

    def __init__(self, ambient: Ambient, database: Database, hub: Hub) -> None:
        self._ambient = ambient
        self.messages = Messages(database)
        self.places = Places(database)
        self.tabs = Tabs(database)
        self.hub = hub
        self._order = asyncio.Lock()
        self._opened: dict[str, Place] = {}
        self._seats: dict[str, set[str]] = {}
        self._pretend: list[Tab] = []
        self._says: Says = lambda language, key: key

    async def load(self, says: Says) -> None:
        self._says = says
        self._opened = {place.id: place for place in await self.places.all()}
        self._seats = await self.places.seats()
        self._pretend = [tab for tab in await self.tabs.seen_since(self._ambient.now()) if tab.pretend]

    async def furnish(self, language: str) -> None:
        """A few samples, so that the first guest does not enter an empty room. Each tab reads them in its language."""
        if await self.messages.any_yet():
            return
        for number, line in enumerate(SAMPLES, start=1):
            note = Note(Text.of(self._says(language, line)))
            author = f"sample-{number}"
            await self.add(
                Message(
                    room=ROOM.id,
                    author=author,
                    at=self._ambient.now(),
                    nonce=f"sample/{number}",
                    note=note,
                    sample=line,
                )
            )

    # What may be seen

    def opened(self) -> list[Place]:
        return list(self._opened.values())

    def sees(self, tab: Tab, room: str) -> bool:
        if room == ROOM.id:
            return True
        place = self._opened.get(room)
        if place is None:
            return owner_of(room) == tab.id
        return not place.secluded or tab.badge or tab.id in self._seats.get(room, ())

    def knows(self, room: str) -> bool:
        return room == ROOM.id or room in self._opened

    def writable(self, room: str) -> bool:
        place = self._opened.get(room)
        return place is None or not place.closed

    async def readable(self, number: int, tab: Tab) -> Message | None:
        """A message, if this tab may see it."""
        found = await self.messages.get(number)
        return found if found and self._may_read(tab, found) else None

    # What changes

    async def add(self, new: Message, png: bytes | None = None) -> Message:
        async with self._order:
            made, fresh = await self.messages.add(new, png)
            if fresh:
                self._show(made)
        if fresh and not made.audience:
            await self._let_in(made.room, mentioned(made.note))
        return made

    async def amend(self, number: int, note: Note, png: bytes | None = None) -> Message | None:
        async with self._order:
            changed = await self.messages.amend(number, note, png)
            if changed:
                self._show(changed)
        return changed

    async def erase(self, number: int) -> Message | None:
        async with self._order:
            stone = await self.messages.erase(number)
            if stone:
                self._show(stone)
        return stone

    async def open(self, new: Place, nonce: str) -> tuple[Place, bool]:
        place, fresh = await self.places.open(new, nonce, self._ambient.now())
        self._opened[place.id] = place
        self._show_rooms()
        return place, fresh

    async def close(self, room: str) -> Place | None:
        if not await self.places.close(room):
            return None
        self._opened = {place.id: place for place in await self.places.all()}
        self._show_rooms()
        return self._opened.get(room)

    async def _let_in(self, room: str, named: frozenset[str]) -> None:
        """Whoever the house names in a secluded room may see it from then on."""
        place = self._opened.get(room)
        if place is None or not place.secluded or not named:
            return
        fresh = await self.places.seat(room, named)
        self._seats.setdefault(room, set()).update(named)
        rows = await self.messages.of_room(room) if fresh else []
        for connection in (one for tab in fresh for one in self.hub.of(tab)):
            connection.show({"rooms": self._rooms_of(connection.tab)})
            connection.show({"rows": self._shapes(rows, connection.tab.language)})

    # What is shown

    async def welcome(self, connection: Connection, since: int, known: Sequence[str], extra: dict[str, object]) -> None:
        """Everything this tab missed, then whatever happens from here on."""
        tab = connection.tab
        async with self._order:
            self.hub.join(connection)
            rev = await self.messages.newest_rev()
            rows = [row for row in await self.messages.newer(since, tab.id) if self._may_read(tab, row)]
            for place in self._opened.values():
                if since and place.secluded and place.id not in known and self.sees(tab, place.id):
                    rows += await self.messages.of_room(place.id)
            oldest = {room: first for room, first in (await self.messages.oldest()).items() if self.sees(tab, room)}
        first: dict[str, object] = {
            "me": me_shape(tab),
            "rooms": self._rooms_of(tab),
            "here": here_shape(self.here()),
            "rows": self._shapes(rows, tab.language),
            "oldest": oldest,
            "rev": rev,
        }
        connection.begin({"welcome": first | extra})
        self.show_here()

    def here(self) -> list[Tab]:
        return [*self.hub.present(), *self._pretend]

    def show_here(self) -> None:
        here = here_shape(self.here())
        self.hub.show(lambda language: {"here": here}, lambda tab: True)

    def renew(self, tab: Tab) -> None:
        """A tab's name or badge changed."""
        self.hub.renew(tab)
        for connection in self.hub.of(tab.id):
            connection.show({"me": me_shape(tab), "rooms": self._rooms_of(tab)})
        self.show_here()

    def add_pretend(self, tab: Tab) -> None:
        self._pretend.append(tab)
        self.show_here()

    def _may_read(self, tab: Tab, message: Message) -> bool:
        return message.audience in ("", tab.id) and self.sees(tab, message.room)

    def _show(self, message: Message) -> None:
        self.hub.show(
            lambda language: {"rows": self._shapes([message], language)}, lambda tab: self._may_read(tab, message)
        )

    def _show_rooms(self) -> None:
        for connection in self.hub.all():
            connection.show({"rooms": self._rooms_of(connection.tab)})

    def _rooms_of(self, tab: Tab) -> list[dict[str, object]]:
        places = [place for place in self._opened.values() if self.sees(tab, place.id)]
        return rooms_shape(tab, places, self._says, tab.language)

    def _shapes(self, rows: Sequence[Message], language: str) -> list[dict[str, object]]:
        return [message_shape(row, self._says, language) for row in rows]
