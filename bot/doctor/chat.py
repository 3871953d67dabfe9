"""The doctor in the chat, for owners: no turn waits for him, so he looks beside them and is asked what he found."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.core.actions import Action, Answer
from bot.core.context import Context
from bot.core.features import Feature, Press
from bot.core.notes import Button, Note, Row
from bot.core.roles import Role
from bot.core.text import Text, lines
from bot.doctor.findings import Finding

log = logging.getLogger(__name__)
FRESH = timedelta(minutes=5)
SHOWN = 8
# Sentences that setup has for the same; `server` and `place` are their blanks as well.
IN_SETUP = {
    **{
        f"discord-{right}": f"setup-right-discord-{right}"
        for right in ("post", "read", "moderate", "erase", "open_places")
    },
    **{f"telegram-{right}": f"setup-right-telegram-{right}" for right in ("post", "see_joins", "moderate", "erase")},
    "place-shut": "setup-place-shut",
    "place-gone": "setup-place-gone",
}
# These keep a house from running at all, so no running one says them.
NEVER_HERE = frozenset({"setting-wrong", "port-taken", "database-shut", "driver-missing", "key-shut"})

Look = Callable[[], Awaitable[Sequence[Finding]]]


class Surgery:
    """`run` looks whenever somebody asked; what was found last is kept in memory."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._wanted = asyncio.Event()
        self._found: Sequence[Finding] | None = None
        self._at: datetime | None = None
        self.looking = False

    def ask(self) -> None:
        self.looking = True
        self._wanted.set()

    def fresh(self) -> bool:
        return not self.looking and self._at is not None and self._now() - self._at < FRESH

    @property
    def found(self) -> Sequence[Finding] | None:
        """None where the last look failed."""
        return self._found

    async def run(self, look: Look) -> None:
        """Until cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                self._found = await look()
            except Exception:
                log.exception("the doctor could not look everything over")
                self._found = None
            self._at, self.looking = self._now(), False


def doctor_feature(surgery: Surgery) -> Feature:
    async def desk(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
        if surgery.fresh():
            return [await _page(ctx, surgery.found)]
        surgery.ask()
        return [_looking(ctx)]

    async def again(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
        surgery.ask()
        return [_looking(ctx)]

    return Feature(
        "doctor",
        presses={
            "desk": Press(desk, may=Role.OWNER, before_opening=True),
            "again": Press(again, may=Role.OWNER, before_opening=True),
        },
    )


def _looking(ctx: Context) -> Answer:
    row: Row = (Button(ctx.label("doctor-show-label"), "doctor/desk", "good"), _home(ctx))
    return Answer(Note(ctx.say("doctor-looking"), (row,)), replace=True)


async def _page(ctx: Context, found: Sequence[Finding] | None) -> Answer:
    row: Row = (Button(ctx.label("doctor-again-label"), "doctor/again"), _home(ctx))
    said = [ctx.say("doctor-failed")] if found is None else await _findings(ctx, found)
    return Answer(Note(lines(said), (row,)), replace=True)


def _home(ctx: Context) -> Button:
    return Button(ctx.label("setup-home-label"), "setup/home")


async def _findings(ctx: Context, found: Sequence[Finding]) -> list[Text]:
    """Of this community. What concerns the machine is told where there is but one: its owner then runs it."""
    alone = await _is_alone(ctx)
    mine = [
        each
        for each in found
        if each.severity != "note" and (each.community == ctx.community.id or (alone and not each.community))
    ]
    told = [_said(ctx, each) for each in mine[:SHOWN]]
    said = [ctx.say("doctor-found" if mine else "doctor-healthy"), *told]
    if len(mine) > SHOWN:
        said.append(ctx.say("doctor-more", count=len(mine) - SHOWN))
    return said if alone else [*said, ctx.say("doctor-elsewhere")]


def _said(ctx: Context, finding: Finding) -> Text:
    if finding.code in IN_SETUP:
        return ctx.say(IN_SETUP[finding.code], **finding.blanks)
    return ctx.say(f"doctor-{finding.code}", **finding.blanks)


async def _is_alone(ctx: Context) -> bool:
    row = await ctx.tx.row(
        "SELECT count(DISTINCT s.community) FROM server s JOIN community c ON c.id = s.community"
        " WHERE s.there = 1 AND s.platform IN (?, ?) AND c.state IN ('open', 'closed')",
        "discord",
        "telegram",
    )
    return row is None or row[0] <= 1
