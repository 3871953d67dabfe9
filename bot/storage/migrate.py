"""Numbered, checksummed, forward-only migrations of the core and of every cog, in one ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable

from bot.core.errors import BadSettings, Fault
from bot.core.ports import Database, Transaction
from bot.core.stamps import to_ms
from bot.storage.dialect import in_dialect

LEDGER = """CREATE TABLE IF NOT EXISTS migration (
  owner TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (owner, number))"""
_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql\Z")


class OtherRelease(BadSettings):
    """The data is of a release that this one does not know."""


@dataclass(frozen=True, slots=True)
class Migration:
    owner: str
    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def find_migrations(packages: Iterable[str]) -> list[Migration]:
    """Those in `<package>/migrations/NNNN_name.sql`, each package's in order of number."""
    found: list[Migration] = []
    for package in packages:
        folder = resources.files(package) / "migrations"
        if folder.is_dir():
            found += sorted(_in(package, folder), key=lambda migration: migration.number)
    return found


def _in(package: str, folder: Traversable) -> Iterable[Migration]:
    for file in folder.iterdir():
        named = _NAME.match(file.name)
        if named:
            yield Migration(package, int(named[1]), named[2], file.read_text(encoding="utf-8"))


async def missing(database: Database, migrations: Iterable[Migration]) -> list[Migration]:
    """What `migrate` would apply; all of it means that there is no data yet.

    Raises OtherRelease when an applied migration has changed or is unknown: the data is then of a newer release.
    """
    migrations = list(migrations)
    with of_its_own():
        async with database.write() as tx:
            await tx.run(in_dialect(LEDGER, database.dialect))
            done = {
                (owner, number): checksum
                for owner, number, checksum in await tx.rows("SELECT owner, number, checksum FROM migration")
            }
    known = {(migration.owner, migration.number): migration for migration in migrations}
    for place, checksum in done.items():
        if place not in known:
            raise OtherRelease(
                f"The data was written by a newer Gastgeber (migration {place[0]} {place[1]:04d}). Update first."
            )
        if known[place].checksum != checksum:
            raise OtherRelease(f"Migration {place[0]} {place[1]:04d} is not the one that was applied to this data.")
    return [migration for migration in migrations if (migration.owner, migration.number) not in done]


async def migrate(database: Database, migrations: Iterable[Migration], now: datetime) -> list[Migration]:
    """Apply what is missing, each in its own transaction; returns those applied. Raises as `missing` does."""
    applied = await missing(database, migrations)
    for migration in applied:
        with of_its_own():
            async with database.write() as tx:
                await apply(tx, migration, database.dialect, now)
    return applied


@contextmanager
def of_its_own() -> Iterator[None]:
    """Raises BadSettings where a statement that works in every house does not work here.

    What a driver says of a statement here names tables and columns; lines after the first may have values in them."""
    try:
        yield
    except Fault:
        raise
    except Exception as error:
        raise BadSettings(
            f"Something in this database is not the house's ({str(error).partition(chr(10))[0]})."
            " Give the house a database of its own, in which no other program keeps tables."
        ) from error


async def apply(tx: Transaction, migration: Migration, dialect: str, now: datetime) -> None:
    """And write it into the ledger, which is there already."""
    for statement in statements(migration.sql):
        await tx.run(in_dialect(statement, dialect))
    await tx.run(
        "INSERT INTO migration (owner, number, name, checksum, at) VALUES (?, ?, ?, ?, ?)",
        migration.owner,
        migration.number,
        migration.name,
        migration.checksum,
        to_ms(now),
    )


def statements(sql: str) -> list[str]:
    bare = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [statement.strip() for statement in bare.split(";") if statement.strip()]
