from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.wired import Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Both platforms and the house, opened."""
    async with open_town(tmp_path) as opened:
        await opened.open_quietly("discord", "telegram")
        yield opened
