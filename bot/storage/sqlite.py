"""SQLite through aiosqlite: one writing connection behind one lock, a few reading ones.

Debian's SQLite 3.40 has a WAL bug that needs two connections which write or checkpoint, so exactly one does.
"""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeVar

import aiosqlite

from bot.core.errors import BadSettings, StorageFault
from bot.core.ports import Row

T = TypeVar("T")
READERS = 2
OLDEST = (3, 37, 0)  # STRICT tables
_COMMON = ("PRAGMA busy_timeout=5000", "PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF", "PRAGMA mmap_size=0")
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",
)
_READER = ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")


class StorageFull(StorageFault):
    """The disk is full or the database cannot be written; nothing of the transaction was kept."""


class SqliteReader:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: object) -> list[Row]:
        with _said():
            return [tuple(row) for row in await self._connection.execute_fetchall(sql, values)]

    async def row(self, sql: str, *values: object) -> Row | None:
        found = await self.rows(sql, *values)
        return found[0] if found else None


class SqliteTransaction(SqliteReader):
    """A writing transaction. A savepoint costs nothing until something is written inside it."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self._later: dict[str, list[Sequence[object]]] = {}
        self._outer: dict[str, list[Sequence[object]]] | None = None
        self._marked = False
        self.touched: set[str] = set()
        self.topics: set[str] = set()

    async def rows(self, sql: str, *values: object) -> list[Row]:
        await self._ready(writes=not sql.startswith("SELECT"))
        return await super().rows(sql, *values)

    async def run(self, sql: str, *values: object) -> int:
        await self._ready(writes=True)
        with _said():
            return (await self._connection.execute(sql, values)).rowcount

    async def many(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        if not values:
            return
        await self._ready(writes=True)
        with _said():
            await self._connection.executemany(sql, values)

    def later(self, sql: str, *values: object) -> None:
        self._later.setdefault(sql, []).append(values)

    def touch(self, topic: str) -> None:
        self.touched.add(topic)
        self.topics.add(topic)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        if self._outer is not None:
            raise RuntimeError("a turn is one savepoint; they do not nest")
        self._outer, self._later = self._later, {}
        try:
            yield
        except BaseException:
            self._later, self._outer = self._outer, None
            if self._marked:
                await _to_the_end(self._undo())
            raise
        mine, self._later, self._outer = self._later, self._outer, None
        for sql, values in mine.items():
            self._later.setdefault(sql, []).extend(values)
        if self._marked:
            self._marked = False
            with _said():
                await self._connection.execute("RELEASE turn")

    async def flush(self) -> None:
        """Write what was put off. Other turns' rows go first and outside this turn's savepoint."""
        if self._outer:
            await self._write(self._outer)
            self._outer.clear()
        if self._later:
            await self._mark()
            await self._write(self._later)
            self._later.clear()

    async def _ready(self, *, writes: bool) -> None:
        if self._outer and not self._marked:
            await self._write(self._outer)
            self._outer.clear()
        if writes:
            await self._mark()
        if self._later:
            await self.flush()

    async def _mark(self) -> None:
        if self._outer is None or self._marked:
            return
        if self._outer:
            await self._write(self._outer)
            self._outer.clear()
        self._marked = True  # before it is: a cancelled call still begins one
        with _said():
            await self._connection.execute("SAVEPOINT turn")

    async def _write(self, waiting: dict[str, list[Sequence[object]]]) -> None:
        with _said():
            for sql, values in waiting.items():
                await self._connection.executemany(sql, values)

    async def _undo(self) -> None:
        self._marked = False
        if not self._connection.in_transaction:
            return  # a full disk may end the whole transaction by itself
        with _said():
            await self._connection.execute("ROLLBACK TO turn")
            await self._connection.execute("RELEASE turn")


class Sqlite:
    """The Database port. `write()` is one transaction at a time; a commit under way is never cut off."""

    dialect = "sqlite"

    def __init__(self, writer: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection], lock: IO[str]) -> None:
        self._writer = writer
        self._free: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._readers = readers
        self._lock_file = lock
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqliteTransaction]:
        async with self._turn:
            transaction = SqliteTransaction(self._writer)
            try:
                with _said():
                    await _to_the_end(self._begin())
                yield transaction
                await transaction.flush()
                with _said():
                    await _to_the_end(self._commit())
            except BaseException:
                await _to_the_end(self._roll_back())
                raise

    async def _begin(self) -> None:
        await self._writer.execute("BEGIN IMMEDIATE")

    async def _commit(self) -> None:
        await self._writer.execute("COMMIT")

    async def _roll_back(self) -> None:
        # In the connection's own thread, so after whatever a cancelled caller left running there.
        if self._writer.in_transaction:
            with suppress(sqlite3.OperationalError):  # a full disk may have ended it meanwhile
                await self._writer.execute("ROLLBACK")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteReader]:
        reader = await self._free.get()
        try:
            yield SqliteReader(reader)
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        for connection in (*self._readers, self._writer):
            await connection.close()
        self._lock_file.close()


async def open_sqlite(path: Path) -> Sqlite:
    """Raises BadSettings with a sentence for the operator: too old, held by another house, unreadable."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise BadSettings(f"This Python brings SQLite {sqlite3.sqlite_version}; Gastgeber needs 3.37 or newer.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = _lock(path)
    except OSError as error:
        raise BadSettings(f"The data directory {path.parent} cannot be written ({error.strerror}).") from error
    opened: list[aiosqlite.Connection] = []
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        for pragmas in (_WRITER, *[_READER] * READERS):
            opened.append(await aiosqlite.connect(path, isolation_level=None, cached_statements=256))
            for pragma in (*_COMMON, *pragmas):
                await opened[-1].execute(pragma)
    except (OSError, sqlite3.Error) as error:
        for connection in opened:  # their threads would keep the process from ending
            await connection.close()
        lock.close()
        raise BadSettings(f"The database {path} cannot be opened ({error}).") from error
    return Sqlite(opened[0], opened[1:], lock)


def _lock(path: Path) -> IO[str]:
    name = path.with_suffix(".lock")
    handle = name.open("a")
    try:
        name.chmod(0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise BadSettings(f"Another house is already running on {path.parent}. Stop it first.") from None
    return handle


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """A cancellation takes effect afterwards: no transaction is left open, and no commit in doubt."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()):
            raise asyncio.CancelledError from error
        raise


@contextmanager
def _said() -> Iterator[None]:
    """What is wrong with the machine becomes a Fault; what is wrong with a statement stays what it is."""
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
            return StorageFault("The database file is damaged. Stop the house and put a backup in its place.")
    return None
