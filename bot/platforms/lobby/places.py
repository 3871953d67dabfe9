"""The lobby's rooms and tables, and who may see the secluded ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.events import PlaceSeen
from bot.core.ports import Database, Row
from bot.core.refs import PlaceRef
from bot.core.stamps import to_ms
from bot.platforms.lobby.names import PLATFORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room that was opened beside the big one."""

    id: str
    name: str
    parent: str
    secluded: bool = False
    closed: bool = False

    @property
    def ref(self) -> PlaceRef:
        return PlaceRef(PLATFORM, self.id)

    @property
    def seen(self) -> PlaceSeen:
        return PlaceSeen(self.ref, self.name, "thread", PlaceRef(PLATFORM, self.parent), writable=not self.closed)


class Places:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, new: Place, nonce: str, now: datetime) -> tuple[Place, bool]:
        """The room, and whether it is new: the same nonce is the same room."""
        async with self._database.write() as tx:
            known = await tx.row("SELECT id, name, parent, secluded, closed FROM lobby_room WHERE nonce = ?", nonce)
            if known:
                return _place(known), False
            await tx.run(
                "INSERT INTO lobby_room (id, name, parent, secluded, nonce, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                new.id,
                new.name,
                new.parent,
                int(new.secluded),
                nonce,
                to_ms(now),
            )
            return new, True

    async def close(self, room: str) -> bool:
        """Whether there is such a room: it can still be read, and nobody writes in it any more."""
        async with self._database.write() as tx:
            return bool(await tx.run("UPDATE lobby_room SET closed = 1 WHERE id = ?", room))

    async def all(self) -> list[Place]:
        async with self._database.read() as reader:
            rows = await reader.rows(
                "SELECT id, name, parent, secluded, closed FROM lobby_room ORDER BY made_at, id",
            )
        return [_place(row) for row in rows]

    async def get(self, room: str) -> Place | None:
        return next((place for place in await self.all() if place.id == room), None)

    async def seat(self, room: str, tabs: frozenset[str]) -> frozenset[str]:
        """Lets tabs into a secluded room; returns those who were not in it yet."""
        async with self._database.write() as tx:
            rows = await tx.rows("SELECT tab FROM lobby_seat WHERE room = ?", room)
            fresh = tabs - {tab for (tab,) in rows}
            for tab in sorted(fresh):
                await tx.run("INSERT INTO lobby_seat (room, tab) VALUES (?, ?)", room, tab)
        return fresh

    async def seats(self) -> dict[str, set[str]]:
        """Who sits in which secluded room."""
        found: dict[str, set[str]] = {}
        async with self._database.read() as reader:
            for room, tab in await reader.rows("SELECT room, tab FROM lobby_seat"):
                found.setdefault(room, set()).add(tab)
        return found


def _place(row: Row) -> Place:
    return Place(id=row[0], name=row[1], parent=row[2], secluded=bool(row[3]), closed=bool(row[4]))
