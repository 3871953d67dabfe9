"""Over real sockets: commands in Discord's menus, selects and forms, from the declaration to the values and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.actions import Answer
from bot.core.events import ButtonPressed, CommandInvoked, FormFilled
from tests.platforms.discord.conftest import Town
from tests.platforms.discord.house import (
    IMPATIENT,
    MENU,
    SAID,
    Collecting,
    Hanging,
    at_home,
    delivery,
    member,
    place,
    posted,
    words,
)
from tests.support.discord_server import CannotDo

pytestmark = pytest.mark.wire


async def test_typed_values_come_as_references_and_words(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox, patience=IMPATIENT) as house:
        await house.synced.wait()
        await town.server.use_command(town.lobby, town.mo, "mute", {"member": town.ann, "span": "2h"})
        muted = await inbox.next(CommandInvoked)
        given = {"what": "new", "seats": 3, "at": town.lobby, "loud": True}
        await town.server.use_command(town.lobby, town.owner, "party", given)
        party = await inbox.next(CommandInvoked, count=2)
    assert muted.given == (("member", f"discord:{town.ann.id}"), ("span", "2h"))
    assert party.given == (("what", "new"), ("seats", "3"), ("at", f"discord:{town.lobby.id}"), ("loud", "true"))


async def test_a_select_brings_its_choice(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox, patience=IMPATIENT) as house:
        card = await posted(house, town.lobby)
        await town.server.select(card, town.ann, "parties/pick", ["2"])
        event = await inbox.next(ButtonPressed)
    assert (event.button, event.choice) == ("parties/pick", "2")


async def test_a_form_opens_from_memory_even_while_the_database_hangs(town: Town) -> None:
    inbox = Hanging()
    async with at_home(town.server, inbox) as house:
        await house.synced.wait()
        card = await posted(house, town.lobby)
        by_command = await town.server.use_command(town.lobby, town.owner, "party", locale="de")
        by_button = await town.server.press(card, town.ann, "parties/edit/p1")
        await by_command.answered()
        await by_button.answered()
        assert by_command.modal is not None
        assert by_command.modal["title"] == "Neue Party"
        assert by_button.modal is not None
        assert by_button.modal["custom_id"] == "parties/edit/p1"
        inbox.released.set()
        filled = await town.server.submit_modal(by_button, {"title": "Neon", "about": ""})
        event = await inbox.next(FormFilled)
        assert event.form == "parties/edit/p1"
        assert event.values == (("title", "Neon"), ("about", ""))
        await house.perform(delivery(Answer(words("kept")), event.scene))
        assert filled.text == "kept"
        assert filled.ephemeral
        again = await town.server.submit_modal(by_command, {"title": "Disco"})
        event = await inbox.next(FormFilled, count=2)
        assert event.form == "parties/new"
        await house.perform(delivery(Answer(words("also kept")), event.scene))
        assert again.text == "also kept"
    assert inbox.of(CommandInvoked) == []


async def test_menus_on_members_and_messages(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox, patience=IMPATIENT) as house:
        await house.synced.wait()
        rude = await town.server.write(town.lobby, town.ann, "something rude")
        await town.server.use_user_command(town.lobby, town.mo, "Mute quietly", town.ann)
        on_member = await inbox.next(CommandInvoked)
        await town.server.use_message_command(town.lobby, town.mo, "Mute quietly", rude, locale="de")
        on_message = await inbox.next(CommandInvoked, count=2)
        with pytest.raises(CannotDo):
            await town.server.use_user_command(town.lobby, town.ann, "Mute quietly", town.mo)
    assert (on_member.command, on_member.target, on_member.target_name) == ("mute", member(town.ann), "Ann")
    assert on_message.command == "mute"
    assert on_message.target == member(town.ann)
    assert on_message.target_text == "something rude"
    assert on_message.target_message is not None
    assert on_message.target_message.id == str(rude.id)
    assert on_message.target_message.place == place(town.lobby)


async def test_commands_are_uploaded_once_and_never_twice(town: Town) -> None:
    """R17: a second start uploads nothing, a change uploads once, and what one server had registered is removed."""
    server = town.server
    at_guild = "/applications/{application_id}/guilds/{guild_id}/commands"
    at_large = "/applications/{application_id}/commands"
    async with at_home(server) as house:
        await house.synced.wait()
        assert len(server.journal.of("PUT", at_large)) == 1
        assert server.journal.of("PUT", at_guild) == []
    async with at_home(server) as house:
        await house.synced.wait()
    assert len(server.journal.of("PUT", at_large)) == 1
    names = [(command.kind, command.name) for command in server.commands.values()]
    assert len(names) == len(set(names)) == 7
    with_less = replace(MENU, commands=MENU.commands[:2])
    async with at_home(server, menu=with_less) as house:
        await house.synced.wait()
    assert len(server.journal.of("PUT", at_large)) == 2
    assert {command.name for command in server.commands.values()} == {"help", "ask"}


async def test_a_guests_menu_shows_only_what_guests_may(town: Town) -> None:
    async with at_home(town.server, patience=IMPATIENT) as house:
        await house.synced.wait()
        await town.server.use_command(town.lobby, town.ann, "help")
        for hidden in ("mute", "party", "setup"):
            with pytest.raises(CannotDo):
                await town.server.use_command(town.lobby, town.ann, hidden)
        with pytest.raises(CannotDo):
            await town.server.use_command(town.lobby, town.mo, "setup")


async def test_language_of_the_menu_follows_discords(town: Town) -> None:
    async with at_home(town.server) as house:
        await house.synced.wait()
    registered = {(command.kind, command.name): command.payload for command in town.server.commands.values()}
    assert registered[1, "help"]["name_localizations"] == {"de": "hilfe"}
    assert registered[1, "help"]["description"] == "en: command-help"
    assert registered[1, "help"]["description_localizations"]["de"] == SAID["de", "command-help"]
    assert registered[3, "Mute quietly"]["name_localizations"] == {"de": "Leise stellen"}
