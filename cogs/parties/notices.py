"""Private lines to those whom something concerns: guests with a seat or in line, the host, the team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.actions import Action, Post, Whisper
from bot.core.context import Context
from bot.core.manners import log_place
from bot.core.notes import Note, Row
from bot.core.refs import MemberRef, PlaceRef
from bot.core.roles import Role
from bot.core.spoken import language_of, read_at
from bot.core.stores.people import People
from bot.core.stores.standing import Standing
from bot.core.text import Text
from cogs.parties.guestlist import GuestList
from cogs.parties.knobs import grace
from cogs.parties.model import Party
from cogs.parties.store import Ledger
from cogs.parties.widgets import moment


def worth_until(ctx: Context, party: Party) -> datetime | None:
    """Until when a guest wants to hear of a party: a little into it, or to its end once it is on."""
    until = party.over_at if party.on else party.starts
    return max(until, ctx.now) + grace(ctx) if until else None


async def whisper(
    ctx: Context,
    member: MemberRef,
    party: Party,
    key: str,
    *rows: Row,
    stale_after: datetime | None = None,
    **blanks: object,
) -> Whisper:
    language = await language_of(ctx, member)
    text = ctx.say_in(language, key, title=party.title, when=moment(ctx, party, language), **blanks)
    return Whisper(
        member,
        Note(text, rows),
        policy="sure",
        tag=f"parties/told/{party.id}.{ctx.ambient.new_id()}",
        stale_after=stale_after,
    )


async def tell_coming(ctx: Context, party: Party, key: str) -> list[Action]:
    """Only those going or in line hear of a change."""
    guests = await GuestList(ctx.tx, party).coming()
    until = worth_until(ctx, party)
    return [await whisper(ctx, rsvp.member, party, key, stale_after=until) for rsvp in guests if rsvp.member]


async def tell_team(ctx: Context, party: Party, key: str, **blanks: object) -> list[Action]:
    """One line in the team's private place; without one to everybody on the team."""
    place = log_place(ctx)
    if place:
        return [await _logged(ctx, place, party, key, **blanks)]
    holders = await Standing(ctx.tx).holders(ctx.community.id, (Role.OWNER, Role.TEAM))
    return [await whisper(ctx, member, party, key, stale_after=None, **blanks) for member in holders]


async def tell_missed(ctx: Context, party: Party, about: str, key: str, **blanks: object) -> list[Action]:
    """What was not said when it should have been: counted, and told to the team once."""
    if not await Ledger(ctx.tx).note(party.id, "missed", about, ctx.now):
        return []
    return await tell_team(ctx, party, key, **blanks)


async def tell_host(
    ctx: Context, party: Party, key: str, *rows: Row, stale_after: datetime | None = None, **blanks: object
) -> list[Action]:
    """The team, where the party has no host with an account."""
    if party.host_member is None:
        return await tell_team(ctx, party, key, **blanks)
    return [await whisper(ctx, party.host_member, party, key, *rows, stale_after=stale_after, **blanks)]


async def post_to_log(ctx: Context, text: Text) -> list[Action]:
    place = log_place(ctx)
    return [Post(place, Note(text), tag="parties/log/")] if place else []


async def names(ctx: Context, members: Iterable[MemberRef]) -> list[str]:
    """Display names of accounts; one that was forgotten has none."""
    found = [await People(ctx.tx).member(member) for member in members]
    return [member.name for member in found if member and member.name]


async def _logged(ctx: Context, place: PlaceRef, party: Party, key: str, **blanks: object) -> Post:
    there = await read_at(ctx, place)
    text = there.say(key, title=party.title, when=moment(there, party, there.language, there.zone), **blanks)
    return Post(place, Note(text), tag=f"parties/log/{party.id}")
