"""Settings as rows: who changed what when, and the way back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core.features import Knob
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import to_ms
from bot.core.stores.communities import COMMUNITY

T = TypeVar("T")
DAY = timedelta(days=1) // timedelta(milliseconds=1)


def days_of(knob: Knob[int], community: str) -> str:
    """SQL for the days that a community set, or else the knob's own, in milliseconds. `community` is a column."""
    chosen = f"SELECT CAST(k.value AS BIGINT) FROM knob k WHERE k.community = {community} AND k.key = '{knob.key}'"
    return f"coalesce(({chosen}), {knob.default}) * {DAY}"


def fewest_days_of(knob: Knob[int]) -> str:
    """SQL for the fewest that any community set or has, in milliseconds: nothing younger needs a look."""
    chosen = f"SELECT CAST(k.value AS BIGINT) FROM knob k WHERE k.key = '{knob.key}'"
    return f"(SELECT min(f.days) FROM (SELECT {knob.default} AS days UNION ALL {chosen}) f) * {DAY}"


class Knobs:
    def __init__(self, tx: Transaction, community: str) -> None:
        self._tx = tx
        self._community = community

    async def put(self, knob: Knob[T], value: T, by: MemberRef, now: datetime) -> None:
        row = await self._tx.row("SELECT value FROM knob WHERE community = ? AND key = ?", self._community, knob.key)
        after = json.dumps(value, ensure_ascii=False)
        await self._write(knob.key, row[0] if row else None, after, by, now)

    async def reset(self, knob: Knob[T], by: MemberRef, now: datetime) -> None:
        """Back to the default."""
        row = await self._tx.row("SELECT value FROM knob WHERE community = ? AND key = ?", self._community, knob.key)
        if row:
            await self._write(knob.key, row[0], None, by, now)

    async def undo(self, key: str, by: MemberRef, now: datetime) -> bool:
        """Back to what it was before its last change; False if it never changed."""
        row = await self._tx.row(
            "SELECT before, after FROM knob_change WHERE community = ? AND key = ? ORDER BY id DESC LIMIT 1",
            self._community,
            key,
        )
        if row is None:
            return False
        await self._write(key, row[1], row[0], by, now)
        return True

    async def _write(self, key: str, before: str | None, after: str | None, by: MemberRef, now: datetime) -> None:
        actor = f"{by.platform}:{by.id}"
        if after is None:
            await self._tx.run("DELETE FROM knob WHERE community = ? AND key = ?", self._community, key)
        else:
            await self._tx.run(
                "INSERT INTO knob (community, key, value, by_member, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (community, key)"
                " DO UPDATE SET value = excluded.value, by_member = excluded.by_member, at = excluded.at",
                self._community,
                key,
                after,
                actor,
                to_ms(now),
            )
        await self._tx.run(
            "INSERT INTO knob_change (community, key, before, after, by_member, at) VALUES (?, ?, ?, ?, ?, ?)",
            self._community,
            key,
            before,
            after,
            actor,
            to_ms(now),
        )
        self._tx.touch(COMMUNITY)
