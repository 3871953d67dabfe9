"""A house whose data another one has: it says so once, ends, and nobody in the chats hears of it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from bot.control import ask, listen
from bot.core.errors import Fault
from bot.storage.sqlite import take_lock
from tests.support.databases import house_address
from tests.support.telegram_server import Message, TelegramServer, User

pytestmark = pytest.mark.wire
PATIENCE = 60.0
START = "The lobby is open"


@asynccontextmanager
async def process(
    folder: Path, address: str, server: TelegramServer | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A house of its own that is open; killed at the end if it still runs."""
    environment = os.environ | {
        "GASTGEBER_DATA_DIR": str(folder),
        "GASTGEBER_SECRET": "one key for both of them",
        "GASTGEBER_PORT": "0",
        "DATABASE_URL": address,
        "DISCORD_TOKEN": "",
        "TELEGRAM_TOKEN": server.token if server else "",
        "TELEGRAM_API_URL": server.base_url.removesuffix("/bot") if server else "",
    }
    pipe = asyncio.subprocess.PIPE
    house = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder.parent, env=environment, stdout=pipe, stderr=pipe
    )
    assert house.stdout
    assert house.stderr
    try:
        async with asyncio.timeout(PATIENCE):
            while START not in (await house.stdout.readline()).decode():
                assert not house.stdout.at_eof(), (await house.stderr.read()).decode()
        yield house
    finally:
        if house.returncode is None:
            house.kill()
        await house.communicate()


async def said_at_its_end(house: asyncio.subprocess.Process) -> tuple[int | None, list[str]]:
    """The exit status, and every line but those that merely inform."""
    async with asyncio.timeout(PATIENCE):
        _, told = await house.communicate()
    return house.returncode, [line for line in told.decode().splitlines() if "[info" not in line]


@pytest.mark.postgres
async def test_a_house_that_slept_while_another_took_its_database_ends_and_the_other_answers_once(
    tmp_path: Path,
) -> None:
    address = house_address(tmp_path)
    async with TelegramServer() as server:
        otto = server.add_user("Otto", started=True)
        async with process(tmp_path / "one", address, server) as one:
            await server.wait_for(lambda: server.journal.polls, PATIENCE)
            one.send_signal(signal.SIGSTOP)
            await server.write(otto, otto, "/help")
            await _expire(address)
            async with process(tmp_path / "two", address, server) as two:
                await server.wait_for(lambda: pages(server, otto), PATIENCE)
                one.send_signal(signal.SIGCONT)
                sentence = "Another house has taken this database over. Stop one of them and start the other again."
                assert await said_at_its_end(one) == (os.EX_CONFIG, [sentence])
                await server.write(otto, otto, "/help")
                await server.wait_for(lambda: len(pages(server, otto)) > 1, PATIENCE)
                await server.drained(PATIENCE)
                assert len(server.said(otto)) == len(pages(server, otto)) == 2
                assert two.returncode is None


@pytest.mark.sqlite
async def test_a_house_whose_lock_was_removed_ends_once_another_is_in_and_leaves_it_its_door(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with process(data, "") as one:
        (data / "gastgeber.lock").unlink()
        with take_lock(data / "gastgeber.db"):  # the next house's first step, before it can take its lock again
            async with listen(data / "gastgeber.sock", {}):
                sentence = (
                    "Another house has taken this data directory over. Stop one of them and start the other again."
                )
                assert await said_at_its_end(one) == (os.EX_CONFIG, [sentence])
                with pytest.raises(Fault, match="does not know this verb"):
                    await ask(data / "gastgeber.sock", "state")


async def _expire(address: str) -> None:
    """As if the house had slept for longer than it may."""
    other = await asyncpg.connect(address)
    await other.execute("UPDATE house_holder SET expires = clock_timestamp() - interval '1 hour'")
    await other.close()


def pages(server: TelegramServer, who: User) -> list[Message]:
    return [message for message in server.said(who) if "Deutsch" in message.labels]
