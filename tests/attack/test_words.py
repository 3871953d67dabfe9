"""Words nobody expects, in everything that takes words: a sentence each, no turn that breaks, the house goes on."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.core.events import ChatOpened, CommandInvoked, Event, FormFilled, MemberJoined, MessageWritten, Profile
from bot.core.refs import MessageRef
from tests.attack.house import House
from tests.support.stage import Actor

ODD = (
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\ud800",
        "x\udfffy",
        "\u202eevil",
        "\u200b",
        "\u2066x",
        "\ue000\ue001",
        "\u2028",
        "%s%n",
        "|",
    ),
    *(
        "🎉" * 200,
        "א" * 50,
        "Z" + "\u0301" * 60,
        "x" * 2001,
        "x" * 4000,
        "9" * 4000,
        "a b " * 500,
        "1" * 40,
        ":",
        "telegram:",
        "<@>",
    ),
    *(
        "@everyone @here <@1> <@&2> </x:1>",
        "<b>hi</b><script>",
        "`**__~~||",
        "discord.gg/abc t.me/+abc",
        "{name} { $x } {",
    ),
    *("31.02.", "31.02. 20 Uhr", "Friday 25:61", "1.1.10000 20:00", "31.12.9999 23:59", "1.1.0001", "2020-01-01 20:00"),
    *(
        "Friday 20:00 UTC+99",
        "Friday 20:00 PST",
        "1000000000 days",
        "in 10^9 Tagen",
        "-5",
        "-1h",
        "0",
        "1e309",
        "٣",
        "halb acht",
    ),
    *("'; DROP TABLE party;--", "../../etc/passwd", "until 1.1.0001", "when? | then", "CODE-0001", "Friday 20:00"),
)
NAMES = (
    "",
    "\u200b\u200b",
    "\u2800",
    "\u3164",
    "\u202eevil",
    "x" * 4000,
    "@everyone",
    "\ud83d",
    "\x00",
    "<b>x</b>",
    "discord.gg/abc",
    "שלום",
)


def typed(who: Actor, command: str, words: str, *, private: bool = False) -> CommandInvoked:
    return CommandInvoked(who.scene(private=private, reply=True), command, words=words)


async def test_every_command_takes_every_line_from_everybody(house: House) -> None:
    names = {command.name for command in house.stage.world.catalogue.commands.values()}
    before = len(await house.rows("SELECT id FROM party"))
    for who in (house.boss, house.guest):
        for name in sorted(names):
            lines = [*ODD, *(f"new {odd}" for odd in ODD)] if name == "party" else ODD
            said = await house.all_at_once([typed(who, name, odd) for odd in lines])
            assert [note.text.plain for note in said if "event" in note.text.plain and "Fault" in note.text.plain] == []
            assert len(said) >= len(lines)
    assert len(await house.rows("SELECT id FROM party")) > before  # it is still a house in which parties are thrown


async def test_every_given_value_of_a_native_menu_may_be_forged(house: House) -> None:
    unique = {command.name: command for command in house.stage.world.catalogue.commands.values()}
    events = [
        replace(typed(house.boss, name, ""), given=((param.name, odd),))
        for name, command in unique.items()
        for param in command.params
        for odd in ODD
    ]
    assert len(await house.all_at_once(events)) >= len(events)


async def test_every_field_of_every_form_takes_every_answer(house: House) -> None:
    (case,) = await house.rows("SELECT id FROM door_case WHERE kind = 'report'")
    for name, form in house.stage.world.catalogue.forms().items():
        about = case[0] if name.startswith("door/") else house.draft
        values = [tuple((field.name, odd) for field in form.fields) for odd in ODD]
        asked = [FormFilled(house.boss.scene(reply=True), f"{name}/{about}", each) for each in values]
        assert len(await house.all_at_once(asked)) >= len(asked)


async def test_every_name_may_join_ask_and_come(house: House) -> None:
    now = house.stage.clock.now()
    events: list[Event] = []
    for number, name in enumerate(NAMES):
        actor = Actor(house.stage, name, replace(house.guest.ref, id=f"odd{number}"))
        scene = actor.scene(reply=True)
        events.append(MemberJoined(house.stage.server("discord"), None, actor.ref, Profile(name), now))
        events.append(MessageWritten(scene, MessageRef(scene.place, f"o{number}"), f"{name} hello", now, to_house=True))
        events += house.presses(
            actor, [f"parties/yes/{house.party}", f"parties/name/{house.party}", "guestbook/export"]
        )
    said = [note.text.plain for note in await house.all_at_once(events)]
    card = max((words for words in said if "Coming:" in words and "Annegret" in words), key=len)
    assert "שלום" in card
    assert not [sign for sign in ("everyone", "\u202e", "<b>", "discord.gg", "\u200b", "\u2800") if sign in card]


async def test_a_form_that_is_answered_with_pictures_commands_and_nonsense_goes_on(house: House) -> None:
    """Question by question, as on Telegram; a picture without words is an empty answer."""
    tess = house.stage.actor("Tess", "telegram")
    await tess.presses("help/page")
    await tess.presses("faq/insist", private=True)
    house.stage.take()
    scene = tess.scene(private=True)
    now = house.stage.clock.now()
    picture = MessageWritten(scene, MessageRef(scene.place, "p1"), "", now, to_house=True, attachments=1)
    long = replace(picture, message=MessageRef(scene.place, "p2"), text="x" * 2001)
    said = await house.all_at_once(
        [picture, long, typed(tess, "help", "", private=True), typed(tess, "nonsense", "", private=True)]
    )
    assert "I need an answer" in said[0].text.plain
    assert "300" in said[1].text.plain
    good = replace(picture, message=MessageRef(scene.place, "p3"), text="Who feeds the cat?")
    await house.all_at_once([good])
    assert ("Who feeds the cat?",) in await house.rows("SELECT question FROM faq_gap")


@pytest.mark.parametrize(
    "payload", ["", "junk", "b_", "b_parties-yes-zzz", "h_0000", "~x", "code_", "code_XXXX-XXXX", "💥"]
)
async def test_any_word_of_a_start_link_gets_one_sentence(house: House, payload: str) -> None:
    said = await house.all_at_once([ChatOpened(house.guest.scene(private=True), payload)])
    assert len(said) == 1


async def test_who_starts_a_hundred_times_is_answered_a_hundred_times_and_nobody_waits(house: House) -> None:
    opened = [ChatOpened(house.guest.scene(private=True), "junk")] * 100
    assert len(await house.all_at_once(opened)) == 100
    assert await house.all_at_once([typed(house.boss, "help", "")])


async def test_a_code_is_not_found_by_trying(house: House) -> None:
    told = "\n".join(note.text.plain for note in await house.all_at_once([typed(house.boss, "team", "code owner")]))
    (code,) = set(re.findall(r"CODE-\d{4}", told))
    guesses = [typed(house.guest, "code", f"ZZZZ-{number:04d}") for number in range(20)]
    said = await house.all_at_once([*guesses, typed(house.guest, "code", code)])
    assert len({note.text.plain for note in said}) == 1
    pressed = await house.all_at_once(house.presses(house.guest, [f"team/use/{code}"]))
    assert pressed[0].text.plain == said[0].text.plain
    assert await house.rows("SELECT 1 FROM role_grant WHERE member = ?", house.guest.ref.id) == []
