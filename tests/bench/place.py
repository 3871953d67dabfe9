"""Where a bench's house lives: a folder, and a database of its own on the server that the bench brings along."""

from __future__ import annotations

from itertools import count

_NAMES = count(1)


async def address(database: str) -> str:
    """What DATABASE_URL would be; empty for SQLite."""
    if database == "sqlite":
        return ""
    import asyncpg

    from tests.support.postgres import server

    name = f"bench_{next(_NAMES)}"
    admin = await asyncpg.connect(server().url("postgres"))
    try:
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    finally:
        await admin.close()
    return server().url(name)
