"""The life of an event: once, in order, undone when it fails, kind when the guest is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Answer, Erase, Post, Whisper
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.decency import fit_to_repeat
from bot.core.errors import Fault, Mistake
from bot.core.events import CommandInvoked, MessageWritten, ServerLeft
from bot.core.features import Feature, Filled, Press
from bot.core.forms import Field, Form
from bot.core.notes import note
from bot.core.refs import MemberRef, MessageRef
from bot.core.roles import Role
from tests.support.stage import Stage, open_stage

ASK = Form("echo-form", (Field("what"), Field("why", required=False)))


@command("echo", aliases={"de": "sage"})
async def echo(ctx: Context, words: Words) -> list[Action]:
    if words == "mistake":
        await ctx.tx.run("INSERT INTO code_try (platform, member, at) VALUES ('x', 'y', 1)")
        raise Mistake("echo-wrong", given=words)
    if words == "fault":
        await ctx.tx.run("INSERT INTO code_try (platform, member, at) VALUES ('x', 'y', 1)")
        raise RuntimeError("broken on purpose")
    if words == "no line":
        raise Fault("the pack has no such line")
    return [ctx.answer("echo-said", words=words)]


@command("fill", opens="ask")
async def fill(ctx: Context, words: Words = Words("")) -> list[Action]:
    return [ctx.answer("filled-by-words", words=words)]


@command("lock", may=Role.MODERATOR)
async def lock(ctx: Context, member: MemberRef) -> list[Action]:
    return [ctx.answer("locked", id=member.id)]


async def pressed(ctx: Context, argument: str, choice: str) -> list[Action]:
    return [ctx.answer("pressed", argument=argument, choice=choice)]


async def filled(ctx: Context, argument: str, values: dict[str, str]) -> list[Action]:
    return [ctx.answer("filled", argument=argument, what=values["what"], why=values["why"])]


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    if not event.to_house:
        return []
    return [Post(event.scene.place, note(ctx.say("heard")), reply_to=event.message)]


FEATURE = Feature(
    "echo",
    commands=(echo, fill, lock),
    presses={"press": Press(pressed), "form": Press(opens="ask"), "owner": Press(pressed, may=Role.OWNER)},
    forms={"ask": Filled(ASK, filled)},
    listens={MessageWritten: heard},
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FEATURE]) as opened:
        yield opened


@pytest.mark.parametrize("platform", ["discord", "lobby"])
async def test_a_command_is_answered_privately(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform).asks("echo", "hello there")
    [action] = stage.take()
    assert isinstance(action, Answer)
    assert action.note.text.plain == "echo-said words=hello there"


async def test_a_command_typed_in_a_telegram_group_is_taken_away_and_continued_in_private(stage: Stage) -> None:
    await stage.actor("Ann", "telegram").asks("echo", "hello")
    actions = stage.take()
    assert [type(action) for action in actions] == [Whisper, Erase, Post]
    hint = actions[2]
    assert isinstance(hint, Post)
    assert hint.note.text.plain == "continue-in-private"
    assert "Ann" not in hint.note.text.plain


async def test_the_hint_is_gone_after_a_minute(stage: Stage) -> None:
    await stage.actor("Ann", "telegram").asks("echo", "hello")
    stage.take()
    await stage.passes(timedelta(seconds=59))
    assert stage.take() == []
    await stage.passes(timedelta(seconds=2))
    assert [type(action) for action in stage.take()] == [Erase]


async def test_a_moderators_typed_command_leaves_no_hint(stage: Stage) -> None:
    mo = stage.actor("Mo", "telegram")
    await mo.has("moderate")
    stage.take()
    await mo.asks("lock", "telegram:ann")
    assert [type(action) for action in stage.take()] == [Whisper, Erase]


async def test_a_whisper_that_reaches_nobody_waits_for_the_next_contact(stage: Stage) -> None:
    stage.recorders["telegram"].closed.add("ann")
    ann = stage.actor("Ann", "telegram")
    await ann.asks("echo", "hello")
    assert [type(action) for action in stage.take()] == [Erase, Post]
    stage.recorders["telegram"].closed.clear()
    await ann.opens_chat()
    assert stage.said() == ["echo-said words=hello"]


async def test_a_repeated_event_is_decided_once(stage: Stage) -> None:
    event = CommandInvoked(stage.actor("Ann", "discord").scene(reply=True), "echo", words="hi")
    for _ in range(3):
        await stage.happens(event, key="same")
    assert len(stage.take()) == 1


async def test_a_mistake_undoes_what_was_written_and_is_answered_kindly(stage: Stage) -> None:
    await stage.actor("Ann", "discord").asks("echo", "mistake")
    assert stage.said() == ["echo-wrong given=mistake"]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT * FROM code_try") == []


async def test_a_fault_is_tried_three_times_then_set_aside_and_the_guest_gets_its_id(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    await ann.asks("echo", "fault")
    await ann.asks("echo", "goes on")
    assert stage.said() == ["echo-said words=goes on"]
    await stage.passes(timedelta(seconds=10))
    await stage.passes(timedelta(seconds=10))
    [line] = stage.said()
    assert line.startswith("fault id=")
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT state FROM inbox WHERE error <> ''") == [("aside",)]
        assert await reader.rows("SELECT * FROM code_try") == []


async def test_an_unknown_command_is_met_with_what_was_probably_meant(stage: Stage) -> None:
    await stage.actor("Ann", "discord").asks("ecko", "x")
    assert stage.said() == ["unknown-command-close given=ecko meant=echo"]


async def test_the_german_name_of_a_command_works_too(stage: Stage) -> None:
    await stage.actor("Ann", "discord").asks("sage", "hallo")
    assert stage.said() == ["echo-said words=hallo"]


async def test_only_moderators_may_lock_and_the_same_words_are_refused_to_a_guest(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    await ann.asks("lock", member="discord:bob")
    assert stage.said() == ["not-allowed role=role-moderator"]
    await ann.has("moderate")
    await ann.asks("lock", member="discord:bob")
    assert stage.said() == ["locked id=bob"]


async def test_a_form_is_asked_question_by_question_on_telegram(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.asks("fill", private=True)
    [first] = stage.said()
    assert "number=1" in first
    await ann.writes("cake", private=True)
    [second] = stage.said()
    assert "number=2" in second
    await ann.presses("house/skip/1", private=True)
    assert stage.said() == ["filled argument= what=cake why="]


async def test_the_address_behind_an_answers_words_was_lost_and_never_looked_at(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.presses("echo/form", private=True)
    stage.take()
    scene = ann.scene(private=True)
    said = MessageWritten(
        scene, MessageRef(scene.place, "w1"), "our song", stage.clock.now(), links=("http://x.invalid",)
    )
    await stage.happens(said)
    stage.take()
    await ann.presses("house/skip/1", private=True)
    [line] = stage.said()
    assert "what=our song (http://x.invalid)" in line
    assert fit_to_repeat("our song (http://x.invalid)") is None


async def test_a_form_can_be_left(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.presses("echo/form/k7", private=True)
    stage.take()
    await ann.presses("house/cancel", private=True)
    assert stage.said() == ["form-cancelled"]
    await ann.writes("cake", private=True)
    assert stage.said() == ["heard"]


async def test_a_button_of_nothing_we_know_gets_one_kind_sentence(stage: Stage) -> None:
    await stage.actor("Ann", "discord").presses("gone/for/ever")
    assert stage.said() == ["button-gone"]


async def test_a_button_proves_nothing(stage: Stage) -> None:
    await stage.actor("Ann", "discord").presses("echo/owner")
    assert stage.said() == ["not-allowed role=role-owner"]


async def test_a_closed_house_is_silent(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [FEATURE], opened=False) as closed:
        ann = closed.actor("Ann", "telegram")
        await ann.writes("hey house", to_house=True)
        await ann.asks("echo", "hello")
        assert closed.take() == []
        await closed.actor("Bob", "discord").asks("echo", "hello")
        assert closed.said() == ["house-closed"]


@command("found", may=Role.OWNER, before_opening=True)
async def found(ctx: Context) -> list[Action]:
    return [ctx.answer("founded")]


async def test_where_the_house_is_nowhere_yet_nobody_is_told_what_role_a_command_takes_here(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, [Feature("echo", (found,))]) as stage:
        otto = stage.actor("Otto", "telegram")
        await otto.asks("found", private=True)
        await stage.happens(ServerLeft(stage.server("telegram")))
        await otto.asks("found", private=True)
        assert stage.said() == ["not-allowed role=role-owner", "no-community"]


async def test_a_missing_line_fails_one_turn_and_not_the_whole_house(stage: Stage) -> None:
    """A fault inside a turn was once taken for a broken database: the same events were then asked for for ever."""
    ann = stage.actor("Ann", "discord")
    await ann.asks("echo", "no line")
    await ann.asks("echo", "goes on")
    assert stage.said() == ["echo-said words=goes on"]
