"""A database as one SQLite file, as it was at one moment, whichever database the house lives in; and back into either."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path

from bot.core.errors import StorageFault
from bot.core.ports import Database, Reader, Row, Transaction
from bot.core.stamps import from_ms
from bot.storage.dialect import in_dialect
from bot.storage.migrate import LEDGER, Migration, apply, migrate
from bot.storage.sealed import beneath
from bot.storage.sqlite import open_sqlite
from bot.storage.tables import Table, tables_of
from bot.storage.weather import said

CHUNK = 2000  # rows at a time
_TABLES = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'house_holder'"


async def snapshot(database: Database, source: Path, migrations: Sequence[Migration], target: Path) -> dict[str, int]:
    """Write everything into `target`, a new file; returns how many rows each table has, counted at the source.

    `source` is the database's own file where it is one. Writers do not wait for it. Raises StorageFault.
    """
    if database.dialect == "sqlite":
        return await asyncio.to_thread(copy_file, source, target)
    return await _copy_rows(beneath(database), migrations, target)


def copy_file(source: Path, target: Path) -> dict[str, int]:
    """Through a connection that can neither write nor checkpoint: exactly one may, see bot/storage/sqlite.py."""
    with said(), closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading:
        reading.execute("PRAGMA busy_timeout=5000")
        reading.execute("PRAGMA wal_autocheckpoint=0")
        reading.isolation_level = None
        reading.execute("BEGIN")  # the counts and the copy are of one moment
        counts = count_rows(reading)
        with closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")
        reading.execute("COMMIT")
    return counts


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        for table in tables_of(connection)
    }


async def _copy_rows(database: Database, migrations: Sequence[Migration], target: Path) -> dict[str, int]:
    """The same tables by the same migrations, as far as the source has come, filled row by row."""
    async with _one_moment(database) as reader:
        done = {(row[0], row[1]) for row in await reader.rows("SELECT owner, number FROM migration")}
        await _make_tables(target, [one for one in migrations if (one.owner, one.number) in done])
        with said(), closing(_writing(target)) as writing:
            counts = await _fill(reader, writing)
    return counts


def _writing(target: Path) -> sqlite3.Connection:
    """Used by one thread after another."""
    return sqlite3.connect(target, isolation_level=None, check_same_thread=False)


async def _fill(reader: Reader, writing: sqlite3.Connection) -> dict[str, int]:
    writing.execute("PRAGMA journal_mode=DELETE")
    tables = tables_of(writing)
    writing.execute("BEGIN")
    for table in tables:
        writing.execute(f"DELETE FROM {table.name}")  # what a migration put there by itself
    counts: dict[str, int] = {}
    for table in tables:
        row = await reader.row(f"SELECT count(*) FROM {table.name}")
        counts[table.name] = row[0] if row else 0
        async for rows in _chunks(reader, table):
            await asyncio.to_thread(_insert, writing, table, rows)
    writing.execute("COMMIT")
    return counts


def _insert(writing: sqlite3.Connection, table: Table, rows: list[Row]) -> None:
    """The cursor is closed here: left to whichever thread lets go of it last, it resets a statement that is in use."""
    writing.executemany(table.insert, rows).close()


async def _chunks(reader: Reader, table: Table) -> AsyncIterator[list[Row]]:
    """Through a cursor, so that no table has to fit into memory."""
    await reader.rows(f"DECLARE copy_{table.name} NO SCROLL CURSOR FOR SELECT {table.listed} FROM {table.name}")
    while rows := await reader.rows(f"FETCH {CHUNK} FROM copy_{table.name}"):
        yield rows


@asynccontextmanager
async def _one_moment(database: Database) -> AsyncIterator[Reader]:
    async with database.read() as reader:
        await reader.rows("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield reader
        finally:
            with suppress(StorageFault):
                await asyncio.shield(reader.rows("ROLLBACK"))


async def _make_tables(target: Path, migrations: Sequence[Migration]) -> None:
    empty = await open_sqlite(target)
    try:
        await migrate(empty, migrations, from_ms(0))
    finally:
        await empty.close()
        target.with_suffix(".lock").unlink(missing_ok=True)


async def put_back(source: Path, database: Database) -> None:
    """Everything in the database is replaced, in one transaction, by what is in `source`; the schema is the same."""
    with said(), closing(sqlite3.connect(source)) as reading:
        async with beneath(database).write() as tx:
            await _replace(tx, reading)


async def put_instead(source: Path, database: Database, migrations: Sequence[Migration]) -> None:
    """The same where the schema is another release's: its tables go, and these ones come, all in one transaction."""
    with said(), closing(sqlite3.connect(source)) as reading:
        async with beneath(database).write() as tx:
            for (name,) in await tx.rows(_TABLES):
                await tx.run(f'DROP TABLE "{name}" CASCADE')
            await tx.run(in_dialect(LEDGER, database.dialect))
            for migration in migrations:
                await apply(tx, migration, database.dialect, from_ms(0))
            await _replace(tx, reading)


async def _replace(tx: Transaction, reading: sqlite3.Connection) -> None:
    tables = tables_of(reading)
    await tx.run(f"TRUNCATE {', '.join(table.name for table in tables)}")
    for table in tables:
        for rows in _read(reading, table):
            await tx.many(table.insert, rows)
        if table.numbered:
            await tx.rows(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"
                f" (SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
            )


def _read(reading: sqlite3.Connection, table: Table) -> Iterator[list[Row]]:
    found = reading.execute(f"SELECT {table.listed} FROM {table.name}")
    while rows := found.fetchmany(CHUNK):
        yield rows


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A file that no house has open. What is wrong with it or the disk is a StorageFault."""
    with said(), closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        yield connection
