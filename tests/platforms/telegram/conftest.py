"""A small Bot API on loopback with a planned clock, and an adapter connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.core.ambient import Planned
from tests.platforms.telegram.support import START, Open, opened
from tests.support.telegram_server import TelegramServer


@pytest.fixture
def ambient() -> Planned:
    return Planned(START)


@pytest.fixture
async def server(ambient: Planned) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(now=ambient.now) as made:
        yield made
        assert made.unexpected == []
        assert made.violations == []


@pytest.fixture
async def house(server: TelegramServer, ambient: Planned) -> AsyncIterator[Open]:
    async with opened(server, ambient=ambient) as made:
        yield made
