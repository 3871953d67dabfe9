"""What became of a call: told to the house as an event, or put back for another try."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, assert_never

from bot.core.abilities import Ability
from bot.core.actions import IssueLink
from bot.core.errors import Fault
from bot.core.events import Envelope, LinkIssued, Performed, Refused, RefusedReason, ResultEvent, Unknown
from bot.core.pace import Pauses
from bot.core.ports import Database, Done, Failed, Inbox, Later, Outcome, Platform, Torn
from bot.core.stamps import from_ms
from bot.core.stores.deliveries import Queued
from bot.core.stores.outbox import Outbox
from bot.core.whois import World

log = logging.getLogger(__name__)
COUNTED_AS: dict[type[Outcome], str] = {Done: "sent", Failed: "failed", Torn: "unknown"}
PAUSE_AFTER_TEAR = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
GIVES_UP = timedelta(days=1)  # after the first try of something that may be repeated; most grow stale before


class Caller(Protocol):
    """The sender whose calls these are."""

    platform: Platform
    database: Database
    inbox: Inbox
    world: World
    pauses: Pauses


class Outcomes:
    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def recover(self) -> None:
        """What another life of the house left in the middle of a call."""
        caller = self._caller
        async with caller.database.write() as tx:
            lost = await Outbox(tx).recover(caller.platform.name, self._knows_repeats)
            rows = [await tx.row("SELECT community, tag FROM outbox WHERE id = ?", row) for row in lost]
        await caller.inbox.put(
            [
                self._envelope(Unknown(id_, str(row[0]), str(row[1])), id_, 0)
                for id_, row in zip(lost, rows, strict=True)
                if row
            ]
        )

    def _count(self, row: Queued, outcome: Outcome) -> None:
        tally = self._caller.world.tally
        if isinstance(outcome, Later):
            tally.asked_to_wait[row.platform] += 1
        else:
            tally.action(row.platform, type(row.action).__name__, COUNTED_AS[type(outcome)])

    async def report(self, row: Queued, outcome: Outcome) -> None:
        self._count(row, outcome)
        match outcome:
            case Done():
                result: ResultEvent = _done(
                    row, outcome, repeated=row.tries > 0 and not (self._knows_repeats or outcome.certain)
                )
            case Failed():
                result = _refused(row, outcome.reason, outcome.detail)
            case Later():
                await self._later(row, outcome)
                return
            case Torn():
                late = row.tried_at and self._caller.world.ambient.now() - from_ms(row.tried_at) > GIVES_UP
                if self.is_only_once(row) and (outcome.final or late or not row.behind):
                    result = Unknown(row.id, row.community, row.tag)
                elif late:
                    result = _refused(row, "broken", outcome.detail)
                else:
                    await self._once_more(row, outcome)
                    return
            case _:
                assert_never(outcome)
        envelope = replace(self._envelope(result, row.id, row.tries), urgent=self.is_only_once(row))
        await self.until_kept(lambda: self._caller.inbox.put([envelope]))

    async def until_kept(self, keep: Callable[[], Awaitable[None]]) -> None:
        """What became of a call is worth waiting for: without it nobody could tell later whether it was made."""
        pause = 1.0
        while True:
            try:
                return await keep()
            except Fault as fault:
                log.error("what became of a call could not be kept yet: %s", fault)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30.0)

    async def _later(self, row: Queued, outcome: Later) -> None:
        now = self._caller.world.ambient.now()
        if outcome.whole_bot:
            self._caller.pauses.everywhere = now + outcome.after
        else:
            self._caller.pauses.pause(row.lane, now + outcome.after, now)
        await self._put_back(row, outcome.after, "asked to wait", begun=False)

    async def _once_more(self, row: Queued, outcome: Torn) -> None:
        pause = min(PAUSE_AFTER_TEAR * 2 ** min(row.tries, 10), LONGEST_PAUSE)
        now = self._caller.world.ambient.now()
        self._caller.pauses.pause(row.lane, now + pause, now, row.urgency)
        await self._put_back(row, pause, outcome.detail)

    async def _put_back(self, row: Queued, pause: timedelta, error: str, *, begun: bool = True) -> None:
        async def put_back() -> None:
            async with self._caller.database.write() as tx:
                due = self._caller.world.ambient.now() + pause
                await Outbox(tx).try_again(row.id, due, error[:300], begun=begun)

        await self.until_kept(put_back)

    def is_only_once(self, row: Queued) -> bool:
        """Nobody could tell whether it was said, should the house die while it is under way."""
        keyed = self._knows_repeats and type(row.action).__name__ == "Post"
        return row.policy == "once" and not keyed

    @property
    def _knows_repeats(self) -> bool:
        return Ability.NONCE in self._caller.platform.abilities.can

    def _envelope(self, result: ResultEvent, row: int, tries: int) -> Envelope:
        now, platform = self._caller.world.ambient.now(), self._caller.platform.name
        return Envelope(f"out:{row}:{tries}:{type(result).__name__}", f"{platform}:out", now, result)


def _refused(row: Queued, reason: RefusedReason, detail: str) -> Refused:
    if reason != "unreachable":
        log.info("delivery %d refused: %s %s", row.id, reason, detail)
    return Refused(row.id, row.community, row.tag, reason, detail)


def _done(row: Queued, outcome: Done, repeated: bool) -> ResultEvent:
    if isinstance(row.action, IssueLink):
        return LinkIssued(row.id, row.community, row.tag, row.action.bookmark, outcome.url, outcome.place)
    return Performed(row.id, row.community, row.tag, outcome.message, outcome.place, repeated)
