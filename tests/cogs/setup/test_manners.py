"""The house's manners can be changed by owner and team: night, number of unasked lines, join and leave lines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.manners import HOURLY, NIGHT_FROM, NIGHT_TO
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stores.standing import Steward
from cogs.greeter.knobs import TIDY
from tests.cogs.setup.test_walk import FEATURES, PACKAGES, PLATFORMS, buttons, community, owner, press
from tests.support.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES) as opened:
        yield opened


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_night_and_hourly_lines_could_not_be_changed_by_anybody(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    assert "setup/manners" in buttons(await press(stage, olga, "setup/home"))
    note = await press(stage, olga, "setup/manners")
    assert "setup-manners-night end=08:00 start=22:00 zone=Europe/Berlin" in note.text.plain
    await olga.fills("setup/night", private=True, begins="23.30", ends="7", hourly="0")
    assert "setup-manners-hourly count=0" in stage.said()[0]
    found = await community(stage, platform)
    assert (found.knob(NIGHT_FROM), found.knob(NIGHT_TO), found.knob(HOURLY)) == ("23:30", "07:00", 0)
    await press(stage, olga, "setup/restore")
    found = await community(stage, platform)
    assert (found.knob(NIGHT_FROM), found.knob(NIGHT_TO), found.knob(HOURLY)) == ("22:00", "08:00", 4)


@pytest.mark.parametrize(
    ("field", "typed", "line"),
    [
        ("begins", "25:00", "setup-manners-no-time"),
        ("ends", "7:60", "setup-manners-no-time"),
        ("ends", "late", "setup-manners-no-time"),
        ("hourly", "21", "setup-manners-no-number"),
        ("hourly", "-1", "setup-manners-no-number"),
        ("hourly", "٤", "setup-manners-no-number"),
    ],
)
async def test_manners_that_cannot_be_read_change_nothing(stage: Stage, field: str, typed: str, line: str) -> None:
    olga = await owner(stage, "discord")
    values = {"begins": "21:00", "ends": "09:00", "hourly": "3"} | {field: typed}
    await olga.fills("setup/night", begins=values["begins"], ends=values["ends"], hourly=values["hourly"])
    assert stage.said()[0].startswith(f"{line} given={typed}")
    found = await community(stage, "discord")
    assert (found.knob(NIGHT_FROM), found.knob(HOURLY)) == ("22:00", 4)


async def test_tidying_of_join_and_leave_lines_could_not_be_turned_off(stage: Stage) -> None:
    olga = await owner(stage, "telegram")
    note = await press(stage, olga, "setup/manners")
    assert "setup/tidying/lines=no" in buttons(note)
    note = await press(stage, olga, "setup/tidying/lines=no")
    assert "setup/tidying/lines=yes" in buttons(note)
    assert (await community(stage, "telegram")).knob(TIDY) is False
    await olga.presses("setup/tidying/lines=maybe")
    assert stage.said() == ["button-gone"]


async def test_the_team_may_change_manners_and_guests_may_not(stage: Stage) -> None:
    await stage.actor("Tea", "discord").asks("help")
    async with stage.database.write() as tx:
        by = MemberRef("shell", "test")
        await Steward(tx).grant(
            await stage.community("discord"), MemberRef("discord", "tea"), Role.TEAM, by, stage.clock.now()
        )
    stage.world.memory.clear()
    stage.take()
    tea = stage.actor("Tea", "discord")
    note = await press(stage, tea, "setup/manners")
    assert "setup/home" not in buttons(note)
    await stage.actor("Ann", "discord").presses("setup/manners")
    assert stage.said() == ["not-allowed role=role-team"]
    olga = await owner(stage, "discord")
    assert {"setup/home", "setup/manners"} <= set(buttons(await press(stage, olga, "help/more")))


async def test_a_night_that_ends_when_it_begins_is_no_night(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.fills("setup/night", begins="0:00", ends="00:00", hourly="4")
    assert "setup-manners-no-night" in stage.said()[0]
