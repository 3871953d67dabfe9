"""Buttons, forms, commands and menus of a tab become events; their answers come back to it alone."""

from __future__ import annotations

from bot.core.events import (
    ButtonPressed,
    CommandInvoked,
    FormFilled,
    MessageWritten,
)
from bot.core.refs import MemberRef
from tests.platforms.lobby.doing import post
from tests.platforms.lobby.guest import tabs, words
from tests.platforms.lobby.house import House

PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_private_panel_is_replaced_in_place(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        await ann.say("/help")
        panel = ann.last()["id"]
        await ann.ask("press", message=panel, button="help/more", choice="")
        assert words(ann.rows[panel]) == "This is all there is."
        assert ann.last()["id"] == panel


async def test_nobody_presses_a_button_of_a_message_they_cannot_see(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.say("/help")
        panel = ann.last()["id"]
        assert "no" in await bob.ask("press", message=panel, button="help/more", choice="")
        assert "no" in await bob.ask("erase", message=panel)
        assert "no" in await bob.ask("preview", message=panel, platform="discord")
        assert not house.echo.of(ButtonPressed)


async def test_a_card_is_pressed_and_everybody_sees_it_change(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        card = await house.echo.post_card()
        await ann.ask("press", message=int(card.id), button="party/yes/p1", choice="")
        await bob.settle()
        assert "Coming: 1 of 3" in words(bob.rows[int(card.id)])
        assert not any("Your answer" in text for text in bob.texts())
        await bob.ask("press", message=int(card.id), button="party/remind/p1", choice="60")
        pressed = house.echo.of(ButtonPressed)[-1]
        assert isinstance(pressed, ButtonPressed)
        assert (pressed.button, pressed.choice, pressed.message) == ("party/remind/p1", "60", card)


async def test_a_button_that_opens_a_form_brings_it_and_the_filled_one_back(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        card = await house.echo.post_card()
        form = (await ann.ask("press", message=int(card.id), button="idea/new/p1", choice=""))["form"]
        assert form["title"] == "An idea for a party"
        assert [field["name"] for field in form["fields"]] == ["title", "more"]
        assert not house.echo.of(ButtonPressed)
        given = {"title": " Lantern walk ", "more": "", "stray": "x"}
        await ann.ask("fill", room="room", message=int(card.id), form=form["id"], values=given)
        (filled,) = house.echo.of(FormFilled)
        assert isinstance(filled, FormFilled)
        assert (filled.form, filled.values) == ("idea/new/p1", (("title", "Lantern walk"),))


async def test_a_form_is_checked_again_by_the_house(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        for values in ({"title": "  "}, {"title": "x" * 61}, {"more": "no title"}):
            assert "no" in await ann.ask("fill", room="room", message=0, form="idea/new", values=values)
        assert "no" in await ann.ask("fill", room="room", message=0, form="other/form", values={})
        assert not house.echo.of(FormFilled)


async def test_a_command_with_a_form_opens_it_first(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        assert (await ann.say("/idea"))["form"]["id"] == "idea/new"
        assert "form" not in await ann.say("/idea a lantern walk")
        (invoked,) = house.echo.of(CommandInvoked)
        assert isinstance(invoked, CommandInvoked)
        assert (invoked.command, invoked.words) == ("idea", "a lantern walk")


async def test_a_slash_line_is_a_command_and_never_read_by_the_room(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.say("/HILFE")
        await ann.say("/mühte bob he is a troll")
        await bob.settle()
        assert not any("troll" in text for text in bob.texts())
        commands = [
            (one.command, one.words) for one in house.echo.of(CommandInvoked) if isinstance(one, CommandInvoked)
        ]
        assert commands == [("help", ""), ("mühte", "bob he is a troll")]


async def test_a_name_in_a_command_becomes_a_reference(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await bob.ask("name", name="Bob Miller")
        await ann.say("/mute @Bob Miller loud")
        event = house.echo.of(CommandInvoked)[-1]
        assert isinstance(event, CommandInvoked)
        assert event.words == f"lobby:{bob.id} loud"


async def test_a_command_in_reply_is_aimed_at_that_message(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await bob.say("rude words")
        await ann.settle()
        rude = ann.last()["id"]
        await ann.say("/report", reply=rude)
        await ann.ask("use", room="room", command="report", message=rude, member="")
        for event in house.echo.of(CommandInvoked):
            assert isinstance(event, CommandInvoked)
            assert event.target == MemberRef("lobby", bob.id)
            assert event.target_text == "rude words"
            assert event.target_message


async def test_a_command_from_a_guests_own_menu_is_aimed_at_the_guest(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.ask("use", room="room", command="mute", message=0, member=bob.id)
        event = house.echo.of(CommandInvoked)[-1]
        assert isinstance(event, CommandInvoked)
        assert event.target == MemberRef("lobby", bob.id)
        assert "no" in await ann.ask("use", room="room", command="help", message=0, member=bob.id)


async def test_a_reply_to_the_house_or_its_name_is_meant_for_it(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        greeting = await post(house, "Hello all")
        await ann.say("and to you", reply=int(greeting.id))
        await ann.say("what now, @gastgeber?")
        await ann.say("nothing", room=f"with-{ann.id}")
        heard = house.echo.of(MessageWritten)
        assert [one.to_house for one in heard if isinstance(one, MessageWritten)] == [True, True, True]
        assert heard[-1].scene.private  # type: ignore[union-attr]


async def test_a_card_is_looked_at_as_another_platform_would_show_it(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        card = await house.echo.post_card()
        path = (await ann.ask("preview", message=int(card.id), platform="discord"))["path"]
        _, document, answer = await ann.get(path)
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert "House-warming" in document
        assert (await ann.get(path))[0] == 404
        assert "no" in await ann.ask("preview", message=int(card.id), platform="elsewhere")
