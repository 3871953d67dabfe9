"""Two communities become one: every core row of the younger is the older's afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.core.ports import Reader, Transaction
from bot.core.stamps import to_ms
from bot.core.stores.communities import COMMUNITY
from bot.core.stores.people import PEOPLE, Registry
from bot.core.stores.standing import STANDING

# Lists of places that both communities chose for themselves: afterwards both count.
UNITED = ("greeter.places", "parties.places")
# What the house set by itself, for a rehearsal: no person did, so it does not come along.
_BY_NOBODY = "%:"


class Adoption:
    """`younger` moves into `older`, in the caller's transaction. There is no way back."""

    def __init__(self, tx: Transaction, younger: str, older: str) -> None:
        self._tx = tx
        self._younger = younger
        self._older = older

    async def complete(self, now: datetime) -> list[tuple[str, str]]:
        """The guests that turned out to be one person, as (younger, older), for the features' own rows."""
        merged = await self._guests()
        await self._standing()
        await self._settings(now)
        await self._queues()
        await self._names()
        for topic in (COMMUNITY, PEOPLE, STANDING):
            self._tx.touch(topic)
        return merged

    async def _guests(self) -> list[tuple[str, str]]:
        rows = await self._tx.rows(
            "SELECT y.guest, o.guest FROM guest_member y JOIN guest_member o ON o.platform = y.platform"
            " AND o.member = y.member JOIN guest g ON g.id = o.guest WHERE y.community = ? AND o.community = ?"
            " ORDER BY g.since, o.guest, y.guest",
            self._younger,
            self._older,
        )
        merged = same_persons([(row[0], row[1]) for row in rows])
        for younger, older in merged:
            await Registry(self._tx).merge(younger, older)
        await self._tx.run(
            "DELETE FROM guest_member WHERE community = ? AND EXISTS (SELECT 1 FROM guest_member o"
            " WHERE o.community = ? AND o.platform = guest_member.platform AND o.member = guest_member.member)",
            self._younger,
            self._older,
        )
        await self._move("guest_member", "guest")
        return merged

    async def _standing(self) -> None:
        await self._copy("role_grant", "platform, member, role, by_member, at")
        await self._copy("role_map", "platform, server, platform_role, role")

    async def _settings(self, now: datetime) -> None:
        await self._unite(now)
        await self._tx.run(
            "DELETE FROM knob_change WHERE community = ? AND (by_member LIKE ? OR key IN"
            " (SELECT key FROM knob WHERE community = ?))",
            self._younger,
            _BY_NOBODY,
            self._older,
        )
        await self._move("knob_change")
        await self._tx.run(
            "DELETE FROM knob WHERE community = ? AND by_member LIKE ?",
            self._younger,
            _BY_NOBODY,
        )
        await self._copy("knob", "key, value, by_member, at")

    async def _unite(self, now: datetime) -> None:
        for key in UNITED:
            mine, theirs = await self._list(self._older, key), await self._list(self._younger, key)
            more = [place for place in theirs or () if place not in (mine or ())]
            if mine is not None and more:
                await self._tx.run(
                    "UPDATE knob SET value = ?, at = ? WHERE community = ? AND key = ?",
                    json.dumps([*mine, *more], ensure_ascii=False),
                    to_ms(now),
                    self._older,
                    key,
                )

    async def _list(self, community: str, key: str) -> list[str] | None:
        row = await self._tx.row("SELECT value FROM knob WHERE community = ? AND key = ?", community, key)
        return list(json.loads(row[0])) if row else None

    async def _queues(self) -> None:
        await self._tx.run(
            "DELETE FROM timer WHERE community = ? AND feature = 'house' AND kind = 'erase'", self._younger
        )
        await self._move("timer", "outbox", "code", "dialog")

    async def _names(self) -> None:
        await self._move("server")
        await self._tx.run("UPDATE member SET last_community = ? WHERE last_community = ?", self._older, self._younger)
        await self._tx.run(
            "UPDATE community SET state = 'merged', merged_into = ? WHERE id = ?", self._older, self._younger
        )
        # Who joined the younger before follows.
        await self._tx.run("UPDATE community SET merged_into = ? WHERE merged_into = ?", self._older, self._younger)

    async def _move(self, *tables: str) -> None:
        for table in tables:
            await self._tx.run(f"UPDATE {table} SET community = ? WHERE community = ?", self._older, self._younger)

    async def _copy(self, table: str, columns: str) -> None:
        """Where both have a row of the same key, the older's stays."""
        await self._tx.run(
            f"INSERT INTO {table} (community, {columns}) SELECT ?, {columns} FROM {table} WHERE community = ?"
            " ON CONFLICT DO NOTHING",
            self._older,
            self._younger,
        )
        await self._tx.run(f"DELETE FROM {table} WHERE community = ?", self._younger)


async def brought(tx: Reader, younger: str, older: str) -> list[str]:
    """The settings that the older would take over from the younger, or add to."""
    rows = await tx.rows(
        "SELECT key FROM knob WHERE community = ? AND by_member NOT LIKE ? ORDER BY key", younger, _BY_NOBODY
    )
    kept = {row[0] for row in await tx.rows("SELECT key FROM knob WHERE community = ?", older)}
    return [row[0] for row in rows if row[0] in UNITED or row[0] not in kept]


def same_persons(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whom to merge into whom, given guests of both communities with an account in common.

    `pairs` are (guest of the younger, guest of the older), longest-standing older guest first. Two accounts linked on
    either side belong to one person, so guests of the older community may turn out to be one as well.
    """
    into: dict[str, str] = {}
    place: dict[str, int] = {}
    for _, old in pairs:
        place.setdefault(old, len(place))
    found: list[tuple[str, str]] = []

    def root(guest: str) -> str:
        while guest in into:
            guest = into[guest]
        return guest

    for young, old in pairs:
        first, second = root(young), root(old)
        if first == second:
            continue
        joins, stays = (first, second)
        if first in place and place[first] < place[second]:
            joins, stays = second, first
        into[joins] = stays
        found.append((joins, stays))
    return found
