"""The sender of one platform: takes outbox rows by urgency, minds the pace, and reports what became of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from bot.core.abilities import Ability
from bot.core.actions import IssueLink
from bot.core.codec import UnknownBodyError
from bot.core.context import Community
from bot.core.errors import Fault
from bot.core.events import Envelope, LinkIssued, Performed, Refused, RefusedReason, ResultEvent, Unknown
from bot.core.manners import GO, Verdict, may_speak
from bot.core.painting import Painters, paint
from bot.core.ports import Database, Delivery, Done, Failed, Inbox, Later, Platform, Reader, Row, Torn
from bot.core.refs import MessageRef, PlaceRef
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.communities import Communities
from bot.core.stores.outbox import AT_A_LOOK, URGENCY, Outbox, Queued, queued, ready
from bot.core.whois import World

log = logging.getLogger(__name__)
AT_ONCE = 32  # calls in flight on one platform
PAUSE_AFTER_TEAR = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
GIVES_UP = timedelta(days=1)  # after the first try of something that may be repeated; most grow stale before
IDLE = 0.5  # seconds between looks when nothing woke the sender; the table is the truth, the wake-up a hint


@dataclass(slots=True)
class Bucket:
    rate: float
    burst: float
    level: float
    at: float

    def take(self, now: float, bulk: bool = False, at_any_rate: bool = False) -> float:
        """0 when a token was taken, else the seconds until there is one. Bulk leaves half of a bucket to the others.

        `at_any_rate` takes one that is not there yet; the next ones wait the longer.
        """
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        needed = 1 + (self.burst // 2 if bulk else 0)
        if self.level >= needed or at_any_rate:
            self.level -= 1
            return 0.0
        return (needed - self.level) / self.rate


@dataclass(slots=True)
class Sender:
    platform: Platform
    database: Database
    inbox: Inbox
    world: World
    painters: Painters
    epoch: int = 1
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0  # rows seen at the last look, for health
    _group: asyncio.TaskGroup | None = None
    _looking: bool = False
    _closing: bool = False
    _pause: float = IDLE  # seconds until the next look if nothing wakes the sender
    _busy: set[str] = field(default_factory=set)
    _paused: dict[str, tuple[datetime, int]] = field(default_factory=dict)  # until when, from which urgency on
    _stopped_until: datetime | None = None
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    async def run(self) -> None:
        """Until cancelled. Calls in flight are awaited by the task group they belong to."""
        await self._until_kept(self.recover)
        try:
            await self._look_again_and_again()
        finally:
            self._group = None

    async def finish(self, patience: float) -> None:
        """Begin nothing more and let calls in flight come back (so many seconds), so that their outcome is known."""
        self._closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._busy:
                    self.awake.clear()
                    await self.awake.wait()

    async def _look_again_and_again(self) -> None:
        async with asyncio.TaskGroup() as group:
            self._group = group
            while True:
                self.awake.clear()
                try:
                    took = await self.look(group)
                except Fault as fault:
                    log.error("the outbox cannot be used, this is tried again: %s", fault)
                    took = 0
                except Exception:
                    log.exception("the sender stumbled; it looks again")
                    took = 0
                if took:
                    continue
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pause):
                        await self.awake.wait()

    async def recover(self) -> None:
        keyed = Ability.NONCE in self.platform.abilities.can
        async with self.database.write() as tx:
            lost = await Outbox(tx).recover(self.platform.name, keyed)
            rows = [await tx.row("SELECT community, tag FROM outbox WHERE id = ?", row) for row in lost]
        await self.inbox.put(
            [
                self._envelope(Unknown(id_, str(row[0]), str(row[1])), id_, 0)
                for id_, row in zip(lost, rows, strict=True)
                if row
            ]
        )

    def takes(self, lane: str) -> bool:
        """Whether an answer for this lane could leave at once: nothing is before it and nobody asked us to wait."""
        now = self.world.ambient.now()
        stopped = self._stopped_until is not None and now < self._stopped_until
        paused = self._is_paused(lane, URGENCY["answer"], now)
        # What was queued since the last look, or is being looked at, may be for this very lane.
        unseen = self._looking or self.awake.is_set() or self.waiting
        full = lane in self._busy or len(self._busy) >= AT_ONCE
        return self._group is not None and not (stopped or paused or full or unseen or self._closing)

    def reserve(self, lane: str) -> None:
        self._busy.add(lane)

    def release(self, lane: str) -> None:
        self._busy.discard(lane)

    def go(self, row: Queued) -> None:
        """Send a row whose lane is reserved and which was committed as `sending`."""
        if self._group is None:
            raise RuntimeError("a sender that does not run takes nothing")
        delivery = self._delivery(row, self.world.ambient.now(), "", "", "")
        self._may_go(delivery, row.urgency, at_any_rate=True)
        self._group.create_task(self._send(row, delivery))

    async def look(self, group: asyncio.TaskGroup) -> int:
        """Begin what can begin now; returns how many calls."""
        now = self.world.ambient.now()
        if self._closing or (self._stopped_until and now < self._stopped_until):
            return 0
        self._looking = True
        try:
            return await self._look(group, now)
        finally:
            self._looking = False

    async def _look(self, group: asyncio.TaskGroup, now: datetime) -> int:
        waiting = 0
        self._pause = IDLE
        chosen: list[tuple[Queued, Delivery]] = []
        shut = set(self._busy)
        while True:
            async with self.database.read() as reader:
                rows = await ready(reader, self.platform.name, now, shut)
            waiting += len(rows)
            before = len(shut)
            await self._choose(rows, now, chosen, shut)
            # A long queue in lanes that cannot move must not hide the lanes behind it.
            if len(rows) < AT_A_LOOK or len(shut) == before or len(self._busy) + len(chosen) >= AT_ONCE:
                break
        self.waiting = waiting - len(chosen)
        return await self._begin(chosen, group, now)

    async def _choose(
        self, rows: list[Row], now: datetime, chosen: list[tuple[Queued, Delivery]], shut: set[str]
    ) -> None:
        """Whatever cannot go now shuts its lane for what comes behind it."""
        for row in rows:
            if len(self._busy) + len(chosen) >= AT_ONCE:
                return
            lane = row[2]
            if lane in shut or lane in self._busy:
                continue
            if self._is_paused(lane, row[3], now):
                shut.add(lane)
                continue
            found = await self._pick(row, now)
            if found is None:
                continue
            shut.add(lane)
            delivery = self._delivery(found, now, *row[18:21])
            if self._may_go(delivery, found.urgency):
                chosen.append((found, delivery))

    async def _begin(self, chosen: list[tuple[Queued, Delivery]], group: asyncio.TaskGroup, now: datetime) -> int:
        if not chosen:
            return 0
        # The lanes are taken before the others may look, and only what nobody took back meanwhile is sent.
        self._busy.update(found.lane for found, _ in chosen)
        begun: set[int] = set()
        try:
            async with self.database.write() as tx:
                begun = await Outbox(tx).begin([found.id for found, _ in chosen], self.epoch, now)
        finally:
            self._busy.difference_update(found.lane for found, _ in chosen if found.id not in begun)
        for found, delivery in chosen:
            if found.id in begun:
                group.create_task(self._send(found, delivery))
        return len(chosen)

    async def _pick(self, row: Row, now: datetime) -> Queued | None:
        """The row if there is nothing against saying it now: readable, its bookmark there, not stale, the gate open."""
        try:
            found = queued(row[:18])
        except UnknownBodyError as error:
            await self._set_aside(row, str(error))
            return None
        if found.aims and row[21] != "there":
            await self._report(found, Failed("gone", f"{found.aims} is {row[21]}"))
            return None
        if found.stale_at and to_ms(now) > found.stale_at:
            await self._report(found, Failed("stale"))
            return None
        if found.unasked and not await self._allowed(found, now):
            return None
        return found

    async def _set_aside(self, row: Row, error: str) -> None:
        log.error("delivery %d is kept aside, no release like this one can read it: %s", row[0], error)
        async with self.database.write() as tx:
            await Outbox(tx).set_aside(row[0], self.world.ambient.now(), f"unreadable: {error}"[:300])

    def _is_paused(self, lane: str, urgency: int, now: datetime) -> bool:
        until, least = self._paused.get(lane, (now, 0))
        return now < until and urgency >= least

    def _delivery(self, row: Queued, now: datetime, place: str, message: str, url: str) -> Delivery:
        where = PlaceRef(row.platform, place) if place else None
        return Delivery(
            id=row.id,
            action=row.action,
            scene=row.scene,
            nonce=row.nonce,
            where=where,
            message=MessageRef(where, message) if where and message else None,
            url=url or "",
            age=now - from_ms(row.tried_at) if row.tried_at else timedelta(0),
            again=row.tries > 0,
        )

    def _may_go(self, delivery: Delivery, urgency: int, *, at_any_rate: bool = False) -> bool:
        tick = self.world.ambient.tick()
        buckets = [
            self._buckets.setdefault(name, Bucket(rate, burst, burst, tick))
            for name, rate, burst in self.platform.pace(delivery)
        ]
        waits = [bucket.take(tick, urgency == URGENCY["bulk"], at_any_rate) for bucket in buckets]
        if not any(waits):
            return True
        for bucket, wait in zip(buckets, waits, strict=True):
            if not wait:
                bucket.level += 1
        self._pause = min(self._pause, max(waits))
        return False

    async def _allowed(self, row: Queued, now: datetime) -> bool:
        async with self.database.read() as reader:
            community = await self._community(reader, row.community)
            said = await reader.row(
                "SELECT count(*) FROM outbox WHERE lane = ? AND unasked = 1 AND in_party = 0 AND state = 'sent'"
                " AND ended_at > ?",
                row.lane,
                to_ms(now - timedelta(hours=1)),
            )
        verdict = (
            may_speak(community, in_party=row.in_party, now=now, said_last_hour=said[0] if said else 0)
            if community
            else GO
        )
        return await self._obey(row, verdict, now)

    async def _community(self, reader: Reader, id_: str) -> Community | None:
        # Read past the memory: a pause has to act on the very next line, whoever wrote it down.
        return await Communities(reader).load(id_) if id_ else None

    async def _obey(self, row: Queued, verdict: Verdict, now: datetime) -> bool:
        match verdict.what:
            case "go":
                return True
            case "hold":
                async with self.database.write() as tx:
                    await Outbox(tx).put_back(row.id, now, "held", verdict.why)
            case "drop":
                await self._report(row, Failed("stale", verdict.why))
            case _:
                assert_never(verdict.what)
        return False

    async def _send(self, row: Queued, delivery: Delivery) -> None:
        try:
            painted = await paint(delivery, self.painters)
            outcome = await self.platform.perform(painted)
        except Exception as error:
            log.exception("delivery %d failed in an unforeseen way", row.id)
            outcome = Torn(f"{type(error).__name__}: {error}")
        try:
            await self._report(row, outcome)
        finally:
            self._busy.discard(row.lane)
            self.awake.set()

    async def _report(self, row: Queued, outcome: Done | Failed | Later | Torn) -> None:
        match outcome:
            case Done():
                result: ResultEvent = _done(row, outcome)
            case Failed():
                result = self._refused(row, outcome.reason, outcome.detail)
            case Later():
                await self._later(row, outcome)
                return
            case Torn():
                if row.policy == "once" and not self._keyed(row):
                    result = Unknown(row.id, row.community, row.tag)
                elif row.tried_at and self.world.ambient.now() - from_ms(row.tried_at) > GIVES_UP:
                    result = self._refused(row, "broken", outcome.detail)
                else:
                    pause = min(PAUSE_AFTER_TEAR * 2 ** min(row.tries, 10), LONGEST_PAUSE)
                    self._paused[row.lane] = (self.world.ambient.now() + pause, row.urgency)
                    await self._put_back(row, pause, outcome.detail)
                    return
            case _:
                assert_never(outcome)
        await self._tell(self._envelope(result, row.id, row.tries))

    async def _tell(self, envelope: Envelope) -> None:
        await self._until_kept(lambda: self.inbox.put([envelope]))

    async def _until_kept(self, keep: Callable[[], Awaitable[None]]) -> None:
        """What became of a call is worth waiting for: without it nobody could tell later whether it was made."""
        pause = 1.0
        while True:
            try:
                return await keep()
            except Fault as fault:
                log.error("what became of a call could not be kept yet: %s", fault)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30.0)

    def _keyed(self, row: Queued) -> bool:
        return Ability.NONCE in self.platform.abilities.can and type(row.action).__name__ == "Post"

    def _refused(self, row: Queued, reason: RefusedReason, detail: str) -> Refused:
        if reason != "unreachable":
            log.info("delivery %d refused: %s %s", row.id, reason, detail)
        return Refused(row.id, row.community, row.tag, reason, detail)

    async def _later(self, row: Queued, outcome: Later) -> None:
        until = self.world.ambient.now() + outcome.after
        if outcome.whole_bot:
            self._stopped_until = until
        else:
            self._paused[row.lane] = (until, 0)
        await self._put_back(row, outcome.after, "asked to wait", begun=False)

    async def _put_back(self, row: Queued, pause: timedelta, error: str, *, begun: bool = True) -> None:
        async def put_back() -> None:
            async with self.database.write() as tx:
                await Outbox(tx).try_again(row.id, self.world.ambient.now() + pause, error[:300], begun=begun)

        await self._until_kept(put_back)

    def _envelope(self, result: ResultEvent, row: int, tries: int) -> Envelope:
        now = self.world.ambient.now()
        return Envelope(f"out:{row}:{tries}:{type(result).__name__}", f"{self.platform.name}:out", now, result)


def _done(row: Queued, outcome: Done) -> ResultEvent:
    if isinstance(row.action, IssueLink):
        return LinkIssued(row.id, row.community, row.tag, row.action.bookmark, outcome.url)
    return Performed(row.id, row.community, row.tag, outcome.message, outcome.place)
