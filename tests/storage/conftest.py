"""A database of the kind the test runs on, with one small table."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from bot.core.ports import Database
from bot.storage.dialect import in_dialect
from bot.storage.sealed import beneath
from tests.support.databases import open_at

BREAKS_A_RULE = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
MEANS_NOTHING = (sqlite3.OperationalError, asyncpg.SyntaxOrAccessError)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = beneath(await open_at(tmp_path / "data"))
    table = "CREATE TABLE guest_line (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE)"
    async with opened.write() as tx:
        await tx.run(in_dialect(table, opened.dialect))
    try:
        yield opened
    finally:
        await opened.close()


async def lines(database: Database) -> list[str]:
    async with database.read() as reader:
        return [row[0] for row in await reader.rows("SELECT words FROM guest_line ORDER BY id")]
