from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.ambient import Planned
from bot.storage.sqlite import Sqlite
from tests.platforms.lobby.house import House, database_at, planned, running


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Sqlite]:
    async with database_at(tmp_path) as opened:
        yield opened


@pytest.fixture
def clock() -> Planned:
    return planned()


@pytest.fixture
async def house(database: Sqlite, clock: Planned) -> AsyncIterator[House]:
    async with running(database, clock) as lobby:
        yield lobby
