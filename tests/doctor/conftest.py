from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.doctor.grounds import Grounds
from tests.support.discord_server import DiscordServer
from tests.support.telegram_server import TelegramServer


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the environment, as the doctor would have it."""
    monkeypatch.setenv("GASTGEBER_SECRET", "the key of every house the doctor sees")


@pytest.fixture
async def grounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Grounds]:
    """A house that has lived here, is in a server and a group, is well, and does not run at the moment."""
    monkeypatch.chdir(tmp_path)
    async with DiscordServer() as discord, TelegramServer(reads_all=True) as telegram:
        made = Grounds(tmp_path, monkeypatch, discord, telegram)
        await made.live()
        yield made
