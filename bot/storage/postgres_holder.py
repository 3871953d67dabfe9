"""Whose database it is: one row, held by the house's writing connection.

On SQLite a locked file beside the data says the same. An advisory lock would not do: a house that hangs would keep it.
"""

from __future__ import annotations

import asyncpg

TTL = 30  # seconds after which a house whose machine is gone or frozen may be replaced
_TABLE = """CREATE TABLE IF NOT EXISTS house_holder (
  one BIGINT PRIMARY KEY CHECK (one = 1), connection TEXT NOT NULL, expires TIMESTAMPTZ NOT NULL,
  writes BIGINT NOT NULL)"""
_NAME = "SELECT pid || ' ' || backend_start FROM pg_stat_get_activity(pg_backend_pid())"
_LOOK = """SELECT connection, writes, expires < clock_timestamp() AS expired, (
    SELECT pid FROM pg_stat_get_activity(split_part(connection, ' ', 1)::int)
    WHERE pid || ' ' || backend_start = connection
  ) AS alive FROM house_holder"""
_TAKE = f"""INSERT INTO house_holder (one, connection, expires, writes)
  VALUES (1, $1, clock_timestamp() + interval '{TTL} s', 0)
  ON CONFLICT (one) DO UPDATE SET connection = excluded.connection, expires = excluded.expires RETURNING writes"""
GIVEN_UP = "UPDATE house_holder SET expires = clock_timestamp()"


class HeldByAnotherError(Exception):
    """Another house lives on this database."""


async def take_hold(connection: asyncpg.Connection, mine: set[str]) -> int:
    """For this connection, whose name is added to `mine`; who held it before can no longer commit anything.

    A house that had it before gets it back only if nobody else had it meanwhile: what it remembers may be wrong. Returns
    the number of transactions kept so far. After a broken COMMIT that tells whether it was kept. Raises
    HeldByAnotherError.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('gastgeber'))")
        await connection.execute(_TABLE)
        found = await connection.fetchrow(_LOOK)
        if mine and (not found or found["connection"] not in mine):
            raise HeldByAnotherError
        if not mine and found and found["alive"] and not found["expired"]:
            raise HeldByAnotherError
        if found and found["alive"]:
            await connection.execute("SELECT pg_terminate_backend($1, 5000)", found["alive"])
        name = await connection.fetchval(_NAME)
        mine.add(name)
        return int(await connection.fetchval(_TAKE, name))


def renewed(writes: int) -> str:
    """Said with the COMMIT or on its own. Only the holder's connection is there to say it."""
    return f"UPDATE house_holder SET writes = {writes}, expires = clock_timestamp() + interval '{TTL} s'"
