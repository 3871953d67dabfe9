"""Finding the party a button, form or timer is about, and asking whether somebody may run it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import Due
from cogs.parties.knobs import WHO
from cogs.parties.model import Party
from cogs.parties.rules import may_run, may_throw
from cogs.parties.store import Ledger, Parties


async def find(ctx: Context, argument: str) -> Party:
    """The party named first in a button's argument; in a private chat the button said which community it is about.

    Raises Mistake for a party that is no more, that is none of the asker's community, or that nobody but its makers
    knows of yet.
    """
    party = await Parties(ctx.tx).get(argument.partition(".")[0])
    if party is None or party.community != ctx.community.id:
        raise Mistake("parties-gone")
    if party.state == "draft" and not may_run(party, ctx.guest, ctx.roles):
        raise Mistake("parties-gone")
    if party.state == "draft":
        must_throw(ctx)  # its maker may have lost the role since
    return party


async def find_live(ctx: Context, argument: str) -> Party:
    """Raises Mistake too for a party that is over or was called off."""
    party = await find(ctx, argument)
    if not party.live:
        raise Mistake("parties-withdrawn" if party.state == "withdrawn" else "parties-over", title=party.title)
    return party


async def find_own(ctx: Context, argument: str) -> Party:
    """The party for somebody who may run it. Their first touch tells the house that a host is there."""
    party = await find(ctx, argument)
    if not runs(ctx, party):
        raise Mistake("parties-not-yours")
    if party.live and not party.attended:
        party = await Ledger(ctx.tx).keep(replace(party, attended=True))
    return party


async def find_due(ctx: Context, due: Due) -> Party | None:
    """None when the party went away or its community left meanwhile."""
    party = await Parties(ctx.tx).get(due.body.partition(".")[0])
    return party if party and party.community == ctx.community.id and ctx.community.open else None


def runs(ctx: Context, party: Party) -> bool:
    """The team, and the party's host as long as they may throw parties: a role taken away is taken away at once."""
    return may_run(party, ctx.guest, ctx.roles) and may_throw(ctx.knob(WHO), ctx.roles)


def must_throw(ctx: Context) -> None:
    if not may_throw(ctx.knob(WHO), ctx.roles):
        raise Mistake("parties-not-team" if ctx.knob(WHO) == "team" else "parties-not-host")
