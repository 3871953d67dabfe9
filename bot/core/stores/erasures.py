"""Who was forgotten, as a keyed hash, until it is in the list that outlives every backup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.sealing import Hashed
from bot.core.stamps import to_ms

ERASED = "erased"  # topic: something was erased, so its traces in files have to go


def account_of(community: str, platform: str, member: str) -> Hashed:
    return Hashed(f"{community}/{platform}:{member}")


class Erasures:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def note(self, community: str, accounts: Iterable[MemberRef], now: datetime) -> None:
        """Also as they were called in the communities that have joined this one: an old backup knows them so."""
        joined = await self._tx.rows("SELECT id FROM community WHERE merged_into = ?", community)
        names = [community, *(row[0] for row in joined)]
        await self._tx.many(
            "INSERT INTO erasure (at, account) VALUES (?, ?)",
            [(to_ms(now), account_of(name, one.platform, one.id)) for one in accounts for name in names],
        )
        self._tx.touch(ERASED)
