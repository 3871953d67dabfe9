"""Housekeeping: what has served its purpose goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.ports import Database
from bot.core.stamps import to_ms

DEDUPE = timedelta(hours=72)  # longer than any platform delivers again (Telegram keeps updates for 24 hours)
RECENT = timedelta(hours=48)  # as far back as Telegram lets anybody delete
SENT = timedelta(days=7)
CODES = timedelta(days=1)
WAITING = timedelta(days=30)  # a private line that waited so long for its reader is an old story
KEPT = timedelta(days=90)  # what somebody may still want to look into
BOOKMARKS = timedelta(days=400)  # no card of ours is changed after that

CHUNK = 5000  # rows in one transaction, so that no turn waits for long
# Tables that grow with what is said: looked through by readers, for whom no turn waits, and nothing in them needs an
# index by age. By table: what names a row, which rows, how old.
_LONG: Sequence[tuple[str, tuple[str, ...], str, timedelta]] = (
    ("recent", ("platform", "place", "message"), "at < ?", RECENT),
    ("outbox", ("id",), "state IN ('sent', 'failed', 'dropped') AND made_at < ?", SENT),
    ("outbox", ("id",), "state IN ('held', 'unknown') AND made_at < ?", KEPT),
    ("inbox", ("id",), "state = 'aside' AND at < ?", KEPT),
    ("bookmark", ("name",), "made_at < ?", BOOKMARKS),
    ("timer", ("key",), "state <> 'set' AND due < ?", SENT),
)


async def prune(database: Database, now: datetime) -> None:
    while await _prune_inbox(database, now):
        pass
    for table, names, which, age in _LONG:
        while await _prune(database, table, names, which, to_ms(now - age)) == CHUNK:
            pass
    async with database.write() as tx:
        await tx.run(
            "UPDATE outbox SET state = 'dropped', error = 'nobody came', body = '', scene = ''"
            " WHERE state = 'waiting' AND made_at < ?",
            to_ms(now - WAITING),
        )
        await tx.run("DELETE FROM code WHERE expires < ?", to_ms(now - CODES))
        await tx.run("DELETE FROM code_try WHERE at < ?", to_ms(now - CODES))
        await tx.run("DELETE FROM dialog WHERE started_at < ?", to_ms(now - CODES))
        await tx.run("DELETE FROM asked_where WHERE at < ?", to_ms(now - CODES))


async def _prune_inbox(database: Database, now: datetime) -> int:
    """The oldest rows go by number: the busiest table is not even looked through."""
    async with database.write() as tx:
        return await tx.run(
            "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE state = 'done' ORDER BY id LIMIT ?) AND at < ?",
            CHUNK,
            to_ms(now - DEDUPE),
        )


async def _prune(database: Database, table: str, names: Sequence[str], which: str, before: int) -> int:
    """How many were found. One that somebody took up in between is not old any more."""
    async with database.read() as reader:
        rows = await reader.rows(f"SELECT {', '.join(names)} FROM {table} WHERE {which} LIMIT ?", before, CHUNK)
    if rows:
        this = " AND ".join(f"{name} = ?" for name in names)
        async with database.write() as tx:
            await tx.many(f"DELETE FROM {table} WHERE {this} AND {which}", [(*row, before) for row in rows])
    return len(rows)
