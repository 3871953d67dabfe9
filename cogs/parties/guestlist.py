"""The guest list: one capacity and one first-come line over all platforms, kept per person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.ports import Row, Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import from_ms, to_ms
from cogs.parties.model import Choice, Counts, Party, Rsvp
from cogs.parties.rows import instant, member
from cogs.parties.rules import free_seats, kept_of

PRETEND = "pretend"  # guests of a rehearsal: `pretend-1`; they have no account and get no notices
# Who answered a party that was long ago, and whether they were seen there: `gone-k3v9`, `came-k3v9`. No more is known.
GONE, CAME = "gone", "came"
_SELECT = "SELECT guest, platform, member, answer, seated, ticket, claim_by, at FROM party_rsvp"


class GuestList:
    """Every change happens inside the one writing transaction, so that no two presses see the same free seat."""

    def __init__(self, tx: Transaction, party: Party) -> None:
        self._tx = tx
        self._party = party

    async def of(self, guest: str) -> Rsvp | None:
        row = await self._tx.row(f"{_SELECT} WHERE party = ? AND guest = ?", self._party.id, guest)
        return _rsvp(row) if row else None

    async def counts(self) -> Counts:
        rows = await self._tx.rows(
            "SELECT answer, seated, count(*) FROM party_rsvp WHERE party = ? GROUP BY answer, seated", self._party.id
        )
        found = {(answer, bool(seated)): count for answer, seated, count in rows}
        return Counts(
            found.get(("yes", True), 0),
            found.get(("yes", False), 0),
            found.get(("maybe", False), 0),
            found.get(("no", False), 0),
        )

    async def answer(self, guest: str, account: MemberRef | None, choice: Choice, now: datetime) -> Rsvp:
        """A yes said twice keeps its place; a yes after a no goes to the end of the line."""
        before = await self.of(guest)
        if before and before.answer == choice:
            return before
        seated, ticket = False, 0
        if choice == "yes":
            counts = await self.counts()
            ticket = await self._next_ticket()
            seated = not self._party.seats or (counts.yes < self._party.seats and not counts.waiting)
        rsvp = Rsvp(guest=guest, member=account, answer=choice, seated=seated, ticket=ticket, at=now)
        await self._put(rsvp)
        return rsvp

    async def promote(self, claim_by: datetime | None) -> list[Rsvp]:
        """Give every free seat to the first in line; returns who moved up."""
        moved: list[Rsvp] = []
        for rsvp in await self.line(free_seats(self._party.seats, await self.counts())):
            until = None if rsvp.member is None else claim_by
            await self._tx.run(
                "UPDATE party_rsvp SET seated = 1, claim_by = ? WHERE party = ? AND guest = ?",
                to_ms(until) if until else 0,
                self._party.id,
                rsvp.guest,
            )
            moved.append(replace(rsvp, seated=True, claim_by=until))
        return moved

    async def line(self, first: int) -> list[Rsvp]:
        rows = await self._tx.rows(
            f"{_SELECT} WHERE party = ? AND answer = 'yes' AND seated = 0 ORDER BY ticket LIMIT ?",
            self._party.id,
            first,
        )
        return [_rsvp(row) for row in rows]

    async def position(self, rsvp: Rsvp) -> int:
        """1 is the first in line."""
        row = await self._tx.row(
            "SELECT count(*) FROM party_rsvp WHERE party = ? AND answer = 'yes' AND seated = 0 AND ticket <= ?",
            self._party.id,
            rsvp.ticket,
        )
        return int(row[0]) if row else 0

    async def confirm(self, guest: str) -> bool:
        """False when nothing was held for them any more."""
        return bool(
            await self._tx.run(
                "UPDATE party_rsvp SET claim_by = 0 WHERE party = ? AND guest = ? AND answer = 'yes' AND seated = 1",
                self._party.id,
                guest,
            )
        )

    async def coming(self) -> list[Rsvp]:
        """Those with a seat and those in line, in their order: whom a change concerns."""
        rows = await self._tx.rows(f"{_SELECT} WHERE party = ? AND answer = 'yes' ORDER BY ticket", self._party.id)
        return [_rsvp(row) for row in rows]

    async def drop(self, guest: str) -> None:
        for table in ("party_rsvp", "party_name", "party_wish"):
            await self._tx.run(f"DELETE FROM {table} WHERE party = ? AND guest = ?", self._party.id, guest)

    async def merge(self, younger: str, older: str) -> None:
        """Two guests are one person: one RSVP stays, by the older guest's name."""
        mine, theirs = await self.of(younger), await self.of(older)
        if mine is None:
            return
        kept = kept_of(theirs, mine) if theirs else mine
        await self._tx.run("DELETE FROM party_rsvp WHERE party = ? AND guest = ?", self._party.id, younger)
        await self._put(replace(kept, guest=older))

    async def name(self, guest: str, account: MemberRef) -> None:
        await self._tx.run(
            "INSERT INTO party_name (party, guest, platform, member) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (party, guest, platform) DO UPDATE SET member = excluded.member",
            self._party.id,
            guest,
            account.platform,
            account.id,
        )

    async def unname(self, guest: str, platform: str) -> None:
        await self._tx.run(
            "DELETE FROM party_name WHERE party = ? AND guest = ? AND platform = ?", self._party.id, guest, platform
        )

    async def is_named(self, guest: str, platform: str) -> bool:
        row = await self._tx.row(
            "SELECT 1 FROM party_name WHERE party = ? AND guest = ? AND platform = ?", self._party.id, guest, platform
        )
        return row is not None

    async def named(self, platform: str, *, came: bool = False) -> list[MemberRef]:
        """Accounts on this platform whose owners have a seat (or came) and agreed to be named here."""
        where = (
            "EXISTS (SELECT 1 FROM party_seen s WHERE s.party = n.party AND s.guest = n.guest)"
            if came
            else "r.answer = 'yes' AND r.seated = 1"
        )
        rows = await self._tx.rows(
            "SELECT n.platform, n.member FROM party_name n JOIN party_rsvp r ON r.party = n.party AND r.guest = n.guest"
            f" WHERE n.party = ? AND n.platform = ? AND {where} ORDER BY r.ticket, n.guest",
            self._party.id,
            platform,
        )
        return [MemberRef(row[0], row[1]) for row in rows]

    async def pretend(self, *, seated: bool = False) -> list[str]:
        where = " AND answer = 'yes' AND seated = 1" if seated else ""
        rows = await self._tx.rows(
            f"SELECT guest FROM party_rsvp WHERE party = ? AND substr(guest, 1, ?) = ?{where} ORDER BY ticket",
            self._party.id,
            len(PRETEND) + 1,
            f"{PRETEND}-",
        )
        return [row[0] for row in rows]

    async def _next_ticket(self) -> int:
        row = await self._tx.row("SELECT coalesce(max(ticket), 0) + 1 FROM party_rsvp WHERE party = ?", self._party.id)
        return int(row[0]) if row else 1

    async def _put(self, rsvp: Rsvp) -> None:
        await self._tx.run(
            "INSERT INTO party_rsvp (party, guest, platform, member, answer, seated, ticket, claim_by, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (party, guest) DO UPDATE SET platform = excluded.platform,"
            " member = excluded.member, answer = excluded.answer, seated = excluded.seated, ticket = excluded.ticket,"
            " claim_by = excluded.claim_by, at = excluded.at",
            self._party.id,
            rsvp.guest,
            rsvp.member.platform if rsvp.member else "",
            rsvp.member.id if rsvp.member else "",
            rsvp.answer,
            int(rsvp.seated),
            rsvp.ticket,
            to_ms(rsvp.claim_by) if rsvp.claim_by else 0,
            to_ms(rsvp.at),
        )


def _rsvp(row: Row) -> Rsvp:
    return Rsvp(
        guest=row[0],
        member=member(row[1], row[2]),
        answer=row[3],
        seated=bool(row[4]),
        ticket=row[5],
        claim_by=instant(row[6]),
        at=from_ms(row[7]),
    )
