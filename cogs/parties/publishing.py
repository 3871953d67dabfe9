"""Publish, withdraw, discard: the only ways a party gets into rooms and out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action, Answer
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.refs import PlaceRef
from cogs.parties.access import find_own
from cogs.parties.cards import announce, announce_again, lost, refresh
from cogs.parties.fans import tell_fans
from cogs.parties.model import Party
from cogs.parties.notices import tell_coming
from cogs.parties.panel import panel
from cogs.parties.places import announcing
from cogs.parties.preview import missing
from cogs.parties.store import Ledger
from cogs.parties.themes import kind_of
from cogs.parties.timetable import cancel_all, schedule


async def publish(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Pressed again it changes nothing: one announcement per place, however often."""
    party = await find_own(ctx, argument)
    if party.state != "draft":
        return [Answer(await panel(ctx, party), replace=True)]
    places = await announcing(ctx)
    for key in missing(party, places):
        raise Mistake(key)
    if party.starts and party.starts <= ctx.now:
        raise Mistake("parties-past")
    party, effects = await go_public(ctx, party, [place.ref for place in places])
    return [Answer(await panel(ctx, party), replace=True), *effects, *await tell_fans(ctx, party)]


async def go_public(ctx: Context, party: Party, places: Sequence[PlaceRef]) -> tuple[Party, list[Action]]:
    ledger, kind = Ledger(ctx.tx), kind_of(ctx, party.kind)
    party = await ledger.keep(replace(party, state="published", published_at=ctx.now))
    await ledger.put_programme(kind.programme(party.id))
    cards = await ledger.put_cards(party.id, places)
    await schedule(ctx, party, kind.no_show)
    return party, await announce(ctx, party, cards)


async def announce_lost(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Where the card could not be put up, or was taken down: once whatever was in the way is not any more."""
    party = await find_own(ctx, argument)
    if not party.live:
        raise Mistake("parties-not-now", title=party.title, state=party.state)
    cards = await lost(ctx, party)
    effects = await announce_again(ctx, party, cards)
    return [Answer(await panel(ctx, party, without=cards), replace=True), *effects]


async def withdraw(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    party = await find_own(ctx, argument)
    if party.state != "published":
        raise Mistake("parties-not-now", title=party.title, state=party.state)
    party = await Ledger(ctx.tx).keep(replace(party, state="withdrawn", ended_at=ctx.now))
    await cancel_all(ctx, party)
    told = await tell_coming(ctx, party, "parties-called-off")
    return [Answer(await panel(ctx, party), replace=True), *await refresh(ctx, party), *told]


async def discard(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    party = await find_own(ctx, argument)
    if party.state != "draft":
        raise Mistake("parties-not-now", title=party.title, state=party.state)
    await Ledger(ctx.tx).drop(party.id)
    return [ctx.answer("parties-discarded", title=party.title, replace=True)]
