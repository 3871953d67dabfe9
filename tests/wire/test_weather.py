"""A slow, locked or full database, floods and broken updates: nothing is lost, and nobody else waits."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager

import pytest

from bot.core.ports import Transaction
from bot.health import state_of
from bot.storage.sqlite import StorageFull
from tests.support.databases import read_only
from tests.support.discord_server import Interaction
from tests.support.telegram_server import ALL_RIGHTS, Message, User
from tests.support.wired import Town

pytestmark = pytest.mark.wire
SLOW = 4.0  # seconds; Discord takes an interaction away after three
Write = Callable[[], AbstractAsyncContextManager[Transaction]]


async def test_discord_is_acknowledged_in_three_seconds_while_the_database_takes_four(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R16."""
    panel = (await (await town.discord.use_command(town.general, town.ann, "help")).answered()).responses[-1]
    answered = asyncio.Event()
    write: Write = town.house.database.write

    @asynccontextmanager
    async def slowly() -> AsyncIterator[Transaction]:
        await answered.wait()
        async with write() as tx:
            yield tx

    monkeypatch.setattr(town.house.database, "write", slowly)
    asyncio.get_running_loop().call_later(SLOW, answered.set)
    asked = await town.discord.use_command(town.general, town.ann, "help")
    pressed = await town.discord.press(panel, town.ann, "help/speak/de")
    form = await town.discord.use_command(town.general, town.ann, "ask")
    for interaction in (asked, pressed, form):
        await interaction.acknowledged()
        assert interaction.acked_after is not None
        assert interaction.acked_after < 2.5
    assert not answered.is_set()
    assert form.modal is not None  # forms are served from memory and need no database at all
    await asked.answered()
    assert asked.ephemeral
    assert "/help" in asked.text or "/hilfe" in asked.text
    await town.discord.wait_for(lambda: "/hilfe" in panel.content)


async def test_while_the_database_is_locked_nothing_is_confirmed_and_later_all_is_answered_once(town: Town) -> None:
    async with town.house.database.write() as tx:
        await tx.rows("PRAGMA busy_timeout=50")
    with locked(town):
        asked = await said_while_shut(town)
    await answered_once(town, asked)


async def test_while_the_disk_is_full_nothing_is_confirmed_and_later_all_is_answered_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        @asynccontextmanager
        async def full() -> AsyncIterator[Transaction]:
            raise StorageFull("The disk is full: nothing was lost.")
            yield

        patch.setattr(town.house.database, "write", full)
        asked = await said_while_shut(town)
    await answered_once(town, asked)


async def test_while_the_data_can_only_be_read_nothing_is_confirmed_and_later_all_is_answered_once(town: Town) -> None:
    """As when the system mounts a disk read-only after an error."""
    async with read_only(town.house.database):
        asked = await said_while_shut(town)
    await answered_once(town, asked)


async def test_an_update_nobody_can_read_is_stepped_over(town: Town) -> None:
    bad = town.telegram.emit_raw({"message": {"message_id": 1, "text": "secret"}})
    town.telegram.emit_raw({"callback_query": {"id": 7}})
    town.telegram.emit_raw({"something_new": {"a": 1}})
    await town.telegram.write(town.otto, town.otto, "/help")
    await town.telegram.wait_for(lambda: pages(town, town.otto))
    await town.telegram.drained()
    async with town.house.database.read() as reader:
        row = await reader.row("SELECT value FROM adapter_state WHERE platform = 'telegram' AND key = 'set_aside'")
    assert row is not None
    assert str(bad["update_id"]) in row[0]
    assert "secret" not in row[0]


async def test_a_flood_in_one_group_delays_no_other(town: Town) -> None:
    other = town.telegram.add_group("Other group", owner=town.otto, members=(town.tina,))
    await town.telegram.add_bot(other, by=town.otto, rights=ALL_RIGHTS)
    async with asyncio.timeout(10):
        while not (community := await town.community("telegram", other.id)):
            await town.telegram.drained()
    await town.open_community(community)
    town.telegram.flood(chat=town.group, retry_after=3, times=1)
    await town.telegram.write(town.group, town.tina, "@gastgeber_bot what can you do?")
    await town.telegram.wait_for(lambda: any(call.code == 429 for call in town.telegram.journal))
    await town.telegram.write(other, town.tina, "@gastgeber_bot what can you do?")
    await town.telegram.wait_for(lambda: town.telegram.said(other), 2)
    assert not town.telegram.said(town.group)
    await town.telegram.wait_for(lambda: town.telegram.said(town.group), 8)
    assert len(town.telegram.said(town.group)) == len(town.telegram.said(other)) == 1


@contextmanager
def locked(town: Town) -> Iterator[None]:
    with closing(sqlite3.connect(town.settings.sqlite_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def said_while_shut(town: Town) -> Interaction:
    """Somebody asks on each platform, and Telegram is not told that the house has it."""
    asked = await town.discord.use_command(town.general, town.ann, "help")
    await town.telegram.write(town.otto, town.otto, "/help")
    await town.telegram.wait_for(lambda: "telegram" in state_of(town.house)["trouble"])
    await asked.acknowledged()
    assert asked.waiting
    assert town.telegram.feed.queue
    assert not pages(town, town.otto)
    return asked


async def answered_once(town: Town, asked: Interaction) -> None:
    await town.telegram.drained(10)
    await town.telegram.wait_for(lambda: pages(town, town.otto), 10)
    await asked.answered(10)
    assert asked.ephemeral
    assert len(pages(town, town.otto)) == 1
    assert len(asked.responses) == 1
    assert "telegram" not in state_of(town.house)["trouble"]


def pages(town: Town, who: User) -> list[Message]:
    return [message for message in town.telegram.said(who) if "Deutsch" in message.labels]
