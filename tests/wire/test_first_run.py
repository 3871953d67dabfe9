"""The first run on each platform, walked through by hand: silent until opened, private, in the owner's language."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.manners import NIGHT_FROM, NIGHT_TO
from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from tests.support.discord_server import Channel, Guild, User
from tests.support.telegram_server import ALL_RIGHTS, Chat
from tests.support.wired import Town, open_town
from tests.wire.walking import PATIENCE, OnDiscord, OnTelegram, surveyed

pytestmark = pytest.mark.wire
ENGLISH = re.compile(r"\b(the|you|your|I|shall|now|as suggested|nowhere|overview|keep it)\b", re.IGNORECASE)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        yield opened


async def test_on_discord_a_german_owner_opens_the_house_by_pressing(town: Town) -> None:
    gerd, garden, room, news = garden_of(town)
    owner = OnDiscord(town, gerd, room)
    await town.discord.add_bot(garden)
    direct = town.discord.direct(gerd)
    await town.discord.wait_for(lambda: town.discord.messages_of_bot(direct.id), PATIENCE, what="the private call")
    owner.take(town.discord.messages_of_bot(direct.id)[-1])
    assert "Gartenverein" in owner.text
    assert not ENGLISH.search(owner.text)  # the server's own language, while nobody knows his
    assert "Deutsch" in await owner.press("setup/begin")  # in place of the call, and in his own language from here on
    _silent(town, garden)

    await _closed_to_guests(town, OnDiscord(town, town.ann, room))

    assert "Seite 1 von 6" in await owner.command("setup")
    assert "Vorschlag: **Deutsch**" in owner.text
    assert "Vorschlag: **Europe/Berlin**" in owner.text
    await owner.press("setup/set/language=de")
    panel = owner.panel
    await owner.fill("setup/otherzone", zone="Entenhausen")
    assert "Entenhausen" in owner.text
    assert panel
    owner.take(panel)
    assert "Wofür" in await owner.fill("setup/otherzone", zone="Wien")
    await town.restart()
    assert "Seite 2 von 6" in await owner.press("setup/set/profile=service")  # the panel from before still works
    assert "Willkommen, Gerd!" in owner.text
    assert "Seite 3 von 6" in await owner.press("setup/set/voice=warm")
    assert owner.options("setup/set/welcome") == ["nirgends", "plausch", "neuigkeiten"]
    await owner.choose("setup/set/welcome", "plausch")
    await owner.choose("setup/set/parties", "neuigkeiten")
    assert "Zurzeit: **neuigkeiten**" in owner.text
    assert "Wohin" in await owner.press("setup/keep")
    assert "Wer darf Partys geben" in await owner.press("setup/room")
    assert "Dyno" in owner.text
    assert "Vorschlag: **Moderieren**" in owner.text  # where he wants newcomers welcomed he has just said
    await owner.press("setup/set/who=everyone")
    await owner.press("setup/set/bots=moderate")
    await _log_room(town, garden)
    await owner.fill("setup/responsible", name="Gerd Garten", contact="gerd@garten.example")
    assert "jedes Recht" in owner.text
    assert "plausch" in owner.text
    assert {"Ja", "Vielleicht", "Nein"} <= set(owner.labels)
    panel = owner.panel
    assert "Beispiel" in await owner.press("setup/sample")
    assert panel
    owner.take(panel)
    _silent(town, garden)
    assert "Das Haus ist geöffnet" in await owner.press("setup/open")
    for line in ("Europe/Vienna", "plausch", "neuigkeiten", "alle", "Herzlich", "Moderieren", "gerd@garten.example"):
        assert line in owner.text
    assert owner.taps <= 15  # with Entenhausen, the sample and every question answered by a choice of his own

    await _wide_awake(town, "discord", garden.id)
    await town.discord.join(garden, town.discord.add_user("Nora"))
    await town.discord.wait_for(lambda: town.discord.messages_of_bot(room.id), PATIENCE, what="the greeting")
    [greeting] = town.discord.messages_of_bot(room.id)
    assert "Nora" in greeting.content
    assert not town.discord.messages_of_bot(news.id)
    _private_and_german(owner)
    assert "gerd@garten.example" in await OnDiscord(town, town.ann, room).command("help")


async def test_on_telegram_who_cannot_be_written_to_finds_one_line_and_the_rest_is_private(town: Town) -> None:
    telegram = town.telegram
    greta = telegram.add_user("Greta", language="de")
    tim = telegram.add_user("Tim", language="en", started=True)
    group = telegram.add_group("Gartenfest", owner=greta, members=(tim,))
    await telegram.add_bot(group, by=greta, rights=ALL_RIGHTS)
    await telegram.wait_for(lambda: telegram.said(group), PATIENCE)
    [line] = telegram.said(group)
    assert line.labels == ["Privat einrichten"]
    typed = await telegram.write(group, tim, "/help")
    guest = OnTelegram(town, tim)
    assert "We are not open yet" in await guest.reads("host of Gartenfest")
    await telegram.wait_for(lambda: not typed.live)

    owner = OnTelegram(town, greta)
    assert "Seite 1 von 6" in await owner.opens(line.buttons[0]["url"])
    await telegram.wait_for(lambda: not line.live, PATIENCE)
    await owner.press("setup/set/language=de")
    await owner.press("setup/otherzone")
    assert "Entenhausen" in await owner.says("Entenhausen")
    assert "Wofür" in await owner.says("Wien")
    assert "Wo die Leute hereinkommen" in await owner.press("setup/keep")
    await owner.press("setup/keep")
    assert "Zurzeit: Gartenfest" in await owner.press("✓ Gartenfest")
    await owner.press("setup/keep")
    team = await _team_group(town, owner)
    assert "Wer darf Partys geben" in await owner.press("setup/begin")
    await owner.press("setup/set/who=everyone")
    assert {"Ja", "Vielleicht", "Nein"} <= set(await owner.press("setup/keep") and owner.labels)
    assert not telegram.said(group)
    assert "Privates Protokoll: Gartenteam" in await owner.press("setup/home")
    await owner.press("setup/preview")
    assert "Das Haus ist geöffnet" in await owner.press("setup/open")

    await _wide_awake(town, "telegram", group.id)
    await telegram.join(group, telegram.add_user("Theo", language="fr"))
    await telegram.wait_for(lambda: any("Theo" in one.words for one in telegram.said(group)), PATIENCE)
    assert not telegram.said(team)
    assert not ENGLISH.search(" ".join(said.words for said in telegram.said(greta)))


@pytest.mark.parametrize("typed", ["/help", "/help@gastgeber_bot"])
async def test_help_typed_in_an_open_group_is_taken_away_and_continued_in_private(town: Town, typed: str) -> None:
    await town.open_quietly("telegram", language="de")
    telegram = town.telegram
    asked = await telegram.write(town.group, town.tina, typed)
    await telegram.wait_for(lambda: telegram.said(town.group) and not asked.live, PATIENCE)
    [line] = telegram.said(town.group)
    tina = OnTelegram(town, town.tina)
    await tina.opens(line.buttons[0]["url"])
    await tina.reads("Town group")
    assert "English" in tina.labels


async def test_a_plain_help_is_for_the_other_bot_where_there_is_one(town: Town) -> None:
    await town.open_quietly("telegram")
    telegram = town.telegram
    await telegram.join(town.group, telegram.add_user("Rose", username="rose_bot", is_bot=True))
    theirs = await telegram.write(town.group, town.tina, "/help")
    ours = await telegram.write(town.group, town.tina, "/help@gastgeber_bot")
    await telegram.wait_for(lambda: not ours.live, PATIENCE)
    assert theirs.live


async def test_who_presses_start_by_themselves_learns_what_can_be_asked(town: Town) -> None:
    await town.open_quietly("telegram")
    await town.telegram.start(town.tina)
    assert "host of Town group" in await OnTelegram(town, town.tina).reads("/mydata")


async def test_privacy_typed_on_telegram_is_answered_although_no_menu_shows_it(town: Town) -> None:
    await town.open_quietly("telegram")
    assert "/privacy" not in await OnTelegram(town, town.otto).says("/help")
    await town.telegram.start(town.tina)
    tina = OnTelegram(town, town.tina)
    await tina.reads("/mydata")
    assert await tina.says("/privacy") == await tina.says("/mydata")


def garden_of(town: Town) -> tuple[User, Guild, Channel, Channel]:
    """A server with two rooms, a guest and another bot, in which the house is not yet."""
    gerd = town.discord.add_user("Gerd", locale="de")
    garden = town.discord.add_guild("Gartenverein", gerd, with_bot=False, locale="de")
    room, news = town.discord.add_channel(garden, "plausch"), town.discord.add_channel(garden, "neuigkeiten")
    town.discord.add_member(garden, town.ann)
    town.discord.add_member(garden, town.discord.add_user("Dyno", is_bot=True))
    return gerd, garden, room, news


async def _closed_to_guests(town: Town, guest: OnDiscord) -> None:
    assert "We are not open yet" in await guest.command("help")
    assert "We are not open yet" in await guest.command("parties")
    assert "We are not open yet" in await guest.command("ask", question="when?")
    assert all(asked.ephemeral for asked in guest.used)


async def _log_room(town: Town, garden: Guild) -> None:
    """A private thread with the owner named in it."""
    await town.discord.wait_for(lambda: [town.discord.messages_of_bot(one.id) for one in garden.threads.values()])
    [thread] = garden.threads.values()
    assert thread.kind == 12
    await town.discord.wait_for(lambda: town.discord.messages_of_bot(thread.id), PATIENCE, what="the log's first line")
    assert str(garden.owner_id) in town.discord.messages_of_bot(thread.id)[0].content


async def _team_group(town: Town, owner: OnTelegram) -> Chat:
    """By the button: Telegram lets her choose a group, adds the house and sends the word along in one breath."""
    await owner.press("setup/group")
    assert owner.panel
    url = next(str(each["url"]) for each in owner.panel.buttons if "url" in each)
    word = url.partition("startgroup=")[2].partition("&")[0]
    team = town.telegram.add_group("Gartenteam", owner=owner.user)
    await town.telegram.add_bot(team, by=owner.user, rights=ALL_RIGHTS)
    await town.telegram.write(team, owner.user, f"/start@gastgeber_bot {word}")
    await owner.reads("Soll Gartenteam")
    await surveyed(town, "telegram", team.id)
    assert "Gartenfest" in await owner.press("team/use")
    assert not town.telegram.said(team)
    return team


async def _wide_awake(town: Town, platform: str, server: int) -> None:
    """The house keeps the night, and these tests run at any hour."""
    async with town.house.database.write() as tx:
        knobs = Knobs(tx, await town.community(platform, server))
        for knob in (NIGHT_FROM, NIGHT_TO):
            await knobs.put(knob, "00:00", MemberRef("shell", ""), town.house.ambient.now())
    town.house.world.memory.clear()


def _silent(town: Town, guild: Guild) -> None:
    assert [said for room in guild.channels for said in town.discord.messages_of_bot(room)] == []


def _private_and_german(owner: OnDiscord) -> None:
    for asked in owner.used:
        assert asked.ephemeral or not asked.responses or asked.channel.guild is None
        for answer in asked.responses:
            assert not ENGLISH.search(answer.content), answer.content
