"""A party at seven is at seven, whatever the clocks do in between (R7)."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ports import Row
from bot.core.stores.agenda import Agenda, Planner, _behind, instant_of
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import Sqlite, open_sqlite
from bot.storage.transaction import StoredReader

ZONES = [
    "Europe/Berlin", "Europe/London", "Europe/Lisbon", "Atlantic/Azores", "America/New_York", "America/St_Johns",
    "America/Sao_Paulo", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Australia/Lord_Howe",
    "Australia/Sydney", "Africa/Casablanca", "Africa/Cairo", "Pacific/Chatham", "Pacific/Auckland", "Pacific/Kiritimati", "UTC",
]  # fmt: skip
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_party_stays_at_seven_all_year(zone: str) -> None:
    first = datetime(2026, 1, 5, 19, 0)  # noqa: DTZ001 - wall time of a zone that stands beside it
    for week in range(53):
        local = first + timedelta(weeks=week)
        there = instant_of(local, zone).astimezone(ZoneInfo(zone))
        assert (there.replace(tzinfo=None), there.hour, there.minute) == (local, 19, 0)


def test_in_berlin_the_instant_moves_where_the_clock_does() -> None:
    def utc_hour(month: int, day: int) -> int:
        return instant_of(datetime(2026, month, day, 19, 0), "Europe/Berlin").hour  # noqa: DTZ001 - see above

    assert [utc_hour(3, 23), utc_hour(3, 30), utc_hour(10, 19), utc_hour(10, 26)] == [18, 17, 17, 18]


def test_of_two_equal_hours_it_is_the_first_and_in_a_missing_hour_the_one_after() -> None:
    twice, never = datetime(2026, 10, 25, 2, 30), datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - see above
    assert instant_of(twice, "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    gap = instant_of(never, "Europe/Berlin")
    assert gap == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert gap.astimezone(ZoneInfo("Europe/Berlin")).hour == 3


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2037, 12, 31)),  # noqa: DTZ001 - see above
    st.sampled_from(ZONES),
)
def test_an_instant_shows_its_wall_time_again_or_lies_in_a_gap(local: datetime, zone: str) -> None:
    there = instant_of(local, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert there == local or timedelta(0) < there - local <= timedelta(hours=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Sqlite]:
    opened = await open_sqlite(tmp_path / "house.db")
    await migrate(opened, find_migrations(("bot.storage",)), NOW)
    yield opened
    await opened.close()


async def test_setting_a_timer_again_moves_it_and_one_that_fired_stays_fired(database: Sqlite) -> None:
    async with database.write() as tx:
        plan = Planner(tx)
        for hours in (1, 2):
            await plan.set_at("party/1/start", "parties", "start", "c", NOW + timedelta(hours=hours), "1")
        [timer] = await plan.of("c", "party/1/")
        assert timer.due == NOW + timedelta(hours=2)
        assert not await plan.fired("party/1/start", NOW + timedelta(hours=1), NOW)  # what it was moved away from
        assert await plan.fired("party/1/start", timer.due, NOW)
        assert not await plan.fired("party/1/start", timer.due, NOW)
        await plan.set_at("party/1/start", "parties", "start", "c", NOW + timedelta(hours=3), "1")
        assert await plan.of("c", "party/1/") == []


async def test_cancelling_takes_exactly_those_under_a_prefix(database: Sqlite) -> None:
    async with database.write() as tx:
        plan = Planner(tx)
        for key in ("party/1/start", "party/1/end", "party/10/start", "party/1%/start"):
            await plan.set_at(key, "parties", "start", "c", NOW, "")
        assert await plan.cancel("party/1/") == 2
        assert {timer.key for timer in await plan.of("c", "party/")} == {"party/10/start", "party/1%/start"}
        assert not await plan.fired("party/1/start", NOW, NOW)


async def test_a_cancelled_timer_can_be_set_again(database: Sqlite) -> None:
    async with database.write() as tx:
        plan = Planner(tx)
        await plan.set_at("a", "f", "k", "c", NOW, "")
        await plan.cancel("a")
        await plan.set_at("a", "f", "k", "c", NOW, "again")
        assert [timer.body for timer in await Agenda(tx).due(NOW)] == ["again"]


async def test_what_is_due_comes_in_order_of_time(database: Sqlite) -> None:
    async with database.write() as tx:
        plan = Planner(tx)
        for minutes in (3, 1, 2, 9):
            await plan.set_at(f"k{minutes}", "f", "k", "c", NOW + timedelta(minutes=minutes), "")
        assert [timer.key for timer in await plan.due(NOW + timedelta(minutes=3))] == ["k1", "k2", "k3"]
        assert await plan.next_due() == NOW + timedelta(minutes=1)


async def test_a_renewed_timer_comes_again(database: Sqlite) -> None:
    async with database.write() as tx:
        plan = Planner(tx)
        await plan.set_at("mute/1", "door", "renew", "c", NOW, "")
        assert await plan.fired("mute/1", NOW, NOW)
        await plan.again("mute/1", NOW + timedelta(days=27))
        assert [timer.due for timer in await plan.of("c", "mute/")] == [NOW + timedelta(days=27)]


async def test_a_party_finds_its_timers_without_reading_everybody_elses(database: Sqlite) -> None:
    """Ten thousand reminders are set; to cancel a party's own three is to look at three."""
    seen: list[str] = []

    class Noting(StoredReader):
        async def rows(self, sql: str, *values: object) -> list[Row]:
            seen.extend(str(row[3]) for row in await super().rows(f"EXPLAIN QUERY PLAN {sql}", *values))
            return []

    async with database.read() as reader:
        await Agenda(Noting(reader._connection)).of("c", "party/1/")
    assert all("key>? AND key<?" in each for each in seen if "timer" in each)
    assert any("timer" in each for each in seen)


@given(
    st.lists(st.text("ab/0~\u00e9", min_size=1, max_size=6), unique=True),
    st.text("ab/0~\u00e9", min_size=1, max_size=3),
)
def test_a_range_over_a_prefix_is_the_prefix(keys: list[str], prefix: str) -> None:
    with sqlite3.connect(":memory:") as table:
        table.execute("CREATE TABLE timer (key TEXT PRIMARY KEY)")
        table.executemany("INSERT INTO timer VALUES (?)", [(key,) for key in keys])
        found = table.execute("SELECT key FROM timer WHERE key >= ? AND key < ?", (prefix, _behind(prefix))).fetchall()
    table.close()
    assert {key for (key,) in found} == {key for key in keys if key.startswith(prefix)}
