from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.ambient import Real
from tests.browser.chromium import Window, chromium
from tests.platforms.lobby.house import House, database_at, running


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with database_at(tmp_path) as database, running(database, Real()) as lobby:
        yield lobby


@pytest.fixture
async def window(house: House) -> AsyncIterator[Window]:
    """Also the judge: a tab in which anything went wrong fails its test."""
    async with chromium(house.url) as opened:
        yield opened
        assert opened.trouble() == []
