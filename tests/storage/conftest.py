"""A database on a temporary file with one small table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.sqlite import Sqlite, open_sqlite


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Sqlite]:
    opened = await open_sqlite(tmp_path / "data" / "house.db")
    async with opened.write() as tx:
        await tx.run("CREATE TABLE guest_line (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE) STRICT")
    try:
        yield opened
    finally:
        await opened.close()


async def lines(database: Sqlite) -> list[str]:
    async with database.read() as reader:
        return [row[0] for row in await reader.rows("SELECT words FROM guest_line ORDER BY id")]
