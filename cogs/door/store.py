"""Cases as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime

from bot.core.ports import Reader, Row, Transaction
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.core.sealing import Hashed, private
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.knobs import days_of, fewest_days_of
from cogs.door.knobs import EVIDENCE_DAYS
from cogs.door.model import Case, Failure

MUTED = "door.muted"  # topic of memory: who is under a running mute
TRACED = "*"  # no platform's member is called so
_COLUMNS = (
    "id, community, number, kind, platform, member, name, actor_platform, actor, reason, made_at, expires_at,"
    " held_until, state, outcome, evidence, place, message, closer_platform, closer, failures, card, reports, forgotten"
)
_FIXED = frozenset({"id", "kind", "platform", "made_at"})
_SAVE = (
    f"INSERT INTO door_case ({_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS.split(',')))})"
    " ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.replace(" ", "").split(",") if name not in _FIXED)
)
_SELECT = f"SELECT {_COLUMNS} FROM door_case"


class Cases:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def get(self, id_: str) -> Case | None:
        return _first(await self._tx.rows(f"{_SELECT} WHERE id = ?", id_))

    async def numbered(self, community: str, number: int) -> Case | None:
        return _first(await self._tx.rows(f"{_SELECT} WHERE community = ? AND number = ?", community, number))

    async def last_number(self, community: str) -> int:
        row = await self._tx.row("SELECT last FROM door_number WHERE community = ?", community)
        return int(row[0]) if row else 0

    async def running(self, community: str, member: MemberRef) -> Case | None:
        """Also of one who was forgotten meanwhile: `member` is then who the trace was of."""
        found = _first(
            await self._tx.rows(
                f"{_SELECT} WHERE platform = ? AND member IN (?, ?) AND community = ? AND kind = 'mute'"
                " AND state = 'open' ORDER BY expires_at DESC LIMIT 1",
                member.platform,
                member.id,
                trace_of(member),
                community,
            )
        )
        return replace(found, member=member) if found else None

    async def running_on(self, platform: str, community: str = "") -> list[Case]:
        """Every running mute on a platform, in one community or in all of them."""
        rows = await self._tx.rows(
            f"{_SELECT} WHERE platform = ? AND kind = 'mute' AND state = 'open' AND (? = '' OR community = ?)"
            " ORDER BY community, number",
            platform,
            community,
            community,
        )
        return [_case(row) for row in rows]

    async def muted(self) -> frozenset[tuple[str, str, str]]:
        """(community, platform, member id) of everybody under a running mute; TRACED where the id was forgotten."""
        rows = await self._tx.rows(
            "SELECT community, platform, member, forgotten FROM door_case WHERE kind = 'mute' AND state = 'open'"
        )
        return frozenset((row[0], row[1], TRACED if row[3] else row[2]) for row in rows)

    async def last_of(self, community: str, actors: Iterable[MemberRef]) -> Case | None:
        """The newest decision of a moderator, from any account of theirs."""
        found: list[Case] = []
        for actor in actors:
            found += map(
                _case,
                await self._tx.rows(
                    f"{_SELECT} WHERE community = ? AND actor_platform = ? AND actor = ? AND kind <> 'report'"
                    " ORDER BY number DESC LIMIT 1",
                    community,
                    actor.platform,
                    actor.id,
                ),
            )
        return max(found, key=lambda case: case.number, default=None)

    async def recent(self, community: str, limit: int) -> list[Case]:
        rows = await self._tx.rows(f"{_SELECT} WHERE community = ? ORDER BY number DESC LIMIT ?", community, limit)
        return [_case(row) for row in rows]

    async def open_reports(self, community: str) -> list[Case]:
        """Oldest first: who waited longest comes first."""
        rows = await self._tx.rows(
            f"{_SELECT} WHERE community = ? AND kind = 'report' AND state = 'open' ORDER BY number", community
        )
        return [_case(row) for row in rows]

    async def lost_reports(self, community: str, platform: str) -> list[Case]:
        """Open ones whose card stands on this platform no more, oldest first."""
        rows = await self._tx.rows(
            f"{_SELECT} WHERE community = ? AND kind = 'report' AND state = 'open' AND card IN"
            " (SELECT name FROM bookmark WHERE platform = ? AND state = 'gone') ORDER BY number",
            community,
            platform,
        )
        return [_case(row) for row in rows]

    async def shown(self, community: str) -> list[Case]:
        """Open reports and running mutes whose cards stand somewhere, oldest first."""
        rows = await self._tx.rows(
            f"{_SELECT} WHERE community = ? AND kind IN ('report', 'mute') AND state = 'open' AND card IN"
            " (SELECT name FROM bookmark WHERE state = 'there') ORDER BY number",
            community,
        )
        return [_case(row) for row in rows]

    async def report_on(self, community: str, message: MessageRef) -> Case | None:
        return _first(
            await self._tx.rows(
                f"{_SELECT} WHERE platform = ? AND place = ? AND message = ? AND community = ? AND kind = 'report'"
                " ORDER BY number DESC LIMIT 1",
                message.place.platform,
                message.place.id,
                message.id,
                community,
            )
        )

    async def about(self, community: str, member: MemberRef) -> list[Case]:
        rows = await self._tx.rows(
            f"{_SELECT} WHERE platform = ? AND member IN (?, ?) AND community = ? ORDER BY number",
            member.platform,
            member.id,
            trace_of(member),
            community,
        )
        return [_case(row) for row in rows]

    async def overdue(self, now: datetime, limit: int) -> list[Case]:
        """Of all communities, the oldest first: cases that keep a message for longer than their community wants."""
        rows = await self._tx.rows(
            f"{_SELECT} WHERE evidence <> '' AND made_at <= ? - {fewest_days_of(EVIDENCE_DAYS)}"
            f" AND made_at <= ? - {days_of(EVIDENCE_DAYS, 'door_case.community')} ORDER BY made_at LIMIT ?",
            to_ms(now),
            to_ms(now),
            limit,
        )
        return [_case(row) for row in rows]

    async def of_community(self, community: str) -> list[Case]:
        return [_case(row) for row in await self._tx.rows(f"{_SELECT} WHERE community = ? ORDER BY number", community)]


class Docket(Cases):
    """Writes what `Cases` reads."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def next_number(self, community: str) -> int:
        """Without gaps: a turn that is undone gives its number back."""
        row = await self._write.row(
            "INSERT INTO door_number (community, last) VALUES (?, 1)"
            " ON CONFLICT (community) DO UPDATE SET last = door_number.last + 1 RETURNING last",
            community,
        )
        assert row is not None
        return int(row[0])

    async def leave_trace(self, case: Case, member: MemberRef) -> Case:
        """A running mute of a guest who is forgotten: the reference becomes a keyed hash."""
        await self._write.run("UPDATE door_case SET member = ?, forgotten = 1 WHERE id = ?", trace_of(member), case.id)
        self._write.touch(MUTED)
        return await self.get(case.id) or case

    async def save(self, case: Case) -> Case:
        await self._write.run(_SAVE, *_row(case))
        if case.kind == "mute":
            self._write.touch(MUTED)
        return case

    async def fail(self, case: Case, failure: Failure) -> Case:
        """Note what a platform did not do, once."""
        if failure in case.failures:
            return case
        return await self.save(replace(case, failures=(*case.failures, failure)))

    async def drop_messages(self, platform: str, group: str) -> None:
        """The group's id changed and its messages' with it: an old one may be another message's now, and is not erased.

        Places are the group's id or that and a topic behind a slash.
        """
        await self._write.run(
            "UPDATE door_case SET place = '', message = '' WHERE platform = ? AND (place = ? OR substr(place, 1, ?) = ?)",
            platform,
            group,
            len(group) + 1,
            f"{group}/",
        )


def trace_of(member: MemberRef) -> Hashed:
    return Hashed(f"muted/{member.platform}:{member.id}")


def _first(rows: list[Row]) -> Case | None:
    return _case(rows[0]) if rows else None


def _row(case: Case) -> list[object]:
    actor, closer, message = case.actor, case.closer, case.message
    return [
        case.id,
        case.community,
        case.number,
        case.kind,
        case.platform,
        case.trace if case.forgotten else case.member.id if case.member else "",
        case.name,
        actor.platform if actor else "",
        actor.id if actor else "",
        private(case.reason),
        to_ms(case.made_at),
        to_ms(case.expires_at) if case.expires_at else 0,
        to_ms(case.held_until) if case.held_until else 0,
        case.state,
        case.outcome,
        private(case.evidence),
        message.place.id if message else "",
        message.id if message else "",
        closer.platform if closer else "",
        closer.id if closer else "",
        json.dumps([asdict(failure) for failure in case.failures]),
        case.card,
        case.reports,
        int(case.forgotten),
    ]


def _case(row: Row) -> Case:
    return Case(
        id=row[0],
        community=row[1],
        number=row[2],
        kind=row[3],
        platform=row[4],
        member=None if row[23] else _member(row[4], row[5]),
        name=row[6],
        actor=_member(row[7], row[8]),
        reason=row[9],
        made_at=from_ms(row[10]),
        expires_at=from_ms(row[11]) if row[11] else None,
        held_until=from_ms(row[12]) if row[12] else None,
        state=row[13],
        outcome=row[14],
        evidence=row[15],
        message=MessageRef(PlaceRef(row[4], row[16]), row[17]) if row[17] else None,
        closer=_member(row[18], row[19]),
        failures=tuple(Failure(**failure) for failure in json.loads(row[20])),
        card=row[21],
        reports=row[22],
        forgotten=bool(row[23]),
        trace=row[5] if row[23] else "",
    )


def _member(platform: str, id_: str) -> MemberRef | None:
    return MemberRef(platform, id_) if id_ else None
