"""One connection and its thread: several statements take one trip there and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

from bot.storage.transaction import MARK, RELEASE, UNDO, Values
from bot.storage.weather import said

BEGIN, COMMIT, ROLLBACK = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"


class Line(aiosqlite.Connection):
    """What is put `ahead` goes before the next statement, on the same trip. A trip takes about 60 microseconds.

    Only the connection's own thread takes something from `_ahead`, so that a caller who was cancelled meanwhile never
    finds it half done: whoever comes next waits behind that trip.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            partial(sqlite3.connect, path, isolation_level=None, cached_statements=256), iter_chunk_size=64
        )
        self._ahead: list[tuple[str, Sequence[Values] | None]] = []

    def ahead(self, sql: str, many: Sequence[Values] | None = None) -> None:
        """`many` are the values of as many rows."""
        self._ahead.append((sql, many))

    async def rows(self, sql: str, values: Values) -> list[Any]:
        found: list[Any] = await self._trip(partial(self._rows, sql, values))
        return found

    async def run(self, sql: str, values: Values = ()) -> int:
        """The number of rows changed."""
        changed: int = await self._trip(partial(self._run, sql, values))
        return changed

    async def many(self, sql: str, values: Sequence[Values]) -> None:
        await self._trip(partial(self._many, sql, values))

    async def commit_all(self) -> None:
        """What is ahead, and the commit. Nothing where nothing was begun."""
        await self._trip(self._commit)

    async def undo_turn(self) -> None:
        """Back to the savepoint, if it was reached."""
        await self._trip(self._undo)

    async def undo_all(self) -> None:
        await self._trip(self._roll_back)

    async def _trip(self, work: Any) -> Any:
        with said():
            return await self._execute(work)  # type: ignore[no-untyped-call]  # aiosqlite types its public half only

    def _go_ahead(self) -> None:
        while self._ahead:
            sql, many = self._ahead[0]
            if many is None:
                self._conn.execute(sql)
            else:
                self._conn.executemany(sql, many)
            del self._ahead[0]  # what fails stays: nothing that comes after it may pass for done

    def _rows(self, sql: str, values: Values) -> list[Any]:
        self._go_ahead()
        return self._conn.execute(sql, values).fetchall()

    def _run(self, sql: str, values: Values) -> int:
        self._go_ahead()
        return self._conn.execute(sql, values).rowcount

    def _many(self, sql: str, values: Sequence[Values]) -> None:
        self._go_ahead()
        self._conn.executemany(sql, values)

    def _commit(self) -> None:
        if [sql for sql, _ in self._ahead[:1]] == [BEGIN] and all(many is None for _, many in self._ahead):
            self._ahead.clear()
            return
        self._go_ahead()
        self._conn.execute(COMMIT)

    def _undo(self) -> None:
        ahead = [sql for sql, _ in self._ahead]
        if MARK in ahead:
            del self._ahead[ahead.index(MARK) :]
            return
        self._ahead.clear()
        if self._conn.in_transaction:  # a full disk may end the whole transaction by itself
            self._conn.execute(UNDO)
            self._conn.execute(RELEASE)

    def _roll_back(self) -> None:
        self._ahead.clear()
        if self._conn.in_transaction:
            self._conn.execute(ROLLBACK)
