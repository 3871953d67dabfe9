"""Private words reach the right people over the real library, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import (
    Answer,
    Erase,
    Whisper,
)
from bot.core.ambient import Planned
from bot.core.events import ButtonPressed, CommandInvoked
from bot.core.notes import Button, File, Note, note
from bot.core.ports import Done
from bot.core.refs import MemberRef
from bot.core.text import Text
from tests.platforms.telegram.support import START, KeptState, Open, delivery, opened, place
from tests.platforms.telegram.wire import CARD, LONG, done, failed, posted, pressed, salon, who
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


async def test_a_short_answer_to_a_press_is_seen_by_nobody_else(server: TelegramServer, house: Open) -> None:
    group, ada, ben = salon(server)
    card = await posted(house, group)
    press, scene = await pressed(house, card, ben, "Ja")
    assert isinstance(await house.adapter.perform(delivery(Answer(note("Du bist dabei.")), scene)), Done)
    assert (press.toast, press.alert) == ("Du bist dabei.", None)
    press, scene = await pressed(house, card, ben, "Nein")
    longer = note("Schade. Wir sagen dir Bescheid, sobald wieder etwas los ist, wenn du das magst.")
    assert isinstance(await house.adapter.perform(delivery(Answer(longer), scene)), Done)
    assert press.alert
    assert not [seen for seen in server.visible_to(ada.id, group.id) if "dabei" in seen.text or "Schade" in seen.text]


async def test_a_long_answer_goes_to_the_private_chat(server: TelegramServer, house: Open) -> None:
    group, ada, _ = salon(server)
    press, scene = await pressed(house, await posted(house, group), ada, "Ja")
    message = done(await house.adapter.perform(delivery(Answer(LONG, replace=True), scene)))
    assert message.place == place(ada.id)
    assert press.is_answered
    assert len(server.said(group)) == 1


async def test_who_never_opened_the_private_chat_is_led_there_and_presses_again(
    server: TelegramServer, house: Open
) -> None:
    group, _, ben = salon(server)
    press, scene = await pressed(house, await posted(house, group), ben, "Ja")
    assert failed(await house.adapter.perform(delivery(Answer(LONG), scene))).reason == "unreachable"
    assert press.answer_url is not None
    await server.open_link(ben, press.answer_url)
    again = await house.inbox.first(ButtonPressed, 2)
    assert (again.button, again.scene.private) == ("p/yes/1", True)
    assert isinstance(await house.adapter.perform(delivery(Answer(LONG), again.scene)), Done)
    assert [m.text for m in server.said(ben)] == ["x" * 201]
    assert len(server.said(group)) == 1


async def test_what_waited_since_an_earlier_press_took_the_answer_of_the_next_one(
    server: TelegramServer, house: Open
) -> None:
    group, _, ben = salon(server)
    press, scene = await pressed(house, await posted(house, group), ben, "Ja")
    waited = delivery(Whisper(who(ben), LONG), scene, again=True)
    assert failed(await house.adapter.perform(waited)).reason == "unreachable"
    assert isinstance(await house.adapter.perform(delivery(Answer(note("Du bist dabei.")), scene)), Done)
    assert (press.toast, press.answer_url) == ("Du bist dabei.", None)


async def test_a_private_panel_changes_in_its_place(server: TelegramServer, house: Open) -> None:
    ada = server.add_user("Ada", started=True)
    first = note("Schritt 1", (Button("Weiter", "setup/next/2"),))
    panel = done(await house.adapter.perform(delivery(Whisper(who(ada), first))))
    message = server.world.private(ada).messages[int(panel.id)]
    press, scene = await pressed(house, message, ada, "Weiter")
    second = Answer(note("Schritt 2", (Button("Weiter", "setup/next/3"),)), replace=True)
    assert done(await house.adapter.perform(delivery(second, scene))) == panel
    assert press.is_answered
    assert (message.text, len(server.said(ada))) == ("Schritt 2", 1)
    await server.delete(message)
    done(await house.adapter.perform(delivery(second, scene)))
    assert [m.text for m in server.said(ada)] == ["Schritt 2"]


async def test_an_unanswered_press_stops_spinning(server: TelegramServer, house: Open) -> None:
    group, ada, _ = salon(server)
    press, scene = await pressed(house, await posted(house, group), ada, "Ja")
    await house.glass.asked(4.0)
    house.glass.turn(4.0)
    await press.answered()
    assert (press.toast, press.alert) == (None, None)
    done(await house.adapter.perform(delivery(Answer(note("spät")), scene)))  # too late for a toast: in private
    assert [m.text for m in server.said(ada)] == ["spät"]


async def test_a_press_answered_after_thirty_seconds_is_answered_in_private(
    server: TelegramServer, house: Open, ambient: Planned
) -> None:
    group, ada, _ = salon(server)
    press, scene = await pressed(house, await posted(house, group), ada, "Ja")
    ambient.move_to(START + timedelta(seconds=31))
    done(await house.adapter.perform(delivery(Answer(note("spät")), scene)))
    assert press.toast is None


async def test_a_closed_private_chat_is_unreachable(server: TelegramServer, house: Open) -> None:
    _, ada, ben = salon(server)
    assert failed(await house.adapter.perform(delivery(Whisper(who(ben), CARD)))).reason == "unreachable"
    await server.block(ada)
    assert failed(await house.adapter.perform(delivery(Whisper(who(ada), CARD)))).reason == "unreachable"
    nobody = MemberRef("telegram", "4711")
    assert failed(await house.adapter.perform(delivery(Whisper(nobody, CARD)))).reason == "unreachable"
    hidden = MemberRef("telegram", "channel:-100")
    assert failed(await house.adapter.perform(delivery(Whisper(hidden, CARD)))).reason == "unreachable"


async def test_a_private_command_in_a_room_is_continued_in_private(server: TelegramServer, house: Open) -> None:
    group, _, ben = salon(server)
    typed = await server.write(group, ben, "/report@gastgeber_bot")
    event = await house.inbox.first(CommandInvoked)
    assert event.message is not None
    assert isinstance(await house.adapter.perform(delivery(Erase(event.message))), Done)
    assert not typed.live
    line = await posted(
        house, group, note("Weiter geht es privat", (Button("Privat", "report/go", opens_private=True),))
    )
    press = await server.press(line, ben, "Privat")
    assert press.url is not None
    await server.open_link(ben, press.url)
    assert (await house.inbox.first(ButtonPressed)).button == "report/go"


async def test_an_export_comes_as_a_file(server: TelegramServer, house: Open) -> None:
    ada = server.add_user("Ada", started=True)
    export = Note(Text.of("Deine Daten"), file=File("daten.json", '{"ü": 1}'))
    message = done(await house.adapter.perform(delivery(Whisper(who(ada), export))))
    assert server.world.private(ada).messages[int(message.id)].caption == "Deine Daten"
    call = server.journal.last("sendDocument")
    assert call is not None
    assert next(iter(call.files.values())).content.decode() == '{"ü": 1}'


async def test_long_buttons_work_after_a_restart_too(server: TelegramServer, ambient: Planned) -> None:
    """Ids beyond 64 bytes travel as short words that are kept."""
    group, ada, _ = salon(server)
    state, long = KeptState(), "setup/zone/" + "x" * 80
    async with opened(server, state, ambient) as first:
        card = await posted(first, group, note("?", (Button("Hier", long), Button("Dort", long, opens_private=True))))
        link = await server.press(card, ada, "Dort")
    async with opened(server, state, ambient) as again:
        await server.press(card, ada, "Hier")
        assert (await again.inbox.first(ButtonPressed)).button == long
        await server.open_link(ada, link.url or "")
        pressed_there = await again.inbox.first(ButtonPressed, 2)
    assert (pressed_there.button, pressed_there.scene.private) == (long, True)
