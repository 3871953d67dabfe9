"""One connection to PostgreSQL: statements without values that follow each other take one trip there and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

import asyncpg

from bot.core.errors import StorageFault
from bot.core.ports import Row
from bot.storage.dialect import numbered
from bot.storage.postgres_weather import DRIVER, is_away, said
from bot.storage.transaction import MARK, RELEASE, UNDO, Values, to_the_end

BEGIN, COMMIT, ROLLBACK = "BEGIN", "COMMIT", "ROLLBACK"
SHAPING = 3600.0  # seconds an index over a long table may take; everything else has the connection's own limit
_SHAPES = ("CREATE", "ALTER", "DROP")
NUL = "\0"  # the one sign PostgreSQL cannot keep in a text


Again = Callable[[], Awaitable[asyncpg.Connection]]


class PostgresLine:
    """`wrote` tells whether anything was sent that may change rows.

    `again` makes another connection where this one turns out to be gone before anything was begun on it.
    """

    def __init__(self, connection: asyncpg.Connection, again: Again | None = None) -> None:
        self._connection = connection
        self._again = again
        self._ahead: list[tuple[str, Sequence[Values] | None]] = []
        self.wrote = False

    @property
    def is_gone(self) -> bool:
        return bool(self._connection.is_closed())

    def ahead(self, sql: str, many: Sequence[Values] | None = None) -> None:
        """`many` are the values of as many rows."""
        self._ahead.append((sql, many))

    async def rows(self, sql: str, values: Values) -> list[Row]:
        self.wrote = self.wrote or not sql.startswith("SELECT")
        await self._go_ahead()
        with self._trip():
            return [tuple(row) for row in await self._connection.fetch(numbered(sql), *_fit(values))]

    async def run(self, sql: str, values: Values) -> int:
        """The number of rows changed, -1 where the statement changes none."""
        self.wrote = True
        await self._go_ahead()
        with self._trip():
            timeout = SHAPING if sql.startswith(_SHAPES) else None
            told = str(await self._connection.execute(numbered(sql), *_fit(values), timeout=timeout))
        count = told.rpartition(" ")[2]
        return int(count) if count.isdecimal() else -1

    async def many(self, sql: str, values: Sequence[Values]) -> None:
        self.wrote = True
        await self._go_ahead()
        await self._many(sql, values)

    async def commit(self, also: str) -> None:
        """What is ahead, and the commit. Nothing where nothing was begun; `also` is said where something was written."""
        if [sql for sql, _ in self._ahead[:1]] == [BEGIN] and all(many is None for _, many in self._ahead):
            self._ahead.clear()
            return
        self.wrote = self.wrote or any(many is not None for _, many in self._ahead)
        if self.wrote:
            self.ahead(also)
        self.ahead(COMMIT)
        await self._go_ahead()

    async def undo_turn(self) -> None:
        """Back to the savepoint, if it was reached."""
        ahead = [sql for sql, _ in self._ahead]
        if MARK in ahead:
            del self._ahead[ahead.index(MARK) :]
            return
        self._ahead.clear()
        if not self._connection.is_closed() and self._connection.is_in_transaction():
            await self._say(f"{UNDO}; {RELEASE}")

    async def undo_all(self) -> None:
        """A connection that does not even take this is closed: then the server does it."""
        self._ahead.clear()
        if self._connection.is_closed() or not self._connection.is_in_transaction():
            return
        try:
            await self._connection.execute(ROLLBACK)
        except DRIVER:
            self._connection.terminate()

    async def _go_ahead(self) -> None:
        if self._ahead:
            await to_the_end(self._take_ahead())

    async def _take_ahead(self) -> None:
        while self._ahead:
            sql, many = self._ahead[0]
            if many is not None:
                await self._many(sql, many)
                del self._ahead[0]  # what fails stays: nothing that comes after it may pass for done
                continue
            bare = [sql]
            while len(bare) < len(self._ahead) and self._ahead[len(bare)][1] is None:
                bare.append(self._ahead[len(bare)][0])
            try:
                await self._say("; ".join(bare))
            except StorageFault:
                if bare[0] != BEGIN or self._again is None or not self._connection.is_closed():
                    raise
                self._connection = await self._again()
                await self._say("; ".join(bare))
            del self._ahead[: len(bare)]

    async def _many(self, sql: str, values: Sequence[Values]) -> None:
        with self._trip():
            if len(values) == 1:
                await self._connection.execute(numbered(sql), *_fit(values[0]))
            else:
                await self._connection.executemany(numbered(sql), [_fit(each) for each in values])

    @contextmanager
    def _trip(self) -> Iterator[None]:
        """A connection on which the server is not reached any more is closed: it has no other use."""
        try:
            with said():
                yield
        except StorageFault as fault:
            if fault.__cause__ and is_away(fault.__cause__):
                self._connection.terminate()
            raise

    async def _say(self, sql: str) -> None:
        with self._trip():
            await self._connection.execute(sql)


def _fit(values: Values) -> Values:
    """Guests' texts may hold a NUL; here it becomes the sign for what cannot be shown."""
    for value in values:
        if isinstance(value, str) and NUL in value:
            return [one.replace(NUL, "\ufffd") if isinstance(one, str) else one for one in values]
    return values
