"""A long silence of a platform is one line to each team; a short one and the first start are none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.events import Reconnected
from bot.core.gaps import LONG
from bot.core.manners import LOG_PLACE
from bot.core.stores.registrar import Registrar
from tests.support.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, ()) as opened:
        for platform in ("discord", "telegram"):
            await opened.set(LOG_PLACE, "discord:log", platform)
        yield opened


async def silent(stage: Stage, platform: str, span: timedelta | None) -> list[str]:
    since = None if span is None else stage.clock.now() - span
    await stage.happens(Reconnected(platform, since))
    return stage.said()


async def test_the_team_reads_once_of_a_night_without_telegram(stage: Stage) -> None:
    (told,) = await silent(stage, "telegram", timedelta(hours=9))
    assert told.startswith("house-was-away")
    assert "platform=Telegram" in told
    assert await silent(stage, "telegram", timedelta(hours=9)) == []


async def test_one_community_on_both_reads_of_each_platform_by_itself(stage: Stage) -> None:
    await stage.link("discord", "telegram")
    assert len(await silent(stage, "telegram", timedelta(hours=9))) == 1
    assert len(await silent(stage, "discord", timedelta(hours=9))) == 1


@pytest.mark.parametrize("span", [None, timedelta(0), LONG - timedelta(seconds=1)])
async def test_a_start_and_a_short_gap_are_no_line(stage: Stage, span: timedelta | None) -> None:
    assert await silent(stage, "telegram", span) == []


async def test_a_closed_community_and_one_without_a_private_place_read_nothing(stage: Stage) -> None:
    await stage.set(LOG_PLACE, "", "telegram")
    assert await silent(stage, "telegram", timedelta(hours=9)) == []
    community = await stage.community("discord")
    async with stage.database.write() as tx:
        await Registrar(tx).shape(community, state="closed")
    stage.world.memory.clear()
    assert await silent(stage, "discord", timedelta(hours=9)) == []
