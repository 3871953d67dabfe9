"""PostgreSQL ends and starts again under a running house: what came meanwhile is answered, once."""

from __future__ import annotations

import asyncio
import signal

import pytest

from bot.health import state_of
from tests.support.discord_server import Interaction
from tests.support.postgres import server
from tests.support.telegram_server import Message, User
from tests.support.wired import Town

pytestmark = [pytest.mark.wire, pytest.mark.postgres]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["ended", "crashed"])
async def test_what_came_while_the_server_was_away_is_answered_once(town: Town, how: signal.Signals) -> None:
    await town.telegram.drained()
    try:
        server().stop(how)
        asked = await town.discord.use_command(town.general, town.ann, "help")
        await town.telegram.write(town.otto, town.otto, "/help")
        await asked.acknowledged()
        await town.telegram.wait_for(lambda: "telegram" in state_of(town.house)["trouble"], 20)
        assert asked.waiting
        assert not pages(town, town.otto)
    finally:
        await asyncio.to_thread(server().start)
    await town.telegram.wait_for(lambda: pages(town, town.otto), 20)
    await asked.answered(20)
    await answers_at_once(town)
    assert len(asked.responses) == 1
    assert "telegram" not in state_of(town.house)["trouble"]


async def test_a_server_that_is_back_at_once_is_no_trouble_for_anybody(town: Town) -> None:
    await town.telegram.drained()
    before = dict(state_of(town.house)["trouble"])
    for _ in range(3):
        server().stop()
        asked = await town.discord.use_command(town.general, town.ann, "help")
        await asyncio.to_thread(server().start)
        await asked.answered(20)
        assert len(asked.responses) == 1
    await answers_at_once(town)
    assert state_of(town.house)["trouble"] == before


async def answers_at_once(town: Town) -> None:
    """Nothing is left over: the next question of each gets its one answer."""
    said = len(pages(town, town.otto))
    await town.telegram.write(town.otto, town.otto, "/help")
    await town.telegram.wait_for(lambda: len(pages(town, town.otto)) > said, 20)
    next_one: Interaction = await town.discord.use_command(town.general, town.ann, "help")
    await next_one.answered(20)
    await town.telegram.drained(20)
    assert len(pages(town, town.otto)) == said + 1


def pages(town: Town, who: User) -> list[Message]:
    return [message for message in town.telegram.said(who) if "Deutsch" in message.labels]
