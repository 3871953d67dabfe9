"""Rehearsing in the lobby: a sample party that begins when somebody is ready, pretend guests and a fast-forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action, Amend, Answer
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import ServerJoined, ServerSeen
from bot.core.refs import LOBBY
from bot.core.roles import Role
from bot.core.stores.agenda import Planner
from cogs.parties.access import find, find_own
from cogs.parties.attendance import ran, saw
from cogs.parties.cards import refresh
from cogs.parties.guestlist import PRETEND, GuestList
from cogs.parties.model import Party
from cogs.parties.panel import panel
from cogs.parties.places import announcing, is_rehearsal
from cogs.parties.publishing import go_public
from cogs.parties.recap import after
from cogs.parties.reminders import remind
from cogs.parties.rules import next_step
from cogs.parties.running import end_party, next_act, open_party
from cogs.parties.store import Ledger, Parties
from cogs.parties.themes import MOTTO, kind_of

SEATS = 3
AT_ONCE = 2  # pretend guests who come with one press
MOST = 6
LEAD = 60  # minutes before the start, if there were one, at which a rehearsed reminder would come


async def lobby_seen(ctx: Context, event: ServerJoined | ServerSeen) -> Sequence[Action]:
    """Once, in a lobby that has had no party yet. One pretend guest is there already, so that two more fill it."""
    if event.server.platform != LOBBY or await Parties(ctx.tx).any_of(ctx.community.id):
        return ()
    places = [place.ref for place in await announcing(ctx) if place.ref.platform == LOBBY]
    if not places:
        return ()
    kind = kind_of(ctx, MOTTO)
    party = Party(
        id=ctx.ambient.new_id(),
        community=ctx.community.id,
        kind=kind.key,
        title=ctx.label("parties-sample-title"),
        about=ctx.label("parties-sample-about"),
        zone=ctx.community.zone,
        minutes=kind.minutes,
        seats=SEATS,
        reminders=(LEAD,),
        sample=True,
        made_at=ctx.now,
    )
    await Ledger(ctx.tx).keep(party)
    await _come(ctx, party, 1)
    _, effects = await go_public(ctx, party, places)
    return effects


async def pretend(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _rehearsed(ctx, argument)
    if not party.live:
        raise Mistake("parties-over", title=party.title)
    before = len(await GuestList(ctx.tx, party).pretend())
    if before >= MOST:
        raise Mistake("parties-pretend-enough")
    waiting = await _come(ctx, party, AT_ONCE)
    return [ctx.answer("parties-pretend", count=AT_ONCE, waiting=waiting), *await refresh(ctx, party)]


async def forward(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Reminder, opening, each act, recap: one step a press, and only where nobody is really waiting."""
    ctx, party = await _rehearsed(ctx, argument)
    if not ctx.may(Role.OWNER):
        raise Mistake("parties-forward-badge")
    party = await find_own(ctx, argument)
    acts = await Parties(ctx.tx).acts(party.id)
    match next_step(party, acts, reminded=await _reminded(ctx, party)):
        case "remind":
            return [ctx.answer("parties-forward-remind"), *await _remind_now(ctx, party)]
        case "open":
            party, effects = await open_party(ctx, party)
            await ran(ctx, party)
            for guest in await GuestList(ctx.tx, party).pretend():
                await saw(ctx, party.id, guest, "here")
            return [await _panel(ctx, party), *effects]
        case "act":
            effects = await next_act(ctx, party)
            return [await _panel(ctx, party), *effects]
        case "end":
            party, effects = await end_party(ctx, party)
            return [await _panel(ctx, party), *effects, *await after(ctx, party)]
        case "over":
            return [await _panel(ctx, party)]


async def _panel(ctx: Context, party: Party) -> Action:
    """The card that was pressed is everybody's, so the presser's panel has a name: there is one, kept up to date."""
    name, note = f"party/{party.id}/desk/{ctx.guest}/{LOBBY}", await panel(ctx, party)
    stands = name in await Parties(ctx.tx).messages(party.id, "there")
    return Amend(name, note) if stands else Answer(note, bookmark=name)


async def _come(ctx: Context, party: Party, count: int) -> int:
    """Pretend guests answer like anybody; returns how many are in line now."""
    guests = GuestList(ctx.tx, party)
    there = len(await guests.pretend())
    for number in range(there + 1, min(there + count, MOST) + 1):
        await guests.answer(f"{PRETEND}-{number}", None, "yes", ctx.now)
    return (await guests.counts()).waiting


async def _reminded(ctx: Context, party: Party) -> bool:
    if party.starts is None:
        return not party.reminders
    return not await Planner(ctx.tx).of(party.community, f"party/{party.id}/reminder/")


async def _remind_now(ctx: Context, party: Party) -> list[Action]:
    effects = await remind(ctx, party, min(party.reminders, default=LEAD))
    await Planner(ctx.tx).cancel(f"party/{party.id}/reminder/")
    if party.starts is None:
        await Ledger(ctx.tx).keep(replace(party, reminders=()))
    return effects


async def _rehearsed(ctx: Context, argument: str) -> tuple[Context, Party]:
    """Raises Mistake for a party that somebody outside the lobby was told of."""
    party = await find(ctx, argument)
    if ctx.who.member.platform != LOBBY or not is_rehearsal(await Parties(ctx.tx).cards(party.id)):
        raise Mistake("parties-gone")
    return ctx, party
