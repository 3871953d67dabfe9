"""Nine hours out of reach: what comes afterwards is caught up on silently, and the team reads one line about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta

import pytest

from bot.core.manners import LOG_PLACE
from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from cogs.greeter.knobs import PLACES
from tests.support.discord_server import DiscordServer, Message
from tests.support.telegram_server import Message as Line
from tests.support.telegram_server import TelegramServer
from tests.support.wired import Town

pytestmark = pytest.mark.wire
AWAY = timedelta(hours=9)
PATIENCE = 15.0
QUESTION = "@gastgeber_bot what can you do?"


async def test_telegrams_backlog_of_a_night_is_caught_up_on_silently(town: Town) -> None:
    await furnished(town, "telegram")
    await town.close_house()
    with nine_hours_ago(town.telegram):
        theo = town.telegram.add_user("Theo")
        await town.telegram.join(town.group, theo)
        await town.telegram.write(town.group, theo, QUESTION)
    await away(town, "telegram", ("alive", "offset"))
    await town.open_house()
    await town.telegram.drained(PATIENCE)
    await town.discord.wait_for(lambda: logged(town, "Telegram"), PATIENCE)
    assert town.telegram.said(town.group) == []
    await town.telegram.write(town.group, town.tina, QUESTION)
    await town.telegram.wait_for(lambda: town.telegram.said(town.group), PATIENCE)
    (answer,) = town.telegram.said(town.group)
    assert answers(answer, town.tina.id)
    assert len(logged(town, "Telegram")) == 1
    assert logged(town, "Discord") == []  # that line stood all the time


async def test_what_somebody_asked_in_private_is_answered_also_after_a_night(town: Town) -> None:
    await town.close_house()
    with nine_hours_ago(town.telegram):
        await town.telegram.write(town.otto, town.otto, "/ask what can you do?")
    before = len(town.telegram.said(town.otto))
    await town.open_house()
    await town.telegram.wait_for(lambda: len(town.telegram.said(town.otto)) > before, PATIENCE)


async def test_who_came_to_discord_in_the_night_is_not_greeted_in_the_morning(town: Town) -> None:
    await furnished(town, "discord")
    await town.close_house()
    with nine_hours_ago(town.discord):
        await town.discord.join(town.guild, town.discord.add_user("Nora"))
    await away(town, "discord", ("discord.seen",))
    await begun_before(town)
    await town.open_house()
    await town.discord.wait_for(lambda: logged(town, "Discord"), PATIENCE)
    await town.discord.join(town.guild, town.discord.add_user("Theo"))
    await town.discord.wait_for(lambda: greeted(town, "Theo"), PATIENCE)
    assert greeted(town, "Nora") == []
    assert len(logged(town, "Discord")) == 1


async def test_a_short_restart_is_no_line_to_anybody(town: Town) -> None:
    await furnished(town, "discord", "telegram")
    await town.restart()
    await (await town.discord.use_command(town.general, town.ann, "help")).answered()
    await town.discord.settled()
    assert town.discord.messages_of_bot(town.log.id) == []


async def furnished(town: Town, *platforms: str) -> None:
    """The team's private place is on Discord; greetings in the general room."""
    for platform in platforms:
        async with town.house.database.write() as tx:
            knobs, nobody, now = Knobs(tx, await town.community(platform)), MemberRef("shell", ""), real_now(town)
            await knobs.put(LOG_PLACE, f"discord:{town.log.id}", nobody, now)
            await knobs.put(PLACES, [f"discord:{town.general.id}"], nobody, now)
    town.house.world.memory.clear()


@contextmanager
def nine_hours_ago(server: TelegramServer | DiscordServer) -> Iterator[None]:
    now = server.now
    server.now = lambda: now() - AWAY
    try:
        yield
    finally:
        server.now = now


async def away(town: Town, platform: str, keys: tuple[str, ...]) -> None:
    """As if the house had last heard of this platform nine hours ago."""
    then = real_now(town) - AWAY
    seconds = str(int(then.timestamp()))
    values = {"alive": seconds, "offset": f"1 {seconds}", "discord.seen": then.isoformat()}
    await kept(town, platform, {key: values[key] for key in keys})


async def begun_before(town: Town) -> None:
    """The house is older than the newcomer, in the server as well as at all."""
    long_ago = real_now(town) - 2 * AWAY
    await kept(town, "discord", {"discord.begun": long_ago.isoformat()})
    town.guild.members[town.discord.bot.id].joined_at = long_ago


async def kept(town: Town, platform: str, words: dict[str, str]) -> None:
    """The house is closed; its database file is there."""
    with closing(sqlite3.connect(town.settings.sqlite_path)) as database:
        for key, value in words.items():
            database.execute(
                "INSERT INTO adapter_state (platform, key, value) VALUES (?, ?, ?)"
                " ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value",
                (platform, key, value),
            )
        database.commit()


def logged(town: Town, platform: str) -> list[Message]:
    said = town.discord.messages_of_bot(town.log.id)
    return [one for one in said if f"I heard nothing from {platform}" in one.content]


def greeted(town: Town, name: str) -> list[Message]:
    return [one for one in town.discord.messages_of_bot(town.general.id) if name in one.content]


def answers(line: Line, who: int) -> bool:
    return bool(line.reply_to and line.reply_to.sender and line.reply_to.sender.id == who)


def real_now(town: Town) -> datetime:
    return town.house.ambient.now()
