"""`/pause` and `/resume`: the gate shut for a while, for good, and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.actions import Action, Answer, Whisper
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.events import Due
from bot.core.manners import is_paused
from bot.core.notes import Button, Note, Row
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.spans import read_span, read_until
from bot.core.spoken import language_of
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Planner
from bot.core.stores.held import HeldLines
from bot.core.stores.people import People
from bot.core.stores.registrar import Registrar
from bot.core.when import Doubt
from cogs.pause.held import likely, must_mean, panel, read_stamp


@command(
    "pause",
    may=Role.MODERATOR,
    also=(Role.TEAM,),
    examples=("/pause", "/pause 30m", "/pause until 22:00"),
)
async def pause_command(ctx: Context, until: Words = Words("")) -> Sequence[Action]:
    typed = until.strip()
    if not typed:
        return await _pause(ctx, None)
    span = read_span(typed)
    if span is not None:
        return await _pause(ctx, ctx.now + span)
    end = read_until(typed, ctx.now, ctx.zone, ctx.language)
    if isinstance(end, Doubt):
        # Whoever types /pause wants quiet now; for how long can be asked afterwards.
        await _shut(ctx, None)
        return [Answer(Note(ctx.say("pause-unclear"), _choices(ctx, end)))]
    return await _pause(ctx, end)


@command("resume", may=Role.MODERATOR, also=(Role.TEAM,), aliases={"de": "weiter"}, examples=("/resume",))
async def resume_command(ctx: Context) -> Sequence[Action]:
    return await _resume(ctx)


async def now(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    must_mean(ctx, argument)
    return await _pause(ctx, None)


async def till(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    must_mean(ctx, argument)
    return await _pause(ctx, read_stamp(argument.partition(".")[2], ctx.now))


async def resume(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    must_mean(ctx, argument)
    return await _resume(ctx)


async def over(ctx: Context, due: Due) -> Sequence[Action]:
    """A timed pause ended. What was held stays held; who paused is told that something waits."""
    if not ctx.community.paused or is_paused(ctx.community, ctx.now):
        return ()
    await Registrar(ctx.tx).resume(ctx.community.id)
    held = await HeldLines(ctx.tx).of(ctx.community.id, ctx.now)
    platform, _, id_ = due.body.partition(":")
    who = await People(ctx.tx).member(MemberRef(platform, id_))
    if not held or who is None:
        return ()
    language = await language_of(ctx, who.ref)
    row = (Button(ctx.label_in(language, "pause-list-label"), f"pause/list/{ctx.community.id}"),)
    said = ctx.say_in(language, "pause-over", count=len(held), community=ctx.community.name)
    return [Whisper(who.ref, Note(said, (row,)), tag="pause/over")]


async def _pause(ctx: Context, until: datetime | None) -> Sequence[Action]:
    await _shut(ctx, until)
    row = (_resuming(ctx),)
    if until is None:
        return [ctx.answer("pause-on", row)]
    return [ctx.answer("pause-until", row, when=ctx.voice.moment(ctx.language, until, ctx.zone, now=ctx.now))]


async def _shut(ctx: Context, until: datetime | None) -> None:
    community, planner = ctx.community.id, Planner(ctx.tx)
    await Registrar(ctx.tx).pause(community, until)
    await planner.cancel(f"pause/end/{community}/")
    if until:
        who = ctx.who.member
        key = f"pause/end/{community}/{to_ms(until)}"
        await planner.set_at(key, "pause", "end", community, until, f"{who.platform}:{who.id}")


async def _resume(ctx: Context) -> Sequence[Action]:
    await Registrar(ctx.tx).resume(ctx.community.id)
    await Planner(ctx.tx).cancel(f"pause/end/{ctx.community.id}/")
    return [Answer(await panel(ctx, "pause-off"), replace=True)]


def _choices(ctx: Context, doubt: Doubt) -> tuple[Row, ...]:
    rows = [
        (
            Button(
                ctx.voice.moment(ctx.language, end, ctx.zone, now=ctx.now).words,
                f"pause/till/{ctx.community.id}.{to_ms(end)}",
            ),
        )
        for end in likely(doubt, ctx.now)
    ]
    return (*rows, (_resuming(ctx),))


def _resuming(ctx: Context) -> Button:
    return Button(ctx.label("pause-resume-label"), f"pause/resume/{ctx.community.id}")
