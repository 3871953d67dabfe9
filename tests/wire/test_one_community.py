"""A Discord server and a Telegram group become one community: one card, one guest list, one team, one pause."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.manners import NIGHT_FROM, NIGHT_TO
from bot.core.refs import MemberRef
from bot.core.stamps import to_ms
from bot.core.stores.knobs import Knobs
from bot.core.stores.standing import Standing
from tests.support.discord_server import Message
from tests.support.telegram_server import ALL_RIGHTS
from tests.support.telegram_server import Message as Line
from tests.support.wired import Town, open_town
from tests.wire.walking import PATIENCE, OnDiscord, OnTelegram

pytestmark = pytest.mark.wire
CODE = re.compile(r"/code ([A-Z0-9]{4}-[A-Z0-9]{4})")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Linked by hand; parties are announced in both."""
    async with open_town(tmp_path) as opened:
        await opened.open_quietly("discord", "telegram")
        await _linked(opened)
        yield opened


async def test_both_sides_see_a_preview_and_the_older_ones_settings_win(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.open_quietly("discord", language="de")
        await town.open_quietly("telegram", language="en")
        town.otto.language_code = "en"
        older = await town.community("discord")
        olga, otto = OnDiscord(town, town.olga, town.general), OnTelegram(town, town.otto)
        code = await _code(await olga.command("community"), olga)
        preview = await otto.says(f"/code {code}")
        assert "Town group would join Town" in preview
        assert "There is no way back" in preview
        assert await town.community("telegram") != older  # nothing happens before both said yes
        assert "has a day" in await otto.press("team/use")
        await _asked(town, olga, "Town group")
        assert "would join" in olga.text
        assert await town.community("telegram") != older
        await olga.press("team/accept")
        await otto.reads("all of it is Town now")
        assert await town.community("telegram") == await town.community("discord") == older
        assert "Deutsch" not in await otto.says("/community")  # each still reads it in their own language
        assert "German" in await otto.says("/setup")  # the older one's public language
        assert all(used.ephemeral or used.channel.guild is None for used in olga.used if used.responses)


async def test_one_card_in_both_and_two_accounts_of_one_person_have_one_seat(town: Town) -> None:
    card, line = await _party(town)
    await _answers(town, card, line)
    await town.telegram.wait_for(lambda: "2 people" in line.words, PATIENCE)
    ann, tina = OnDiscord(town, town.ann, town.general), OnTelegram(town, town.tina)
    await _one_person(town, ann, tina)
    await town.telegram.wait_for(lambda: "1 person" in line.words, PATIENCE)
    await tina.says("/mydata")
    assert "2 accounts" in tina.text
    assert "One answer" in tina.text
    await ann.command("mydata")
    await ann.press("guestbook/unlink")
    await ann.press("guestbook/part")
    assert "one account" in await tina.says("/mydata")


async def test_roles_are_given_by_picking_and_by_code_and_taken_back_everywhere_at_once(town: Town) -> None:
    olga, otto = OnDiscord(town, town.olga, town.general), OnTelegram(town, town.otto)
    ann, tina = OnDiscord(town, town.ann, town.general), OnTelegram(town, town.tina)
    await olga.command("team", action="grant", role="moderator", member=town.ann)
    await _asked(town, ann, "moderator")
    code = CODE.search(await olga.press("team/code/moderator"))
    assert code
    assert "moderator of Town" in await tina.opens(f"https://t.me/gastgeber_bot?start=code_{code[1].replace('-', '')}")
    await tina.press("team/use")
    assert "Paused" in await tina.says("/pause")
    await tina.press("pause/resume")
    assert "1 on Discord" in await otto.says("/team")
    await otto.press("Tina · moderator")
    assert "takes the role moderator" in await tina.says("/pause")
    await _one_person(town, ann, tina)
    assert "Paused" in await tina.says("/pause")  # what one account may, the other may
    await olga.command("team", action="revoke", role="moderator", member=town.ann)
    assert "takes the role moderator" in await tina.says("/resume")


async def test_a_role_on_discord_and_the_administrators_on_telegram_count_as_an_owner_says(town: Town) -> None:
    olga, tina = OnDiscord(town, town.olga, town.general), OnTelegram(town, town.tina)
    await olga.command("team")
    await olga.press("team/maps")
    await olga.press("team/mapto/host")
    await olga.choose("team/map/host", "Moderators")
    await olga.press("team/mapto/team")
    await olga.choose("team/map/team", next(one for one in olga.options("team/map/") if "Town group" in one))
    assert "Moderators" in olga.text
    await town.telegram.start(town.tina)
    await tina.reads("host of Town")
    assert "takes the role host" in await tina.says("/party")
    await town.telegram.promote(town.group, town.tina, {"can_invite_users"})
    await _until_it_says(town, tina, "/party", "Your parties")
    assert await _roles(town, "discord", town.mo.id) >= {"moderator", "host"}
    await town.telegram.demote(town.group, town.tina)
    await _until_it_says(town, tina, "/party", "takes the role host")
    moderators = next(role for role in town.guild.roles.values() if role.name == "Moderators")
    await town.discord.take_role(town.guild, town.mo, moderators)
    async with asyncio.timeout(PATIENCE):
        while await _roles(town, "discord", town.mo.id):
            await town.discord.settled()


async def test_a_pause_on_telegram_holds_what_is_due_on_both_until_a_person_decides(town: Town) -> None:
    await _party(town)
    otto = OnTelegram(town, town.otto)
    assert "Paused until" in await otto.says("/pause 30m")
    await _due(town, "reminder")
    await _held(town, 2)
    assert "2 lines were held" in await otto.says("/resume")
    said, lines = len(town.discord.messages_of_bot(town.general.id)), len(town.telegram.said(town.group))
    await otto.press("pause/send")
    await town.discord.wait_for(lambda: len(town.discord.messages_of_bot(town.general.id)) > said, PATIENCE)
    assert "Moved" in await otto.press("pause/move")
    assert len(town.telegram.said(town.group)) == lines  # in an hour, not now
    assert "Nothing was held" in await otto.says("/resume")


async def test_removed_from_the_group_it_stops_there_and_comes_back_to_its_settings(town: Town) -> None:
    olga = OnDiscord(town, town.olga, town.general)
    before = await olga.command("setup")
    await town.telegram.remove_bot(town.group, by=town.otto)
    await _asked(town, olga, "Town group")
    assert "removed" in olga.text
    assert "Telegram" not in await olga.command("community")
    calls = len(town.telegram.journal.of("sendMessage", chat=town.group.id))
    card = await _published(town)
    assert card
    await town.telegram.add_bot(town.group, by=town.otto, rights=ALL_RIGHTS)
    async with asyncio.timeout(PATIENCE):
        while "Telegram" not in await olga.command("community"):
            await town.telegram.drained()
    assert len(town.telegram.journal.of("sendMessage", chat=town.group.id)) == calls
    assert await olga.command("setup") == before


async def test_removed_from_the_server_it_tells_whoever_runs_what_is_left_on_the_other_platform(town: Town) -> None:
    otto = OnTelegram(town, town.otto)
    await town.discord.remove_bot(town.guild)
    assert "The rest of Town goes on" in await otto.reads("removed")
    assert "Discord" not in await otto.says("/community")
    assert await town.community("telegram")


async def _linked(town: Town) -> None:
    """As the owners would: a code from one side, agreed to on the other, confirmed where it was made."""
    olga, otto = OnDiscord(town, town.olga, town.general), OnTelegram(town, town.otto)
    code = await _code(await olga.command("community"), olga)
    await otto.says(f"/code {code}")
    await otto.press("team/use")
    await _asked(town, olga, "Town group")
    await olga.press("team/accept")
    async with asyncio.timeout(PATIENCE):
        while await town.community("discord") != await town.community("telegram"):
            await town.telegram.drained()
    async with town.house.database.write() as tx:
        knobs, shell = Knobs(tx, await town.community("discord")), MemberRef("shell", "")
        for knob in (NIGHT_FROM, NIGHT_TO):
            await knobs.put(knob, "00:00", shell, town.house.ambient.now())
    town.house.world.memory.clear()
    await olga.command("setup")
    await olga.press("setup/go/parties")
    await olga.choose("setup/set/parties.discord", "general")
    await olga.choose("setup/set/parties.telegram", "Town group")


async def _code(shown: str, owner: OnDiscord) -> str:
    assert "Town" in shown
    found = CODE.search(await owner.press("team/link"))
    assert found
    return found[1]


async def _one_person(town: Town, ann: OnDiscord, tina: OnTelegram) -> None:
    """Ann on Discord is Tina on Telegram; no name crosses over."""
    await ann.command("mydata")
    code = CODE.search(await ann.press("guestbook/link"))
    assert code
    assert "Ann" not in await tina.opens(f"https://t.me/gastgeber_bot?start=code_{code[1].replace('-', '')}")
    await tina.press("team/use")
    await _asked(town, ann, "Telegram")
    assert "Tina" not in ann.text
    await ann.press("guestbook/accept")
    await tina.reads("one guest now")


async def _asked(town: Town, who: OnDiscord, words: str) -> None:
    """The newest direct message that says so is before them."""
    direct = town.discord.direct(who.user)

    def found() -> list[Message]:
        return [said for said in town.discord.messages_of_bot(direct.id) if words in said.content]

    await town.discord.wait_for(found, PATIENCE, what=words)
    who.take(found()[-1])


async def _published(town: Town) -> Message:
    """By Olga, for in three days."""
    olga = OnDiscord(town, town.olga, town.general)
    start = town.house.ambient.now() + timedelta(days=3)
    before = len(town.discord.messages_of_bot(town.general.id))
    await olga.command("party", words=f"Neon night {start:%d.%m.%Y} 20:00")
    await olga.press("parties/publish")
    await town.discord.wait_for(lambda: len(town.discord.messages_of_bot(town.general.id)) > before, PATIENCE)
    return town.discord.messages_of_bot(town.general.id)[-1]


async def _party(town: Town) -> tuple[Message, Line]:
    card = await _published(town)
    await town.telegram.wait_for(lambda: _lines(town, "Neon night"), PATIENCE)
    return card, _lines(town, "Neon night")[-1]


def _lines(town: Town, words: str) -> list[Line]:
    return [line for line in town.telegram.said(town.group) if words in line.words]


async def _answers(town: Town, card: Message, line: Line) -> None:
    yes = next(id_ for id_ in card.custom_ids() if id_.startswith("parties/yes"))
    await (await town.discord.press(card, town.ann, yes)).answered()
    await town.telegram.start(town.tina)
    await town.telegram.press(line, town.tina, yes)
    await OnTelegram(town, town.tina).reads("You have a seat")


async def _until_it_says(town: Town, who: OnTelegram, command: str, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while words not in await who.says(command):
            await town.telegram.drained()


async def _roles(town: Town, platform: str, member: int) -> set[str]:
    async with town.house.database.read() as reader:
        found = await Standing(reader).roles(await town.community("discord"), MemberRef(platform, str(member)))
    return {str(role) for role in found}


async def _due(town: Town, kind: str) -> None:
    """As if the time had come by now."""
    async with town.house.database.write() as tx:
        await tx.run("UPDATE timer SET due = ? WHERE kind = ? AND state = 'set'", to_ms(town.house.ambient.now()), kind)


async def _held(town: Town, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            async with town.house.database.read() as reader:
                row = await reader.row("SELECT count(*) FROM outbox WHERE state = 'held'")
            if row == (count,):
                return
            await asyncio.sleep(0.02)
