"""A database that seals what is private as it is written and opens it as it is read, whichever database it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.core.ports import Database, Reader, Row, Transaction
from bot.core.sealing import Hashed, Locked, Private
from bot.storage.keyring import MARK, Keyring

PROBE = ("house", "sealed")  # a row that tells whether the keys are those of the last time


class SealedReader:
    def __init__(self, reader: Reader, keys: Keyring) -> None:
        self._reader = reader
        self._keys = keys

    async def rows(self, sql: str, *values: object) -> list[Row]:
        found = await self._reader.rows(sql, *self._closed(values))
        for number, row in enumerate(found):
            for value in row:
                if type(value) is str and value.startswith(MARK):
                    found[number] = tuple(self._opened(one) for one in row)
                    break
        return found

    async def row(self, sql: str, *values: object) -> Row | None:
        found = await self.rows(sql, *values)
        return found[0] if found else None

    def _opened(self, value: object) -> object:
        return self._keys.open(value) if type(value) is str and value.startswith(MARK) else value

    def _closed(self, values: Sequence[object]) -> Sequence[object]:
        for value in values:
            if isinstance(value, str) and (type(value) is not str or value.startswith(MARK)):
                return [self._close(one) if isinstance(one, str) else one for one in values]
        return values

    def _close(self, value: str) -> str:
        """A guest who writes what looks sealed is sealed as well, so that it is read as it was written."""
        if isinstance(value, Locked):
            return str(value)
        if isinstance(value, Hashed):
            return self._keys.hash(value)
        return self._keys.seal(value) if isinstance(value, Private) or value.startswith(MARK) else value


class SealedTransaction(SealedReader):
    def __init__(self, tx: Transaction, keys: Keyring) -> None:
        super().__init__(tx, keys)
        self._tx = tx
        self.touched = tx.touched
        self.topics = tx.topics

    async def run(self, sql: str, *values: object) -> int:
        return await self._tx.run(sql, *self._closed(values))

    async def many(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        await self._tx.many(sql, [self._closed(each) for each in values])

    def later(self, sql: str, *values: object) -> None:
        self._tx.later(sql, *self._closed(values))

    def touch(self, topic: str) -> None:
        self._tx.touch(topic)

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        return self._tx.savepoint()


class SealedDatabase:
    """The Database port over another one."""

    def __init__(self, database: Database, keys: Keyring) -> None:
        self._database = database
        self._keys = keys
        self.dialect = database.dialect

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._database.write() as tx:
            yield SealedTransaction(tx, self._keys)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        async with self._database.read() as reader:
            yield SealedReader(reader, self._keys)

    async def lost(self) -> str:
        return await self._database.lost()

    async def close(self) -> None:
        await self._database.close()

    @property
    def keys(self) -> Keyring:
        return self._keys

    @property
    def beneath(self) -> Database:
        """What is kept as it is kept: for copies of it, which stay sealed."""
        return self._database


def beneath(database: Database) -> Database:
    return database.beneath if isinstance(database, SealedDatabase) else database


async def can_open(database: Database) -> bool:
    """Whether the keys are there that sealed what the database holds; remembers the present one if so."""
    async with database.write() as tx:
        row = await tx.row("SELECT value FROM adapter_state WHERE platform = ? AND key = ?", *PROBE)
        if row and isinstance(row[0], Locked):
            return False
        await tx.run(
            "INSERT INTO adapter_state (platform, key, value) VALUES (?, ?, ?)"
            " ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value",
            *PROBE,
            Private("it opens"),
        )
    return True


async def once_more(database: Database) -> int:
    """What was set aside unread has another try at every start: its key may be back. Returns how many rows."""
    async with database.write() as tx:
        await tx.run(
            "DELETE FROM bookmark WHERE state = 'failed' AND name IN"
            " (SELECT makes FROM outbox WHERE state = 'failed' AND error LIKE 'unreadable%' AND makes <> '')"
        )
        taken = await tx.run(
            "UPDATE outbox SET state = 'new', error = '' WHERE state = 'failed' AND error LIKE 'unreadable%'"
        )
        return taken + await tx.run(
            "UPDATE inbox SET state = 'new', error = '' WHERE state = 'aside' AND error LIKE 'unreadable%'"
        )
