"""What somebody asked privately before anybody could tell which of their communities it is about."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import from_ms, to_ms

LIFE = timedelta(hours=1)  # what was asked longer ago would come as a surprise


class Wishes:
    """One for each member, the newest; `body` is the event as the codec writes it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep(self, member: MemberRef, body: str, now: datetime) -> None:
        await self._tx.run(
            "INSERT INTO asked_where (platform, member, body, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (platform, member) DO UPDATE SET body = excluded.body, at = excluded.at",
            member.platform,
            member.id,
            body,
            to_ms(now),
        )

    async def take(self, member: MemberRef, now: datetime) -> str | None:
        """The kept event, which is forgotten with that; None where there is none or it is an old story."""
        row = await self._tx.row(
            "SELECT body, at FROM asked_where WHERE platform = ? AND member = ?", member.platform, member.id
        )
        await self._tx.run("DELETE FROM asked_where WHERE platform = ? AND member = ?", member.platform, member.id)
        if row is None or from_ms(row[1]) + LIFE <= now:
            return None
        body: str = row[0]
        return body
