"""After something was erased: nothing of it is left beside the rows that are there."""

from __future__ import annotations

from bot.core.errors import StorageFault
from bot.core.ports import Database
from bot.storage.sealed import beneath
from bot.storage.sqlite import Sqlite


async def scrub(database: Database) -> None:
    """Raises StorageFault when it has to be tried again.

    SQLite overwrites what it deletes (`secure_delete`), so only its log of pages has to go. PostgreSQL is asked to give
    the space of dead rows free; what its server keeps in files of its own is not the house's to clear.
    """
    bare = beneath(database)
    if isinstance(bare, Sqlite):
        if not await bare.empty_log():
            raise StorageFault("The database's log is in use and could not be emptied; this is tried again.")
        return
    async with bare.read() as reader:
        tables = await reader.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (table,) in tables:
            await reader.rows(f'VACUUM "{table}"')
