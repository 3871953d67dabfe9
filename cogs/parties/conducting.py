"""The panel's buttons, and the timers that do what a host would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.actions import Action, Answer
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import Due
from bot.core.manners import is_paused
from bot.core.spoken import language_of
from bot.core.stores.agenda import Planner
from bot.core.when.model import moment_at
from cogs.parties.access import find_due, find_own
from cogs.parties.attendance import ran
from cogs.parties.cards import refresh
from cogs.parties.knobs import grace
from cogs.parties.model import Party, State
from cogs.parties.notices import tell_coming, tell_host, tell_missed, tell_team
from cogs.parties.panel import panel
from cogs.parties.recap import after
from cogs.parties.rules import LATER, is_late
from cogs.parties.running import (
    by_itself,
    end_party,
    go_on,
    hold,
    miss_acts,
    next_act,
    open_party,
    plan_following,
    skip_act,
    unattended,
)
from cogs.parties.store import Ledger, Parties
from cogs.parties.themes import kind_of
from cogs.parties.timetable import cancel_all, plan_act, plan_end, schedule
from cogs.parties.widgets import button


async def begin(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """In a pause too: somebody asked for it, and is told what the pause still holds."""
    ctx, party = await _own(ctx, argument, "published")
    party, effects = await open_party(ctx, party)
    await ran(ctx, party)
    told = [ctx.answer("parties-begun-in-pause", title=party.title)] if is_paused(ctx.community, ctx.now) else []
    return [*told, await _panel(ctx, party), *effects]


async def later(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Ten minutes: the start before it began, the next act and the end while it is on."""
    ctx, party = await _own(ctx, argument, "published", "running")
    if party.on:
        return await _act_later(ctx, party)
    if party.starts is None:
        raise Mistake("parties-no-time")
    start = max(party.starts, ctx.now).replace(second=0, microsecond=0) + LATER
    moved = moment_at(start, ZoneInfo(party.zone))
    party = await Ledger(ctx.tx).keep(replace(party, local=moved.local, starts=moved.instant))
    await schedule(ctx, party, kind_of(ctx, party.kind).no_show)
    told = await tell_coming(ctx, party, "parties-moved")
    return [await _panel(ctx, party), *told, *await refresh(ctx, party)]


async def next_(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _own(ctx, argument, "running")
    effects = await next_act(ctx, party)
    return [await _panel(ctx, party), *effects]


async def skip(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _own(ctx, argument, "running")
    await skip_act(ctx, party)
    return [await _panel(ctx, party)]


async def pause(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _own(ctx, argument, "running")
    return [await _panel(ctx, await hold(ctx, party))]


async def resume(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _own(ctx, argument, "paused")
    return [await _panel(ctx, await go_on(ctx, party))]


async def end(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _own(ctx, argument, "running", "paused")
    party, effects = await end_party(ctx, party)
    return [await _panel(ctx, party), *effects, *await after(ctx, party)]


async def toggle_auto(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Whether acts follow one another by themselves."""
    party = await find_own(ctx, argument)
    party = await Ledger(ctx.tx).keep(replace(party, auto=not party.auto))
    if party.state == "running":
        await plan_following(ctx, party)
    return [await _panel(ctx, party)]


async def start_due(ctx: Context, due: Due) -> Sequence[Action]:
    """A party that runs by itself opens on the minute; else its host is asked to begin."""
    party = await find_due(ctx, due)
    if party is None or party.state != "published":
        return ()
    if _slept(ctx, party, due):
        return await _slept_through(ctx, party)
    if party.auto:
        _, effects = await open_party(ctx, party)
        return effects
    # Pressing a button weeks ago is no sign of a host being there tonight.
    party = await Ledger(ctx.tx).keep(replace(party, attended=False))
    language = await language_of(ctx, party.host_member) if party.host_member else ctx.language
    rows = (button(ctx, language, "begin", party.id, style="good"), button(ctx, language, "later", party.id))
    return await tell_host(ctx, party, "parties-time-to-begin", rows, stale_after=party.over_at)


async def nobody_due(ctx: Context, due: Due) -> Sequence[Action]:
    party = await find_due(ctx, due)
    if party is None or party.state != "published":
        return ()
    if _slept(ctx, party, due):
        return await _slept_through(ctx, party)
    _, effects = await unattended(ctx, replace(party, attended=False))
    return effects


async def act_due(ctx: Context, due: Due) -> Sequence[Action]:
    """What was missed is not made up for. A host who came after all takes over from here."""
    party = await find_due(ctx, due)
    if party is None or party.state != "running" or not by_itself(party) or await _is_over(ctx, party):
        return ()
    if not is_late(due.planned, ctx.now, grace(ctx)):
        return await next_act(ctx, party)
    effects = await miss_acts(ctx, party, due.planned)
    return [*effects, *await tell_missed(ctx, party, due.key, "parties-acts-missed")]


async def end_due(ctx: Context, due: Due) -> Sequence[Action]:
    party = await find_due(ctx, due)
    if party is None or not party.on:
        return ()
    late = is_late(due.planned, ctx.now, grace(ctx))
    party, effects = await end_party(ctx, party, goodbye=not late)
    effects += await tell_missed(ctx, party, due.key, "parties-end-missed") if late else []
    return [*effects, *await after(ctx, party)]


def _slept(ctx: Context, party: Party, due: Due) -> bool:
    return ctx.now > due.planned + timedelta(minutes=party.minutes)


async def _is_over(ctx: Context, party: Party) -> bool:
    """Its end is due as well, and comes right behind."""
    ends = await Planner(ctx.tx).of(party.community, f"party/{party.id}/end/")
    return any(end.due <= ctx.now for end in ends)


async def _slept_through(ctx: Context, party: Party) -> list[Action]:
    """The whole evening passed while the house was away: nothing is caught up on in public."""
    party = await Ledger(ctx.tx).keep(replace(party, state="ended", ended_at=ctx.now))
    await cancel_all(ctx, party)
    return [*await tell_team(ctx, party, "parties-slept-through"), *await refresh(ctx, party)]


async def _act_later(ctx: Context, party: Party) -> list[Action]:
    timers = await Planner(ctx.tx).of(party.community, f"party/{party.id}/")
    acts = {act.number: act for act in await Parties(ctx.tx).acts(party.id)}
    for timer in timers:
        number = int(timer.body.partition(".")[2] or -1)
        if timer.kind == "end":
            await plan_end(ctx, party, timer.due + LATER)
        elif timer.kind == "act" and number in acts:
            await plan_act(ctx, party, acts[number], timer.due + LATER)
    return [ctx.answer("parties-act-later"), await _panel(ctx, party)]


async def _own(ctx: Context, argument: str, *states: State) -> tuple[Context, Party]:
    party = await find_own(ctx, argument)
    if party.state not in states:
        raise Mistake("parties-not-now", title=party.title, state=party.state)
    await ran(ctx, party)
    return ctx, party


async def _panel(ctx: Context, party: Party) -> Answer:
    return Answer(await panel(ctx, party), replace=True)
