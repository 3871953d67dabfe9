"""Communities, the servers they live in and the places people talk in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.ambient import Ambient
from bot.core.context import Community
from bot.core.events import MemberRights, PlaceSeen, Right, RoleSeen, ServerSeen
from bot.core.ports import Reader, Row, Transaction
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.moving import move_server

COMMUNITY = "community"  # the topic of memory that these tables feed
DEFAULT_LANGUAGE = "en"
DEFAULT_ZONE = "UTC"  # asked at setup; never the server's silently


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


class Registrar(Communities):
    """Writes what `Communities` reads."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def found(self, server: ServerRef, name: str, now: datetime, ambient: Ambient, added_by: str = "") -> str:
        """The community of a server; a new one is founded for a server nobody knew. A returning server is welcome."""
        known = await self.of_server(server)
        self._write.touch(COMMUNITY)
        if known is not None:
            await self._write.run(
                "UPDATE server SET there = 1, name = ?, added_by = CASE WHEN ? = '' THEN added_by ELSE ? END"
                " WHERE platform = ? AND id = ?",
                name,
                added_by,
                added_by,
                server.platform,
                server.id,
            )
            await self._write.run(
                "UPDATE community SET state = 'closed', left_at = 0 WHERE id = ? AND state = 'left'", known
            )
            return known
        community = ambient.new_id()
        await self._write.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at) VALUES (?, ?, ?, ?, 'closed', ?)",
            community,
            name,
            DEFAULT_LANGUAGE,
            DEFAULT_ZONE,
            to_ms(now),
        )
        await self._write.run(
            "INSERT INTO server (platform, id, community, name, added_by, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
            server.platform,
            server.id,
            community,
            name,
            added_by,
            to_ms(now),
        )
        return community

    async def see(self, seen: ServerSeen, now: datetime) -> None:
        """A server as it stands: its places, the house's rights, roles and other bots. Places that are gone say so."""
        ref = seen.server
        await self._write.run(
            "UPDATE server SET name = ?, there = 1, house_rights = ?, house_rank = ?, house_member = ?, roles = ?,"
            " other_bots = ?, seen_at = ? WHERE platform = ? AND id = ?",
            seen.name,
            _joined(seen.house.rights),
            seen.house.rank,
            seen.house.member.id,
            json.dumps([[role.id, role.name] for role in seen.roles]),
            json.dumps(list(seen.other_bots)),
            to_ms(now),
            ref.platform,
            ref.id,
        )
        await self._write.run(
            "UPDATE place SET there = 0 WHERE platform = ? AND server = ? AND kind <> 'thread'", ref.platform, ref.id
        )
        for place in seen.places:
            await self.see_place(ref, place)
        self._write.touch(COMMUNITY)

    async def see_place(self, server: ServerRef, seen: PlaceSeen, *, gone: bool = False) -> None:
        parent = seen.parent.id if seen.parent else ""
        await self._write.run(
            "INSERT INTO place (platform, id, server, name, kind, parent, writable, there) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (platform, id) DO UPDATE SET server = excluded.server, name = excluded.name,"
            " kind = excluded.kind, parent = excluded.parent, writable = excluded.writable, there = excluded.there",
            seen.place.platform,
            seen.place.id,
            server.id,
            seen.name,
            seen.kind,
            parent,
            int(seen.writable),
            int(not gone),
        )
        self._write.touch(COMMUNITY)

    async def see_house(self, server: ServerRef, house: MemberRights) -> None:
        await self._write.run(
            "UPDATE server SET house_rights = ?, house_rank = ?, house_member = ? WHERE platform = ? AND id = ?",
            _joined(house.rights),
            house.rank,
            house.member.id,
            server.platform,
            server.id,
        )
        self._write.touch(COMMUNITY)

    async def leave(self, server: ServerRef, now: datetime) -> str | None:
        """The house was removed. Returns the community; it is `left` once no server of it remains."""
        community = await self.of_server(server)
        if community is None:
            return None
        await self._write.run("UPDATE server SET there = 0 WHERE platform = ? AND id = ?", server.platform, server.id)
        if not await self.servers(community):
            await self._write.run(
                "UPDATE community SET state = 'left', left_at = ? WHERE id = ?", to_ms(now), community
            )
        self._write.touch(COMMUNITY)
        return community

    async def shape(
        self, community: str, *, language: str = "", zone: str = "", name: str = "", state: str = ""
    ) -> None:
        """Set what is given; what is empty stays."""
        for column, value in (("language", language), ("zone", zone), ("name", name), ("state", state)):
            if value:
                await self._write.run(f"UPDATE community SET {column} = ? WHERE id = ?", value, community)
        self._write.touch(COMMUNITY)

    async def speak_in(self, place: PlaceRef, language: str) -> None:
        """Empty: like its community."""
        await self._write.run(
            "UPDATE place SET language = ? WHERE platform = ? AND id = ?", language, place.platform, place.id
        )
        self._write.touch(COMMUNITY)

    async def keep_time_of(self, place: PlaceRef, zone: str) -> None:
        """An IANA name. Empty: like its community."""
        await self._write.run("UPDATE place SET zone = ? WHERE platform = ? AND id = ?", zone, place.platform, place.id)
        self._write.touch(COMMUNITY)

    async def pause(self, community: str, until: datetime | None) -> None:
        await self._write.run(
            "UPDATE community SET paused = 1, paused_until = ? WHERE id = ?", to_ms(until) if until else 0, community
        )
        self._write.touch(COMMUNITY)

    async def resume(self, community: str) -> None:
        await self._write.run("UPDATE community SET paused = 0, paused_until = 0 WHERE id = ?", community)
        self._write.touch(COMMUNITY)

    async def migrate_server(self, old: ServerRef, new: ServerRef) -> None:
        """A group's id changed: every core row that names it follows, in this transaction."""
        await move_server(self._write, old, new)
        for topic in (COMMUNITY, "people", "standing"):
            self._write.touch(topic)


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


def _joined(words: frozenset[Right]) -> str:
    return ",".join(sorted(words))
