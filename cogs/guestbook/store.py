"""Offers to link accounts, and what the core's tables hold of a guest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.ports import Row, Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Offer:
    """`member` issued the code and decides; `other` typed it and has agreed."""

    id: str
    community: str
    member: MemberRef
    other: MemberRef


class Offers:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def make(self, offer: Offer, expires: datetime, now: datetime) -> None:
        """The same two accounts have one offer at a time."""
        await self._tx.run("DELETE FROM account_offer WHERE expires <= ?", to_ms(now))
        await self._tx.run(
            "DELETE FROM account_offer WHERE community = ? AND platform = ? AND member = ? AND other_platform = ?"
            " AND other_member = ?",
            offer.community,
            offer.member.platform,
            offer.member.id,
            offer.other.platform,
            offer.other.id,
        )
        await self._tx.run(
            "INSERT INTO account_offer (id, community, platform, member, other_platform, other_member, expires)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            offer.id,
            offer.community,
            offer.member.platform,
            offer.member.id,
            offer.other.platform,
            offer.other.id,
            to_ms(expires),
        )

    async def get(self, offer: str, by: MemberRef, now: datetime) -> Offer | None:
        """Only for the account that is asked."""
        row = await self._tx.row(
            f"{_OFFER} WHERE id = ? AND platform = ? AND member = ? AND expires > ?",
            offer,
            by.platform,
            by.id,
            to_ms(now),
        )
        return _offer(row) if row else None

    async def to(self, community: str, member: MemberRef, now: datetime) -> list[Offer]:
        rows = await self._tx.rows(
            f"{_OFFER} WHERE community = ? AND platform = ? AND member = ? AND expires > ? ORDER BY expires, id",
            community,
            member.platform,
            member.id,
            to_ms(now),
        )
        return [_offer(row) for row in rows]

    async def end(self, offer: str) -> None:
        await self._tx.run("DELETE FROM account_offer WHERE id = ?", offer)

    async def forget(self, member: MemberRef) -> None:
        await self._tx.run(
            "DELETE FROM account_offer WHERE (platform = ? AND member = ?) OR (other_platform = ? AND other_member = ?)",
            member.platform,
            member.id,
            member.platform,
            member.id,
        )

    async def closed(self, community: str) -> None:
        await self._tx.run("DELETE FROM account_offer WHERE community = ?", community)


async def since(tx: Transaction, guest: str) -> datetime | None:
    row = await tx.row("SELECT since FROM guest WHERE id = ?", guest)
    return from_ms(row[0]) if row else None


async def linked_later(tx: Transaction, guest: str) -> list[MemberRef]:
    """The accounts that came to this guest by linking and can go their own way again."""
    rows = await tx.rows(
        "SELECT platform, member FROM guest_member WHERE guest = ? AND first_guest <> guest ORDER BY platform, member",
        guest,
    )
    return [MemberRef(row[0], row[1]) for row in rows]


async def roles_of(tx: Transaction, community: str, accounts: Sequence[MemberRef]) -> list[str]:
    found: set[str] = set()
    for account in accounts:
        rows = await tx.rows(
            "SELECT role FROM role_grant WHERE community = ? AND platform = ? AND member = ?",
            community,
            account.platform,
            account.id,
        )
        found.update(row[0] for row in rows)
    return sorted(found)


_OFFER = "SELECT id, community, platform, member, other_platform, other_member FROM account_offer"


def _offer(row: Row) -> Offer:
    return Offer(row[0], row[1], MemberRef(row[2], row[3]), MemberRef(row[4], row[5]))
