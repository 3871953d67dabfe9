"""Finding the party a button, form or timer is about, and asking whether somebody may run it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import Due
from bot.core.roles import Role
from bot.core.stores.communities import Communities
from bot.core.stores.people import People
from bot.core.stores.standing import Standing
from cogs.parties.knobs import WHO
from cogs.parties.model import Party
from cogs.parties.rules import may_run, may_throw
from cogs.parties.store import Ledger, Parties


async def find(ctx: Context, argument: str) -> tuple[Context, Party]:
    """The party named first in a button's argument, seen from its own community.

    A private chat may have moved on to another community since the button was shown there. Raises Mistake for a party
    that is no more, that is none of the asker's, or that nobody but its makers knows of yet.
    """
    party = await Parties(ctx.tx).get(argument.partition(".")[0])
    if party is None:
        raise Mistake("parties-gone")
    if party.community != ctx.community.id:
        if not ctx.who.private:
            raise Mistake("parties-gone")
        ctx = await _seen_from(ctx, party.community)
    if party.state == "draft" and not runs(ctx, party):
        raise Mistake("parties-gone")
    return ctx, party


async def find_live(ctx: Context, argument: str) -> tuple[Context, Party]:
    """Raises Mistake too for a party that is over or was called off."""
    ctx, party = await find(ctx, argument)
    if not party.live:
        raise Mistake("parties-withdrawn" if party.state == "withdrawn" else "parties-over", title=party.title)
    return ctx, party


async def find_own(ctx: Context, argument: str) -> tuple[Context, Party]:
    """The party for somebody who may run it. Their first touch tells the house that a host is there."""
    ctx, party = await find(ctx, argument)
    if not runs(ctx, party):
        raise Mistake("parties-not-yours")
    if party.live and not party.attended:
        party = await Ledger(ctx.tx).keep(replace(party, attended=True))
    return ctx, party


async def find_due(ctx: Context, due: Due) -> Party | None:
    """None when the party went away or its community left meanwhile."""
    party = await Parties(ctx.tx).get(due.body.partition(".")[0])
    return party if party and party.community == ctx.community.id and ctx.community.open else None


def runs(ctx: Context, party: Party) -> bool:
    """The team, and the party's host as long as they may throw parties: a role taken away is taken away at once."""
    return may_run(party, ctx.guest, ctx.roles) and may_throw(ctx.knob(WHO), ctx.roles)


def must_throw(ctx: Context) -> None:
    if not may_throw(ctx.knob(WHO), ctx.roles):
        raise Mistake("parties-not-host")


async def _seen_from(ctx: Context, community: str) -> Context:
    found = await Communities(ctx.tx).load(community)
    guest = await People(ctx.tx).guest_of(community, ctx.who.member)
    if found is None or guest is None:
        raise Mistake("parties-gone")
    roles = await Standing(ctx.tx).roles(community, ctx.who.member)
    theirs = replace(
        ctx.seen_as(found), language=ctx.language, guest=guest, roles=roles | (ctx.roles & {Role.OPERATOR})
    )
    if not found.open or not all([await gate(theirs) for gate in ctx.catalogue.gates]):
        raise Mistake("parties-gone")
    return theirs
