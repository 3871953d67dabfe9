"""PostgreSQL through asyncpg: one writing connection behind one lock, a few reading ones.

A server that restarts takes all connections along; they are made anew when next needed, and what was under way is told
as a StorageFault.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import IO
from urllib.parse import parse_qs, urlsplit

import asyncpg

from bot.core.errors import BadSettings, StorageFault, TakenOver
from bot.storage.postgres_holder import GIVEN_UP, TTL, HeldByAnotherError, renewed, take_hold
from bot.storage.postgres_line import BEGIN, PostgresLine
from bot.storage.postgres_weather import AWAY, DRIVER, OLDEST, not_opened
from bot.storage.transaction import StoredReader, StoredTransaction, to_the_end

READERS = 2
PATIENCE = 5.0  # seconds a statement waits for a server that is away, as SQLite waits for a lock
AFTERLIFE = 2.0  # seconds until the server has noticed that a house was killed
FAREWELL = 10.0  # seconds a house that lost its database has to end before anybody hears of it from elsewhere
SILENCE = 60.0  # seconds without an answer after which a connection is given up
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 0.5
_SESSION = {"application_name": "gastgeber", "timezone": "UTC", "tcp_keepalives_idle": "30"}
_ANOTHER = "Another house has taken this database over. Stop one of them and start the other again."


class Postgres:
    """The Database port. `write()` is one transaction at a time; a commit under way is never cut off."""

    dialect = "postgresql"

    def __init__(self, url: str, lock: IO[str] | None = None) -> None:
        self._url = url
        self._lock_file = lock
        self._mine: set[str] = set()  # names of the connections that held the database for this house
        self._writes = 0
        self._lost = asyncio.Event()
        self._away_since: float | None = None
        self._writer: asyncpg.Connection | None = None
        self._free: asyncio.LifoQueue[asyncpg.Connection | None] = (
            asyncio.LifoQueue()
        )  # the same one as long as it does
        for _ in range(READERS):
            self._free.put_nowait(None)
        self._turn = asyncio.Lock()
        self._keeper: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Raises what asyncpg raises, or HeldByAnotherError."""
        self._writer = await self._first_writer()
        self._keeper = asyncio.create_task(self._keep_hold())

    @asynccontextmanager
    async def write(self) -> AsyncIterator[StoredTransaction]:
        async with self._ending(), self._turn:
            line = PostgresLine(await self._writing(), self._writing)
            line.ahead(BEGIN)
            transaction = StoredTransaction(line)
            try:
                yield transaction
                transaction.flush()
                await to_the_end(self._commit(line))
            except BaseException as error:
                await to_the_end(line.undo_all())
                if isinstance(error, StorageFault) and line.is_gone:
                    await self._writing()  # says so where another house is why
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[StoredReader]:
        connection = await self._free.get()
        try:
            async with self._ending():
                connection = await self._alive(connection, self._new_reader)
            line = PostgresLine(connection)
            try:
                yield StoredReader(line)
            finally:
                await to_the_end(line.undo_all())  # a reader may look at one moment for as long as it has it
        finally:
            self._free.put_nowait(connection)

    async def lost(self) -> str:
        await self._lost.wait()
        return _ANOTHER

    @asynccontextmanager
    async def _ending(self) -> AsyncIterator[None]:
        """Who runs the house says it once and ends it; who merely asks waits for that and has nothing to tell."""
        try:
            yield
        except TakenOver:
            await asyncio.sleep(FAREWELL)
            raise

    async def close(self) -> None:
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        async with self._turn:
            if self._writer and not self._writer.is_closed():
                with suppress(*DRIVER):
                    await self._writer.execute(GIVEN_UP)
            await _close(self._writer)
        while not self._free.empty():
            await _close(self._free.get_nowait())
        if self._lock_file:
            self._lock_file.close()

    async def _commit(self, line: PostgresLine) -> None:
        """When the server goes away during a COMMIT, only the database itself can tell whether it was kept."""
        number = self._writes + 1
        try:
            await line.commit(renewed(number))
        except StorageFault:
            if not line.wrote or not line.is_gone:
                raise
            await self._writing()
            if self._writes != number:
                raise
        else:
            self._writes += line.wrote

    async def _writing(self) -> asyncpg.Connection:
        self._writer = await self._alive(self._writer, self._new_writer)
        return self._writer

    async def _alive(
        self, connection: asyncpg.Connection | None, again: Callable[[], Awaitable[asyncpg.Connection]]
    ) -> asyncpg.Connection:
        """This connection, or a new one in its place. Raises StorageFault once the server is away too long, or TakenOver."""
        if connection is not None and not connection.is_closed():
            return connection
        if self._lost.is_set():
            raise TakenOver(_ANOTHER)
        loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE
        self._away_since = self._away_since or loop.time()
        while True:
            try:
                made = await again()
            except HeldByAnotherError:
                self._lost.set()
                raise TakenOver(_ANOTHER) from None
            except DRIVER as error:
                if loop.time() + pause > self._away_since + PATIENCE:
                    raise StorageFault(AWAY) from error
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                self._away_since = None
                return made

    async def _first_writer(self) -> asyncpg.Connection:
        """A house that was killed a moment ago is still there until the server notices."""
        until = asyncio.get_running_loop().time() + AFTERLIFE
        while True:
            try:
                return await self._new_writer()
            except HeldByAnotherError:
                if asyncio.get_running_loop().time() > until:
                    raise
                await asyncio.sleep(_FIRST_PAUSE)

    async def _new_writer(self) -> asyncpg.Connection:
        connection = await self._connect(read_only=False)
        try:
            self._writes = await take_hold(connection, self._mine)
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def _new_reader(self) -> asyncpg.Connection:
        return await self._connect(read_only=True)

    async def _connect(self, *, read_only: bool) -> asyncpg.Connection:
        connection = await asyncpg.connect(
            self._url,
            timeout=PATIENCE,
            command_timeout=SILENCE,
            statement_cache_size=1024,
            max_cached_statement_lifetime=0,
            server_settings=_SESSION | {"default_transaction_read_only": "on" if read_only else "off"},
        )
        try:
            # A sum of integers is one of any length; the core's are integers everywhere.
            await connection.set_type_codec("numeric", encoder=str, decoder=_number, schema="pg_catalog", format="text")
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def _keep_hold(self) -> None:
        """A house with nothing to write is there nevertheless."""
        while not self._lost.is_set():
            await asyncio.sleep(TTL / 3)
            async with self._turn:
                try:
                    await (await self._writing()).execute(renewed(self._writes))
                except (StorageFault, *DRIVER):
                    continue


async def open_postgres(url: str, lock: IO[str] | None = None) -> Postgres:
    """`lock` is closed with it. Raises BadSettings with a sentence for the operator."""
    where, name = _where(url)
    opened = Postgres(url, lock)
    try:
        await opened.open()
        await _suits(opened, where)
    except BaseException as error:
        await opened.close()
        if isinstance(error, HeldByAnotherError):
            raise BadSettings(
                f"Another house is already running on the database {name} at {where}. Stop it first."
            ) from None
        if isinstance(error, (*DRIVER, ValueError)):
            raise not_opened(error, where, name) from None
        raise
    return opened


async def _suits(database: Postgres, where: str) -> None:
    async with database.read() as reader:
        row = await reader.row(
            "SELECT current_setting('server_version_num'), current_setting('server_version'),"
            " current_setting('server_encoding')"
        )
    number, version, encoding = row or ("0", "", "")
    if int(number) // 10_000 < OLDEST:
        raise BadSettings(f"PostgreSQL at {where} is {version}; Gastgeber needs {OLDEST} or newer.")
    if encoding != "UTF8":
        raise BadSettings(f"The database in DATABASE_URL is encoded in {encoding}; Gastgeber needs UTF8.")


def _where(url: str) -> tuple[str, str]:
    """Host and port, and the database's name, for sentences: without user and password."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or parse_qs(parts.query).get("host", ["localhost"])[0]
        return f"{host}:{parts.port}" if parts.port else host, parts.path.lstrip("/") or parts.username or ""
    except ValueError:
        return "the address given", ""


def _number(digits: str) -> int | float:
    return float(digits) if "." in digits or "N" in digits else int(digits)


async def _close(connection: asyncpg.Connection | None) -> None:
    if connection is None or connection.is_closed():
        return
    try:
        await connection.close(timeout=PATIENCE)
    except DRIVER:
        connection.terminate()
