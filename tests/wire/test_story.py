"""One evening on both platforms at once, over the wire: one guest list, a question, a quiet mute, and the recap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.ports import Row
from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from cogs.parties.knobs import PLACES
from tests.support.discord_server import Channel, Interaction, Message, User
from tests.support.telegram_server import Message as Telegram
from tests.support.telegram_server import User as Person
from tests.support.wired import Town, open_town

pytestmark = pytest.mark.wire
PATIENCE = 15
OURS = "SELECT id FROM party WHERE title LIKE 'Neon%'"  # the lobby has a sample party of its own


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        await opened.open_quietly("discord", "telegram")
        await _link(opened)
        yield opened


async def _link(town: Town) -> None:
    """One community on both platforms, as if its owners had exchanged codes; announced in both."""
    older, younger = await town.community("discord"), await town.community("telegram")
    async with town.house.database.write() as tx:
        await tx.run("UPDATE server SET community = ? WHERE community = ?", older, younger)
        knobs = Knobs(tx, older)
        places = [f"discord:{town.general.id}", f"telegram:{town.group.id}"]
        await knobs.put(PLACES, places, MemberRef("shell", ""), town.house.ambient.now())
    town.house.world.memory.clear()


async def _discord(town: Town, user: User, name: str, **options: str) -> Interaction:
    interaction = await town.discord.use_command(town.general, user, name, options)
    await interaction.answered()
    return interaction


async def _press(town: Town, message: Message | None, user: User, button: str) -> Interaction:
    assert message is not None
    wanted = next(id_ for id_ in message.custom_ids() if id_.startswith(button))
    interaction = await town.discord.press(message, user, wanted)
    await interaction.answered()
    return interaction


async def _until(town: Town, holds: Callable[[], bool]) -> None:
    await town.discord.wait_for(holds, PATIENCE)


def _read(message: Message | None) -> str:
    assert message is not None
    return " ".join([message.content, *(str(one.get("description", "")) for one in message.embeds)])


async def _card_on_telegram(town: Town, words: str) -> Telegram:
    await town.telegram.wait_for(lambda: any(words in one.words for one in town.telegram.said(town.group)), PATIENCE)
    return next(one for one in reversed(town.telegram.said(town.group)) if words in one.words)


async def _rows(town: Town, sql: str) -> list[Row]:
    async with town.house.database.read() as reader:
        return await reader.rows(sql)


async def _tap(town: Town, message: Telegram, person: Person, button: str) -> str:
    data = next(one["callback_data"] for one in message.buttons if one.get("callback_data", "").startswith(button))
    press = await town.telegram.press(message, person, data)
    await press.answered()
    return press.alert or press.toast or press.answer_url or ""


async def test_one_evening_from_invitation_to_recap_with_one_guest_list(town: Town) -> None:
    start = town.house.ambient.now() + timedelta(days=3)
    asked = await _discord(town, town.olga, "party", words=f"Neon night {start:%d.%m.%Y} 20:00")
    assert "Neon night" in _read(asked.original)
    form = await _press(town, asked.original, town.olga, "parties/seats")
    await (await town.discord.submit_modal(form, {"seats": "2"})).answered()
    assert town.discord.messages_of_bot(town.general.id) == []  # nothing is public before somebody saw it
    await _press(town, asked.original, town.olga, "parties/publish")
    await _until(town, lambda: bool(town.discord.messages_of_bot(town.general.id)))
    card = town.discord.messages_of_bot(town.general.id)[-1]
    telegram_card = await _card_on_telegram(town, "Neon night")

    # One capacity and one first-come waiting list over both platforms.
    shown = await _tap(town, telegram_card, town.tina, "parties/yes")
    assert "You have a seat" in shown  # she never opened the private chat, and need not to say yes
    await town.telegram.start(town.tina)
    await town.telegram.wait_for(lambda: any("I keep" in one.words for one in town.telegram.said(town.tina)), PATIENCE)
    await _press(town, card, town.ann, "parties/yes")
    await _press(town, card, town.mo, "parties/yes")
    assert await _seats(town) == [("discord", 1), ("discord", 0), ("telegram", 1)]
    await _until(town, lambda: "2 of 2" in _read(card))
    await town.telegram.wait_for(lambda: "2 of 2" in telegram_card.words, PATIENCE)
    assert "Tina" not in _read(card)
    assert "Ann" not in telegram_card.words

    # A seat that becomes free goes to the first in line, with a notice.
    await _tap(town, telegram_card, town.tina, "parties/no")
    await _until(town, lambda: any("Neon night" in text for text in _direct(town, town.mo)))
    assert await _seats(town) == [("discord", 1), ("discord", 1), ("telegram", 0)]

    # The host begins; both places hear it; a guest checks in.
    panel = await _discord(town, town.olga, "party", action="show")
    await _press(town, panel.original, town.olga, "parties/begin")
    await _until(town, lambda: any(thread.name == "Neon night" for thread in _threads(town)))
    await _until(town, lambda: "parties/here" in " ".join(_ids_in_threads(town)))
    thread = _threads(town)[0]
    opening = next(one for one in town.discord.messages_of_bot(thread.id) if "parties/here" in str(one.custom_ids()))
    await _press(town, opening, town.ann, "parties/here")
    await _press(town, panel.original, town.olga, "parties/end")
    await _until(town, lambda: any("numbers" in text for text in _direct(town, town.olga)))
    assert await _rows(town, f"SELECT state FROM party WHERE id IN ({OURS})") == [("ended",)]
    assert await _rows(town, "SELECT error FROM inbox WHERE state <> 'done'") == []


async def test_a_question_is_answered_on_both_platforms_and_chatter_is_not(town: Town) -> None:
    asked = await _discord(town, town.ann, "ask", question="How do I get reminded of a party?")
    assert asked.ephemeral
    assert "emind" in _read(asked.original)
    await town.telegram.write(town.group, town.tina, f"@{town.telegram.me.username} how do I get reminded of a party?")
    await _card_on_telegram(town, "emind")
    count = len(town.telegram.said(town.group))
    await town.telegram.write(
        town.group, town.tina, "how lovely it was yesterday, will somebody remind me to write it down?"
    )
    await town.telegram.drained()
    assert len(town.telegram.said(town.group)) == count


async def test_a_troll_is_muted_on_both_platforms_and_nobody_else_reads_of_it(town: Town) -> None:
    troll = town.discord.add_user("Rumpel")
    await town.discord.join(town.guild, troll)
    message = await town.discord.write(town.general, troll, "you are all fools")
    muted = await town.discord.use_message_command(town.general, town.mo, "Mute quietly", message)
    await muted.answered()
    assert muted.ephemeral
    member = town.guild.members[troll.id]
    await _until(town, lambda: member.communication_disabled_until is not None)
    rumpel = town.telegram.add_user("Rumpelstilz")
    await town.telegram.join(town.group, rumpel)
    said = await town.telegram.write(town.group, rumpel, "fools, all of you")
    await town.telegram.write(town.group, town.otto, "/mute", reply_to=said)
    await town.telegram.wait_call("restrictChatMember", chat=town.group, since=0, timeout=PATIENCE)
    await town.telegram.wait_call("deleteMessage", chat=town.group, since=0, timeout=PATIENCE)
    read = town.discord.visible_to(town.ann.id, town.general.id, by_bot_only=True)
    read += [seen.text for seen in town.telegram.visible_to(town.tina.id, town.group.id) if seen.by_bot]
    assert [text for text in read if "umpel" in text or "mute" in text.lower()] == []


async def _seats(town: Town) -> list[Row]:
    return await _rows(
        town, f"SELECT platform, seated FROM party_rsvp WHERE party IN ({OURS}) ORDER BY platform, seated DESC"
    )


def _direct(town: Town, user: User) -> list[str]:
    return [text for text in town.discord.seen_by(user.id) if text]


def _threads(town: Town) -> list[Channel]:
    return [one for one in town.discord.world.channels.values() if one.parent_id == town.general.id]


def _ids_in_threads(town: Town) -> list[str]:
    return [id_ for one in _threads(town) for said in town.discord.messages_of_bot(one.id) for id_ in said.custom_ids()]
