"""systemd is told when the house is open and, as often as it asks for, that the loop still turns."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from bot.host import open_house
from tests.core.test_host import running, settings


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.bind(str(tmp_path / "notify"))
    line.setblocking(False)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    return line


async def heard(line: socket.socket) -> bytes:
    async with asyncio.timeout(10):
        return await asyncio.get_running_loop().sock_recv(line, 100)


@pytest.mark.sqlite
async def test_an_open_house_says_so_and_goes_on_saying_that_it_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: socket.socket
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "30000")
    with manager:
        async with open_house(settings(tmp_path)) as house, running(house):
            assert [await heard(manager) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]


@pytest.mark.sqlite
async def test_without_a_watchdog_it_is_said_once_and_a_deaf_manager_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: socket.socket
) -> None:
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    with manager:
        async with open_house(settings(tmp_path)) as house, running(house):
            assert await heard(manager) == b"READY=1"
    (tmp_path / "notify").unlink()
    async with open_house(settings(tmp_path)) as house, running(house):
        assert house.ready.is_set()
