"""Data of every release comes into this one, on both databases. `released/N.sql` is what release N's data was like."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.ports import Database, Row
from bot.features import FEATURE_PACKAGES
from bot.storage.dialect import in_dialect
from bot.storage.migrate import find_migrations, migrate, statements
from bot.storage.sealed import beneath
from tests.storage.test_migrations import NOW
from tests.support.databases import open_at, tables

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
PACKAGES = ("bot.storage", *FEATURE_PACKAGES)
EVERY = find_migrations(PACKAGES)
COLUMNS = {
    "sqlite": 'SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master m'
    " JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2",
    "postgresql": "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text, column_default::text,"
    " collation_name::text FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2",
}
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
    "postgresql": "SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1",
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = beneath(await open_at(tmp_path / "old"))
    yield opened
    await opened.close()


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Database]:
    opened = beneath(await open_at(tmp_path / "new", PACKAGES))
    yield opened
    await opened.close()


async def shape(database: Database) -> tuple[list[Row], list[Row]]:
    async with database.read() as reader:
        return await reader.rows(COLUMNS[database.dialect]), await reader.rows(INDEXES[database.dialect])


async def contents(database: Database) -> dict[str, int]:
    async with database.read() as reader:
        counted = {name: await reader.row(f"SELECT count(*) FROM {name}") for name in await tables(reader, database)}
    return {name: row[0] for name, row in counted.items() if row and name not in ("migration", "house_holder")}


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: f"release-{file.stem}")
async def test_a_released_houses_data_is_all_there_afterwards(
    released: Path, database: Database, fresh: Database
) -> None:
    async with database.write() as tx:
        for statement in statements(released.read_text(encoding="utf-8")):
            await tx.run(in_dialect(statement, database.dialect))
    before = await contents(database)
    applied = await migrate(database, EVERY, NOW)
    after = await contents(database)
    assert {name: after.get(name) for name in before} == before
    assert await migrate(database, EVERY, NOW) == []
    assert {migration.owner for migration in applied} <= set(PACKAGES)
    assert await shape(database) == await shape(fresh)
    async with database.read() as reader:
        assert await reader.rows("SELECT name FROM member") == [("Zoë",)]
        assert await reader.rows("SELECT body FROM outbox WHERE state = 'new'") == [("the words",)]
        assert await reader.rows("SELECT title, seats FROM party WHERE state = 'published'") == [("Gartenfest", 1)]
        assert await reader.rows("SELECT fingerprint FROM recent") == [(-(2**63),)]


def test_there_is_data_of_every_release() -> None:
    assert [file.stem for file in RELEASED] == [str(number) for number in range(1, len(RELEASED) + 1)]
    assert RELEASED


@pytest.mark.parametrize("number", range(max(migration.number for migration in EVERY)))
async def test_whoever_stopped_updating_on_the_way_gets_the_same_tables(
    number: int, database: Database, fresh: Database
) -> None:
    await migrate(database, [migration for migration in EVERY if migration.number <= number], NOW)
    await migrate(database, EVERY, NOW)
    assert await shape(database) == await shape(fresh)
