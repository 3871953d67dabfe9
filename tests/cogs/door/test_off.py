"""Where another bot moderates, the door stays off: nothing is half done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.actions import Mute
from cogs.door import door
from cogs.door.knobs import ON
from tests.support.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [door], packages=("cogs.door",)) as opened:
        await opened.set(ON, False, "discord")
        yield opened


async def test_nobody_is_muted_or_reported_while_the_door_is_off(stage: Stage) -> None:
    mo, troll = stage.actor("Mo", "discord"), stage.actor("Troll", "discord")
    await mo.has("moderate")
    await troll.writes("fools")
    stage.take()
    await mo.asks("mute", member="discord:troll")
    assert stage.said() == ["door-off"]
    await mo.asks("report")
    assert stage.said() == ["door-off"]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT id FROM outbox WHERE body LIKE ?", f"%{Mute.__name__}%") == []
