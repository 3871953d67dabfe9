"""When somebody sets this machine's clock back: what was to wait for seconds must not wait for hours.

A clock set forward, or a machine that slept, needs nothing: waits end early, and what is due is found in the tables.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.core.ports import Database
from bot.core.sender import Sender
from bot.core.stamps import to_ms

log = logging.getLogger(__name__)
SLEW = timedelta(seconds=30)  # clocks are nudged by less all the time


def set_back(before: tuple[datetime, float], now: tuple[datetime, float]) -> timedelta:
    """How far the clock on the wall fell behind the one nobody sets; zero where it did not, or by next to nothing."""
    behind = timedelta(seconds=now[1] - before[1]) - (now[0] - before[0])
    return behind if behind > SLEW else timedelta(0)


async def keep_step(database: Database, senders: Iterable[Sender], back: timedelta, now: datetime) -> None:
    """Queued waits move along with the clock; timers do not, they are appointments."""
    log.warning("this machine's clock was set back by %s; what waits goes by the new time", back)
    shift, stamp = to_ms(now + back) - to_ms(now), to_ms(now)
    async with database.write() as tx:
        for table in ("outbox", "inbox"):
            await tx.run(f"UPDATE {table} SET due = due - ? WHERE state = 'new' AND due > ?", shift, stamp)
    for sender in senders:
        sender.pauses.lanes.clear()
        sender.pauses.everywhere = None
        sender.awake.set()
