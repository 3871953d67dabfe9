"""Events on their way into the house: in order, in batches, and again until the house has kept them."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from bot.core.ambient import Ambient
from bot.core.events import Envelope
from bot.core.ports import Inbox, State

log = logging.getLogger(__name__)
BATCH = 100
RETRY_SECONDS = 1.0
SEEN_KEY = "discord.seen"
SEEN_EVERY = timedelta(seconds=30)
AWAKE_EVERY = 300.0  # seconds


class Intake:
    """Takes envelopes without waiting; `heard` is when the last one came.

    What is still here when the process dies Discord does not repeat, so joins are reconciled from the member list at
    the next start.
    """

    def __init__(self, ambient: Ambient) -> None:
        self._ambient = ambient
        self._queue: asyncio.Queue[Envelope] = asyncio.Queue()
        self._written: datetime | None = None
        self.heard: datetime | None = None

    def offer(self, envelope: Envelope | None) -> None:
        if envelope is not None:
            self.heard = self._ambient.now()
            self._queue.put_nowait(envelope)

    async def pump(self, inbox: Inbox, state: State) -> None:
        """Runs until it is cancelled."""
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._deliver(inbox, batch)
            await self._note(state)

    async def keep_awake(self, up: Callable[[], bool], state: State) -> None:
        """A quiet server is no gap: while the line stands, nothing heard means that nothing happened."""
        while True:
            await asyncio.sleep(AWAKE_EVERY)
            if up():
                self.heard = self._ambient.now()
                await self._note(state)

    async def _deliver(self, inbox: Inbox, batch: list[Envelope]) -> None:
        while True:
            try:
                await inbox.put(batch)
            except Exception:
                log.exception("%d events could not be kept yet", len(batch))
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return

    async def _note(self, state: State) -> None:
        """Until when the house has heard everything, so that a gap can be told."""
        now = self._ambient.now()
        if self._written is not None and now - self._written < SEEN_EVERY:
            return
        try:
            await state.put(SEEN_KEY, now.isoformat())
            self._written = now
        except Exception:
            log.exception("the time of the last event could not be kept")


class Recent:
    """The latest keys, to leave out repeats that are cheap to notice here."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._keys: OrderedDict[Hashable, None] = OrderedDict()

    def has(self, key: Hashable) -> bool:
        return key in self._keys

    def is_new(self, key: Hashable) -> bool:
        if key in self._keys:
            self._keys.move_to_end(key)
            return False
        self._keys[key] = None
        if len(self._keys) > self._size:
            self._keys.popitem(last=False)
        return True
