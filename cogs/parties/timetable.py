"""A party's timers: start, nobody there, reminders, acts, end. Keys carry the local start or the act they are for."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.context import Context
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Planner, instant_of
from cogs.parties.model import ActRow, Party
from cogs.parties.widgets import FEATURE

PRIVATE_ONLY = 60  # minutes before the start: for guests who asked, where the room is not reminded at all


async def schedule(ctx: Context, party: Party, no_show: timedelta) -> None:
    """Start, the look whether a host came, and reminders. What was set for another start is cancelled.

    A reminder whose moment has passed already is left out: nobody is told an hour ahead of what begins in ten minutes.
    """
    plan = Planner(ctx.tx)
    for kind in ("start", "nohost", "reminder"):
        await plan.cancel(f"party/{party.id}/{kind}/")
    if party.starts is None or party.local is None:
        return
    await _at_start(ctx, party)
    await plan.set_at(
        f"party/{party.id}/nohost/{party.stamp}", FEATURE, "nohost", party.community, party.starts + no_show, party.id
    )
    for minutes in party.reminders or (PRIVATE_ONLY,):
        at = party.starts - timedelta(minutes=minutes)
        if at > ctx.now:
            key = f"party/{party.id}/reminder/{minutes}/{party.stamp}"
            await plan.set_at(key, FEATURE, "reminder", party.community, at, f"{party.id}.{minutes}")


async def _at_start(ctx: Context, party: Party) -> None:
    """By the wall clock, so that a change of a zone's rules moves it along; the second of two equal hours cannot."""
    if party.starts is None or party.local is None:
        return
    key, plan = f"party/{party.id}/start/{party.stamp}", Planner(ctx.tx)
    if instant_of(party.local, party.zone) == party.starts:
        await plan.set(key, FEATURE, "start", party.community, party.local, party.zone, party.id)
    else:
        await plan.set_at(key, FEATURE, "start", party.community, party.starts, party.id)


async def hold_seat(ctx: Context, party: Party, guest: str, until: datetime) -> None:
    key = f"party/{party.id}/claim/{guest}/{to_ms(until)}"
    await Planner(ctx.tx).set_at(key, FEATURE, "claim", party.community, until, f"{party.id}.{guest}")


async def plan_act(ctx: Context, party: Party, act: ActRow, at: datetime) -> None:
    """When the house itself begins the next act. The key has the instant: paused and continued acts come again."""
    await cancel_acts(ctx, party)
    key = f"party/{party.id}/act/{act.number}/{to_ms(at)}"
    await Planner(ctx.tx).set_at(key, FEATURE, "act", party.community, at, f"{party.id}.{act.number}")


async def cancel_acts(ctx: Context, party: Party) -> None:
    await Planner(ctx.tx).cancel(f"party/{party.id}/act/")


async def plan_end(ctx: Context, party: Party, at: datetime) -> None:
    await Planner(ctx.tx).cancel(f"party/{party.id}/end/")
    await Planner(ctx.tx).set_at(f"party/{party.id}/end/{to_ms(at)}", FEATURE, "end", party.community, at, party.id)


async def cancel_all(ctx: Context, party: Party) -> None:
    await Planner(ctx.tx).cancel(f"party/{party.id}/")
