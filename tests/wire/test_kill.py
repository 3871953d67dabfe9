"""`kill -9` between what Telegram brought and what the house answers: the answer comes, once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.databases import house_address
from tests.support.telegram_server import Message, TelegramServer, User

pytestmark = pytest.mark.wire
START = 20.0  # seconds a process may take on a busy machine


@asynccontextmanager
async def process(server: TelegramServer, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A house of its own, asking for updates; killed at the end if it still runs."""
    environment = os.environ | {
        "GASTGEBER_DATA_DIR": str(folder / "data"),
        "DATABASE_URL": house_address(folder),
        "GASTGEBER_PORT": "0",
        "TELEGRAM_TOKEN": server.token,
        "TELEGRAM_API_URL": server.base_url.removesuffix("/bot"),
        "DISCORD_TOKEN": "",
    }
    polls = len(server.journal.polls)
    quiet = asyncio.subprocess.DEVNULL
    house = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stdout=quiet, stderr=quiet
    )
    try:
        await server.wait_for(lambda: len(server.journal.polls) > polls, START)
        yield house
    finally:
        if house.returncode is None:
            house.kill()
        await house.wait()


async def test_an_answer_under_way_when_the_process_dies_comes_once_after_the_next_start(tmp_path: Path) -> None:
    async with TelegramServer() as server:
        otto = server.add_user("Otto", started=True)
        async with process(server, tmp_path) as house:
            server.drop(method="sendMessage")
            await server.write(otto, otto, "/help")
            await server.wait_call("sendMessage")
            house.kill()
        assert not pages(server, otto)
        async with process(server, tmp_path):
            await server.wait_for(lambda: pages(server, otto))
            await asked_again(server, otto)


async def test_an_update_on_its_way_when_the_process_dies_is_answered_once_after_the_next_start(tmp_path: Path) -> None:
    async with TelegramServer() as server:
        otto = server.add_user("Otto", started=True)
        async with process(server, tmp_path) as house:
            await server.write(otto, otto, "/help")
            await server.wait_for(lambda: any(call.result for call in server.journal.polls))
            house.kill()
        async with process(server, tmp_path):
            await server.wait_for(lambda: pages(server, otto))
            await asked_again(server, otto)


async def asked_again(server: TelegramServer, who: User) -> None:
    """Answers keep their order: whatever was doubled would stand before this one."""
    await server.write(who, who, "/help")
    await server.wait_for(lambda: len(pages(server, who)) >= 2)
    await server.drained()
    assert len(pages(server, who)) == 2


def pages(server: TelegramServer, who: User) -> list[Message]:
    return [message for message in server.said(who) if "Deutsch" in message.labels]
