"""Both databases for the same tests: which one a test runs on, and one of its own in every folder it asks for."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from bot.core.ports import Database, Reader
from bot.features import FEATURE_PACKAGES
from bot.storage.keyring import Keyring
from bot.storage.migrate import find_migrations, migrate
from bot.storage.opening import open_database
from bot.storage.postgres import open_postgres
from bot.storage.sealed import SealedDatabase, beneath
from tests.support.postgres import NoServer, Server, server

KINDS = ("sqlite", "postgres")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class _Given:
    """What this process has made of databases; a template is made once for the same migrations."""

    kind = "sqlite"
    names = count(1)
    templates: dict[tuple[str, ...], str] = {}  # noqa: RUF012 - one of each for the whole process
    by_folder: dict[Path, str] = {}  # noqa: RUF012
    done_with: list[str] = []  # noqa: RUF012


@contextmanager
def running_on(kind: str) -> Iterator[None]:
    """For the length of one test. Without a server it is skipped, except where skipping would hide it."""
    if kind == "postgres":
        _server_or_say()
    _Given.kind = kind
    try:
        yield
    finally:
        _Given.kind = "sqlite"
        _Given.done_with += _Given.by_folder.values()
        _Given.by_folder.clear()


async def address(folder: Path, packages: Sequence[str] = ()) -> str:
    """What DATABASE_URL would be for this folder: the same one for the same folder as long as the test runs.

    On PostgreSQL the tables of these packages are there already.
    """
    if _Given.kind == "sqlite":
        return ""
    if folder not in _Given.by_folder:
        template = await _template(tuple(packages)) if packages else "template0"
        _Given.by_folder[folder] = await _make(template)
    return server().url(_Given.by_folder[folder])


def house_address(folder: Path) -> str:
    """The same for a whole house's settings, inside a running loop or not."""
    if _Given.kind == "sqlite":
        return ""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, address(folder, ("bot.storage", *FEATURE_PACKAGES))).result()


async def open_at(folder: Path, packages: Sequence[str] = (), file: str = "house.db") -> Database:
    """The folder's own database with the tables of these packages; without packages an empty one."""
    database = await open_database(await address(folder, packages), folder / file)
    if packages:
        await migrate(database, find_migrations(packages), LONG_AGO)
    return SealedDatabase(database, Keyring(["the key of every house in the tests"]))


def as_written(database: Database) -> str:
    """What a fresh table's rows are ordered by to have them in the order in which they came."""
    return "rowid" if database.dialect == "sqlite" else "ctid"


async def tables(reader: Reader, database: Database) -> list[str]:
    """Every table's name."""
    if database.dialect == "sqlite":
        names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    else:
        names = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    return [str(row[0]) for row in await reader.rows(names)]


@asynccontextmanager
async def read_only(database: Database) -> AsyncIterator[None]:
    """Nothing can be written meanwhile, as when a file system was mounted so after an error."""
    await _set_read_only(database, "on")
    try:
        yield
    finally:
        await _set_read_only(database, "off")


async def _set_read_only(database: Database, state: str) -> None:
    real = beneath(database)
    setting = "PRAGMA query_only" if real.dialect == "sqlite" else "SET default_transaction_read_only"
    async with real._turn:  # type: ignore[attr-defined]  # either one's
        await real._writer.execute(f"{setting} = {state}")  # type: ignore[attr-defined]


@asynccontextmanager
async def full_disk(database: Database) -> AsyncIterator[None]:
    """There is no room for one page more; on PostgreSQL for no row more."""
    async with database.write() as tx:
        if database.dialect == "sqlite":
            pages = await tx.row("PRAGMA page_count")
            await tx.rows(f"PRAGMA max_page_count = {pages[0] if pages else 0}")
        else:
            await tx.run(_FULL)
            for table in set(await tables(tx, database)) - {"house_holder"}:  # what comes with every COMMIT comes last
                await tx.run(
                    f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION full_disk()"
                )
    try:
        yield
    finally:
        async with database.write() as tx:
            if database.dialect == "sqlite":
                await tx.rows("PRAGMA max_page_count = 100000")
            else:
                await tx.run("DROP FUNCTION full_disk CASCADE")


_FULL = """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END$$"""


async def _template(packages: tuple[str, ...]) -> str:
    if packages not in _Given.templates:
        name = await _make("template0")
        database = await open_postgres(server().url(name))
        await migrate(database, find_migrations(packages), LONG_AGO)
        await database.close()
        _Given.templates[packages] = name
    return _Given.templates[packages]


async def _make(template: str) -> str:
    admin = await asyncpg.connect(server().url("postgres"))
    try:
        while _Given.done_with:
            await admin.execute(f"DROP DATABASE {_Given.done_with.pop()} WITH (FORCE)")
        name = f"house_{next(_Given.names)}"
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    finally:
        await admin.close()
    return name


def _server_or_say() -> Server:
    try:
        return server()
    except NoServer as why:
        if os.environ.get("CI"):
            pytest.fail(str(why), pytrace=False)
        pytest.skip(str(why))
