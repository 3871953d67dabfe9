"""Communities, servers and places as they are written: founded, seen, shaped, paused, left."""

from __future__ import annotations

import json
from datetime import datetime

from bot.core.ambient import Ambient
from bot.core.events import MemberRights, PlaceSeen, Right, ServerSeen
from bot.core.ports import Transaction
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stamps import to_ms
from bot.core.stores.communities import COMMUNITY, Communities
from bot.core.stores.moving import move_server

DEFAULT_LANGUAGE = "en"
DEFAULT_ZONE = "UTC"  # asked at setup; never the server's silently


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


def _joined(words: frozenset[Right]) -> str:
    return ",".join(sorted(words))
