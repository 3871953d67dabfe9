"""Who was there: checked in, pressed, voted, wrote, or sat five minutes in the voice channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import MessageWritten, PresenceChanged
from bot.core.ports import Reader, Transaction
from bot.core.refs import PlaceRef
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.people import People
from cogs.parties.access import find
from cogs.parties.guestlist import GuestList
from cogs.parties.model import Party, Seen
from cogs.parties.rules import VOICE_COUNTS
from cogs.parties.store import ROOMS

_SEEN = "INSERT INTO party_seen (party, guest, how, at) VALUES (?, ?, ?, ?) ON CONFLICT (party, guest, how) DO NOTHING"


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where something of a party may be seen just now."""

    talk: Mapping[PlaceRef, str]
    voice: Mapping[PlaceRef, str]
    communities: frozenset[str]


async def saw(ctx: Context, party: str, guest: str, how: Seen) -> None:
    if guest:
        await ctx.tx.run(_SEEN, party, guest, how, to_ms(ctx.now))


async def check_in(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    party = await find(ctx, argument)
    if not party.on:
        return [ctx.answer("parties-over" if party.state == "ended" else "parties-not-yet", title=party.title)]
    await saw(ctx, party.id, ctx.guest, "here")
    return [ctx.answer("parties-checked-in", title=party.title)]


async def ran(ctx: Context, party: Party) -> None:
    """Whoever said that they come and then runs the evening is there; who only runs it is no guest of it."""
    rsvp = await GuestList(ctx.tx, party).of(ctx.guest) if party.on else None
    if rsvp and rsvp.answer == "yes":
        await saw(ctx, party.id, ctx.guest, "pressed")


async def wrote(ctx: Context, event: MessageWritten) -> None:
    """Asked for every message of every place: without a running party there it costs no query."""
    party = (await ctx.recall(ROOMS, load_rooms)).talk.get(event.message.place)
    if party is None or not ctx.guest or event.scene.profile.is_bot or event.as_server or event.as_channel:
        return
    if event.automatic:
        return
    ctx.tx.later(_SEEN, party, ctx.guest, "wrote", to_ms(ctx.now))


async def moved(ctx: Context, event: PresenceChanged) -> None:
    """In and out of voice channels; the minutes count when somebody goes, and at the end for those still there."""
    rooms = await ctx.recall(ROOMS, load_rooms)
    if ctx.community.id not in rooms.communities or event.profile.is_bot:
        return
    guest = await People(ctx.tx).guest_of(ctx.community.id, event.member)
    if guest is None:
        return
    for place, party in rooms.voice.items():
        if place != event.place:
            await _left(ctx.tx, party, guest, event.at)
    entered = rooms.voice.get(event.place) if event.place else None
    if entered:
        await ctx.tx.run(
            "INSERT INTO party_voice (party, guest, since) VALUES (?, ?, ?) ON CONFLICT (party, guest) DO NOTHING",
            entered,
            guest,
            to_ms(event.at),
        )


async def close_voice(ctx: Context, party: Party) -> None:
    rows = await ctx.tx.rows("SELECT guest FROM party_voice WHERE party = ?", party.id)
    for (guest,) in rows:
        await _left(ctx.tx, party.id, guest, ctx.now)


async def _left(tx: Transaction, party: str, guest: str, at: datetime) -> None:
    """Minutes before the opening do not count."""
    row = await tx.row(
        "SELECT v.since, p.opened_at FROM party_voice v JOIN party p ON p.id = v.party"
        " WHERE v.party = ? AND v.guest = ?",
        party,
        guest,
    )
    if row is None:
        return
    await tx.run("DELETE FROM party_voice WHERE party = ? AND guest = ?", party, guest)
    if row[1] and at - from_ms(max(row[0], row[1])) >= VOICE_COUNTS:
        await tx.run(_SEEN, party, guest, "voice", to_ms(at))


async def load_rooms(reader: Reader) -> Rooms:
    """Talk counts while a party is on; voice is watched from its announcement, for those who come early."""
    cards = await reader.rows(
        "SELECT c.platform, c.place, c.room_place, c.party FROM party_card c JOIN party p ON p.id = c.party"
        " WHERE p.state IN ('running', 'paused')"
    )
    voices = await reader.rows(
        "SELECT voice_platform, voice_place, id, community FROM party"
        " WHERE voice_platform <> '' AND state IN ('published', 'running', 'paused') ORDER BY starts DESC"
    )
    return Rooms(
        {PlaceRef(row[0], row[2] or row[1]): row[3] for row in cards},
        {PlaceRef(row[0], row[1]): row[2] for row in voices},
        frozenset(row[3] for row in voices),
    )
