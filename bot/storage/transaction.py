"""Reading and writing over one connection, whichever database is at its other end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

from bot.core.ports import Row

MARK, RELEASE, UNDO = "SAVEPOINT turn", "RELEASE turn", "ROLLBACK TO turn"
Values = Sequence[object]


class Connected(Protocol):
    """A connection. What is put `ahead` goes before the next statement, on the same trip where that can be."""

    def ahead(self, sql: str, many: Sequence[Values] | None = None) -> None: ...
    async def rows(self, sql: str, values: Values) -> list[Row]: ...
    async def run(self, sql: str, values: Values) -> int: ...
    async def many(self, sql: str, values: Sequence[Values]) -> None: ...
    async def undo_turn(self) -> None: ...


class StoredReader:
    def __init__(self, connection: Connected) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: object) -> list[Row]:
        return await self._connection.rows(sql, values)

    async def row(self, sql: str, *values: object) -> Row | None:
        found = await self.rows(sql, *values)
        return found[0] if found else None


class StoredTransaction(StoredReader):
    """A writing transaction. It begins with its first statement, and a savepoint with the first that writes in it."""

    def __init__(self, connection: Connected) -> None:
        super().__init__(connection)
        self._later: dict[str, list[Values]] = {}
        self._outer: dict[str, list[Values]] | None = None
        self._marked = False
        self.touched: set[str] = set()
        self.topics: set[str] = set()

    async def rows(self, sql: str, *values: object) -> list[Row]:
        self._ready(writes=not sql.startswith("SELECT"))
        return await super().rows(sql, *values)

    async def run(self, sql: str, *values: object) -> int:
        self._ready(writes=True)
        return await self._connection.run(sql, values)

    async def many(self, sql: str, values: Sequence[Values]) -> None:
        if not values:
            return
        self._ready(writes=True)
        await self._connection.many(sql, values)

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
                self._marked = False
                await to_the_end(self._connection.undo_turn())
            raise
        mine, self._later, self._outer = self._later, self._outer, None
        for sql, values in mine.items():
            self._later.setdefault(sql, []).extend(values)
        if self._marked:
            self._marked = False
            self._connection.ahead(RELEASE)

    def flush(self) -> None:
        """What was put off goes ahead of the next statement, other turns' rows before this turn's savepoint."""
        if self._outer:
            self._write(self._outer)
        if self._later:
            self._mark()
            self._write(self._later)

    def _ready(self, *, writes: bool) -> None:
        if self._outer and not self._marked:
            self._write(self._outer)
        if writes:
            self._mark()
        if self._later:
            self.flush()

    def _mark(self) -> None:
        if self._outer is None or self._marked:
            return
        if self._outer:
            self._write(self._outer)
        self._marked = True
        self._connection.ahead(MARK)

    def _write(self, waiting: dict[str, list[Values]]) -> None:
        for sql, values in waiting.items():
            self._connection.ahead(sql, values)
        waiting.clear()


async def to_the_end(work: Coroutine[Any, Any, None]) -> None:
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
