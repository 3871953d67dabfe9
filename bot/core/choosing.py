"""Which outbox rows of one platform can go now: by urgency, minding pace, pauses and manners."""

from __future__ import annotations

import logging
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, assert_never

from bot.core.actions import Post
from bot.core.codec import UnknownBodyError, unlocked
from bot.core.gate import Gate
from bot.core.manners import Verdict
from bot.core.outcomes import Outcomes
from bot.core.pace import Pace, Pauses
from bot.core.ports import Database, Delivery, Failed, Finder, Platform, Row, Torn
from bot.core.stamps import to_ms
from bot.core.stores.deliveries import AT_A_LOOK, COLUMNS, URGENCY, Queued, delivery_of, queued, ready
from bot.core.stores.outbox import Outbox
from bot.core.whois import World

log = logging.getLogger(__name__)
AT_ONCE = 32  # calls in flight on one platform
KEPT_FREE = 8  # of these, for answers and the door, however much there is to tell
IDLE = 0.5  # seconds between looks when nothing woke the sender; the table is the truth, the wake-up a hint
BOOKMARK = len(COLUMNS.split(", "))  # in a row of `ready`: from here on its bookmark's place, message, url and state


class Caller(Protocol):
    """The sender whose calls these will be."""

    platform: Platform
    database: Database
    world: World
    pauses: Pauses
    outcomes: Outcomes

    @property
    def busy(self) -> AbstractSet[str]:
        """The lanes with a call under way."""
        ...

    @property
    def speaking(self) -> AbstractSet[str]: ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """`speaks_in` is the id of the place where an unasked line will stand, empty for every other."""

    row: Queued
    delivery: Delivery
    speaks_in: str


class Choosing:
    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.pace = Pace()
        self.pause = IDLE  # seconds until the next look if nothing wakes the sender
        self.waiting = 0  # rows seen at the last look that did not go

    async def chosen(self, now: datetime) -> list[Chosen]:
        self.pause = IDLE
        waiting = 0
        chosen: list[Chosen] = []
        shut = set(self._caller.busy)
        gate = Gate(self._caller.database, now)
        while True:
            async with self._caller.database.read() as reader:
                rows = await ready(reader, self._caller.platform.name, now, shut)
            waiting += len(rows)
            before = len(shut)
            await self._choose(rows, now, gate, chosen, shut)
            # A long queue in lanes that cannot move must not hide the lanes behind it.
            if len(rows) < AT_A_LOOK or len(shut) == before or self._under_way(chosen) >= AT_ONCE:
                break
        self.waiting = waiting - len(chosen)
        return [self._with_place(one) for one in chosen]

    def _under_way(self, chosen: list[Chosen]) -> int:
        return len(self._caller.busy) + len(chosen)

    async def _choose(self, rows: list[Row], now: datetime, gate: Gate, chosen: list[Chosen], shut: set[str]) -> None:
        """Whatever cannot go now shuts its lane for what comes behind it."""
        for row in rows:
            free = AT_ONCE - self._under_way(chosen)
            if free <= (KEPT_FREE if row[3] >= URGENCY["chat"] else 0):
                return
            lane = row[2]
            if lane in shut or lane in self._caller.busy:
                continue
            if self._caller.pauses.is_paused(lane, row[3], now):
                shut.add(lane)
                continue
            found = await self._readable(row, now)
            if found is None:
                continue
            place = _unasked_in(found, row[BOOKMARK])
            if place and (place in self._caller.speaking or any(place == one.speaks_in for one in chosen)):
                shut.add(lane)  # how many lines there were within the hour shows once that one is said
                continue
            if found.unasked and not await self._obey(found, await gate.verdict(found, place), now):
                continue
            shut.add(lane)
            only_once = self._caller.outcomes.is_only_once(found)
            if only_once and chosen:
                continue  # a later look takes it by itself: what is begun in a crowd is under way for longer
            delivery = delivery_of(found, now, *row[BOOKMARK : BOOKMARK + 3])
            if self.may_go(delivery, found.urgency):
                chosen.append(Chosen(found, delivery, place))
                if only_once:
                    return

    async def _readable(self, row: Row, now: datetime) -> Queued | None:
        """The row if it is worth saying: readable, its bookmark there, not stale."""
        try:
            found = queued(row[:BOOKMARK])
            unlocked(row[BOOKMARK + 2] or "")  # a link that nobody could name to its platform
        except UnknownBodyError as error:
            await self._set_aside(row, str(error))
            return None
        if found.aims and row[BOOKMARK + 3] != "there":
            await self._caller.outcomes.report(found, Failed("gone", f"{found.aims} is {row[BOOKMARK + 3]}"))
            return None
        if found.stale_at and to_ms(now) > found.stale_at:
            unheard = found.tries and self._caller.outcomes.is_only_once(found)
            await self._caller.outcomes.report(found, Torn("stale", final=True) if unheard else Failed("stale"))
            return None
        return found

    async def _set_aside(self, row: Row, error: str) -> None:
        log.error("delivery %d is kept aside, no release like this one can read it: %s", row[0], error)
        async with self._caller.database.write() as tx:
            await Outbox(tx).set_aside(row[0], self._caller.world.ambient.now(), error[:300])

    def may_go(self, delivery: Delivery, urgency: int, *, at_any_rate: bool = False) -> bool:
        named, now = self._caller.platform.pace(delivery), self._caller.world.ambient.tick()
        wait = self.pace.take(named, now, bulk=urgency == URGENCY["bulk"], at_any_rate=at_any_rate)
        if wait:
            self.pause = min(self.pause, wait)
        return not wait

    async def _obey(self, row: Queued, verdict: Verdict, now: datetime) -> bool:
        match verdict.what:
            case "go":
                return True
            case "hold":
                async with self._caller.database.write() as tx:
                    await Outbox(tx).put_back(row.id, now, "held", verdict.why)
            case "drop":
                await self._caller.outcomes.report(row, Failed("stale", verdict.why))
            case _:
                assert_never(verdict.what)
        return False

    def _with_place(self, one: Chosen) -> Chosen:
        """With the last message seen there, where the platform can find by it what a call left behind."""
        platform = self._caller.platform
        if one.row.tries or not isinstance(one.row.action, Post) or not isinstance(platform, Finder):
            return one
        return replace(one, row=replace(one.row, behind=platform.last_seen(one.delivery)))


def _unasked_in(row: Queued, aimed_at: str | None) -> str:
    """Where a line stands that counts against the hour's: what its bookmark stands for, else its own lane's place."""
    if not row.unasked or row.in_party:
        return ""
    return (aimed_at or "") if row.aims else row.lane.partition(":")[2]
