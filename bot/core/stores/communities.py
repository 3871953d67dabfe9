"""Communities, the servers they live in and the places people talk in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.context import Community
from bot.core.events import Right, RoleSeen
from bot.core.ports import Reader, Row
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stamps import from_ms

COMMUNITY = "community"  # the topic of memory that these tables feed


@dataclass(frozen=True, slots=True)
class Server:
    ref: ServerRef
    community: str
    name: str
    there: bool
    house_rights: frozenset[Right]
    house_rank: int
    house_member: str
    roles: tuple[RoleSeen, ...]
    other_bots: tuple[str, ...]
    added_by: str


@dataclass(frozen=True, slots=True)
class Place:
    ref: PlaceRef
    server: ServerRef
    name: str
    kind: str
    parent: str
    writable: bool
    there: bool
    language: str
    zone: str


class Communities:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def load(self, community: str) -> Community | None:
        """A community that joined another is that other one: buttons, timers and results may still carry its id."""
        row = await self._tx.row(
            "SELECT c.id, c.name, c.language, c.zone, c.state, c.founded_at, c.paused, c.paused_until FROM community w"
            " JOIN community c ON c.id = CASE WHEN w.state = 'merged' THEN w.merged_into ELSE w.id END WHERE w.id = ?",
            community,
        )
        if row is None:
            return None
        knobs = await self._tx.rows("SELECT key, value FROM knob WHERE community = ?", row[0])
        return Community(
            id=row[0],
            name=row[1],
            language=row[2],
            zone=row[3],
            state=row[4],
            founded_at=row[5],
            paused=bool(row[6]),
            paused_until=from_ms(row[7]) if row[7] else None,
            knobs={key: json.loads(value) for key, value in knobs},
        )

    async def of_server(self, server: ServerRef) -> str | None:
        row = await self._tx.row(
            "SELECT community FROM server WHERE platform = ? AND id = ?", server.platform, server.id
        )
        return row[0] if row else None

    async def servers(self, community: str, *, there: bool = True) -> list[Server]:
        rows = await self._tx.rows(f"{_SERVER} WHERE community = ? ORDER BY platform, id", community)
        return [server for server in map(_server, rows) if server.there or not there]

    async def server(self, ref: ServerRef) -> Server | None:
        row = await self._tx.row(f"{_SERVER} WHERE platform = ? AND id = ?", ref.platform, ref.id)
        return _server(row) if row else None

    async def places(self, community: str, kinds: Sequence[str] = ()) -> list[Place]:
        """Those that are there, by server and name."""
        rows = await self._tx.rows(
            f"{_PLACE} JOIN server s ON s.platform = p.platform AND s.id = p.server"
            " WHERE s.community = ? AND s.there = 1 AND p.there = 1 ORDER BY p.platform, p.server, p.name, p.id",
            community,
        )
        return [place for place in map(_place, rows) if not kinds or place.kind in kinds]

    async def place(self, ref: PlaceRef) -> Place | None:
        row = await self._tx.row(f"{_PLACE} WHERE p.platform = ? AND p.id = ?", ref.platform, ref.id)
        return _place(row) if row else None

    async def community_of(self, place: PlaceRef) -> str | None:
        row = await self._tx.row(
            "SELECT s.community FROM place p JOIN server s ON s.platform = p.platform AND s.id = p.server"
            " WHERE p.platform = ? AND p.id = ?",
            place.platform,
            place.id,
        )
        return row[0] if row else None


_SERVER = (
    "SELECT platform, id, community, name, there, house_rights, house_rank, house_member, roles, other_bots, added_by"
    " FROM server"
)
_PLACE = (
    "SELECT p.platform, p.id, p.server, p.name, p.kind, p.parent, p.writable, p.there, p.language, p.zone FROM place p"
)


def _server(row: Row) -> Server:
    rights: frozenset[Right] = frozenset(filter(None, row[5].split(",")))
    roles = tuple(RoleSeen(id_, name) for id_, name in json.loads(row[8]))
    return Server(
        ServerRef(row[0], row[1]),
        row[2],
        row[3],
        bool(row[4]),
        rights,
        row[6],
        row[7],
        roles,
        tuple(json.loads(row[9])),
        row[10],
    )


def _place(row: Row) -> Place:
    return Place(
        PlaceRef(row[0], row[1]),
        ServerRef(row[0], row[2]),
        row[3],
        row[4],
        row[5],
        bool(row[6]),
        bool(row[7]),
        row[8],
        row[9],
    )
