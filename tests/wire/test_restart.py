"""The process ends and begins again; nobody outside notices."""

from __future__ import annotations

import pytest

from tests.support.discord_server.world import Command
from tests.support.telegram_server import Message, User
from tests.support.wired import Town

pytestmark = pytest.mark.wire
DISCORD_COMMANDS = "/applications/{application_id}/commands"


async def test_buttons_made_before_a_restart_still_work_after_it(town: Town) -> None:
    """R15: nothing about a button is kept in the process."""
    asked = await (await town.discord.use_command(town.general, town.ann, "help")).answered()
    panel = asked.responses[-1]
    page = await _help(town, town.otto)
    await town.restart()
    await town.discord.press(panel, town.ann, "help/speak/de")
    await town.discord.wait_for(lambda: "/hilfe" in panel.content)
    press = await town.telegram.press(page, town.otto, "help/speak/de")
    await press.answered()
    await town.telegram.wait_for(lambda: "/hilfe" in page.words)


async def test_a_link_into_the_private_chat_still_leads_there_after_a_restart(town: Town) -> None:
    await town.telegram.write(town.group, town.tina, "/help@gastgeber_bot")
    await town.telegram.wait_for(lambda: town.telegram.said(town.group))
    (line,) = town.telegram.said(town.group)
    await town.restart()
    link = next(button["url"] for button in line.buttons)
    await town.telegram.open_link(town.tina, link)
    await town.telegram.wait_for(lambda: town.telegram.said(town.tina))


async def test_a_button_of_something_long_gone_is_answered_kindly(town: Town) -> None:
    page = await _help(town, town.otto)
    press = await town.telegram.press_stale(page, town.otto, "parties/rsvp/long.gone.yes")
    await press.answered()
    forged = await town.telegram.press_stale(page, town.otto, "?/../" + "x" * 50)
    await forged.answered()
    assert not town.house.intake.set_aside


async def test_menus_are_brought_once_over_two_starts(town: Town) -> None:
    """R17: every platform limits how often they may be set."""
    await town.telegram.wait_for(lambda: len(town.telegram.journal.of("setMyCommands", ok=True)) >= 6)
    await town.telegram.drained()
    told = len(town.telegram.journal.of("setMyCommands"))
    made = len(town.discord.command_creates)
    assert len(town.discord.journal.of("PUT", DISCORD_COMMANDS)) == 1
    asked = len(town.telegram.journal.of("getMyCommands", ok=True))
    await town.restart()
    await town.telegram.wait_for(lambda: len(town.telegram.journal.of("getMyCommands", ok=True)) >= asked + told)
    assert len(town.telegram.journal.of("setMyCommands")) == told
    assert len(town.discord.journal.of("PUT", DISCORD_COMMANDS)) == 1
    assert len(town.discord.command_creates) == made
    assert [command for command in town.discord.commands.values() if command.guild_id] == []


async def test_commands_an_older_house_left_in_a_server_are_not_shown_twice(town: Town) -> None:
    """R17: never global and in a server."""
    await town.close_house()
    twin = next(command for command in town.discord.commands.values() if command.name == "help")
    number = town.discord.new_id()
    left = Command(id=number, version=number, payload=dict(twin.payload), guild_id=town.guild.id)
    town.discord.commands[number] = left
    await town.open_house()
    names = [(command.name, command.kind) for command in town.discord.commands.values()]
    assert len(names) == len(set(names))


async def test_what_was_asked_while_nobody_was_there_is_answered_once(town: Town) -> None:
    await town.close_house()
    await town.telegram.write(town.otto, town.otto, "/ask what can you do?")
    before = len(town.telegram.said(town.otto))
    await town.open_house()
    await town.telegram.wait_for(lambda: len(town.telegram.said(town.otto)) > before)
    await town.restart()
    await town.telegram.drained()
    await _help(town, town.otto)
    texts = [message.text for message in town.telegram.said(town.otto)]
    assert len(texts) == len(set(texts))


async def test_a_house_told_to_end_hears_what_became_of_its_calls_first(town: Town) -> None:
    """Telegram has no key: an answer cut off in the middle would have to be said again."""
    town.telegram.delay(0.3, method="sendMessage")
    begun = len(town.telegram.journal.of("sendMessage"))
    await town.telegram.write(town.otto, town.otto, "/help")
    await town.telegram.wait_for(lambda: len(town.telegram.journal.of("sendMessage")) > begun)
    await town.restart()
    await town.telegram.write(town.otto, town.otto, "/ask what can you do?")
    await town.telegram.wait_for(lambda: any("program" in line.words for line in town.telegram.said(town.otto)))
    assert len([line for line in town.telegram.said(town.otto) if "Deutsch" in line.labels]) == 1


async def _help(town: Town, who: User) -> Message:
    await town.telegram.write(who, who, "/help")
    await town.telegram.wait_for(lambda: any("Deutsch" in message.labels for message in town.telegram.said(who)))
    return next(message for message in reversed(town.telegram.said(who)) if "Deutsch" in message.labels)
