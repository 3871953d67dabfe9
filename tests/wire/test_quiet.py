"""R24: whatever a moderator does, and by whichever way, other members can read nothing of it."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.core.features import Knob
from bot.core.manners import LOG_PLACE
from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from cogs.greeter.knobs import PLACES
from tests.platforms.lobby.guest import Guest, words
from tests.support.discord_server import Interaction, Message, User
from tests.support.telegram_server import ALL_RIGHTS, Chat
from tests.support.telegram_server import Message as Line
from tests.support.telegram_server import User as Person
from tests.support.wired import Town

pytestmark = pytest.mark.wire
NAME = "Zacharias"
MEASURE = re.compile(r"mute|voice|quiet|silen|case|report|stumm|stimme|fall \d|\bmod", re.IGNORECASE)
MENU = "Mute quietly"


@pytest.fixture
async def troll(town: Town) -> User:
    """On Discord: a troll among guests, a place that only moderators see, and greetings in the open room."""
    troll = town.discord.add_user(NAME)
    await town.discord.join(town.guild, troll)
    moderators = next(role for role in town.guild.roles.values() if role.name == "Moderators")
    town.discord.make_private(town.log, moderators)
    await _set(town, "discord", LOG_PLACE, f"discord:{town.log.id}")
    await _set(town, "discord", PLACES, [f"discord:{town.general.id}"])
    return troll


async def test_on_discord_by_every_command_menu_and_button(town: Town, troll: User) -> None:
    said = await town.discord.write(town.general, troll, "trolling")
    options = {"member": troll, "span": "1h", "reason": "spam"}
    for used in (
        town.discord.use_command(town.general, town.mo, "mute", options),
        town.discord.use_user_command(town.general, town.mo, MENU, troll),
        town.discord.use_message_command(town.general, town.mo, MENU, said),
    ):
        panel = await _answered(await used)
        await _muted(town, troll, True)
        assert NAME in panel.content
        undo = next(id_ for id_ in panel.custom_ids() if id_.startswith("door/undo"))
        await town.discord.press(panel, town.mo, undo)
        await _muted(town, troll, False)
    await _answered(await town.discord.use_command(town.general, town.mo, "mute", {"member": troll}))
    await _muted(town, troll, True)
    await _answered(await town.discord.use_command(town.general, town.mo, "mod"))
    await _answered(await town.discord.use_command(town.general, town.mo, "case", {"number": 1}))
    await _answered(await town.discord.use_command(town.general, town.mo, "unmute", {"member": troll}))
    await _muted(town, troll, False)
    await _answered(await town.discord.use_command(town.general, town.mo, "mute", {"member": troll}))
    await _answered(await town.discord.use_command(town.general, town.mo, "undo"))
    await _muted(town, troll, False)
    _nothing_on_discord(town, troll, town.ann)


async def test_on_discord_by_a_report_and_over_leaving_and_coming_back(town: Town, troll: User) -> None:
    said = await town.discord.write(town.general, troll, "trolling")
    await _answered(await town.discord.use_message_command(town.general, town.ann, "Report to the moderators", said))
    await town.discord.wait_for(lambda: town.discord.messages_of_bot(town.log.id))
    (card,) = town.discord.messages_of_bot(town.log.id)
    mute = next(id_ for id_ in card.custom_ids() if id_.startswith("door/mute"))
    await town.discord.press(card, town.mo, mute)
    await _muted(town, troll, True)
    await town.discord.leave(town.guild, troll)
    await town.discord.join(town.guild, troll)
    await _muted(town, troll, True)
    newcomer = town.discord.add_user("Nora")
    await town.discord.join(town.guild, newcomer)
    await town.discord.wait_for(lambda: town.discord.messages_of_bot(town.general.id), 10)
    _nothing_on_discord(town, troll, newcomer)


async def test_on_telegram_by_reply_forward_and_button(town: Town) -> None:
    troll, back = await _among_guests(town)
    said = await town.telegram.write(town.group, troll, "trolling")
    typed = [await town.telegram.write(town.group, town.otto, "/mute@gastgeber_bot 1h spam", reply_to=said)]
    await _restricted(town, troll, True)
    typed.append(await town.telegram.write(town.group, town.otto, "/unmute@gastgeber_bot", reply_to=said))
    await _restricted(town, troll, False)
    await town.telegram.write(town.otto, town.otto, "trolling", forwarded_from=troll)
    await _press(town, town.otto, "door/quick")
    await _restricted(town, troll, True)
    await town.telegram.write(town.otto, town.otto, "/undo")
    await _restricted(town, troll, False)
    report = await town.telegram.write(town.group, town.tina, "/report@gastgeber_bot", reply_to=said)
    typed.append(report)
    await town.telegram.wait_for(lambda: _buttons(town.telegram.said(back), "door/mute"))
    card, button = _buttons(town.telegram.said(back), "door/mute")[-1]
    await (await town.telegram.press(card, town.otto, button)).answered()
    await _restricted(town, troll, True)
    await town.telegram.leave(town.group, troll)
    await town.telegram.join(town.group, troll)
    await town.telegram.drained()
    await town.telegram.wait_for(lambda: not any(line.live for line in typed))
    assert town.telegram.world.standing(town.group, troll).status == "restricted"
    newcomer = town.telegram.add_user("Nora")
    await town.telegram.join(town.group, newcomer)
    await town.telegram.wait_for(lambda: any("Nora" in line.words for line in town.telegram.said(town.group)), 10)
    for witness in (town.tina, newcomer):
        assert not [line for line in _telegram_lines(town, witness) if str(troll.id) in line or _about(line)]


async def test_in_the_lobby_by_menu_and_button(town: Town) -> None:
    await town.house.lobby.ready.wait()
    async with aiohttp.ClientSession() as session:
        badge, ann, troll = (Guest(Address(town.house.lobby_url), session) for _ in range(3))
        await badge.enter(badge=town.house.lobby.new_badge().removeprefix("/?badge="))
        for guest in (ann, troll):
            await guest.enter()
        for guest in (badge, troll):
            await guest.connect()
        await _welcomed(ann, (await ann.connect())["me"]["name"])
        await troll.say("trolling")
        await badge.settle()
        line = next(number for number, row in badge.rows.items() if words(row) == "trolling")
        before = await _frames(ann)
        for wish in ({"member": troll.id}, {"message": line}):
            await badge.ask("use", command="mute", room="room", **wish)
            await _kept_quiet(town, troll, True)
            panel, undo = await _panel(badge)
            await badge.ask("press", message=panel, button=undo)
            await _kept_quiet(town, troll, False)
        assert await _frames(ann) == before


@dataclass(frozen=True, slots=True)
class Address:
    """What a tab needs to know of a house."""

    url: str


async def _welcomed(guest: Guest, name: str) -> None:
    """All three in one breath; nothing else is said to everybody after it."""
    async with asyncio.timeout(10):
        while not any(name in words(row) for row in guest.rows.values()):
            await guest.read()


async def _frames(guest: Guest) -> list[str]:
    await guest.settle()
    return [json.dumps(frame) for frame in guest.frames if "ack" not in frame]


async def _panel(guest: Guest) -> tuple[int, str]:
    """The newest case's panel and its way back."""
    async with asyncio.timeout(10):
        while not (found := _undo(guest.last())):
            await guest.read()
    return guest.last()["id"], found


def _undo(row: dict[str, Any]) -> str:
    ids = [button["id"] for line in row.get("note", {}).get("rows", ()) for button in line]
    return next((id_ for id_ in ids if id_.startswith("door/undo")), "")


async def _kept_quiet(town: Town, guest: Guest, muted: bool) -> None:
    async with asyncio.timeout(10):
        while True:
            async with town.house.database.read() as reader:
                row = await reader.row("SELECT muted_until FROM lobby_tab WHERE id = ?", guest.id)
            if row and bool(row[0]) == muted:
                return
            await asyncio.sleep(0.02)


async def _answered(interaction: Interaction) -> Message:
    await interaction.answered()
    assert interaction.ephemeral
    return interaction.responses[-1]


async def _muted(town: Town, troll: User, muted: bool) -> None:
    member = town.guild.members[troll.id]
    await town.discord.wait_for(lambda: (member.communication_disabled_until is not None) == muted)


def _nothing_on_discord(town: Town, troll: User, witness: User) -> None:
    """Moderators read the log place; who reported reads no name, and whoever else is here reads nothing at all."""
    assert any(NAME in text for text in town.discord.seen_by(town.mo.id))
    lines = town.discord.seen_by(town.ann.id)
    assert not [line for line in lines if NAME in line or str(troll.id) in line]
    assert not [line for line in town.discord.seen_by(witness.id) if _about(line)]


async def _among_guests(town: Town) -> tuple[Person, Chat]:
    """On Telegram: the same troll, and a group of the team's own as the log place."""
    troll = town.telegram.add_user(NAME)
    town.telegram.seat(town.group, troll)
    back = town.telegram.add_group("Back room", owner=town.otto)
    await town.telegram.add_bot(back, by=town.otto, rights=ALL_RIGHTS)
    await _set(town, "telegram", LOG_PLACE, f"telegram:{back.id}")
    return troll, back


async def _restricted(town: Town, troll: Person, muted: bool) -> None:
    standing = town.telegram.world.standing(town.group, troll)
    await town.telegram.wait_for(lambda: (standing.status == "restricted") == muted)


async def _press(town: Town, who: Person, button: str) -> None:
    await town.telegram.wait_for(lambda: _buttons(town.telegram.said(who), button))
    message, found = _buttons(town.telegram.said(who), button)[-1]
    await town.telegram.press(message, who, found)


def _buttons(messages: list[Line], start: str) -> list[tuple[Line, str]]:
    data = [(message, str(button.get("callback_data", ""))) for message in messages for button in message.buttons]
    return [(message, found) for message, found in data if found.startswith(start)]


def _telegram_lines(town: Town, who: Person) -> list[str]:
    chats = list(town.telegram.world.chats)
    return [seen.text for chat in chats for seen in town.telegram.visible_to(who.id, chat) if seen.by_bot]


async def _set(town: Town, platform: str, knob: Knob[Any], value: object) -> None:
    async with town.house.database.write() as tx:
        knobs = Knobs(tx, await town.community(platform))
        await knobs.put(knob, value, MemberRef("shell", ""), town.house.ambient.now())
    town.house.world.memory.clear()


def _about(line: str) -> bool:
    return NAME in line or MEASURE.search(line) is not None
