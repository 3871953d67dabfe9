"""Whether a backup is whole, and of which release it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.errors import Fault, StorageFault
from bot.storage.migrate import Migration
from bot.storage.snapshot import count_rows, opened
from bot.storage.weather import DamagedFault


class BadBackup(Fault):
    """A file that cannot be put in the house's place, in one sentence."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`missing` are the migrations that this release would apply; none means that it is of the same schema."""

    file: Path
    rows: Mapping[str, int]
    missing: tuple[Migration, ...]

    def as_data(self) -> dict[str, Any]:
        return {
            "file": str(self.file),
            "bytes": self.file.stat().st_size,
            "rows": dict(self.rows),
            "schema": "current" if not self.missing else "older",
        }

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def check(file: Path, migrations: Iterable[Migration], rows: Mapping[str, int] | None = None) -> Checked:
    """Pages, references, schema, and the number of rows where it is known. Raises BadBackup; reads every page."""
    if file.is_dir():
        raise BadBackup(f"{file.absolute()} is a folder. Name one of the backups in it.")
    if not file.is_file():
        raise BadBackup(f"There is no backup {file}.")
    try:
        with opened(file) as connection:
            return _check(connection, file, list(migrations), rows)
    except DamagedFault as error:
        raise BadBackup(f"The file {file} is damaged, or no backup at all.") from error
    except StorageFault as error:
        raise BadBackup(f"The backup {file} cannot be read ({error}).") from error
    except sqlite3.Error as error:
        raise BadBackup(f"The file {file} is no backup of a Gastgeber ({error}).") from error


def _check(
    connection: sqlite3.Connection, file: Path, migrations: list[Migration], rows: Mapping[str, int] | None
) -> Checked:
    if [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] != ["ok"]:
        raise BadBackup(f"The backup {file} is damaged.")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BadBackup(f"The backup {file} is not whole: some of its rows point at rows that are not there.")
    counted = count_rows(connection)
    if "migration" not in counted:
        raise BadBackup(f"The file {file} is no backup of a Gastgeber.")
    if rows is not None and counted != dict(rows):
        raise BadBackup(f"The backup {file} is not whole: it has fewer rows than the house.")
    done = {(row[0], row[1]): row[2] for row in connection.execute("SELECT owner, number, checksum FROM migration")}
    known = {(one.owner, one.number): one for one in migrations}
    if not done.keys() <= known.keys():
        raise BadBackup(f"The backup {file} was made by a newer Gastgeber. Update first.")
    if any(known[place].checksum != checksum for place, checksum in done.items()):
        raise BadBackup(f"The backup {file} was made by another Gastgeber: its tables are not these.")
    return Checked(file, counted, tuple(one for one in migrations if (one.owner, one.number) not in done))
