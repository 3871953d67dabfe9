"""Over real sockets: commands, buttons, selects, forms and menus, answered privately and in time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.actions import Answer, Whisper
from bot.core.events import ButtonPressed, CommandInvoked, MessageWritten, ServerSeen
from bot.core.notes import File, Note, Picture
from bot.core.ports import Done, Failed, Torn
from bot.core.refs import MemberRef
from bot.core.text import Text
from bot.platforms.discord.adapter import Patience
from tests.platforms.discord.conftest import Town
from tests.platforms.discord.house import (
    IMPATIENT,
    PANEL,
    Collecting,
    Hanging,
    Words,
    at_home,
    delivery,
    member,
    posted,
    words,
)

pytestmark = pytest.mark.wire


async def test_a_command_is_answered_to_its_asker_alone(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        asked = await town.server.use_command(town.lobby, town.ann, "ask", {"question": "when?"}, locale="de")
        event = await inbox.next(CommandInvoked)
        assert event.given == (("question", "when?"),)
        assert event.scene.profile.language == "de"
        assert event.scene.server is not None
        await house.perform(delivery(Answer(words("at eight")), event.scene))
        await house.perform(delivery(Answer(words("and bring cake")), event.scene))
    assert [each.content for each in asked.responses] == ["at eight", "and bring cake"]
    assert asked.ephemeral
    assert "at eight" not in town.server.visible_to(town.mo.id, town.lobby.id)


async def test_every_interaction_is_acknowledged_in_three_seconds_while_the_database_hangs(town: Town) -> None:
    """R16, at the patience the house really has."""
    inbox = Hanging()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        card = await posted(house, town.lobby)
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        pressed = await town.server.press(card, town.ann, "parties/rsvp/p1")
        await asked.acknowledged()
        await pressed.acknowledged()
        assert asked.acked_after is not None
        assert asked.acked_after < 2.5
        assert pressed.acked_after is not None
        assert pressed.acked_after < 2.5
        assert asked.waiting
        inbox.released.set()
        event = await inbox.next(CommandInvoked)
        press = await inbox.next(ButtonPressed)
        await house.perform(delivery(Answer(words("here at last")), event.scene))
        await house.perform(delivery(Answer(words("and you too")), press.scene))
        assert asked.text == "here at last"
        assert asked.ephemeral
        assert pressed.text == "and you too"
        assert pressed.ephemeral
        assert card.content == "What now?"


async def test_thinking_goes_away_when_a_command_has_no_answer(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox, patience=IMPATIENT) as house:
        await house.synced.wait()
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        await asked.acknowledged()
        await town.server.wait_for_call("DELETE", "/webhooks/*/messages/@original")
        assert not asked.waiting
        event = await inbox.next(CommandInvoked)
        await house.perform(delivery(Answer(words("late, but private")), event.scene))
    assert asked.text == "late, but private"
    assert asked.ephemeral


async def test_a_press_without_an_answer_is_acknowledged_and_changes_nothing(town: Town) -> None:
    async with at_home(town.server, patience=IMPATIENT) as house:
        card = await posted(house, town.lobby)
        pressed = await town.server.press(card, town.ann, "parties/no")
        await pressed.acknowledged()
        await town.server.wait_for_call("DELETE", "/webhooks/*/messages/@original")
        assert not pressed.waiting
        assert pressed.responses == []
        assert card.content == "What now?"


async def test_an_answer_replaces_a_private_panel_and_never_the_rooms_card(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        card = await posted(house, town.lobby)
        on_card = await town.server.press(card, town.ann, "parties/rsvp/p1")
        event = await inbox.next(ButtonPressed)
        await house.perform(delivery(Answer(PANEL, replace=True), event.scene))
        assert on_card.ephemeral
        assert card.content == "What now?"
        panel = on_card.responses[0]
        on_panel = await town.server.press(panel, town.ann, "parties/no")
        event = await inbox.next(ButtonPressed, count=2)
        await house.perform(delivery(Answer(words("gone"), replace=True), event.scene))
        assert on_panel.callback_type == 7
        assert panel.content == "gone"
        assert panel.components == []


async def test_a_private_panel_is_also_replaced_after_a_deferral(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox, patience=IMPATIENT) as house:
        await house.synced.wait()
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        event = await inbox.next(CommandInvoked)
        await house.perform(delivery(Answer(PANEL), event.scene))
        panel = asked.responses[0]
        pressed = await town.server.press(panel, town.ann, "parties/no")
        await pressed.acknowledged()
        assert pressed.callback_type == 6
        press = await inbox.next(ButtonPressed)
        await house.perform(delivery(Answer(words("two"), replace=True), press.scene))
        assert panel.content == "two"


async def test_buttons_and_pending_answers_outlive_a_restart(town: Town) -> None:
    """R15: nothing about a button is kept in the process, and neither is how to answer."""
    inbox, state = Collecting(), Words()
    async with at_home(town.server, inbox, state, patience=IMPATIENT) as house:
        await house.synced.wait()
        card = await posted(house, town.lobby)
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        command = await inbox.next(CommandInvoked)
        await asked.acknowledged()
    async with at_home(town.server, inbox, state) as house:
        assert isinstance(await house.perform(delivery(Answer(words("as promised")), command.scene)), Done)
        assert asked.text == "as promised"
        assert asked.ephemeral
        pressed = await town.server.press(card, town.ann, "parties/rsvp/p1")
        press = await inbox.next(ButtonPressed)
        assert press.button == "parties/rsvp/p1"
        assert press.message is not None
        assert press.message.id == str(card.id)
        await house.perform(delivery(Answer(words("you are in")), press.scene))
        assert pressed.text == "you are in"


async def test_what_was_answered_before_a_crash_is_not_answered_again_after_it(town: Town) -> None:
    """At once, after "thinking", and at a card's button: Discord keeps no nonce of any of these."""
    inbox, state = Collecting(), Words()
    async with at_home(town.server, inbox, state) as house:
        await house.synced.wait()
        card = await posted(house, town.lobby)
        quick = await town.server.use_command(town.lobby, town.ann, "help")
        await house.perform(delivery(Answer(words("said")), (await inbox.next(CommandInvoked)).scene))
    async with at_home(town.server, inbox, state, patience=Patience(defer_after=0.05)) as house:
        slow = await town.server.use_command(town.lobby, town.ann, "help")
        await slow.acknowledged()
        pressed = await town.server.press(card, town.ann, "parties/no")
        await pressed.acknowledged()
        scenes = (await inbox.next(CommandInvoked, count=2)).scene, (await inbox.next(ButtonPressed)).scene
        for scene in scenes:
            await house.perform(delivery(Answer(words("said")), scene))
    asked = [(await inbox.next(CommandInvoked)).scene, *scenes]
    async with at_home(town.server, inbox, state) as house:
        for scene in asked:
            done = await house.perform(replace(delivery(Answer(words("said")), scene), again=True))
            assert isinstance(done, Done)
            assert done.message is not None
        await house.perform(delivery(Answer(words("more")), asked[0]))
    assert [each.content for each in quick.responses] == ["said", "more"]
    assert [[each.content for each in one.responses] for one in (slow, pressed)] == [["said"], ["said"]]


@pytest.mark.parametrize("breaks", ["fail", "cut"])
async def test_an_answer_that_discord_took_without_saying_so_is_not_given_twice(
    town: Town, breaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The callback is done; a 502 or a torn line is all that comes back, and the same answer is tried again.

    Nor is the house's own first try taken for another house's.
    """
    monkeypatch.setattr("bot.platforms.discord.twin.SETTLING", 0.0)
    monkeypatch.setattr("bot.platforms.discord.twin.SIGNS", 1)
    inbox = Collecting()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        card = await posted(house, town.lobby)
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        pressed = await town.server.press(card, town.ann, "parties/no")
        scenes = (await inbox.next(CommandInvoked)).scene, (await inbox.next(ButtonPressed)).scene
        for answered, scene in zip((asked, pressed), scenes, strict=True):
            getattr(town.server, breaks)("POST", "/interactions/*/*/callback", after_effect=True)
            answer = delivery(Answer(words("said")), scene)
            done = await house.perform(answer)
            if isinstance(done, Torn):
                done = await house.perform(replace(answer, again=True))
            assert isinstance(done, Done)
            assert done.message is not None
            assert [each.content for each in answered.responses] == ["said"]
        assert house.trouble == ""


async def test_a_whisper_takes_the_open_exchange_and_else_the_private_chat(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        event = await inbox.next(CommandInvoked)
        await house.perform(delivery(Whisper(member(town.ann), words("psst")), event.scene))
        assert asked.text == "psst"
        await house.perform(delivery(Whisper(member(town.mo), words("you were asked for")), event.scene))
        assert town.server.direct(town.mo).latest.content == "you were asked for"
        over = replace(event.scene, reply_until=datetime.now(UTC) - timedelta(seconds=1))  # noqa: TID251 - real sockets
        await house.perform(delivery(Whisper(member(town.ann), words("later")), over))
        assert town.server.direct(town.ann).latest.content == "later"


async def test_a_closed_private_chat_is_unreachable(town: Town) -> None:
    town.ann.takes_dms = False
    async with at_home(town.server) as house:
        outcome = await house.perform(delivery(Whisper(member(town.ann), words("psst"))))
        nobody = await house.perform(delivery(Whisper(MemberRef("discord", "1"), words("psst"))))
    assert isinstance(outcome, Failed)
    assert outcome.reason == "unreachable"
    assert isinstance(nobody, Failed)


async def test_an_answer_that_comes_too_late_is_expired(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        await town.server.use_command(town.lobby, town.ann, "help")
        event = await inbox.next(CommandInvoked)
        forgotten = town.server.interactions.popitem()
        assert forgotten
        outcome = await house.perform(delivery(Answer(words("too late")), event.scene))
        nobody = await house.perform(delivery(Answer(words("to whom?"))))
    assert outcome == Failed("expired", outcome.detail if isinstance(outcome, Failed) else "")
    assert isinstance(nobody, Failed)
    assert nobody.reason == "expired"


async def test_the_answer_to_a_private_message_was_called_too_late(town: Town) -> None:
    """It came by no interaction, so there is none to answer: it goes where the message was written, once."""
    inbox, direct = Collecting(), town.server.direct(town.ann)
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        await town.server.write(direct, town.ann, "when is it?")
        asked = await inbox.next(MessageWritten)
        said = delivery(Answer(words("at eight")), asked.scene)
        outcome = await house.perform(said)
        again = await house.perform(replace(said, again=True))
        assert [name for name, _, _ in house.pace(said)] == ["discord", f"discord:{direct.id}"]
    assert isinstance(outcome, Done)
    assert again == outcome
    assert [message.content for message in town.server.messages_of_bot(direct.id)] == ["at eight"]


async def test_files_and_pictures_go_along_with_a_private_answer(town: Town) -> None:
    inbox = Collecting()
    note = Note(
        Text.of("Your calendar"),
        picture=Picture("card:{}", "a neon sign"),
        file=File("party.ics", "BEGIN:VCALENDAR"),
        colour="#ff00aa",
    )
    async with at_home(town.server, inbox, patience=IMPATIENT) as house:
        await house.synced.wait()
        asked = await town.server.use_command(town.lobby, town.ann, "help")
        event = await inbox.next(CommandInvoked)
        done = await house.perform(delivery(Answer(note), event.scene, pictures={"card:{}": b"\x89PNG"}))
        assert isinstance(done, Done)
        shown = asked.responses[0]
        assert [each["filename"] for each in shown.attachments] == ["picture.png", "party.ics"]
        assert shown.attachments[0]["description"] == "a neon sign"
        assert shown.embeds[0]["color"] == 0xFF00AA


async def test_nothing_waits_for_a_hanging_inbox(town: Town) -> None:
    """The house still speaks while its inbox is stuck."""
    inbox = Hanging()
    async with at_home(town.server, inbox) as house:
        await town.server.write(town.lobby, town.ann, "hello?")
        async with asyncio.timeout(5):
            await posted(house, town.lobby)
        inbox.released.set()
        await inbox.next(ServerSeen)
