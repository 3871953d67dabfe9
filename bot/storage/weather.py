"""What SQLite says went wrong: the machine's faults become a Fault, a statement's stay what they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.errors import StorageFault


class StorageFull(StorageFault):
    """The disk is full or the database cannot be written; nothing of the transaction was kept."""


class DamagedFault(StorageFault):
    """The file is no database, or no longer one."""


@contextmanager
def said() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        said = _weather(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if said is None:
            raise
        raise said from error


def _weather(code: int) -> StorageFault | None:
    match code:
        case sqlite3.SQLITE_FULL:
            return StorageFull("The disk is full: nothing was lost, and nothing new can be kept until there is room.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StorageFault("The database is locked by another program; this is tried again.")
        case sqlite3.SQLITE_READONLY:
            return StorageFull("The database file cannot be written (read-only).")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return StorageFault("The disk under the database cannot be read or written; this is tried again.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DamagedFault("The database file is damaged. Stop the house and put a backup in its place.")
    return None
