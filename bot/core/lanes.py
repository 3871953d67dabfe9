"""What came in and waits for its turn. Order holds within a lane; a lane that is being prepared holds up no other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.attempt import NOTHING
from bot.core.events import Envelope, Event, ResultEvent


@dataclass(slots=True)
class Delivered:
    """What an adapter brought at once: confirmed when all of it is kept, told the fault when one of it cannot be."""

    left: int
    lost: bool = False
    kept: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def one_kept(self) -> None:
        self.left -= 1
        if not self.left and not self.kept.done():
            self.kept.set_result(None)

    def failed(self, error: Exception) -> None:
        self.lost = True
        if not self.kept.done():
            self.kept.set_exception(error)
            self.kept.exception()  # an adapter that was cancelled meanwhile never looks at it


@dataclass(slots=True)
class Arrival:
    envelope: Envelope
    delivered: Delivered
    prepared: Mapping[str, object] | None = None


Prepare = Callable[[Event], Awaitable[Mapping[str, object]]]


class Lanes:
    """`wanted(event)` tells whether anybody wants to `prepare` it."""

    def __init__(self, wanted: Callable[[Event], object], prepare: Prepare) -> None:
        self._wanted = wanted
        self._prepare = prepare
        self._line: deque[Arrival] = deque()
        self._urgent: deque[Arrival] = deque()
        self._results: deque[Arrival] = deque()  # what became of our calls: until it is kept nobody could tell
        self._left: deque[Arrival] = deque()  # had their turn, but something urgent came in
        self._was_urgent = False
        self._some = asyncio.Event()
        self._held: dict[str, list[Arrival]] = {}  # by lane: the first one is being prepared
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, envelopes: Sequence[Envelope]) -> Delivered:
        delivered = Delivered(len(envelopes))
        for envelope in envelopes:
            self._line_of(envelope).append(Arrival(envelope, delivered))
        self._some.set()
        return delivered

    def _line_of(self, envelope: Envelope) -> deque[Arrival]:
        if envelope.urgent:
            return self._urgent
        return self._results if isinstance(envelope.event, ResultEvent) else self._line

    @property
    def hurried(self) -> bool:
        """Whether something urgent waits."""
        return bool(self._urgent)

    def put_back(self, arrivals: Sequence[Arrival]) -> None:
        """Before all that is new, also before what came behind them in their lane and is being prepared."""
        self._left.extendleft(reversed(arrivals))
        if arrivals:
            self._some.set()

    async def next(self, most: int) -> list[Arrival]:
        """The oldest that may have their turn, as soon as there is one.

        What is urgent is by itself, and never twice in a row while others wait: a slow disk would keep them for as long
        as there is something to tell.
        """
        urgent, others = (self._urgent,), (self._left, self._results, self._line)
        while True:
            for lines in (others, urgent) if self._was_urgent else (urgent, others):
                if ready := self._ready(most, *lines):
                    self._was_urgent = lines is urgent
                    return ready
            self._some.clear()
            await self._some.wait()

    def _ready(self, most: int, *lines: deque[Arrival]) -> list[Arrival]:
        ready: list[Arrival] = []
        for line in lines:
            while line and len(ready) < most:
                arrival = line.popleft()
                # Of what could not be kept as a whole nothing more is decided: all of it comes again, in its order.
                if not arrival.delivered.lost and (line is self._left or not self._waits(arrival)):
                    ready.append(arrival)
        return ready

    async def close(self) -> None:
        """What is being prepared goes back into the line, unprepared."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _waits(self, arrival: Arrival) -> bool:
        lane = arrival.envelope.lane
        if lane in self._held:
            self._held[lane].append(arrival)
            return True
        if arrival.prepared is not None or not self._wanted(arrival.envelope.event):
            return False
        self._held[lane] = [arrival]
        task = asyncio.create_task(self._work_out(arrival))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _work_out(self, arrival: Arrival) -> None:
        try:
            arrival.prepared = await self._prepare(arrival.envelope.event) or NOTHING
        finally:
            self._line.extendleft(reversed(self._held.pop(arrival.envelope.lane)))
            self._some.set()
