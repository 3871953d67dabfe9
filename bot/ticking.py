"""APScheduler as the in-process clock: it only ticks; what is due is found in the tables."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.core.errors import Fault

log = logging.getLogger(__name__)
TICK_SECONDS = 1
CHORE_MINUTES = 30

Job = Callable[[], Awaitable[object]]


def start_ticking(tick: Job, chores: Job) -> AsyncIOScheduler:
    """`tick` every second, `chores` every half hour; neither ever runs beside itself or catches up."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    common = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    scheduler.add_job(_careful(tick), "interval", seconds=TICK_SECONDS, id="tick", **common)
    scheduler.add_job(_careful(chores), "interval", minutes=CHORE_MINUTES, id="chores", **common)
    # A tick that takes longer than a second is skipped once, and one that is cut off at the end is cancelled: both are
    # meant. What fails in a job is logged here.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    scheduler.start()
    return scheduler


def _careful(job: Job) -> Job:
    async def run() -> None:
        try:
            await job()
        except Fault as fault:
            log.error("the clock's job has to be tried again: %s", fault)
        except Exception:
            log.exception("the clock's job failed")

    return run
