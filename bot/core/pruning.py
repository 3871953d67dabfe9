"""Housekeeping: what has served its purpose goes."""

from __future__ import annotations

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


CHUNK = 5000  # rows of the inbox looked at in one transaction, so that no turn waits for long


async def prune(database: Database, now: datetime) -> None:
    while await _prune_inbox(database, now):
        pass
    async with database.write() as tx:
        await tx.run("DELETE FROM recent WHERE at < ?", to_ms(now - RECENT))
        await tx.run(
            "DELETE FROM outbox WHERE state IN ('sent', 'failed', 'dropped') AND made_at < ?", to_ms(now - SENT)
        )
        await tx.run(
            "UPDATE outbox SET state = 'dropped', error = 'nobody came', body = '', scene = ''"
            " WHERE state = 'waiting' AND made_at < ?",
            to_ms(now - WAITING),
        )
        await tx.run("DELETE FROM outbox WHERE state IN ('held', 'unknown') AND made_at < ?", to_ms(now - KEPT))
        await tx.run("DELETE FROM inbox WHERE state = 'aside' AND at < ?", to_ms(now - KEPT))
        await tx.run("DELETE FROM bookmark WHERE made_at < ?", to_ms(now - BOOKMARKS))
        await tx.run("DELETE FROM timer WHERE state <> 'set' AND due < ?", to_ms(now - SENT))
        await tx.run("DELETE FROM code WHERE expires < ?", to_ms(now - CODES))
        await tx.run("DELETE FROM code_try WHERE at < ?", to_ms(now - CODES))
        await tx.run("DELETE FROM dialog WHERE started_at < ?", to_ms(now - CODES))
        await tx.run("DELETE FROM asked_where WHERE at < ?", to_ms(now - CODES))


async def _prune_inbox(database: Database, now: datetime) -> int:
    """The oldest rows go by number, so that the busiest table needs no index by age."""
    async with database.write() as tx:
        return await tx.run(
            "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE state = 'done' ORDER BY id LIMIT ?) AND at < ?",
            CHUNK,
            to_ms(now - DEDUPE),
        )
