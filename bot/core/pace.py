"""How fast a platform may be spoken to: token buckets, and the pauses it asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

ROOM = 1000  # buckets or paused lanes that are kept before those that say nothing any more are cleared away


@dataclass(slots=True)
class Bucket:
    """`rate` tokens a second up to `burst`; `level` is as of `at` (seconds of a steady clock)."""

    rate: float
    burst: float
    level: float
    at: float

    def take(self, now: float, bulk: bool = False, at_any_rate: bool = False) -> float:
        """0 when a token was taken, else the seconds until there is one. Bulk leaves half of a bucket to the others.

        `at_any_rate` takes one that is not there yet; the next ones wait the longer.
        """
        self.level = self.filled(now)
        self.at = now
        needed = 1 + (self.burst // 2 if bulk else 0)
        if self.level >= needed or at_any_rate:
            self.level -= 1
            return 0.0
        return (needed - self.level) / self.rate

    def filled(self, now: float) -> float:
        return min(self.burst, self.level + (now - self.at) * self.rate)


@dataclass(slots=True)
class Pace:
    buckets: dict[str, Bucket] = field(default_factory=dict)
    _room: int = ROOM

    def take(
        self, named: Sequence[tuple[str, float, float]], now: float, *, bulk: bool, at_any_rate: bool = False
    ) -> float:
        """From every one of them (name, rate, burst), or from none: then the seconds until all have one."""
        if len(self.buckets) > self._room:
            self._tidy(now)
        buckets = [self.buckets.setdefault(name, Bucket(rate, burst, burst, now)) for name, rate, burst in named]
        waits = [bucket.take(now, bulk, at_any_rate) for bucket in buckets]
        if not any(waits):
            return 0.0
        for bucket, wait in zip(buckets, waits, strict=True):
            if not wait:
                bucket.level += 1
        return max(waits)

    def _tidy(self, now: float) -> None:
        """A full bucket is as good as a new one."""
        self.buckets = {name: one for name, one in self.buckets.items() if one.filled(now) < one.burst}
        self._room = max(ROOM, 2 * len(self.buckets))


@dataclass(slots=True)
class Pauses:
    """Until when a lane waits and from which urgency on, and until when the whole platform does."""

    lanes: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    everywhere: datetime | None = None
    _room: int = ROOM

    def pause(self, lane: str, until: datetime, now: datetime, urgency: int = 0) -> None:
        if len(self.lanes) > self._room:
            self.lanes = {name: kept for name, kept in self.lanes.items() if kept[0] > now}
            self._room = max(ROOM, 2 * len(self.lanes))
        self.lanes[lane] = (until, urgency)

    def is_paused(self, lane: str, urgency: int, now: datetime) -> bool:
        until, least = self.lanes.get(lane, (now, 0))
        return now < until and urgency >= least

    def all_paused(self, now: datetime) -> bool:
        return self.everywhere is not None and now < self.everywhere
