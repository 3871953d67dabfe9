"""`/metrics`: the house's counts and levels as Prometheus reads them. No names, ids or words of anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.core.errors import Fault
from bot.core.ports import Reader
from bot.core.stamps import to_ms
from bot.core.tally import EDGES
from bot.house import House

PATIENCE = 2.0  # seconds the database may take
LATE = timedelta(minutes=1)  # a timer that should have fired so long ago
_SIZE = "SELECT pg_database_size(current_database())"
Backlog = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Levels:
    """What only the database knows; empty where it did not answer in time."""

    up: bool = False
    backlog: Backlog = field(default_factory=dict)  # by platform and state
    due: int = 0
    late: int = 0
    aside: int = 0
    size: int = 0  # bytes


async def levels(house: House) -> Levels:
    try:
        async with asyncio.timeout(PATIENCE), house.database.read() as reader:
            return await _levels(house, reader)
    except (TimeoutError, Fault):
        return Levels()


def exposition(house: House, found: Levels) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    registry.register(_Counts(house, found))
    return generate_latest(registry)


async def _levels(house: House, reader: Reader) -> Levels:
    now = house.ambient.now()
    backlog = await reader.rows(
        "SELECT platform, state, count(*) FROM outbox WHERE state IN ('new', 'sending', 'held', 'waiting')"
        " GROUP BY platform, state"
    )
    due, late, aside = [
        await reader.row(sql, *values)
        for sql, values in (
            ("SELECT count(*) FROM timer WHERE state = 'set' AND due <= ?", (to_ms(now),)),
            ("SELECT count(*) FROM timer WHERE state = 'set' AND due <= ?", (to_ms(now - LATE),)),
            ("SELECT count(*) FROM inbox WHERE state = 'aside'", ()),
        )
    ]
    return Levels(
        up=True,
        backlog={(row[0], row[1]): row[2] for row in backlog},
        due=due[0] if due else 0,
        late=late[0] if late else 0,
        aside=aside[0] if aside else 0,
        size=await _size(house, reader),
    )


async def _size(house: House, reader: Reader) -> int:
    if house.database.dialect == "sqlite":
        return house.settings.sqlite_path.stat().st_size
    row = await reader.row(_SIZE)
    return int(row[0]) if row else 0


class _Counts(Collector):
    def __init__(self, house: House, found: Levels) -> None:
        self._house = house
        self._found = found

    def collect(self) -> Iterator[Metric]:
        yield from _counted(self._house)
        yield from _measured(self._house, self._found)


def _counted(house: House) -> Iterator[Metric]:
    tally = house.world.tally
    events = CounterMetricFamily("gastgeber_events", "Events decided.", labels=["platform", "kind"])
    for (platform, kind), count in tally.events.items():
        events.add_metric([platform, kind], count)
    yield events
    actions = CounterMetricFamily("gastgeber_actions", "Calls to platforms.", labels=["platform", "kind", "outcome"])
    for (platform, kind, outcome), count in tally.actions.items():
        actions.add_metric([platform, kind, outcome], count)
    yield actions
    waits = CounterMetricFamily("gastgeber_asked_to_wait", "Answers that asked to slow down.", labels=["platform"])
    for platform, count in tally.asked_to_wait.items():
        waits.add_metric([platform], count)
    yield waits
    yield CounterMetricFamily("gastgeber_mistakes", "Turns answered with a kind refusal.", value=tally.mistakes)
    yield CounterMetricFamily("gastgeber_faults", "Turns that failed.", value=tally.faults)
    buckets, below = [], 0
    for edge, count in zip((*map(str, EDGES), "+Inf"), tally.turns, strict=True):
        below += count
        buckets.append((edge, below))
    yield HistogramMetricFamily("gastgeber_turn_seconds", "How long turns took.", buckets, tally.turn_seconds)


def _measured(house: House, found: Levels) -> Iterator[Metric]:
    yield _one("gastgeber_database_up", "Whether the database answered in time.", int(found.up))
    up = GaugeMetricFamily(
        "gastgeber_platform_up", "Whether nothing keeps a platform from working.", labels=["platform"]
    )
    good = GaugeMetricFamily("gastgeber_platform_last_good_seconds", "When it last answered.", labels=["platform"])
    troubles = house.troubles()
    for name, instant in house.last_good().items():
        up.add_metric([name], int(name not in troubles))
        if instant:
            good.add_metric([name], instant.timestamp())
    yield from (up, good)
    if house.last_tick:
        yield _one("gastgeber_last_tick_seconds", "When the clock last ticked.", house.last_tick.timestamp())
    if newest := house.backups.newest():
        yield _one("gastgeber_backup_last_good_seconds", "When the newest backup was made.", newest.at.timestamp())
    yield _one(
        "gastgeber_backup_failing", "Whether the last backup failed.", int(house.backups.last_failure is not None)
    )
    if not found.up:
        return
    backlog = GaugeMetricFamily("gastgeber_backlog", "Actions that have not ended.", labels=["platform", "state"])
    for (platform, state), count in sorted(found.backlog.items()):
        backlog.add_metric([platform, state], count)
    yield backlog
    yield _one("gastgeber_timers_due", "Timers whose time has come.", found.due)
    yield _one("gastgeber_timers_late", "Timers more than a minute late.", found.late)
    yield _one("gastgeber_set_aside", "Events set aside after three tries.", found.aside)
    yield _one("gastgeber_database_bytes", "Size of the database.", found.size)


def _one(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)
