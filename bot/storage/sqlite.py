"""SQLite through aiosqlite: one writing connection behind one lock, a few reading ones.

Debian's SQLite 3.40 has a WAL bug that needs two connections which write or checkpoint, so exactly one does.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from bot.core.errors import BadSettings, StorageFault
from bot.storage.line import BEGIN, Line
from bot.storage.transaction import StoredReader, StoredTransaction, to_the_end
from bot.storage.weather import StorageFull

__all__ = ["Sqlite", "StorageFull", "open_sqlite", "take_lock"]
READERS = 2
WATCH = 5.0  # seconds between looks whether the lock is still ours
OLDEST = (3, 37, 0)  # STRICT tables
_COMMON = ("PRAGMA busy_timeout=5000", "PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF", "PRAGMA mmap_size=0")
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",
)
_ANOTHER = "Another house has taken this data directory over. Stop one of them and start the other again."
_READER = ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")


class Sqlite:
    """The Database port. `write()` is one transaction at a time; a commit under way is never cut off."""

    dialect = "sqlite"

    def __init__(self, writer: Line, readers: Sequence[Line], lock: IO[str]) -> None:
        self._writer = writer
        self._free: asyncio.Queue[Line] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._readers = readers
        self._lock_file = lock
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[StoredTransaction]:
        async with self._turn:
            transaction = StoredTransaction(self._writer)
            self._writer.ahead(BEGIN)
            try:
                yield transaction
                transaction.flush()
                await to_the_end(self._commit())
            except BaseException:
                await to_the_end(self._roll_back())
                raise

    async def _commit(self) -> None:
        await self._writer.commit_all()

    async def _roll_back(self) -> None:
        # In the connection's own thread, so after whatever a cancelled caller left running there.
        with suppress(sqlite3.OperationalError, StorageFault):  # a full disk may have ended it meanwhile
            await self._writer.undo_all()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[StoredReader]:
        reader = await self._free.get()
        try:
            yield StoredReader(reader)
        finally:
            self._free.put_nowait(reader)

    async def empty_log(self) -> bool:
        """Take everything into the one file, and leave nothing in the log of pages. False while a reader needs it."""
        async with self._turn:
            rows = await self._writer.rows("PRAGMA wal_checkpoint(TRUNCATE)", ())
        return bool(rows[0][0] == 0)

    async def lost(self) -> str:
        """A lock is nobody's to take while its file is there; who removes the file lets another house in."""
        while kept := kept_lock(self._lock_file):
            self._lock_file = kept
            await asyncio.sleep(WATCH)
        return _ANOTHER

    async def close(self) -> None:
        for connection in (*self._readers, self._writer):
            await connection.close()
        self._lock_file.close()


async def open_sqlite(path: Path) -> Sqlite:
    """Raises BadSettings with a sentence for the operator: too old, held by another house, unreadable."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise BadSettings(f"This Python brings SQLite {sqlite3.sqlite_version}; Gastgeber needs 3.37 or newer.")
    lock = move_in(path)
    opened: list[Line] = []
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        for pragmas in (_WRITER, *[_READER] * READERS):
            line = Line(path)
            await line
            opened.append(line)
            for pragma in (*_COMMON, *pragmas):
                await opened[-1].execute(pragma)
    except BaseException as error:
        for connection in opened:  # their threads would keep the process from ending
            await connection.close()
        lock.close()
        if isinstance(error, OSError | sqlite3.Error):
            raise BadSettings(f"The database {path} cannot be opened ({error}).") from error
        raise
    return Sqlite(opened[0], opened[1:], lock)


def move_in(path: Path) -> IO[str]:
    """The data directory is there and this house's alone until the lock is closed. Raises BadSettings."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return take_lock(path)
    except OSError as error:
        raise BadSettings(f"The data directory {path.parent} cannot be written ({error.strerror}).") from error


def take_lock(path: Path) -> IO[str]:
    """Until it is closed nobody else opens the house. Raises BadSettings while somebody has it open."""
    name = path.with_suffix(".lock")
    handle = name.open("a")
    try:
        name.chmod(0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise BadSettings(f"Another house is already running on {path.parent}. Stop it first.") from None
    return handle


def kept_lock(lock: IO[str]) -> IO[str] | None:
    """The same lock, or a new one where its file was removed; None once another house has been here."""
    name = Path(lock.name)
    try:
        return lock if os.path.samestat(os.fstat(lock.fileno()), name.stat()) else None
    except FileNotFoundError:
        pass
    except OSError:  # nobody can tell now
        return lock
    try:
        again = take_lock(name)
    except BadSettings:
        return None
    except OSError:  # the directory is gone or full: still nobody else's
        return lock
    lock.close()
    return again
