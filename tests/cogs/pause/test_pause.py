"""Pausing on the stage: quiet at once, held until a person decides, and nothing late by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, OpenPlace, Post, Whisper
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.events import Refused, ResultEvent
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.refs import Bookmark
from bot.core.roles import Role
from bot.core.stores.registrar import Registrar
from bot.core.stores.standing import Steward
from cogs.pause import pause
from tests.support.stage import Actor, Stage, open_stage

PLATFORMS = ["discord", "telegram", "lobby"]
stopped: list[str] = []


@command("idea")
async def idea(ctx: Context, words: Words) -> list[Action]:
    """An unasked line, as a greeter or a reminder would say one."""
    return [Post(ctx.who.place, note(words), unasked=True, tag=f"chat/{words}")]


@command("order")
async def order(ctx: Context, words: Words) -> list[Action]:
    return [Post(ctx.who.place, note(words))]


@command("open")
async def open_(ctx: Context) -> list[Action]:
    return [OpenPlace(ctx.who.place, "table", "table/1/discord")]


@command("add")
async def add(ctx: Context) -> list[Action]:
    return [Post(Bookmark("table/1/discord"), note("more"), unasked=True)]


async def result(ctx: Context, event: ResultEvent) -> list[Action]:
    if isinstance(event, Refused):
        stopped.append(f"{event.tag} {event.reason}")
    return []


CHAT = Feature("chat", commands=(idea, order, open_, add), results=result)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stopped.clear()
    async with open_stage(tmp_path, [CHAT, pause]) as opened:
        yield opened


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def moderator(stage: Stage, platform: str) -> Actor:
    mo = stage.actor("Mo", platform)
    await mo.has("moderate")
    stage.take()
    return mo


async def posts(stage: Stage, platform: str = "") -> list[str]:
    return [action.note.text.plain for action in stage.take(platform) if isinstance(action, Post)]


async def suggests(stage: Stage, platform: str, words: str) -> None:
    await stage.actor("Ann", platform).asks("idea", words, private=False)


async def test_a_pause_stops_the_very_next_unasked_line(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    await mo.presses("pause/now")
    assert stage.said() == ["pause-on"]
    await suggests(stage, platform, "hello")
    assert "hello" not in await posts(stage)


async def test_a_line_already_queued_is_stopped_too_for_the_gate_is_asked_right_before_sending(stage: Stage) -> None:
    await moderator(stage, "discord")
    async with stage.database.write() as tx:
        await Registrar(tx).pause(await stage.community("discord"), None)
    # The memory still believes the house may speak; the gate reads past it.
    await suggests(stage, "discord", "hello")
    assert await posts(stage) == []


async def test_what_a_person_ordered_is_said_during_a_pause(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    stage.take()
    await stage.actor("Ann", "discord").asks("order", "come in")
    assert await posts(stage) == ["come in"]


async def test_what_was_held_stays_held_after_resume_until_somebody_decides(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    await mo.asks("pause", private=True)
    for words in ("one", "two", "three"):
        await suggests(stage, platform, words)
    stage.take()
    await mo.asks("resume", private=True)
    [listed] = stage.notes()
    assert "pause-off" in listed.text.plain
    assert "count=3" in listed.text.plain
    assert "words=two" in listed.text.plain
    assert "where=general" in listed.text.plain
    await stage.passes(timedelta(hours=3))
    assert await posts(stage) == []
    sends, skips, moves = (row[at].id for at, row in enumerate(listed.rows[:3]))
    await mo.presses(sends)
    assert await posts(stage) == ["one"]
    await mo.presses(skips)
    assert stopped == ["chat/two stopped"]
    await mo.presses(moves)
    stage.take()
    await stage.passes(timedelta(minutes=59))
    assert await posts(stage) == []
    await stage.passes(timedelta(minutes=2))
    assert await posts(stage) == ["three"]


async def test_a_new_line_after_resume_is_said(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("pause", private=True)
    await mo.asks("resume", private=True)
    stage.take()
    await suggests(stage, "telegram", "hello")
    assert "hello" in await posts(stage)


async def test_another_pause_holds_a_moved_line_again(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    await suggests(stage, "discord", "hello")
    await mo.asks("resume")
    held = stage.notes()[-1].rows[0]
    await mo.presses(held[2].id)
    await mo.asks("pause")
    await stage.passes(timedelta(hours=2))
    assert await posts(stage) == []


async def test_a_timed_pause_ends_by_itself_and_only_its_author_hears_of_what_waits(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", "30m")
    await suggests(stage, "discord", "hello")
    stage.take()
    await stage.passes(timedelta(minutes=31))
    [whisper] = stage.take()
    assert isinstance(whisper, Whisper)
    assert whisper.member == mo.ref
    await suggests(stage, "discord", "again")
    assert await posts(stage) == ["again"]


async def test_a_pause_until_a_time_of_day(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", "until 20:00")  # it is 19:00 in Berlin
    [line] = stage.said()
    assert line == "pause-until when=2026-11-23T20:00+01:00"
    await stage.passes(timedelta(minutes=61))
    stage.take()
    await suggests(stage, "discord", "hello")
    assert await posts(stage) == ["hello"]


@pytest.mark.parametrize("words", ["until some day", "until yesterday", "-5m", "9999999d", "until 25:00", "90"])
async def test_who_is_told_to_choose_until_when_finds_something_to_choose(stage: Stage, words: str) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", words)
    [asked] = stage.notes()
    ends = [row[0].id for row in asked.rows if row[0].id.startswith("pause/till/")]
    assert ends
    await mo.presses(ends[0])
    assert stage.said()[0].startswith("pause-until when=2026-11-2")


async def test_a_pause_nobody_can_date_begins_at_once_and_asks_afterwards(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", "until some day")
    assert stage.said() == ["pause-unclear"]
    await suggests(stage, "discord", "hello")
    assert await posts(stage) == []


async def test_a_held_line_can_be_given_a_time_in_words(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    await suggests(stage, "discord", "hello")
    await mo.asks("resume")
    at = stage.notes()[-1].rows[0][3].id
    await mo.fills(at, when="sometime")
    [asked] = stage.notes()
    assert asked.text.plain.startswith("pause-when-unclear")
    assert len(asked.rows) > 1  # "did you mean one of these" is never an empty question
    await mo.fills(at, when="today 21:30")
    assert stage.said()[0].startswith("pause-moved")
    await stage.passes(timedelta(hours=3))
    assert await posts(stage) == ["hello"]


async def test_two_who_decide_at_once_do_not_say_it_twice(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    await suggests(stage, "discord", "hello")
    await mo.asks("resume")
    send = stage.notes()[-1].rows[0][0].id
    await mo.presses(send)
    assert await posts(stage) == ["hello"]
    await mo.presses(send)
    assert stage.said() == ["pause-decided"]


async def test_nobody_decides_about_another_communitys_lines(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    await suggests(stage, "discord", "hello")
    await mo.asks("resume")
    send = stage.notes()[-1].rows[0][0].id
    stranger = stage.actor("Tom", "telegram")
    await stranger.has("moderate")
    await stranger.presses(send)
    assert "pause-decided" in stage.said()
    assert await posts(stage) == []


async def test_the_team_may_pause_and_a_guest_may_not(stage: Stage) -> None:
    tina = stage.actor("Tina", "discord")
    await tina.asks("pause")
    assert stage.said() == ["not-allowed role=role-moderator"]
    async with stage.database.write() as tx:
        community = await stage.community("discord")
        await Steward(tx).grant(community, tina.ref, Role.TEAM, tina.ref, stage.clock.now())
    stage.world.memory.clear()
    await tina.asks("pause")
    assert stage.said() == ["pause-on"]
    await tina.presses("pause/resume")
    assert stage.said()[0].startswith("pause-off")


async def test_menus_offer_pause_to_the_team_and_not_to_guests(stage: Stage) -> None:
    catalogue = stage.world.catalogue
    assert pause.commands[0] in catalogue.visible(frozenset({Role.TEAM}))
    assert pause.commands[0] not in catalogue.visible(frozenset())


async def test_a_doubtful_end_is_offered_as_buttons(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", "until tomorrow")
    [asked] = stage.notes()
    assert asked.text.plain == "pause-unclear"
    await mo.presses(asked.rows[0][0].id)
    assert stage.said()[0].startswith("pause-until when=2026-11-2")
    await mo.presses("pause/till/.5")
    await mo.presses("pause/till/.soon")
    assert stage.said() == ["button-gone", "button-gone"]


async def test_a_pause_that_was_made_longer_does_not_end_at_its_first_end(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", "30m")
    await mo.asks("pause")
    stage.take()
    await stage.passes(timedelta(hours=2))
    await suggests(stage, "discord", "hello")
    assert await posts(stage) == []


async def test_a_timed_pause_in_which_nothing_was_held_ends_without_a_word(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause", "30m")
    stage.take()
    await stage.passes(timedelta(hours=1))
    assert stage.take() == []


async def test_a_doubtful_new_time_is_offered_as_buttons(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    await suggests(stage, "discord", "hello")
    await mo.asks("resume")
    at = stage.notes()[-1].rows[0][3].id
    await mo.fills(at, when="today at 9")
    [asked] = stage.notes()
    assert asked.text.plain == "pause-when-unclear"
    await mo.presses(asked.rows[0][0].id)
    assert stage.said()[0].startswith("pause-moved")
    await mo.presses("pause/to/1.5")
    await mo.presses("pause/send/x")
    assert stage.said() == ["button-gone", "button-gone"]
    await stage.passes(timedelta(hours=15))
    assert await posts(stage) == ["hello"]


async def test_everything_held_can_be_skipped_at_once_and_looked_at_before(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("pause")
    for number in range(6):
        await suggests(stage, "discord", f"line {number}")
    stage.take()
    await mo.presses("pause/list")
    [listed] = stage.notes()
    assert "count=6" in listed.text.plain
    assert len(listed.rows) == 5
    await mo.presses(listed.rows[-1][0].id)
    assert stage.said() == ["pause-skipped\npause-none-left"]
    assert len(stopped) == 6
    await mo.presses(listed.rows[0][1].id)
    assert stage.said() == ["pause-decided"]


async def test_a_line_for_something_the_house_made_says_where_that_is(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await stage.actor("Ann", "discord").asks("open")
    await mo.asks("pause")
    stage.take()
    await stage.actor("Ann", "discord").asks("add")
    await mo.asks("resume")
    assert "where=Discord words=more" in stage.said()[-1]
