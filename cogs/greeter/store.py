"""Welcomes as rows: who waits for one, who had one and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ports import Transaction
from bot.core.refs import MemberRef, PlaceRef, ServerRef
from bot.core.stamps import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Newcomer:
    key: str
    member: MemberRef
    name: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A welcome that stands in a place; `others` are the names of those in it who were not forgotten."""

    bookmark: str
    place: PlaceRef
    others: tuple[str, ...]


class Welcomes:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def expect(
        self, key: str, community: str, place: PlaceRef, newcomer: MemberRef, name: str, joined_at: datetime, state: str
    ) -> bool:
        """False when this very joining is known already, however often it was told."""
        return bool(
            await self._tx.run(
                "INSERT INTO welcome (key, community, platform, place, member, name, joined_at, state)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                key,
                community,
                place.platform,
                place.id,
                newcomer.id,
                name if state == "waiting" else "",
                to_ms(joined_at),
                state,
            )
        )

    async def renamed(self, key: str, name: str) -> bool:
        """The newest name told with this joining, which elsewhere may be another; who was forgotten has none again.

        False when nobody waits for this welcome.
        """
        return bool(
            await self._tx.run(
                "UPDATE welcome SET name = CASE WHEN name = '' THEN '' ELSE ? END WHERE key = ? AND state = 'waiting'",
                name,
                key,
            )
        )

    async def waiting(self, place: PlaceRef) -> list[Newcomer]:
        rows = await self._tx.rows(
            "SELECT key, platform, member, name, joined_at FROM welcome WHERE platform = ? AND place = ?"
            " AND state = 'waiting' ORDER BY joined_at, key",
            place.platform,
            place.id,
        )
        return [Newcomer(row[0], MemberRef(row[1], row[2]), row[3], from_ms(row[4])) for row in rows]

    async def said_at(self, place: PlaceRef, since: datetime) -> list[datetime]:
        """When welcomes were said in a place since then, newest first."""
        rows = await self._tx.rows(
            "SELECT DISTINCT said_at FROM welcome WHERE platform = ? AND place = ? AND state = 'said' AND said_at > ?"
            " ORDER BY said_at DESC",
            place.platform,
            place.id,
            to_ms(since),
        )
        return [from_ms(row[0]) for row in rows]

    async def last_bookmark(self, place: PlaceRef, since: datetime) -> str:
        row = await self._tx.row(
            "SELECT bookmark FROM welcome WHERE platform = ? AND place = ? AND bookmark <> '' AND said_at > ?"
            " ORDER BY said_at DESC LIMIT 1",
            place.platform,
            place.id,
            to_ms(since),
        )
        return str(row[0]) if row else ""

    async def was_welcomed(self, community: str, member: MemberRef, since: datetime) -> bool:
        row = await self._tx.row(
            "SELECT 1 FROM welcome WHERE community = ? AND platform = ? AND member = ? AND state <> 'skipped' AND joined_at > ?"
            " LIMIT 1",
            community,
            member.platform,
            member.id,
            to_ms(since),
        )
        return row is not None

    async def said(self, keys: list[str], now: datetime, bookmark: str) -> None:
        await self._tx.many(
            "UPDATE welcome SET state = 'said', name = '', said_at = ?, bookmark = ? WHERE key = ?",
            [(to_ms(now), bookmark, key) for key in keys],
        )

    async def skip(self, keys: list[str]) -> None:
        await self._tx.many("UPDATE welcome SET state = 'skipped', name = '' WHERE key = ?", [(key,) for key in keys])

    async def left(self, member: MemberRef, community: str, server: ServerRef, at: datetime) -> None:
        """Somebody who left before being welcomed is not welcomed any more; whoever was in is no newcomer for a day."""
        unwelcomed = await self._tx.run(
            "UPDATE welcome SET state = 'skipped', name = ''"
            " WHERE community = ? AND platform = ? AND member = ? AND state = 'waiting'",
            community,
            member.platform,
            member.id,
        )
        if unwelcomed:
            return
        await self._tx.run(
            "INSERT INTO welcome (key, community, platform, place, member, name, joined_at, state)"
            " VALUES (?, ?, ?, '', ?, '', ?, 'said') ON CONFLICT (key) DO NOTHING",
            f"left:{server.platform}:{server.id}:{member.id}:{to_ms(at)}",
            community,
            member.platform,
            member.id,
            to_ms(at),
        )

    async def move(self, old: ServerRef, new: ServerRef) -> None:
        """A group's id changed, and with it those of its topics."""
        await self._tx.run(
            "UPDATE welcome SET place = ? || substr(place, ?)"
            " WHERE platform = ? AND (place = ? OR substr(place, 1, ?) = ?)",
            new.id,
            len(old.id) + 1,
            old.platform,
            old.id,
            len(old.id) + 1,
            f"{old.id}/",
        )

    async def prune(self, before: datetime, named_before: datetime, most: int) -> int:
        """Which welcome names whom is kept longer, so that a name can still be taken out of it. How many rows went."""
        gone = 0
        for where, edge in (("bookmark = '' AND joined_at", before), ("joined_at", min(before, named_before))):
            old = f"SELECT key FROM welcome WHERE {where} < ? ORDER BY joined_at LIMIT ?"
            gone += await self._tx.run(f"DELETE FROM welcome WHERE key IN ({old})", to_ms(edge), most)
        return gone

    async def adopt(self, younger: str, older: str) -> None:
        await self._tx.run("UPDATE welcome SET community = ? WHERE community = ?", older, younger)

    async def naming(self, community: str, member: MemberRef) -> list[Said]:
        """The welcomes that may name somebody and still stand, with everybody else who is in them."""
        rows = await self._tx.rows(
            "SELECT DISTINCT w.bookmark, w.platform, w.place FROM welcome w JOIN bookmark b ON b.name = w.bookmark"
            " WHERE w.community = ? AND w.platform = ? AND w.member = ? AND b.state = 'there' ORDER BY w.bookmark",
            community,
            member.platform,
            member.id,
        )
        return [Said(row[0], PlaceRef(row[1], row[2]), await self._others(row[0], member)) for row in rows]

    async def _others(self, bookmark: str, member: MemberRef) -> tuple[str, ...]:
        rows = await self._tx.rows(
            "SELECT coalesce(m.name, '') FROM welcome w LEFT JOIN member m ON m.platform = w.platform AND m.id = w.member"
            " WHERE w.bookmark = ? AND w.member <> ? ORDER BY w.joined_at, w.key",
            bookmark,
            member.id,
        )
        return tuple(row[0] for row in rows)

    async def forget(self, member: MemberRef) -> None:
        """Nobody is welcomed twice for it: the day is counted by the reference, which stays for two."""
        await self._tx.run(
            "UPDATE welcome SET name = '', bookmark = '' WHERE platform = ? AND member = ?", member.platform, member.id
        )
