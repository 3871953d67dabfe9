"""Migrations are applied once, never changed afterwards, and the same for both databases."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import cogs
from bot.core.errors import BadSettings
from bot.core.ports import Database
from bot.features import FEATURE_PACKAGES
from bot.storage.dialect import in_dialect, numbered
from bot.storage.migrate import Migration, find_migrations, migrate, statements
from bot.storage.sealed import beneath
from tests.support.databases import open_at

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
FIRST = Migration("cogs.cake", 1, "cakes", "CREATE TABLE cake (id INTEGER PRIMARY KEY, name TEXT NOT NULL);")
SECOND = Migration("cogs.cake", 2, "slices", "-- who ate; what\nALTER TABLE cake ADD COLUMN slices INTEGER DEFAULT 8;")
COGS = tuple(f"cogs.{module.name}" for module in pkgutil.iter_modules(cogs.__path__))
EVERY = find_migrations(("bot.storage", *COGS))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = beneath(await open_at(tmp_path / "data"))
    yield opened
    await opened.close()


async def test_a_migration_is_applied_once(database: Database) -> None:
    assert await migrate(database, [FIRST], NOW) == [FIRST]
    assert await migrate(database, [FIRST], NOW) == []
    assert await migrate(database, [FIRST, SECOND], NOW) == [SECOND]
    async with database.read() as reader:
        assert await reader.rows("SELECT owner, number, name FROM migration ORDER BY number") == [
            ("cogs.cake", 1, "cakes"),
            ("cogs.cake", 2, "slices"),
        ]
        assert await reader.rows("SELECT slices FROM cake") == []


@pytest.mark.parametrize("theirs", ["migration", "cake"])
async def test_another_programs_tables_in_the_database_ended_in_a_drivers_traceback(
    database: Database, theirs: str
) -> None:
    async with database.write() as tx:
        await tx.run(f"CREATE TABLE {theirs} (layer INTEGER)")
    with pytest.raises(BadSettings, match=r"is not the house's \(.+\)\. Give the house a database of its own"):
        await migrate(database, [FIRST], NOW)
    async with database.read() as reader:
        assert await reader.rows(f"SELECT layer FROM {theirs}") == []


async def test_a_migration_changed_afterwards_is_refused(database: Database) -> None:
    await migrate(database, [FIRST], NOW)
    with pytest.raises(BadSettings, match=r"^Migration cogs\.cake 0001 is not the one that was applied"):
        await migrate(database, [replace(FIRST, sql=FIRST.sql + " ")], NOW)


async def test_data_of_a_newer_house_is_refused(database: Database) -> None:
    await migrate(database, [FIRST, SECOND], NOW)
    with pytest.raises(BadSettings, match=r"newer Gastgeber \(migration cogs\.cake 0002\)\. Update first\.$"):
        await migrate(database, [FIRST], NOW)


async def test_a_migration_that_breaks_halfway_leaves_nothing(database: Database) -> None:
    broken = replace(FIRST, sql=f"{FIRST.sql} INSERT INTO no_such_table VALUES (1);")
    with pytest.raises(Exception, match="no_such_table"):
        await migrate(database, [broken], NOW)
    assert await migrate(database, [FIRST], NOW) == [FIRST]


async def test_the_migrations_of_every_cog_apply_on_a_fresh_database(database: Database) -> None:
    assert await migrate(database, EVERY, NOW) == EVERY
    assert await migrate(database, EVERY, NOW) == []


@pytest.mark.sqlite
async def test_every_table_on_sqlite_is_strict_and_whole(database: Database) -> None:
    await migrate(database, EVERY, NOW)
    async with database.read() as reader:
        assert await reader.rows("PRAGMA integrity_check") == [("ok",)]
        assert await reader.rows("PRAGMA foreign_key_check") == []
        loose = await reader.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
            " AND name NOT LIKE 'sqlite_%'"
        )
        assert loose == []


@pytest.mark.postgres
async def test_texts_on_postgresql_compare_byte_by_byte(database: Database) -> None:
    """Ranges over a prefix of a key and orders of names are the same on both, whatever the server's language."""
    await migrate(database, EVERY, NOW)
    async with database.read() as reader:
        elsewise = await reader.rows(
            "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'text'"
            " AND table_schema = current_schema() AND table_name <> 'house_holder'"
            " AND coalesce(collation_name, '') <> 'C'"
        )
    assert elsewise == []


def test_every_cog_with_migrations_belongs_to_the_house() -> None:
    with_migrations = {migration.owner for migration in EVERY} - {"bot.storage"}
    assert with_migrations <= set(FEATURE_PACKAGES)


def test_migrations_are_numbered_without_gaps_and_none_is_left_out_by_its_name() -> None:
    numbers: dict[str, list[int]] = {}
    for migration in EVERY:
        numbers.setdefault(migration.owner, []).append(migration.number)
    assert {owner: list(range(1, len(found) + 1)) for owner, found in numbers.items()} == numbers
    root = Path(__file__).resolve().parent.parent.parent
    files = [*root.glob("bot/storage/migrations/*.sql"), *root.glob("cogs/*/migrations/*.sql")]
    assert len(files) == len(EVERY)


def test_a_cogs_tables_do_not_collide_with_anothers() -> None:
    made = [
        name
        for migration in EVERY
        for name in re.findall(r"(?i)CREATE (?:TABLE|INDEX|UNIQUE INDEX) (\w+)", migration.sql)
    ]
    assert len(made) == len(set(made))


@pytest.mark.parametrize("migration", EVERY, ids=lambda migration: f"{migration.owner}-{migration.number}")
def test_a_statement_is_whole(migration: Migration) -> None:
    """A semicolon inside a comment or a word would cut it in two."""
    for statement in statements(migration.sql):
        assert re.match(r"(?i)(CREATE|INSERT|ALTER|UPDATE|DELETE|DROP) ", statement), statement
        assert statement.count("(") == statement.count(")")
        assert statement.count("'") % 2 == 0


@pytest.mark.parametrize("migration", EVERY, ids=lambda migration: f"{migration.owner}-{migration.number}")
def test_the_same_tables_can_be_made_on_postgresql(migration: Migration) -> None:
    for statement in statements(migration.sql):
        made = in_dialect(statement, "postgresql")
        assert not re.search(
            r"(?i)\b(STRICT|WITHOUT ROWID|AUTOINCREMENT|INTEGER|BLOB|PRAGMA|IFNULL|DATETIME)\b", made
        ), made
        assert not re.search(r"(?i)INSERT OR|REPLACE INTO|\bGLOB\b|COLLATE NOCASE", made), made


def test_what_differs_between_the_databases() -> None:
    table = "CREATE TABLE cake (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, picture BLOB)"
    assert in_dialect(table, "sqlite") == f"{table} STRICT"
    assert in_dialect(f"{table} WITHOUT ROWID", "sqlite") == f"{table} WITHOUT ROWID, STRICT"
    assert in_dialect(f"{table} WITHOUT ROWID", "postgresql") == (
        "CREATE TABLE cake (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, size BIGINT NOT NULL, picture BYTEA)"
    )
    more = "ALTER TABLE cake ADD COLUMN name TEXT NOT NULL DEFAULT ''"
    assert in_dialect(more, "sqlite") == more
    assert in_dialect(more, "postgresql") == "ALTER TABLE cake ADD COLUMN name TEXT COLLATE \"C\" NOT NULL DEFAULT ''"
    index = "CREATE INDEX cake_size ON cake (size) WHERE size > 3"
    assert in_dialect(index, "sqlite") == in_dialect(index, "postgresql") == index


@pytest.mark.parametrize(
    ("sql", "theirs"),
    [
        ("SELECT 1", "SELECT 1"),
        ("SELECT a FROM b WHERE c = ? AND d IN (?, ?)", "SELECT a FROM b WHERE c = $1 AND d IN ($2, $3)"),
        ("SELECT '?', ? FROM b", "SELECT '?', $1 FROM b"),
        ("SELECT 'it''s a ?', ?", "SELECT 'it''s a ?', $1"),
        ('SELECT "odd?" FROM b WHERE c = ?', 'SELECT "odd?" FROM b WHERE c = $1'),
    ],
)
def test_placeholders_are_numbered_except_inside_quotes(sql: str, theirs: str) -> None:
    assert numbered(sql) == theirs


async def test_a_link_issued_before_is_still_led_back_to_its_group_and_is_no_key_any_more(database: Database) -> None:
    core = [migration for migration in EVERY if migration.owner == "bot.storage"]
    await migrate(database, [migration for migration in core if migration.number < 8], NOW)
    link = "https://t.me/+secret"
    async with database.write() as tx:
        await tx.run(
            "INSERT INTO bookmark (name, platform, url, made_at) VALUES ('a', 'telegram', ?, 1), ('b', 'discord', 'c', 1)",
            link,
        )
        await tx.run(
            "INSERT INTO adapter_state (platform, key, value) VALUES ('telegram', ?, '-100'), ('telegram', 'chats', '-100')",
            f"link:{link}",
        )
    await migrate(database, core, NOW)
    async with database.read() as reader:
        assert await reader.rows("SELECT name, place, url FROM bookmark ORDER BY name") == [
            ("a", "-100", link),
            ("b", "", "c"),
        ]
        assert await reader.rows("SELECT key, value FROM adapter_state") == [("chats", "-100")]
