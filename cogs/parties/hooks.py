"""Where parties take part in what concerns all: guests' data, linked accounts, communities that join or end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.stamps import from_ms
from cogs.parties.cards import refresh
from cogs.parties.guestlist import GuestList
from cogs.parties.model import LIVE, Party
from cogs.parties.rsvp import fill_seats
from cogs.parties.store import ROOMS, Ledger, Parties

# Tables that name a guest beside the guest list itself.
_OF_GUEST = ("party_name", "party_wish", "party_vote", "party_seen", "party_voice")


async def export(ctx: Context, guest: str) -> dict[str, Any]:
    answers = await ctx.tx.rows(
        "SELECT p.title, r.answer, r.seated, r.at FROM party_rsvp r JOIN party p ON p.id = r.party"
        " WHERE r.guest = ? ORDER BY r.at",
        guest,
    )
    seen = await ctx.tx.rows(
        "SELECT p.title, s.how, s.at FROM party_seen s JOIN party p ON p.id = s.party WHERE s.guest = ? ORDER BY s.at",
        guest,
    )
    songs = await ctx.tx.rows("SELECT words FROM party_song WHERE guest = ? ORDER BY party, number", guest)
    named = await ctx.tx.rows("SELECT platform FROM party_name WHERE guest = ?", guest)
    wishes = await ctx.tx.rows("SELECT platform FROM party_wish WHERE guest = ?", guest)
    hosted = await ctx.tx.rows("SELECT title FROM party WHERE host = ? ORDER BY made_at", guest)
    fan = await ctx.tx.rows("SELECT platform FROM party_fan WHERE guest = ?", guest)
    return {
        "answers": [
            {"party": title, "answer": answer, "seat": bool(seated), "at": from_ms(at).isoformat()}
            for title, answer, seated, at in answers
        ],
        "seen": [{"party": title, "how": how, "at": from_ms(at).isoformat()} for title, how, at in seen],
        "songs": [row[0] for row in songs],
        "named_on": [row[0] for row in named],
        "reminded_on": [row[0] for row in wishes],
        "hosted": [row[0] for row in hosted],
        "told_next_time": bool(fan),
    }


async def home(ctx: Context, argument: str) -> str:
    """A button's party stands first in its argument."""
    party = await Parties(ctx.tx).get(argument.partition(".")[0])
    return party.community if party else ""


async def merge(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """Two RSVPs become one and the earlier seat stays; a seat that comes free goes to the next in line."""
    concerned = await live_of(ctx, younger)
    rows = await ctx.tx.rows("SELECT party FROM party_rsvp WHERE guest = ?", younger)
    for (id_,) in rows:
        party = await Parties(ctx.tx).get(id_)
        if party:
            await GuestList(ctx.tx, party).merge(younger, older)
    for table in (*_OF_GUEST, "party_fan"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE guest = ? AND {_SAME[table]}".replace("$", table), younger, older)
        await ctx.tx.run(f"UPDATE {table} SET guest = ? WHERE guest = ?", older, younger)
    await ctx.tx.run("UPDATE party_song SET guest = ? WHERE guest = ?", older, younger)
    await ctx.tx.run("UPDATE party SET host = ? WHERE host = ?", older, younger)
    return await settled(ctx, concerned)


async def adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """Its timers have moved already, with all the others; its cards follow the older's language and time zone now."""
    live = await Parties(ctx.tx).those(younger, LIVE) if ctx.community.open else []
    await ctx.tx.run("UPDATE party SET community = ? WHERE community = ?", older, younger)
    await ctx.tx.run("UPDATE party_fan SET community = ? WHERE community = ?", older, younger)
    ctx.tx.touch(ROOMS)
    return [amend for party in live for amend in await refresh(ctx, party)]


async def closed(ctx: Context, community: str) -> None:
    for (id_,) in await ctx.tx.rows("SELECT id FROM party WHERE community = ?", community):
        await Ledger(ctx.tx).drop(id_)
    await ctx.tx.run("DELETE FROM party_fan WHERE community = ?", community)


# What makes the older guest's row the same as the younger's, so that one of them goes.
_SAME = {
    "party_name": "EXISTS (SELECT 1 FROM $ o WHERE o.party = $.party AND o.platform = $.platform AND o.guest = ?)",
    "party_wish": "EXISTS (SELECT 1 FROM $ o WHERE o.party = $.party AND o.guest = ?)",
    "party_vote": (
        "EXISTS (SELECT 1 FROM $ o JOIN party_act a ON a.party = o.party AND a.number = o.act WHERE o.party = $.party"
        " AND o.act = $.act AND o.guest = ? AND (a.act = 'poll' OR o.choice = $.choice))"
    ),
    "party_seen": "EXISTS (SELECT 1 FROM $ o WHERE o.party = $.party AND o.how = $.how AND o.guest = ?)",
    "party_voice": "EXISTS (SELECT 1 FROM $ o WHERE o.party = $.party AND o.guest = ?)",
    "party_fan": "EXISTS (SELECT 1 FROM $ o WHERE o.community = $.community AND o.guest = ?)",
}


async def live_of(ctx: Context, guest: str) -> list[Party]:
    rows = await ctx.tx.rows(
        "SELECT r.party FROM party_rsvp r JOIN party p ON p.id = r.party"
        " WHERE r.guest = ? AND p.state IN ('published', 'running', 'paused') ORDER BY r.party",
        guest,
    )
    found = [await Parties(ctx.tx).get(row[0]) for row in rows]
    return [party for party in found if party]


async def settled(ctx: Context, parties: Sequence[Party]) -> list[Action]:
    effects: list[Action] = []
    for party in parties:
        effects += await fill_seats(ctx, party)
        effects += await refresh(ctx, party)
    return effects
