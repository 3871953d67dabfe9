"""Telegram out of reach: asked again ever more slowly, found again, and the house hears of the gap once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.ambient import Planned
from bot.core.events import MessageWritten, Reconnected
from tests.platforms.telegram.support import START, KeptState, Open, opened
from tests.platforms.telegram.wire import salon
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


async def waited(house: Open, *pauses: float) -> None:
    for seconds in pauses:
        await house.glass.asked(seconds)
        house.glass.turn(seconds)


async def ended(server: TelegramServer) -> None:
    """The poll that is open comes back with a line of Ada's."""
    group, ada, _ = salon(server)
    await server.write(group, ada, "eins")


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_storm_of_errors_is_waited_out_ever_longer_and_all_is_well_again(
    server: TelegramServer, ambient: Planned, status: int
) -> None:
    async with opened(server, ambient=ambient) as house:
        server.fail(method="getUpdates", status=status, times=4, body="<html>Bad Gateway</html>")
        await ended(server)
        await waited(house, 1.0, 2.0, 4.0)
        await house.glass.asked(8.0)
        assert "cannot be reached" in house.adapter.trouble
        good = house.adapter.health.last_good
        ambient.move_to(START + timedelta(minutes=1))
        house.glass.turn(8.0)
        await ended(server)
        await house.inbox.first(MessageWritten, 2)
        await server.drained()
    assert house.adapter.trouble == ""
    assert good == START
    assert house.adapter.health.last_good == START + timedelta(minutes=1)


async def test_a_storm_of_floods_is_waited_out_as_long_as_telegram_says(server: TelegramServer) -> None:
    async with opened(server) as house:
        server.flood(method="getUpdates", retry_after=37, times=2)
        await ended(server)
        await house.glass.asked(37.0)
        assert "slow down" in house.adapter.trouble
        house.glass.turn(37.0)
        await waited(house, 37.0)
        await ended(server)
        await house.inbox.first(MessageWritten, 2)
        await server.drained()
    assert house.adapter.trouble == ""


async def test_an_outage_is_told_once_with_the_moment_it_began_and_before_the_backlog(
    server: TelegramServer, ambient: Planned, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with opened(server, ambient=ambient) as house:
        server.drop(method="getUpdates", times=2)
        await ended(server)
        await waited(house, 1.0)
        await house.glass.asked(2.0)
        await ended(server)
        ambient.move_to(START + timedelta(hours=9))
        house.glass.turn(2.0)
        await house.inbox.first(MessageWritten, 2)
        await server.drained()
        gaps = house.inbox.of(Reconnected)
        kinds = [type(envelope.event) for envelope in house.inbox.kept.values()]
    assert [gap.since for gap in gaps] == [None, START]  # the first is the start of the first process ever
    assert kinds.index(Reconnected, 1) < len(kinds) - 1 - kinds[::-1].index(MessageWritten)
    told = [record.getMessage() for record in caplog.records if "out of reach since" in record.getMessage()]
    assert len(told) == 1


async def test_a_hiccup_is_no_gap(server: TelegramServer, ambient: Planned) -> None:
    async with opened(server, ambient=ambient) as house:
        server.drop(method="getUpdates", times=1)
        await ended(server)
        await house.glass.asked(1.0)
        ambient.move_to(START + timedelta(minutes=4))
        house.glass.turn(1.0)
        await ended(server)
        await house.inbox.first(MessageWritten, 2)
        assert len(house.inbox.of(Reconnected)) == 1


async def test_a_quiet_group_is_no_gap_at_the_next_start(server: TelegramServer, ambient: Planned) -> None:
    state = KeptState()
    async with opened(server, state, ambient) as house:
        await ended(server)
        await house.inbox.first(MessageWritten)
        ambient.move_to(START + timedelta(hours=9))
        server.emit_raw({"something_new": {"a": 1}})  # ends a poll, as every half minute does, and is nobody's line
        await server.drained()
        await server.wait_for(lambda: state.words["alive"] == str(int(ambient.now().timestamp())))
    async with opened(server, state, ambient) as again:
        assert (await again.inbox.first(Reconnected)).since == START + timedelta(hours=9)
