"""Which database the house lives in, by its address."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from bot.core.errors import BadSettings
from bot.core.ports import Database
from bot.storage.dialect import POSTGRESQL
from bot.storage.sqlite import move_in, open_sqlite

__all__ = ["POSTGRESQL", "open_database"]


async def open_database(url: str, file: Path) -> Database:
    """PostgreSQL at an address of its own, else SQLite in `file`; beside it lies what is no row, in either case.

    Raises BadSettings with a sentence for the operator.
    """
    if not url.startswith(POSTGRESQL):
        return await open_sqlite(file)
    if find_spec("asyncpg") is None:
        raise BadSettings("DATABASE_URL names PostgreSQL, whose driver is missing here: pip install asyncpg.")
    from bot.storage.postgres import open_postgres

    lock = move_in(file)
    try:
        return await open_postgres(url, lock)
    except BaseException:
        lock.close()
        raise
