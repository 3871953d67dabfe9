"""The sender of one platform: takes outbox rows by urgency, minds the pace, and makes the calls."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.choosing import AT_ONCE, Choosing, Chosen
from bot.core.errors import Fault
from bot.core.faults import what_broke
from bot.core.outcomes import Outcomes
from bot.core.pace import Pauses
from bot.core.painting import Painters, paint
from bot.core.ports import Database, Delivery, Finder, Inbox, Platform, Torn
from bot.core.stores import recent
from bot.core.stores.deliveries import URGENCY, Queued, delivery_of
from bot.core.stores.outbox import Outbox
from bot.core.whois import World

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sender:
    platform: Platform
    database: Database
    inbox: Inbox
    world: World
    painters: Painters
    epoch: int = 1
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    pauses: Pauses = field(default_factory=Pauses)
    busy: set[str] = field(default_factory=set)
    speaking: set[str] = field(default_factory=set)  # places with an unasked line in flight, whatever lane it took
    outcomes: Outcomes = field(init=False)
    _choosing: Choosing = field(init=False)
    _group: asyncio.TaskGroup | None = None
    _looking: bool = False
    _closing: bool = False

    def __post_init__(self) -> None:
        self.outcomes = Outcomes(self)
        self._choosing = Choosing(self)

    @property
    def waiting(self) -> int:
        """Rows seen at the last look that could not go, for health."""
        return self._choosing.waiting

    async def run(self) -> None:
        """Until cancelled. Calls in flight are awaited by the task group they belong to."""
        await self.outcomes.until_kept(self.recover)
        try:
            await self._look_again_and_again()
        finally:
            self._group = None

    async def recover(self) -> None:
        """What another life of the house left behind."""
        if isinstance(self.platform, Finder):
            async with self.database.read() as reader:
                name = self.platform.name
                self.platform.remind(await recent.newest(reader, name), await recent.ours(reader, name))
        await self.outcomes.recover()

    async def finish(self, patience: float) -> None:
        """Begin nothing more and let calls in flight come back (so many seconds), so that their outcome is known."""
        self._closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.busy:
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
                    async with asyncio.timeout(self._choosing.pause):
                        await self.awake.wait()

    def takes(self, lane: str) -> bool:
        """Whether an answer for this lane could leave at once: nothing is before it and nobody asked us to wait."""
        now = self.world.ambient.now()
        paused = self.pauses.all_paused(now) or self.pauses.is_paused(lane, URGENCY["answer"], now)
        # What was queued since the last look, or is being looked at, may be for this very lane.
        unseen = self._looking or self.awake.is_set() or self.waiting
        full = lane in self.busy or len(self.busy) >= AT_ONCE
        return self._group is not None and self._reaches and not (paused or full or unseen or self._closing)

    @property
    def _reaches(self) -> bool:
        """A call begun before the platform could take it would count as one of which nobody knows, should we die now."""
        reaches: bool = getattr(self.platform, "reaches", True)
        return reaches

    def reserve(self, lane: str) -> None:
        self.busy.add(lane)

    def release(self, lane: str) -> None:
        self.busy.discard(lane)

    def go(self, row: Queued) -> None:
        """Send a row whose lane is reserved and which was committed as `sending`."""
        if self._group is None:
            raise RuntimeError("a sender that does not run takes nothing")
        delivery = delivery_of(row, self.world.ambient.now(), "", "", "")
        self._choosing.may_go(delivery, row.urgency, at_any_rate=True)
        self._group.create_task(self._send(row, delivery, ""))

    async def look(self, group: asyncio.TaskGroup) -> int:
        """Begin what can begin now; returns how many calls."""
        now = self.world.ambient.now()
        if self._closing or self.pauses.all_paused(now) or not self._reaches:
            return 0
        self._looking = True
        try:
            return await self._begin(await self._choosing.chosen(now), group, now)
        finally:
            self._looking = False

    async def _begin(self, chosen: list[Chosen], group: asyncio.TaskGroup, now: datetime) -> int:
        if not chosen:
            return 0
        # The lanes are taken before the others may look, and only what nobody took back meanwhile is sent.
        self.busy.update(one.row.lane for one in chosen)
        begun: set[int] = set()
        try:
            async with self.database.write() as tx:
                begun = await Outbox(tx).begin([one.row.id for one in chosen], self.epoch, now)
                await Outbox(tx).note_behind({one.row.id: one.row.behind for one in chosen if one.row.behind})
        finally:
            self.busy.difference_update(one.row.lane for one in chosen if one.row.id not in begun)
        for one in chosen:
            if one.row.id in begun:
                self.speaking.add(one.speaks_in)
                group.create_task(self._send(one.row, one.delivery, one.speaks_in))
        return len(chosen)

    async def _send(self, row: Queued, delivery: Delivery, speaks_in: str) -> None:
        try:
            painted = await paint(delivery, self.painters)
            outcome = await self.platform.perform(painted)
        except Exception as error:
            log.exception("delivery %d failed in an unforeseen way", row.id)
            outcome = Torn(what_broke(error))
        try:
            await self.outcomes.report(row, outcome)
        finally:
            self.busy.discard(row.lane)
            self.speaking.discard(speaks_in)
            self.awake.set()
