"""Greetings over both platforms' wires, with the real client libraries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from cogs.greeter.knobs import PLACES
from tests.support.wired import Town, open_town

pytestmark = pytest.mark.wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        yield opened


async def test_a_newcomer_is_greeted_once_on_each_platform(town: Town) -> None:
    await town.open_quietly("discord", "telegram")
    async with town.house.database.write() as tx:
        knobs = Knobs(tx, await town.community("discord"))
        await knobs.put(PLACES, [f"discord:{town.general.id}"], MemberRef("shell", ""), town.house.ambient.now())
    town.house.world.memory.clear()
    newcomer = town.discord.add_user("Nora")
    await town.discord.join(town.guild, newcomer)
    await town.discord.wait_for(
        lambda: any("Nora" in message.content for message in town.discord.messages_of_bot(town.general.id)), 10
    )
    person = town.telegram.add_user("Theo")
    await town.telegram.join(town.group, person)
    await town.telegram.wait_for(lambda: any("Theo" in message.words for message in town.telegram.said(town.group)), 10)


async def test_a_closed_house_says_nothing_to_anybody(town: Town) -> None:
    await town.telegram.join(town.group, town.telegram.add_user("Theo"))
    await town.discord.join(town.guild, town.discord.add_user("Nora"))
    await town.telegram.drained()
    assert town.telegram.said(town.group) == []
    assert town.discord.messages_of_bot(town.general.id) == []
