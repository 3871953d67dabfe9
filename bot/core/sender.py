"""The sender of one platform: takes outbox rows by urgency, minds the pace, and makes the calls."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from bot.core.actions import Post
from bot.core.codec import UnknownBodyError, unlocked
from bot.core.errors import Fault
from bot.core.faults import what_broke
from bot.core.gate import Gate
from bot.core.manners import Verdict
from bot.core.outcomes import Outcomes
from bot.core.pace import Pace, Pauses
from bot.core.painting import Painters, paint
from bot.core.ports import Database, Delivery, Failed, Inbox, Platform, Row, Torn
from bot.core.stamps import to_ms
from bot.core.stores.deliveries import AT_A_LOOK, COLUMNS, URGENCY, Queued, delivery_of, last_known, queued, ready
from bot.core.stores.outbox import Outbox
from bot.core.whois import World

log = logging.getLogger(__name__)
AT_ONCE = 32  # calls in flight on one platform
KEPT_FREE = 8  # of these, for answers and the door, however much there is to tell
BOOKMARK = len(COLUMNS.split(", "))  # in a row of `ready`: from here on its bookmark's place, message, url and state
IDLE = 0.5  # seconds between looks when nothing woke the sender; the table is the truth, the wake-up a hint


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
    pauses: Pauses = field(default_factory=Pauses)
    _pace: Pace = field(default_factory=Pace)
    _outcomes: Outcomes = field(init=False)
    _group: asyncio.TaskGroup | None = None
    _looking: bool = False
    _closing: bool = False
    _pause: float = IDLE  # seconds until the next look if nothing wakes the sender
    _busy: set[str] = field(default_factory=set)
    _speaking: set[str] = field(default_factory=set)  # places with an unasked line in flight, whatever lane it took

    def __post_init__(self) -> None:
        self._outcomes = Outcomes(self)

    async def run(self) -> None:
        """Until cancelled. Calls in flight are awaited by the task group they belong to."""
        await self._outcomes.until_kept(self.recover)
        try:
            await self._look_again_and_again()
        finally:
            self._group = None

    async def recover(self) -> None:
        """What another life of the house left behind."""
        if remind := getattr(self.platform, "remind", None):
            async with self.database.read() as reader:
                remind(await last_known(reader, self.platform.name))
        await self._outcomes.recover()

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

    def takes(self, lane: str) -> bool:
        """Whether an answer for this lane could leave at once: nothing is before it and nobody asked us to wait."""
        now = self.world.ambient.now()
        paused = self.pauses.all_paused(now) or self.pauses.is_paused(lane, URGENCY["answer"], now)
        # What was queued since the last look, or is being looked at, may be for this very lane.
        unseen = self._looking or self.awake.is_set() or self.waiting
        full = lane in self._busy or len(self._busy) >= AT_ONCE
        return self._group is not None and self._reaches and not (paused or full or unseen or self._closing)

    @property
    def _reaches(self) -> bool:
        """A call begun before the platform could take it would count as one of which nobody knows, should we die now."""
        reaches: bool = getattr(self.platform, "reaches", True)
        return reaches

    def reserve(self, lane: str) -> None:
        self._busy.add(lane)

    def release(self, lane: str) -> None:
        self._busy.discard(lane)

    def go(self, row: Queued) -> None:
        """Send a row whose lane is reserved and which was committed as `sending`."""
        if self._group is None:
            raise RuntimeError("a sender that does not run takes nothing")
        delivery = delivery_of(row, self.world.ambient.now(), "", "", "")
        self._may_go(delivery, row.urgency, at_any_rate=True)
        self._group.create_task(self._send(row, delivery, ""))

    async def look(self, group: asyncio.TaskGroup) -> int:
        """Begin what can begin now; returns how many calls."""
        now = self.world.ambient.now()
        if self._closing or self.pauses.all_paused(now) or not self._reaches:
            return 0
        self._looking = True
        try:
            return await self._look(group, now)
        finally:
            self._looking = False

    async def _look(self, group: asyncio.TaskGroup, now: datetime) -> int:
        waiting = 0
        self._pause = IDLE
        chosen: list[_Chosen] = []
        shut = set(self._busy)
        gate = Gate(self.database, now)
        while True:
            async with self.database.read() as reader:
                rows = await ready(reader, self.platform.name, now, shut)
            waiting += len(rows)
            before = len(shut)
            await self._choose(rows, now, gate, chosen, shut)
            # A long queue in lanes that cannot move must not hide the lanes behind it.
            if len(rows) < AT_A_LOOK or len(shut) == before or len(self._busy) + len(chosen) >= AT_ONCE:
                break
        self.waiting = waiting - len(chosen)
        return await self._begin(chosen, group, now)

    async def _choose(self, rows: list[Row], now: datetime, gate: Gate, chosen: list[_Chosen], shut: set[str]) -> None:
        """Whatever cannot go now shuts its lane for what comes behind it."""
        for row in rows:
            free = AT_ONCE - len(self._busy) - len(chosen)
            if free <= (KEPT_FREE if row[3] >= URGENCY["chat"] else 0):
                return
            lane = row[2]
            if lane in shut or lane in self._busy:
                continue
            if self.pauses.is_paused(lane, row[3], now):
                shut.add(lane)
                continue
            found = await self._readable(row, now)
            if found is None:
                continue
            place = _unasked_in(found, row[BOOKMARK])
            if place and (place in self._speaking or any(place == one.speaks_in for one in chosen)):
                shut.add(lane)  # how many lines there were within the hour shows once that one is said
                continue
            if found.unasked and not await self._obey(found, await gate.verdict(found, place), now):
                continue
            shut.add(lane)
            only_once = self._outcomes.is_only_once(found)
            if only_once and chosen:
                continue  # a later look takes it by itself: what is begun in a crowd is under way for longer
            delivery = delivery_of(found, now, *row[BOOKMARK : BOOKMARK + 3])
            if self._may_go(delivery, found.urgency):
                chosen.append(_Chosen(found, delivery, place))
                if only_once:
                    return

    async def _begin(self, chosen: list[_Chosen], group: asyncio.TaskGroup, now: datetime) -> int:
        if not chosen:
            return 0
        chosen = [self._with_place(one) for one in chosen]
        # The lanes are taken before the others may look, and only what nobody took back meanwhile is sent.
        self._busy.update(one.row.lane for one in chosen)
        begun: set[int] = set()
        try:
            async with self.database.write() as tx:
                begun = await Outbox(tx).begin([one.row.id for one in chosen], self.epoch, now)
                await Outbox(tx).note_behind({one.row.id: one.row.behind for one in chosen if one.row.behind})
        finally:
            self._busy.difference_update(one.row.lane for one in chosen if one.row.id not in begun)
        for one in chosen:
            if one.row.id in begun:
                self._speaking.add(one.speaks_in)
                group.create_task(self._send(one.row, one.delivery, one.speaks_in))
        return len(chosen)

    def _with_place(self, one: _Chosen) -> _Chosen:
        """With the last message seen there, where the platform can find by it what a call left behind."""
        if one.row.tries or not isinstance(one.row.action, Post):
            return one
        last: str = getattr(self.platform, "last_seen", _nothing)(one.delivery)
        return replace(one, row=replace(one.row, behind=last))

    async def _readable(self, row: Row, now: datetime) -> Queued | None:
        """The row if it is worth saying: readable, its bookmark there, not stale."""
        try:
            found = queued(row[:BOOKMARK])
            unlocked(row[BOOKMARK + 2] or "")  # a link that nobody could name to its platform
        except UnknownBodyError as error:
            await self._set_aside(row, str(error))
            return None
        if found.aims and row[BOOKMARK + 3] != "there":
            await self._outcomes.report(found, Failed("gone", f"{found.aims} is {row[BOOKMARK + 3]}"))
            return None
        if found.stale_at and to_ms(now) > found.stale_at:
            unheard = found.tries and self._outcomes.is_only_once(found)
            await self._outcomes.report(found, Torn("stale", final=True) if unheard else Failed("stale"))
            return None
        return found

    async def _set_aside(self, row: Row, error: str) -> None:
        log.error("delivery %d is kept aside, no release like this one can read it: %s", row[0], error)
        async with self.database.write() as tx:
            await Outbox(tx).set_aside(row[0], self.world.ambient.now(), error[:300])

    def _may_go(self, delivery: Delivery, urgency: int, *, at_any_rate: bool = False) -> bool:
        named, now = self.platform.pace(delivery), self.world.ambient.tick()
        wait = self._pace.take(named, now, bulk=urgency == URGENCY["bulk"], at_any_rate=at_any_rate)
        if wait:
            self._pause = min(self._pause, wait)
        return not wait

    async def _obey(self, row: Queued, verdict: Verdict, now: datetime) -> bool:
        match verdict.what:
            case "go":
                return True
            case "hold":
                async with self.database.write() as tx:
                    await Outbox(tx).put_back(row.id, now, "held", verdict.why)
            case "drop":
                await self._outcomes.report(row, Failed("stale", verdict.why))
            case _:
                assert_never(verdict.what)
        return False

    async def _send(self, row: Queued, delivery: Delivery, speaks_in: str) -> None:
        try:
            painted = await paint(delivery, self.painters)
            outcome = await self.platform.perform(painted)
        except Exception as error:
            log.exception("delivery %d failed in an unforeseen way", row.id)
            outcome = Torn(what_broke(error))
        try:
            await self._outcomes.report(row, outcome)
        finally:
            self._busy.discard(row.lane)
            self._speaking.discard(speaks_in)
            self.awake.set()


@dataclass(frozen=True, slots=True)
class _Chosen:
    """`speaks_in` is the id of the place where an unasked line will stand, empty for every other."""

    row: Queued
    delivery: Delivery
    speaks_in: str


def _nothing(delivery: Delivery) -> str:
    return ""


def _unasked_in(row: Queued, aimed_at: str | None) -> str:
    """Where a line stands that counts against the hour's: what its bookmark stands for, else its own lane's place."""
    if not row.unasked or row.in_party:
        return ""
    return (aimed_at or "") if row.aims else row.lane.partition(":")[2]
