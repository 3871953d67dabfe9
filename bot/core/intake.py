"""The inbox: events are committed together with what was decided on them, and only then confirmed to the platform.

A turn that fails rolls back to its savepoint; its event stays with another try and is set aside after three. When even
the shared commit fails, the events are kept by themselves first and decided one at a time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence

from bot.core.attempt import NOTHING, attempt, handing_over
from bot.core.errors import StorageFault
from bot.core.events import Due, Envelope, Event
from bot.core.faults import what_broke
from bot.core.lanes import Arrival, Lanes
from bot.core.ports import Database
from bot.core.preparing import prepare
from bot.core.retrying import FIRST_PAUSE, retry
from bot.core.stores.agenda import Agenda, happening
from bot.core.stores.inbox import INBOX, Arrivals, waiting
from bot.core.whois import World

log = logging.getLogger(__name__)
BATCH = 100


class Intake:
    """The Inbox port, and the worker behind it. `wake(topics)` tells the senders that there is something for them."""

    def __init__(self, database: Database, world: World, wake: Callable[[set[str]], None]) -> None:
        self._database = database
        self._world = world
        self._wake = wake
        self._lanes = Lanes(world.catalogue.preparing, self._prepare)
        self._again = asyncio.Event()
        self._retrying = asyncio.Lock()
        self._behind = True  # events of an earlier life or of a broken batch may be older than what comes now
        self.set_aside: int = 0

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        if envelopes:
            await self._lanes.put(envelopes).kept

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                await self._take(await self._lanes.next(BATCH))
        finally:
            await self._lanes.close()

    async def _prepare(self, event: Event) -> Mapping[str, object]:
        return await prepare(event, self._database, self._world)

    async def _take(self, arrivals: Sequence[Arrival]) -> None:
        prepared = {arrival.envelope.key: arrival.prepared for arrival in arrivals if arrival.prepared}
        try:
            left = await self.decide([arrival.envelope for arrival in arrivals], prepared)
        except Exception as error:
            log.error("events could not be kept: %s", what_broke(error))
            fault = error if isinstance(error, StorageFault) else StorageFault(what_broke(error))
            for arrival in arrivals:
                arrival.delivered.failed(fault)
            return
        self._lanes.put_back([arrival for arrival in arrivals if arrival.envelope.key in left])
        for arrival in arrivals:
            if arrival.envelope.key not in left:
                arrival.delivered.one_kept()

    async def decide(
        self,
        envelopes: Sequence[Envelope],
        prepared: Mapping[str, Mapping[str, object]] = {},
    ) -> set[str]:
        """Keep and decide a batch in one transaction; a StorageFault means that nothing was kept.

        `prepared` is what features worked out before, by the event's key. Returns the keys of those that were left for
        later, because something urgent came in meanwhile.
        """
        await self._catch_up()
        try:
            topics, left = await self._together(envelopes, prepared)
        except StorageFault:
            self._world.memory.clear()
            raise
        except Exception as error:
            self._world.memory.clear()
            log.warning("a batch failed as a whole; its events are taken one at a time: %s", what_broke(error))
            await self._keep_only(envelopes)
            return set()
        self._after(topics)
        return left

    async def _together(
        self, envelopes: Sequence[Envelope], prepared: Mapping[str, Mapping[str, object]]
    ) -> tuple[set[str], set[str]]:
        """The topics, and the keys of those left for later.

        What became of a call that may be made only once does not wait for a long batch: should the house die meanwhile,
        nobody could tell whether it was made.
        """
        async with handing_over(self._database, self._world) as (tx, slip):
            rows = Arrivals(tx)
            fresh = await rows.fresh(envelopes)
            for number, envelope in enumerate(fresh):
                if number and self._lanes.hurried and not envelope.urgent:
                    return tx.topics, {one.key for one in fresh[number:]}
                error = await attempt(tx, envelope, self._world, slip, prepared.get(envelope.key, NOTHING))
                if error is None:
                    rows.decided(envelope)
                else:
                    await rows.keep(envelope, self._world.ambient.now() + FIRST_PAUSE, tries=1, error=error)
            return tx.topics, set()

    async def _keep_only(self, envelopes: Sequence[Envelope]) -> None:
        async with self._database.write() as tx:
            for envelope in await Arrivals(tx).fresh(envelopes):
                await Arrivals(tx).keep(envelope, self._world.ambient.now())
        self._behind = True
        try:
            await self._catch_up()
        except StorageFault as fault:  # they are kept; nothing newer is decided before them
            log.error("what was kept could not be decided yet: %s", fault)

    async def _catch_up(self) -> None:
        """Nothing new is decided before what was kept earlier: order holds in a lane."""
        while self._behind:
            self._behind = bool(await self.again())

    async def again(self) -> int:
        """Take what waits in the inbox for another try, and results of our own making; returns how many there were."""
        async with self._retrying:
            async with self._database.read() as reader:
                rows = await waiting(reader, self._world.ambient.now())
            for row in rows:
                try:
                    retried = await retry(row, self._database, self._world)
                except StorageFault:
                    self._world.memory.clear()
                    raise
                self.set_aside += retried.aside
                self._after(retried.topics)
            return len(rows)

    async def due(self) -> int:
        """Put timers whose time has come into the inbox, the oldest hundred; returns how many."""
        now = self._world.ambient.now()
        async with self._database.read() as reader:
            timers = await Agenda(reader).due(now, BATCH)
        envelopes = [
            Envelope(
                happening(timer.key, timer.due),
                f"timer:{timer.community}",
                now,
                Due(timer.key, timer.feature, timer.kind, timer.community, timer.body, timer.due),
            )
            for timer in timers
        ]
        await self.put(envelopes)
        return len(envelopes)

    async def all_due(self) -> int:
        """Until no timer is due. Between two hundreds whatever else came in meanwhile has its turn."""
        taken = 0
        while some := await self.due():
            taken += some
        return taken

    def _after(self, topics: set[str]) -> None:
        if INBOX in topics:
            self._again.set()
        self._wake(topics)

    async def wait_again(self) -> None:
        await self._again.wait()
        self._again.clear()
