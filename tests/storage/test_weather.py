"""A full disk, a locked or damaged file: one sentence for the operator, nothing lost, and it goes on afterwards."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.core.errors import Fault
from bot.storage.sqlite import Sqlite, StorageFull
from tests.storage.conftest import lines

pytestmark = pytest.mark.sqlite

ADD = "INSERT INTO guest_line (words) VALUES (?)"
LONG = "x" * 20_000


async def fill_up(database: Sqlite) -> None:
    """No page more than there are now."""
    async with database.write() as tx:
        row = await tx.row("PRAGMA page_count")
        assert row
        await tx.rows(f"PRAGMA max_page_count = {row[0]}")


async def make_room(database: Sqlite) -> None:
    async with database.write() as tx:
        await tx.rows("PRAGMA max_page_count = 100000")


async def test_a_full_disk_is_said_in_one_sentence_and_nothing_half_done_is_kept(database: Sqlite) -> None:
    await fill_up(database)
    with pytest.raises(StorageFull, match=r"^The disk is full: nothing was lost"):
        async with database.write() as tx:
            await tx.run(ADD, "small")
            await tx.run(ADD, LONG)
    assert await lines(database) == []


async def test_a_full_disk_inside_a_turn_ends_the_whole_transaction(database: Sqlite) -> None:
    """It is no turn's own fault: were only the turn undone, its event would count as failed."""
    await fill_up(database)
    with pytest.raises(StorageFull):
        async with database.write() as tx:
            async with tx.savepoint():
                await tx.run(ADD, "small")
            async with tx.savepoint():
                tx.later(ADD, "put off")
                await tx.run(ADD, LONG)
    assert await lines(database) == []


async def test_after_room_was_made_the_same_is_kept(database: Sqlite) -> None:
    await fill_up(database)
    with pytest.raises(StorageFull):
        async with database.write() as tx:
            tx.later(ADD, LONG)
    await make_room(database)
    async with database.write() as tx:
        tx.later(ADD, LONG)
    assert await lines(database) == [LONG]


async def test_a_database_locked_by_another_program_is_said_and_tried_again(database: Sqlite, tmp_path: Path) -> None:
    await database._writer.execute("PRAGMA busy_timeout=20")
    other = sqlite3.connect(tmp_path / "data" / "house.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Fault, match=r"^The database is locked by another program"):
        async with database.write() as tx:
            await tx.run(ADD, "locked out")
    assert await lines(database) == []
    other.execute("ROLLBACK")
    other.close()
    async with database.write() as tx:
        await tx.run(ADD, "let in")
    assert await lines(database) == ["let in"]


async def test_a_file_gone_read_only_is_said(database: Sqlite) -> None:
    await database._writer.execute("PRAGMA query_only=ON")
    with pytest.raises(StorageFull, match="read-only"):
        async with database.write() as tx:
            await tx.run(ADD, "x")
    await database._writer.execute("PRAGMA query_only=OFF")


async def test_a_statement_that_speaks_of_full_or_locked_things_is_no_weather(database: Sqlite) -> None:
    for table in ("full_house", "locked_rooms", "busy_hosts"):
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            async with database.write() as tx:
                await tx.rows(f"SELECT * FROM {table}")
