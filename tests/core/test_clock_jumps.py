"""Clocks that are set back or forth, and machines that sleep."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clockwork import set_back
from bot.core.actions import Post
from bot.core.ambient import Planned
from bot.core.codec import dump
from bot.core.notes import note
from bot.core.refs import PlaceRef
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Planner
from bot.host import open_house
from bot.house import House
from bot.settings import Settings
from tests.support.stage import START

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("steady", "wall", "back"),
    [
        (1.0, timedelta(seconds=1), timedelta(0)),
        (1.0, timedelta(seconds=-9), timedelta(0)),
        (1.0, -5 * HOUR, 5 * HOUR + timedelta(seconds=1)),
        (1.0, 5 * HOUR, timedelta(0)),
        (3600.0, HOUR, timedelta(0)),
    ],
)
def test_only_a_clock_that_was_set_back_counts(steady: float, wall: timedelta, back: timedelta) -> None:
    assert set_back((START, 100.0), (START + wall, 100.0 + steady)) == back


def settings(folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        discord_token=SecretStr(""),
        telegram_token=SecretStr(""),
        gastgeber_data_dir=folder,
        gastgeber_port=0,
        database_url="",
    )


async def queue(house: House, key: str, wait: timedelta) -> None:
    due = to_ms(house.ambient.now() + wait)
    async with house.database.write() as tx:
        await tx.run(
            "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
            " VALUES (?, ?, 'lobby', 'lobby:room', 2, 'sure', '', ?, 'new', 1, ?)",
            key, key, dump(Post(PlaceRef("lobby", "room"), note("later"))), due,
        )  # fmt: skip


async def waits(house: House) -> list[timedelta]:
    async with house.database.read() as reader:
        rows = await reader.rows("SELECT due FROM outbox WHERE idem IN ('soon', 'later') ORDER BY due")
    return [timedelta(milliseconds=row[0] - to_ms(house.ambient.now())) for row in rows]


async def test_after_the_clock_was_set_back_seconds_stay_seconds(tmp_path: Path) -> None:
    clock = Planned(START)
    async with open_house(settings(tmp_path), clock) as house:
        house.watch = None
        await house._tick()
        await queue(house, "soon", timedelta(0))
        await queue(house, "later", timedelta(seconds=30))
        sender = house.senders["lobby"]
        sender.pauses.everywhere = clock.now() + timedelta(seconds=3)
        clock.jump_to(START - 5 * HOUR)
        await house._tick()
        assert await waits(house) == [timedelta(0), timedelta(seconds=30)]
        assert not sender.pauses.all_paused(clock.now())


async def test_a_timer_is_an_appointment_whatever_the_clock_does(tmp_path: Path) -> None:
    clock = Planned(START)
    async with open_house(settings(tmp_path), clock) as house:
        house.watch = None
        await house._tick()
        async with house.database.write() as tx:
            await Planner(tx).set_at("t/1", "house", "tidy", "", START + HOUR)
        clock.jump_to(START - 5 * HOUR)
        await house._tick()
        async with house.database.read() as reader:
            assert await reader.rows("SELECT state, due FROM timer WHERE key = 't/1'") == [("set", to_ms(START + HOUR))]


async def test_after_a_long_sleep_what_was_due_is_found_once(tmp_path: Path) -> None:
    clock = Planned(START)
    async with open_house(settings(tmp_path), clock) as house:
        house.watch = None
        await house._tick()
        async with house.database.write() as tx:
            await Planner(tx).set_at("t/1", "house", "tidy", "", START + HOUR)
        clock.move_to(START + 9 * HOUR)
        async with house.deciding():
            await house._tick()
            await house._tick()
        async with house.database.read() as reader:
            assert await reader.rows("SELECT state FROM timer WHERE key = 't/1'") == [("fired",)]
            rows = await reader.rows("SELECT key, state FROM inbox WHERE key LIKE 'due:t/1:%'")
        assert [row[1] for row in rows] == ["done"]
