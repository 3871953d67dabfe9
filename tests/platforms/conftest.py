"""The platforms a contract is tried on, one after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.platforms.contract import Rig
from tests.platforms.discord.rig import discord_rig
from tests.platforms.lobby.rig import lobby_rig
from tests.platforms.telegram.rig import telegram_rig

RIGS: dict[str, Callable[[Path], AbstractAsyncContextManager[Rig]]] = {
    "discord": discord_rig,
    "telegram": telegram_rig,
    "lobby": lobby_rig,
}


@pytest.fixture(params=RIGS)
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    async with RIGS[request.param](tmp_path) as opened:
        yield opened
