"""A group became a supergroup in the middle of its setup: what was noted about it follows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.actions import Post, Whisper
from bot.core.events import ChatOpened, PlaceMigrated, Refused
from bot.core.manners import LOG_PLACE
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stores.communities import Communities
from tests.cogs.setup.test_coming_and_going import NEW, ROOM, group_code, joined, looked, owning
from tests.cogs.setup.test_walk import FEATURES, PACKAGES
from tests.support.stage import Stage, open_stage

LARGE = ServerRef("telegram", "large")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES) as opened:
        yield opened


async def test_a_team_group_that_moves_between_code_and_yes_becomes_the_log_under_its_new_id(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    await olga.has("administer")
    code = await group_code(stage, olga)
    await stage.happens(joined(olga))
    await stage.happens(looked(owning(olga)))
    await stage.happens(ChatOpened(replace(olga.scene(ROOM), server=NEW), code))
    [asked] = stage.notes()
    await stage.happens(PlaceMigrated(NEW, LARGE))
    await olga.presses(asked.rows[0][0].id, private=True)
    assert stage.said() == ["setup-group-done community=House on telegram"]
    async with stage.database.read() as reader:
        found = await Communities(reader).load(await Communities(reader).of_server(LARGE) or "")
    assert found is not None
    assert found.knob(LOG_PLACE) == "telegram:large"


async def test_an_owner_is_not_called_again_because_the_group_moved(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    await stage.happens(joined(olga))
    await stage.happens(looked(owning(olga)))
    assert [line.split()[0] for line in stage.said()] == ["setup-call"]
    await stage.happens(PlaceMigrated(NEW, LARGE))
    await stage.happens(looked(owning(olga), server=LARGE, owner=olga.ref))
    assert stage.take() == []


async def test_a_line_that_waits_for_the_group_to_be_known_is_said_where_it_moved(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    stage.recorders["telegram"].closed.add("olga")
    await stage.happens(joined(olga))
    assert stage.take() == []
    await stage.happens(PlaceMigrated(NEW, LARGE))
    await stage.happens(looked(owning(olga), server=LARGE))
    assert stage.said() == ["setup-line"]


async def test_a_call_refused_after_the_group_moved_leaves_its_line_in_the_new_group(stage: Stage) -> None:
    """The call was on its way when the group moved: what comes back still names the old one."""
    olga = stage.actor("Olga", "telegram")
    await stage.happens(joined(olga))
    [call] = [action for action in stage.take() if isinstance(action, Whisper)]
    await stage.happens(looked(owning(olga)))
    async with stage.database.read() as reader:
        community = await Communities(reader).of_server(NEW) or ""
    await stage.happens(PlaceMigrated(NEW, LARGE))
    await stage.happens(looked(owning(olga), server=LARGE))
    stage.take()
    await stage.happens(Refused(0, community, call.tag, "unreachable"))
    [line] = [action for action in stage.take() if isinstance(action, Post)]
    assert line.at == PlaceRef("telegram", "large")


async def test_a_call_that_waits_is_over_once_the_moved_group_is_set_up(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    stage.recorders["telegram"].closed.add("olga")
    await stage.happens(joined(olga))
    await stage.happens(PlaceMigrated(NEW, LARGE))
    await stage.happens(looked(owning(olga), server=LARGE))
    stage.take()
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT tag FROM outbox WHERE state = 'waiting'")
    assert rows == [("setup/call/telegram:large",)]
