"""What moderators type the way people speak: lengths in words, ends, names and numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.events import CommandInvoked
from bot.core.refs import MemberRef
from tests.cogs.door.support import case, cases, moderator, mutes, private
from tests.support.stage import Stage

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("typed", "length", "reason"),
    [
        ("eine halbe Stunde", HOUR / 2, ""),
        ("eine Stunde lang gespammt", HOUR, "gespammt"),
        ("1,5 Stunden Werbung", 1.5 * HOUR, "Werbung"),
        ("für 10 Minuten wegen Spam", timedelta(minutes=10), "wegen Spam"),
        ("for two days", timedelta(days=2), ""),
        ("bis 22 Uhr", 3 * HOUR, ""),
        ("until 22:00 calm down", 3 * HOUR, "calm down"),
        ("10m two\nlines", timedelta(minutes=10), "two\nlines"),
        ("immer wieder Spam", HOUR, "immer wieder Spam"),
        ("nervt", HOUR, "nervt"),
    ],
)
async def test_a_length_of_several_words_was_taken_for_the_reason(
    stage: Stage, typed: str, length: timedelta, reason: str
) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("mute", typed, target=stage.actor("Troll", "telegram"))
    kept = await case(stage, "telegram")
    assert kept.expires_at == stage.clock.now() + length
    assert kept.reason == reason


@pytest.mark.parametrize(
    "typed", ["bis morgen", "bis gestern 20 Uhr", "für immer", "for ever", "until he stops", "immer"]
)
async def test_an_end_that_could_not_be_read_muted_for_the_usual_time(stage: Stage, typed: str) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("mute", typed, target=stage.actor("Troll", "telegram"))
    assert private(stage.take()) == [f"door-how-long given={typed}"]
    assert await cases(stage, "telegram") == []


@pytest.mark.parametrize("span", ["forever", "bis morgen", "30"])
async def test_a_length_from_a_menu_that_could_not_be_read_was_answered_with_how_to_type_a_line(
    stage: Stage, span: str
) -> None:
    mo = await moderator(stage, "discord")
    assert private(await mutes(stage, mo, "discord:troll", span=span)) == [f"door-how-long given={span}"]
    assert await cases(stage, "discord") == []


async def test_a_menu_takes_an_end_and_a_reason_that_begins_with_a_number(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:troll", span="bis 22 Uhr", reason="3 links in a row")
    kept = await case(stage, "discord")
    assert (kept.expires_at, kept.reason) == (stage.clock.now() + 3 * HOUR, "3 links in a row")


async def test_somebody_picked_from_a_menu_was_called_by_their_number(stage: Stage) -> None:
    """A member the house has never heard of: the platform says their name along with the command."""
    mo, troll = await moderator(stage, "discord"), MemberRef("discord", "1574291591839875072")
    scene, people = mo.scene(reply=True), (("Trolly", troll),)
    await stage.happens(CommandInvoked(scene, "mute", (("member", f"discord:{troll.id}"),), people=people))
    [line] = private(stage.take())
    assert line.startswith("door-muted name=Trolly")
    await stage.happens(CommandInvoked(scene, "unmute", (("member", f"discord:{troll.id}"),), people=people))
    assert private(stage.take()) == ["door-unmuted name=Trolly number=1"]


@pytest.mark.parametrize(
    ("command", "words"), [("case", ""), ("case", "eins"), ("case", "1 2"), ("undo", "the last one")]
)
async def test_a_case_without_a_number_was_answered_with_a_parameters_name(
    stage: Stage, command: str, words: str
) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks(command, words, private=True)
    assert private(stage.take()) == ["door-which-case"]


async def test_the_log_called_the_houses_own_line_a_question_mark(stage: Stage) -> None:
    mo, ann = await moderator(stage, "discord"), stage.actor("Ann", "discord")
    house = stage.actor("house", "discord")
    message = await ann.writes("hello")
    await ann.asks("report", target=house, target_message=message, target_text="I am the house")
    stage.take()
    await mo.asks("mod")
    [log] = private(stage.take())
    assert "name=door-the-house" in log
