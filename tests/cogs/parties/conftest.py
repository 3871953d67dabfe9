from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cogs.parties.support import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """One community on Discord and Telegram."""
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
async def lobby(tmp_path: Path) -> AsyncIterator[House]:
    """A lobby of its own with its sample party."""
    async with open_house(tmp_path, platforms=("lobby",), host_on="lobby") as opened:
        yield opened


@pytest.fixture(params=["discord", "telegram", "lobby"])
async def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """A community on one platform only, each in turn."""
    platform = str(request.param)
    async with open_house(tmp_path, platforms=(platform,), host_on=platform) as opened:
        yield opened
