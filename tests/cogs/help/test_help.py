"""The help page on the stage: guests see guests' commands, roles see theirs, a closed house says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.actions import Action, Answer, Erase, Post, Whisper
from bot.core.commands import command
from bot.core.context import Context
from bot.core.events import MemberJoined, Profile, ServerJoined
from bot.core.features import Feature, Knob, Press
from bot.core.refs import ServerRef
from bot.core.roles import Role
from cogs.help import help_
from cogs.help.page import RESPONSIBLE
from persona.voice import open_voice
from tests.support.stage import Stage, open_stage

PLATFORMS = ["discord", "telegram", "lobby"]


@command("wave", aliases={"de": "winken"}, examples=("/wave", "/wave to Ann"))
async def wave(ctx: Context) -> list[Action]:
    return [ctx.answer("waved")]


@command("broom", may=Role.MODERATOR, also=(Role.TEAM,))
async def broom(ctx: Context) -> list[Action]:
    return [ctx.answer("swept")]


@command("key", may=Role.OWNER, before_opening=True)
async def key(ctx: Context) -> list[Action]:
    return [ctx.answer("turned")]


async def desk(ctx: Context, argument: str, choice: str) -> list[Action]:
    return [ctx.answer("desk")]


TOOLS = Feature("tools", commands=(wave, broom, key))
DOOR = Feature("door", presses={"desk": Press(desk, may=Role.MODERATOR)})


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [help_, TOOLS, DOOR]) as opened:
        yield opened


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_guest_reads_what_guests_may_do_and_nothing_else(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform).asks("help", private=platform == "telegram")
    shown = next(action for action in stage.take() if isinstance(action, Answer))
    words = shown.note.text.plain
    assert "name=wave" in words
    assert "example=/wave to Ann" in words
    assert "broom" not in words
    assert "key" not in words.replace("help-kept", "")
    assert [button.id for row in shown.note.rows for button in row] == ["help/speak/de", "help/speak/en"]


async def test_a_moderator_finds_their_commands_and_desks_one_tap_further(stage: Stage) -> None:
    mo = stage.actor("Mo", "discord")
    await mo.has("moderate")
    await mo.asks("help")
    [page] = stage.notes()
    assert "help-yours commands=/broom roles=role-moderator" in page.text.plain
    await mo.presses(page.rows[0][0].id)
    [more] = stage.notes()
    assert "about=command-broom" in more.text.plain
    assert [button.id for row in more.rows for button in row] == ["door/desk", "help/page"]


async def test_a_guest_does_not_get_further_by_a_button(stage: Stage) -> None:
    await stage.actor("Ann", "discord").presses("help/more")
    assert stage.said() == ["not-allowed role=role-team"]


async def test_who_is_responsible_for_data_is_named(stage: Stage) -> None:
    await stage.set(Knob(RESPONSIBLE, ""), "Mara, mara@example.org", "discord")
    await stage.actor("Ann", "discord").asks("help")
    assert "help-kept responsible=Mara, mara@example.org" in stage.said()[0]


async def test_a_language_chosen_here_is_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [help_], voice=open_voice()) as stage:
        ann = stage.actor("Ann", "discord", "en")
        await ann.asks("help")
        assert "/mydata" in stage.said()[0]
        await ann.presses("help/speak/de")
        assert "/meinedaten" in stage.said()[0]
        await ann.asks("hilfe")
        assert "/meinedaten" in stage.said()[0]


async def test_a_closed_house_answers_help_in_private_and_leaves_no_word_in_the_room(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [help_, TOOLS], opened=False) as stage:
        for platform in PLATFORMS:
            await stage.actor("Ann", platform).asks("help")
        actions = stage.take()
        assert not [action for action in actions if isinstance(action, Post)]
        assert {type(action) for action in actions} <= {Answer, Whisper, Erase}
        pages = [action.note.text.plain for action in actions if isinstance(action, Answer | Whisper)]
        assert all("help-closed" in page and "name=wave" not in page for page in pages)


async def test_who_belongs_nowhere_yet_is_still_told_what_the_house_is(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [help_], platforms=("telegram",)) as stage:
        async with stage.database.write() as tx:
            await tx.run("UPDATE server SET there = 0")
        stage.world.memory.clear()
        await stage.actor("Ann", "telegram").asks("help", private=True)
        assert stage.said()[0].startswith("help-house-alone")
        await stage.actor("Ann", "telegram").presses("help/speak/de", private=True)
        assert stage.said()[0].startswith("help-house-alone")


async def test_the_page_fits_into_one_message_in_every_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [help_], voice=open_voice()) as stage:
        for language in ("de", "en"):
            await stage.actor(f"Ann{language}", "discord", language).asks("help")
            [words] = stage.said()
            assert len(words) < 1200


@pytest.mark.parametrize("platform", ["discord", "telegram"])
async def test_only_a_guest_of_several_communities_finds_the_way_to_another_one(tmp_path: Path, platform: str) -> None:
    async with open_stage(tmp_path, [help_], platforms=(platform,)) as stage:
        ann = stage.actor("Ann", platform)
        await ann.writes("hi")
        await ann.asks("help", private=True)
        [alone] = stage.notes()
        second = ServerRef(platform, "second")
        await stage.happens(ServerJoined(second, "Second", None))
        await stage.happens(MemberJoined(second, None, ann.ref, Profile("Ann"), stage.clock.now()))
        stage.take()
        await ann.asks("help", private=True)
        [torn] = stage.notes()
        assert "help-about" not in alone.text.plain
        assert f"help-about community=House on {platform}" in torn.text.plain
        assert ["house/which" in str(note.rows) for note in (alone, torn)] == [False, True]
        await ann.asks("help", private=False)
        assert not [note for note in stage.notes() if "help-about" in note.text.plain and platform == "discord"]


@command("ask", examples=("/ask when do we open",))
async def ask(ctx: Context) -> list[Action]:
    return []


@pytest.mark.parametrize(
    ("language", "example"), [("de", "`/frage wann macht ihr auf`"), ("en", "`/ask when do we open`")]
)
async def test_a_german_guest_was_shown_an_english_example(tmp_path: Path, language: str, example: str) -> None:
    tools = Feature("tools", commands=(ask,))
    async with open_stage(tmp_path, [help_, tools], voice=open_voice()) as stage:
        await stage.actor("Ann", "discord", language).asks("help")
        [page] = stage.said()
    assert example.strip("`") in page
