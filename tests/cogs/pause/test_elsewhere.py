"""A private chat has moved on to another community; the buttons of a pause there are still the first one's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.events import ButtonPressed, CommandInvoked, MemberRights, Profile, RightsChanged, Scene, ServerJoined
from bot.core.notes import Note
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar
from cogs.pause import pause
from tests.cogs.pause.test_pause import CHAT, moderator, posts, suggests
from tests.support.stage import Actor, Stage, open_stage

OTHER = ServerRef("telegram", "other")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [CHAT, pause], platforms=("telegram",)) as opened:
        yield opened


async def moves_on(stage: Stage, mo: Actor) -> None:
    """They moderate another group as well, and that is where they wrote last."""
    if not await _paused(stage, OTHER):
        await stage.happens(ServerJoined(OTHER, "Other", None))
        rights = MemberRights(mo.ref, mo.name, frozenset({"moderate"}), 1)
        await stage.happens(RightsChanged(OTHER, rights))
        async with stage.database.write() as tx:
            found = await Communities(tx).of_server(OTHER)
            assert found
            await Registrar(tx).shape(found, state="open")
        stage.world.memory.clear()
    scene = Scene(mo.ref, Profile(mo.name), PlaceRef("telegram", "other"), OTHER, False, f"r{stage.next()}")
    await stage.happens(CommandInvoked(scene, "order", words="hi"))
    stage.take()


async def paused(stage: Stage) -> tuple[bool, bool]:
    """This group, and the other one."""
    here, other = await _paused(stage, stage.server("telegram")), await _paused(stage, OTHER)
    assert here is not None
    assert other is not None
    return here, other


async def _paused(stage: Stage, server: ServerRef) -> bool | None:
    async with stage.database.read() as reader:
        found = await Communities(reader).of_server(server)
        community = await Communities(reader).load(found) if found else None
    return community.paused if community else None


def button(note: Note, verb: str) -> str:
    return next(one.id for row in note.rows for one in row if one.id.startswith(f"pause/{verb}"))


async def test_resume_woke_the_group_one_had_written_in_last_and_left_the_paused_one_quiet(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("pause", private=True)
    [panel] = stage.notes()
    await moves_on(stage, mo)
    await mo.asks("pause", private=True)
    stage.take()
    await mo.presses(button(panel, "resume"), private=True)
    assert await paused(stage) == (False, True)


async def test_a_day_chosen_for_a_pause_was_the_other_groups(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("pause", "until tomorrow", private=True)
    [asked] = stage.notes()
    await moves_on(stage, mo)
    await mo.presses(button(asked, "till"), private=True)
    assert await paused(stage) == (True, False)
    assert "pause-until" in stage.said()[0]


async def test_the_list_of_what_was_held_was_the_other_groups_and_so_were_its_buttons(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("pause", "30m", private=True)
    for line in ("one", "two", "three", "four"):
        await suggests(stage, "telegram", line)
    stage.take()
    await stage.passes(timedelta(minutes=31))
    [over] = stage.notes()
    await moves_on(stage, mo)
    await mo.presses(button(over, "list"), private=True)
    [listed] = stage.notes()
    assert "count=4" in listed.text.plain
    for verb, words in (("send", "pause-sent"), ("skip", "pause-skipped"), ("move", "pause-moved")):
        await moves_on(stage, mo)
        row = {"send": 0, "skip": 1, "move": 2}[verb]
        await mo.presses(next(one.id for one in listed.rows[row] if one.id.startswith(f"pause/{verb}")), private=True)
        assert words in "\n".join(stage.said())
    await moves_on(stage, mo)
    await mo.presses(button(listed, "skipall"), private=True)
    assert "pause-none-left" in "\n".join(stage.said())


async def test_a_time_typed_for_a_held_line_is_for_that_line(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("pause", private=True)
    await suggests(stage, "telegram", "hello")
    await mo.asks("resume", private=True)
    at = button(stage.notes()[-1], "at")
    await moves_on(stage, mo)
    await mo.fills(at, private=True, when="today 21:30")
    assert stage.said()[0].startswith("pause-moved")
    await stage.passes(timedelta(hours=3))
    assert await posts(stage) == ["hello"]


async def test_a_button_pressed_in_another_groups_room_silences_neither(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("pause", private=True)
    [panel] = stage.notes()
    await moves_on(stage, mo)
    scene = Scene(mo.ref, Profile(mo.name), PlaceRef("telegram", "other"), OTHER, False, f"r{stage.next()}")
    await stage.happens(ButtonPressed(scene, button(panel, "resume")))
    assert stage.said() == ["button-gone"]
    assert await paused(stage) == (True, False)
