"""Announcement cards: what stands in a place about a party, kept true by editing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.actions import Action, Amend, Post
from bot.core.context import Context
from bot.core.decency import fit_to_repeat
from bot.core.notes import Button, Note, Picture, Row
from bot.core.refs import LOBBY, MemberRef, PlaceRef
from bot.core.spoken import read_at
from bot.core.stores.communities import Communities
from bot.core.stores.people import People
from bot.core.text import Text, lines
from cogs.parties.guestlist import GuestList
from cogs.parties.model import LIVE, Card, Counts, Party
from cogs.parties.notices import names
from cogs.parties.places import is_rehearsal, pinged
from cogs.parties.store import Parties
from cogs.parties.widgets import button, moment

NAMES_SHOWN = 12
PAINTER = "poster"


async def announce(ctx: Context, party: Party, cards: Sequence[Card]) -> list[Action]:
    """The first word about a party, by a person's order."""
    return [
        Post(
            card.place,
            await _seen_at(ctx, party, card),
            bookmark=card.bookmark,
            pings=pinged(ctx, card.place.platform),
            idem=f"card:{party.id}:{card.number}",
            tag=f"parties/card/{party.id}.{card.number}",
        )
        for card in cards
    ]


async def lost(ctx: Context, party: Party) -> list[Card]:
    """Where the party should be announced and is not: the card went, or could not be put up."""
    away = await Parties(ctx.tx).messages(party.id, "gone", "failed")
    return [card for card in await Parties(ctx.tx).cards(party.id) if card.bookmark in away]


async def announce_again(ctx: Context, party: Party, cards: Sequence[Card]) -> list[Action]:
    """Only what never stood there pings, once somebody presses for it; it is put up as often as they press."""
    return [
        Post(
            card.place,
            await _seen_at(ctx, party, card),
            bookmark=card.bookmark,
            pings=_pings_again(ctx, card) if ctx.scene else (),
            unasked=ctx.scene is None,
            in_party=True,  # somebody published it here, whatever the hour is now
            idem="" if ctx.scene else f"card:{party.id}:{card.number}:{card.place.id}",
            tag=f"parties/card/{party.id}.{card.number}",
        )
        for card in cards
    ]


def announce_button(ctx: Context, party: Party, language: str, missing: Sequence[Card]) -> Button:
    """Its words say beforehand whether somebody will be pinged, where a role is chosen at all."""
    roles = any(pinged(ctx, card.place.platform) for card in missing)
    ping = ("yes" if any(_pings_again(ctx, card) for card in missing) else "no") if roles else "nobody"
    return button(ctx, language, "announce", party.id, ping=ping)


def _pings_again(ctx: Context, card: Card) -> tuple[str, ...]:
    return () if card.told else pinged(ctx, card.place.platform)


async def refresh(ctx: Context, party: Party, place: PlaceRef | None = None) -> list[Amend]:
    """Every card, or those in one place, as it has to look now."""
    return [
        Amend(
            card.bookmark,
            await _seen_at(ctx, party, card),
            unasked=ctx.scene is None,
        )
        for card in await Parties(ctx.tx).cards(party.id)
        if place in (None, card.place)
    ]


async def redraw(ctx: Context, place: PlaceRef | None) -> list[Amend]:
    """Cards of parties that are still to come or on; who looks back at an old one reads it as it was."""
    parties = await Parties(ctx.tx).those(ctx.community.id, LIVE) if ctx.community.open else []
    return [amend for party in parties for amend in await refresh(ctx, party, place)]


async def _seen_at(ctx: Context, party: Party, card: Card) -> Note:
    there = await read_at(ctx, card.place)
    return await face(there, party, card.place.platform, there.language, own_room=bool(card.room))


async def face(
    ctx: Context, party: Party, platform: str, language: str, *, reader: str = "", own_room: bool = False
) -> Note:
    """What guests on one platform see: counts for all, names only of those known there who agreed; times in ctx's zone.

    `reader` is the platform of somebody who looks at it from another one, where those names have no business.
    `own_room` when the party was opened in a room beside the card.
    """
    counts = await GuestList(ctx.tx, party).counts()
    away = reader not in ("", platform)
    rows = list(await _about(ctx, party, platform, language, away=away))
    rows += _numbers(ctx, party, language, counts)
    rows += [] if away else await _names(ctx, party, platform, language)
    rows += _state(ctx, party, language, own_room=own_room)
    rehearsal = is_rehearsal(await Parties(ctx.tx).cards(party.id))
    return Note(
        lines(rows),
        _buttons(ctx, party, language, rehearsal=rehearsal),
        picture=picture(ctx, party, language),
        colour=colour(ctx, party),
    )


def colour(ctx: Context, party: Party) -> str:
    return str(ctx.voice.look(party.motto, ctx.pack)["accent"])


def picture(ctx: Context, party: Party, language: str) -> Picture:
    """Drawn by the sender's side; with no painter there the card stands without it."""
    when = moment(ctx, party, language, ctx.zone).plain
    spec = {"title": party.title, "when": when, "motto": party.motto, "pack": ctx.pack, "language": language}
    alt = ctx.label_in(language, "parties-picture", title=party.title, when=when)
    return Picture(f"{PAINTER}:{json.dumps(spec, ensure_ascii=False, sort_keys=True)}", alt)


def motto_name(ctx: Context, motto: str, language: str) -> str:
    return ctx.cheer(language, motto, "motto-name").plain


async def host_name(ctx: Context, party: Party, platform: str) -> str:
    """The host's name where they are known; a name does not travel to another platform."""
    accounts = await People(ctx.tx).accounts(party.host) if party.host else []
    known = [account.name for account in accounts if account.ref.platform == platform]
    return (fit_to_repeat(known[0]) or "") if known else ""


def names_there(ctx: Context, language: str, platform: str, count: int) -> Text:
    """Instead of names, for somebody who reads on another platform."""
    return ctx.say_in(language, "parties-names-there", count=count, platform=platform.capitalize())


async def _about(ctx: Context, party: Party, platform: str, language: str, *, away: bool) -> Sequence[Text]:
    found = [ctx.say_in(language, "parties-card-title", title=party.title)]
    if party.sample:
        found.append(ctx.say_in(language, "parties-card-sample"))
    if party.motto:
        found.append(ctx.say_in(language, "parties-card-motto", motto=motto_name(ctx, party.motto, language)))
    if party.about:
        found.append(Text.of(party.about))
    found.append(ctx.say_in(language, "parties-card-when", when=moment(ctx, party, language, ctx.zone)))
    where = await place_words(ctx, party, platform)
    if where:
        found.append(ctx.say_in(language, "parties-card-where", where=where))
    host = await host_name(ctx, party, platform)
    if host:
        shown = names_there(ctx, language, platform, 1) if away else host
        found.append(ctx.say_in(language, "parties-card-host", host=shown))
    return found


async def place_words(ctx: Context, party: Party, platform: str) -> str:
    """The address; the voice channel only where it can be entered."""
    parts = [party.address] if party.address else []
    if party.voice and party.voice.platform == platform:
        place = await Communities(ctx.tx).place(party.voice)
        parts += [f"🔊 {place.name}"] if place else []
    return " · ".join(parts)


def _numbers(ctx: Context, party: Party, language: str, counts: Counts) -> Sequence[Text]:
    found = [
        ctx.say_in(language, "parties-card-seats", taken=counts.yes, seats=party.seats)
        if party.seats
        else ctx.say_in(language, "parties-card-going", taken=counts.yes)
    ]
    if counts.waiting:
        found.append(ctx.say_in(language, "parties-card-waiting", count=counts.waiting))
    if counts.maybe:
        found.append(ctx.say_in(language, "parties-card-maybe", count=counts.maybe))
    return found


async def _names(ctx: Context, party: Party, platform: str, language: str) -> Sequence[Text]:
    guests = GuestList(ctx.tx, party)
    shown = await shown_names(ctx, party, await guests.named(platform))
    if platform == LOBBY:
        shown += [pretend_name(ctx, language, guest) for guest in await guests.pretend(seated=True)]
    if not shown:
        return ()
    return (ctx.say_in(language, "parties-card-names", names=", ".join(shown[:NAMES_SHOWN])),)


async def shown_names(ctx: Context, party: Party, members: Sequence[MemberRef]) -> list[str]:
    """A name that is a link, an invitation or a slur is left out."""
    found = [fit_to_repeat(name) for name in await names(ctx, members[: NAMES_SHOWN * 2])]
    return [name for name in found if name]


def pretend_name(ctx: Context, language: str, guest: str) -> str:
    return ctx.label_in(language, "parties-pretend-name", number=int(guest.rpartition("-")[2]))


def _state(ctx: Context, party: Party, language: str, *, own_room: bool) -> Sequence[Text]:
    match party.state:
        case "running" | "paused" if own_room:
            return (ctx.say_in(language, "parties-card-running-room", room=party.title),)
        case "running" | "paused":
            return (ctx.say_in(language, "parties-card-running"),)
        case "ended":
            return (ctx.say_in(language, "parties-card-ended"),)
        case "withdrawn":
            return (ctx.say_in(language, "parties-card-withdrawn"),)
        case _:
            return ()


def _buttons(ctx: Context, party: Party, language: str, *, rehearsal: bool) -> tuple[Row, ...]:
    if not party.live:
        return ()
    rows: list[Row] = [answers(ctx, party, language)]
    more: list[Button] = []
    if party.starts and not party.on:
        more.append(button(ctx, language, "remind", party.id, opens_private=True))
    if party.starts:
        more.append(button(ctx, language, "ics", party.id, opens_private=True))
    if more:
        rows.append(tuple(more))
    if rehearsal:
        rows.append((button(ctx, language, "pretend", party.id), button(ctx, language, "forward", party.id)))
    return tuple(rows)


def answers(ctx: Context, party: Party, language: str, before: str = "") -> Row:
    return (
        button(ctx, language, "yes", party.id, style="good", before=before),
        button(ctx, language, "maybe", party.id, before=before),
        button(ctx, language, "no", party.id, before=before),
    )
