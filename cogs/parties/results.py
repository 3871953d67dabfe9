"""What platforms answered: a room that could not be opened, a line that reached nobody, a card not put up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import Performed, PlaceChanged, PlaceMigrated, Refused, ResultEvent, Unknown
from bot.core.spoken import language_of
from bot.core.stores.communities import Communities
from cogs.parties.acts import floor
from cogs.parties.cards import announce_again, announce_button, lost, refresh
from cogs.parties.model import LIVE, Card, Party
from cogs.parties.notices import tell_host, tell_missed
from cogs.parties.places import is_within
from cogs.parties.running import ASKED, opening
from cogs.parties.store import ROOMS, Ledger, Parties


async def settled(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    _, _, rest = event.tag.partition("/")
    what, _, rest = rest.partition("/")
    id_, _, number = rest.partition(".")
    party = await Parties(ctx.tx).get(id_)
    if party is None:
        return ()
    ctx = await _seen_from(ctx, party.community)
    number, _, how = number.partition(".") if what == "room" else (number, "", "")
    match what, event:
        case "room", Performed(place=place) if place is not None:
            await _room_stands(ctx, party, number, place.id)
        case "room", Refused(reason="stopped"):
            await _no_room(ctx, party, number)
        case "room", Refused() | Unknown():
            return await _without_room(ctx, party, number, asked=how == ASKED)
        case "card", Performed():
            await _told(ctx, party, number)
            await Ledger(ctx.tx).mended(party.id, "unposted", number)
        case "card", Unknown():
            await _told(ctx, party, number)
        case "card", Refused():
            return await _not_posted(ctx, party, number, event.reason)
        case "remind" | "nudge", Performed(repeated=True):
            await Ledger(ctx.tx).note(party.id, "repeated", f"{what}.{number}", ctx.now)
        case "remind", Unknown():
            await Ledger(ctx.tx).note(party.id, "unknown", number, ctx.now)
        case "remind" | "open" | "act" | "goodbye", Refused(reason=reason) if reason != "stopped":
            return await _lost(ctx, party, what, number, reason)
        case "nudge" | "told", Refused(reason=reason) if reason != "stopped":
            await Ledger(ctx.tx).note(party.id, "unreached", f"{what}.{number}", ctx.now)
        case _:
            pass
    return ()


async def _seen_from(ctx: Context, community: str) -> Context:
    """A private chat that had moved on carries the other community's name; the party knows where it belongs."""
    found = None if community == ctx.community.id else await Communities(ctx.tx).load(community)
    return ctx.seen_as(found) if found else ctx


async def place_changed(ctx: Context, event: PlaceChanged) -> Sequence[Action]:
    """A room that went away takes nothing with it: what comes next is said in the place itself."""
    if not event.gone:
        return ()
    place = event.place.place
    rows = await ctx.tx.rows(
        "UPDATE party_card SET room = '', room_place = '' WHERE platform = ? AND room_place = ? RETURNING party",
        place.platform,
        place.id,
    )
    ctx.tx.touch(ROOMS)
    parties = [await Parties(ctx.tx).get(row[0]) for row in rows]
    return [amend for party in parties if party and party.on for amend in await refresh(ctx, party)]


async def migrated(ctx: Context, event: PlaceMigrated) -> Sequence[Action]:
    """A group became a supergroup: its cards and rooms follow; the core has moved the settings that name it.

    Its messages cannot be edited any more, so that what guests still need is put up anew.
    """
    ledger = Ledger(ctx.tx)
    await ledger.move_place(event.old.platform, event.old.id, event.new.id)
    effects: list[Action] = []
    for party in await ledger.those(ctx.community.id, LIVE) if ctx.community.open else ():
        cards = [card for card in await ledger.cards(party.id) if is_within(card.place, event.new)]
        effects += await announce_again(ctx, party, [card for card in await lost(ctx, party) if card in cards])
        effects += await floor.begin_again(ctx, party, cards)
    return effects


async def _room_stands(ctx: Context, party: Party, number: str, place: str) -> None:
    card = await _card(ctx, party, number)
    if card and card.room:
        await Ledger(ctx.tx).put_room(replace(card, room_place=place))


async def _without_room(ctx: Context, party: Party, number: str, *, asked: bool) -> Sequence[Action]:
    """No thread or topic here: the party takes place where it was announced. What a host pressed stays asked for."""
    card = await _no_room(ctx, party, number)
    if card is None:
        return ()
    hello = replace(await opening(ctx, party, card), unasked=not asked)
    return [hello, *(replace(amend, unasked=not asked) for amend in await refresh(ctx, party, card.place))]


async def _no_room(ctx: Context, party: Party, number: str) -> Card | None:
    card = await _card(ctx, party, number)
    if card is None or not card.room or not party.on:
        return None
    card = replace(card, room="", room_place="")
    await Ledger(ctx.tx).put_room(card)
    return card


async def _lost(ctx: Context, party: Party, what: str, number: str, reason: str) -> Sequence[Action]:
    """A line that a room should have seen. The team hears of each once, however many rooms it was for.

    A room that could not be opened takes its opening along; that is said in the place itself, and nothing is lost.
    """
    if what == "open" and reason == "gone":
        return ()
    about = f"{what}.{number.partition('.')[0]}" if what in ("remind", "act") else what
    return await tell_missed(ctx, party, about, "parties-line-lost", reason=reason)


async def _told(ctx: Context, party: Party, number: str) -> None:
    card = await _card(ctx, party, number)
    if card:
        await Ledger(ctx.tx).told(card)


async def _not_posted(ctx: Context, party: Party, number: str, reason: str) -> Sequence[Action]:
    card = await _card(ctx, party, number)
    place = await Communities(ctx.tx).place(card.place) if card else None
    await Ledger(ctx.tx).note(party.id, "unposted", number, ctx.now)
    name = place.name if place else ""
    language = await language_of(ctx, party.host_member) if party.host_member else ctx.language
    row = (announce_button(ctx, party, language, [card] if card else ()),)
    return await tell_host(ctx, party, "parties-not-posted", row, place=name, reason=reason)


async def _card(ctx: Context, party: Party, number: str) -> Card | None:
    cards = {str(card.number): card for card in await Parties(ctx.tx).cards(party.id)}
    return cards.get(number)
