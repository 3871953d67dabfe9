"""Offers to link as rows: who agreed, and who still has to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ports import Row, Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`other_by`, an owner of `other`, has agreed; `asked_by` issued the code for `asked` and decides."""

    id: str
    asked: str
    asked_by: MemberRef
    other: str
    other_by: MemberRef


class Offers:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def make(self, offer: Offer, expires: datetime) -> None:
        await self._tx.run(
            "INSERT INTO link_offer"
            " (id, asked, asked_platform, asked_member, other, other_platform, other_member, expires)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            offer.id,
            offer.asked,
            offer.asked_by.platform,
            offer.asked_by.id,
            offer.other,
            offer.other_by.platform,
            offer.other_by.id,
            to_ms(expires),
        )

    async def get(self, id_: str, now: datetime) -> Offer | None:
        row = await self._tx.row(f"{_OFFER} WHERE id = ? AND expires > ?", id_, to_ms(now))
        return _offer(row) if row else None

    async def of(self, asked: str, now: datetime) -> list[Offer]:
        """What a community has to decide on."""
        rows = await self._tx.rows(f"{_OFFER} WHERE asked = ? AND expires > ? ORDER BY expires, id", asked, to_ms(now))
        return [_offer(row) for row in rows]

    async def end(self, id_: str) -> None:
        await self._tx.run("DELETE FROM link_offer WHERE id = ?", id_)

    async def prune(self, now: datetime, most: int) -> int:
        old = "SELECT id FROM link_offer WHERE expires <= ? LIMIT ?"
        return await self._tx.run(f"DELETE FROM link_offer WHERE id IN ({old})", to_ms(now), most)

    async def closed(self, community: str) -> None:
        await self._tx.run("DELETE FROM link_offer WHERE asked = ? OR other = ?", community, community)


_OFFER = "SELECT id, asked, asked_platform, asked_member, other, other_platform, other_member FROM link_offer"


def _offer(row: Row) -> Offer:
    asked_by, other_by = MemberRef(row[2], row[3]), MemberRef(row[5], row[6])
    return Offer(id=row[0], asked=row[1], asked_by=asked_by, other=row[4], other_by=other_by)
