"""A gateway that is connected and says nothing more: the house notices, tells, connects anew and misses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
import discord
import pytest

from bot.core.events import MessageWritten, Reconnected
from bot.platforms.discord.connection import new_client
from tests.platforms.discord.conftest import Town
from tests.platforms.discord.house import Collecting, at_home

pytestmark = pytest.mark.wire
HEARTBEAT = 100  # milliseconds; Discord's own is 41 seconds
PATIENCE = 15.0


@pytest.fixture(autouse=True)
def fast_heart(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a real line two minutes takes this one half a second."""
    town.server.gateway.heartbeat_interval = HEARTBEAT

    def impatient(trace: aiohttp.TraceConfig, max_wait: float) -> discord.Client:
        client = new_client(trace, max_wait)
        client._connection.heartbeat_timeout = 0.4
        return client

    monkeypatch.setattr("bot.platforms.discord.adapter.new_client", impatient)


async def until(holds: Callable[[], object]) -> None:
    """Of the house itself, and however briefly it is so."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0)


async def test_a_line_without_answers_to_its_heartbeats_is_left_and_taken_up_again(town: Town) -> None:
    async with at_home(town.server, inbox := Collecting()) as house:
        resumed = town.server.resumes
        town.server.gateway.wedge()
        await town.server.write(town.lobby, town.ann, "anybody?")
        await until(lambda: "down" in house.trouble)
        await town.server.wait_for(lambda: town.server.resumes > resumed, PATIENCE)
        assert (await inbox.next(MessageWritten)).text == "anybody?"
        await until(house.ready.is_set)
        assert house.trouble == ""
        assert inbox.of(Reconnected) == []  # everything came, only later


async def test_lines_that_stay_silent_from_the_first_word_are_left_until_one_speaks(town: Town) -> None:
    async with at_home(town.server, inbox := Collecting()) as house:
        lines = len(town.server.gateway.closed_with)
        town.server.gateway.wedge(new_lines_too=True)
        await town.server.wait_for(lambda: len(town.server.gateway.closed_with) > lines, PATIENCE)
        assert not house.ready.is_set()
        town.server.gateway.unwedge()
        await town.server.gateway.drop()
        await until(house.ready.is_set)
        await town.server.write(town.lobby, town.ann, "there again")
        await inbox.next(MessageWritten, lambda event: event.text == "there again")
        assert house.trouble == ""
