"""A guest of two communities who never said a word in either writes privately: the house asks, and carries on."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.discord.invite import permissions_value
from tests.support.discord_server import Permission
from tests.support.telegram_server import ALL_RIGHTS
from tests.support.wired import Town
from tests.wire.walking import OnDiscord, OnTelegram

pytestmark = pytest.mark.wire


async def opened(town: Town, platform: str, server: int) -> None:
    """Until the house knows a second server; then it opens there."""
    async with asyncio.timeout(10):
        while not await town.community(platform, server):
            await (town.discord.settled() if platform == "discord" else town.telegram.drained())
    await town.open_community(await town.community(platform, server))


async def test_on_discord_the_question_is_asked_and_the_command_carried_on(town: Town) -> None:
    garden = town.discord.add_guild("Garden", town.olga, with_bot=False)
    town.discord.add_channel(garden, "beds")
    await town.discord.add_bot(garden, Permission(permissions_value()))
    await opened(town, "discord", garden.id)
    zoe = town.discord.add_user("Zoe")
    await town.discord.join(town.guild, zoe)
    await town.discord.join(garden, zoe)
    await town.discord.settled()
    there = OnDiscord(town, zoe, town.discord.direct(zoe))
    assert "Which one is this about?" in await there.command("parties")
    assert there.labels == ["Garden", "Town"]
    pressed = await town.discord.press(there.panel, zoe, there.id("house/about"))  # type: ignore[arg-type]  # it answered
    await town.discord.wait_for(lambda: len(pressed.responses) == 1 or None, what="the list of parties")
    assert "about **Garden**" in there.text
    assert "party" in pressed.responses[-1].content.lower()


async def test_on_telegram_the_question_is_asked_and_the_message_carried_on(town: Town) -> None:
    zoe = town.telegram.add_user("Zoe", started=True)
    garden = town.telegram.add_group("Garden group", owner=town.otto)
    await town.telegram.add_bot(garden, by=town.otto, rights=ALL_RIGHTS)
    await opened(town, "telegram", garden.id)
    await town.telegram.join(town.group, zoe)
    await town.telegram.join(garden, zoe)
    await town.telegram.drained()
    there = OnTelegram(town, zoe)
    assert "Which one is this about?" in await there.says("/parties")
    assert there.labels == ["Garden group", "Town group"]
    await there.press("Garden group")
    await there.reads("about Garden group")
    await there.reads("party")
    assert "Garden group" in await there.says("/help")
    await there.press("Another community")
    await there.press("Town group")
    assert "Town group" in await there.says("/help")
