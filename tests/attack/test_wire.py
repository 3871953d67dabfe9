"""Hostile words over the real wires: nobody is called, nothing becomes markup, no link comes alive, nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.manners import LOG_PLACE
from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from cogs.greeter.knobs import PLACES as GREET
from cogs.parties.knobs import PLACES
from tests.support.discord_server import Interaction, Message, User
from tests.support.telegram_server import Message as Line
from tests.support.wired import Town, open_town

pytestmark = pytest.mark.wire
EVIL = "@everyone <@1> **bold** `x` ||y|| <b>z</b> </a>"
LINKS = "https://discord.gg/abc https://t.me/+abcdef @gastgeber_bot www.evil.example"
ALIVE = {"url", "mention", "text_mention", "text_link", "email", "pre", "underline", "spoiler"}
PATIENCE = 15


async def test_whatever_a_newcomer_is_called_nobody_is_pinged_and_nothing_is_repeated(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.open_quietly("discord", "telegram")
        await _set(town, "discord", greet=f"discord:{town.general.id}")
        for number, name in enumerate(("@everyone", "discord.gg/abc", "**x** `y`", "\u202egnp", "Zoë שלום 🎉")):
            await town.discord.join(town.guild, town.discord.add_user(name))
            await town.telegram.join(town.group, town.telegram.add_user(name.replace("@everyone", f"@tina_{number}")))
        await town.discord.wait_for(lambda: town.discord.messages_of_bot(town.general.id), PATIENCE)
        await town.telegram.wait_for(lambda: town.telegram.said(town.group), PATIENCE)
        _harmless(town)
        said = " ".join(map(_read, town.discord.messages_of_bot(town.general.id)))
        said += " ".join(line.words for line in town.telegram.said(town.group))
        assert not [sign for sign in ("everyone", "discord.gg", "tina_", "**x", "\u202e") if sign in said]


async def test_r5_hostile_words_of_the_team_stay_words_on_every_card_thread_and_answer(tmp_path: Path) -> None:
    """The team may link to what it likes; it calls nobody either and makes no markup."""
    async with open_town(tmp_path) as town:
        await town.open_quietly("discord", "telegram")
        await _linked(town)
        start = town.house.ambient.now() + timedelta(days=3)
        desk = (await _asked(town, town.olga, "party")).responses[-1]
        form = await _press(town, desk, town.olga, "parties/new")
        fields = {"title": EVIL, "when": f"{start:%d.%m.%Y} 20:00", "about": f"# Big\n> {EVIL}\n- {EVIL}", "seats": "2"}
        draft = await (await town.discord.submit_modal(form, fields | {"address": EVIL})).answered()
        panel = draft.responses[-1]
        await _press(town, panel, town.olga, "parties/publish")
        await town.discord.wait_for(lambda: town.discord.messages_of_bot(town.general.id), PATIENCE)
        await town.telegram.wait_for(
            lambda: any("<b>z</b>" in line.words for line in town.telegram.said(town.group)), PATIENCE
        )
        await _press(town, panel, town.olga, "parties/begin")
        await town.discord.wait_for(
            lambda: [one for one in town.discord.world.channels.values() if one.parent_id == town.general.id], PATIENCE
        )
        card = town.discord.messages_of_bot(town.general.id)[0]
        await _press(town, card, town.ann, "parties/yes")
        _harmless(town)
        shown = _read(card)
        assert "**bold**" not in shown
        assert "\n# Big" not in shown
        assert r"\*\*bold\*\*" in shown


async def test_links_in_reports_questions_and_wishes_come_alive_for_nobody(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.open_quietly("discord", "telegram")
        await _linked(town)
        await _set(town, "discord", log=f"discord:{town.log.id}")
        troll = town.discord.add_user("Rumpel")
        town.discord.add_member(town.guild, troll)
        said = await town.discord.write(town.general, troll, f"{LINKS} {EVIL}")
        await (
            await town.discord.use_message_command(town.general, town.ann, "Report to the moderators", said)
        ).answered()
        await town.discord.wait_for(lambda: town.discord.messages_of_bot(town.log.id), PATIENCE)
        evidence = _read(town.discord.messages_of_bot(town.log.id)[-1])
        assert "`https://discord.gg/abc" in evidence  # as code: shown as it was written, alive for nobody
        await _asked(town, town.ann, "ask", question=f"Is {LINKS} yours? {EVIL}")
        questions = await _asked(town, town.olga, "faq", action="questions")
        assert "`Is https" in _read(questions.responses[-1])
        _harmless(town)


async def test_two_thousand_and_one_signs_are_refused_in_one_sentence_everywhere_a_guest_can_type(
    tmp_path: Path,
) -> None:
    long = "x" * 2001
    async with open_town(tmp_path) as town:
        await town.open_quietly("discord", "telegram")
        asked = await _asked(town, town.ann, "ask", question=long)
        assert "300" in asked.text
        coded = await _asked(town, town.ann, "code", code=long)
        assert coded.ephemeral
        await town.telegram.write(town.otto, town.otto, f"/ask {long}")
        await town.telegram.wait_for(
            lambda: any("300" in line.words for line in town.telegram.said(town.otto)), PATIENCE
        )
        said = [f"/{long}", f"/party new {long} Friday 20:00", f"/report {long}", f"/nonsense {long}", long]
        for number, words in enumerate(said, len(town.telegram.said(town.otto)) + 1):
            await town.telegram.write(town.otto, town.otto, words)
            await _answers(town, number)
        async with town.house.database.read() as reader:
            assert await reader.rows("SELECT key, error FROM inbox WHERE state <> 'done'") == []


async def test_callback_data_that_is_none_of_ours_is_answered_and_nothing_waits(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.open_quietly("telegram")
        await town.telegram.write(town.otto, town.otto, "/help")
        await town.telegram.wait_for(lambda: town.telegram.said(town.otto), PATIENCE)
        panel = town.telegram.said(town.otto)[-1]
        number = len(town.telegram.said(town.otto))
        chat = {"id": town.otto.id, "type": "private", "first_name": "Otto"}
        who = {"id": town.otto.id, "is_bot": False, "first_name": "Otto"}
        message = {"message_id": panel.id, "date": 1, "chat": chat, "text": "x"}
        for key, data in enumerate(("~deadbeef", "x" * 64, "help/page/../..", "💥", "parties/yes/n1\n", "a/b/c/d")):
            query = {"id": str(1000 + key), "from": who, "chat_instance": "1", "data": data, "message": message}
            town.telegram.emit_raw({"callback_query": query})
        unreadable: list[dict[str, Any]] = [
            {"message": {**message, "text": None}},
            {"message": {**message, "from": {}}},
        ]
        for odd in (*unreadable, {"message": []}, {}, {"message": 7}):
            town.telegram.emit_raw(odd)
        town.telegram.emit_raw({"message": {**message, "from": who, "text": "\ud800\x00 /help"}})
        await town.telegram.write(town.otto, town.otto, "/help")
        await town.telegram.wait_for(lambda: len(town.telegram.said(town.otto)) > number, PATIENCE)
        await town.telegram.drained()
        async with town.house.database.read() as reader:
            assert await reader.rows("SELECT key, error FROM inbox WHERE state <> 'done'") == []
        town.telegram.unexpected.clear()  # these callbacks were never made by the server, so it cannot know them
        town.telegram.violations.clear()


def _harmless(town: Town) -> None:
    for message in town.discord.world.messages.values():
        if message.author is town.discord.bot:
            assert (message.pinged_users, message.pinged_roles, message.pinged_everyone) == ([], [], False), message
    lines: list[Line] = town.telegram.said(town.group)
    assert [(line.words, entity) for line in lines for entity in line.entities if entity["type"] in ALIVE] == []


async def _answers(town: Town, count: int) -> None:
    await town.telegram.wait_for(lambda: len(town.telegram.said(town.otto)) >= count, PATIENCE)


async def _linked(town: Town) -> None:
    older, younger = await town.community("discord"), await town.community("telegram")
    async with town.house.database.write() as tx:
        await tx.run("UPDATE server SET community = ? WHERE community = ?", older, younger)
        places = [f"discord:{town.general.id}", f"telegram:{town.group.id}"]
        await Knobs(tx, older).put(PLACES, places, MemberRef("shell", ""), town.house.ambient.now())
    town.house.world.memory.clear()


async def _set(town: Town, platform: str, *, greet: str = "", log: str = "") -> None:
    async with town.house.database.write() as tx:
        knobs = Knobs(tx, await town.community(platform))
        if greet:
            await knobs.put(GREET, [greet], MemberRef("shell", ""), town.house.ambient.now())
        if log:
            await knobs.put(LOG_PLACE, log, MemberRef("shell", ""), town.house.ambient.now())
    town.house.world.memory.clear()


async def _asked(town: Town, user: User, name: str, **options: str) -> Interaction:
    return await (await town.discord.use_command(town.general, user, name, options)).answered()


async def _press(town: Town, message: Message, user: User, button: str) -> Interaction:
    wanted = next(id_ for id_ in message.custom_ids() if id_.startswith(button))
    return await (await town.discord.press(message, user, wanted)).answered()


def _read(message: Message) -> str:
    return " ".join([message.content, *(str(one.get("description", "")) for one in message.embeds)])
