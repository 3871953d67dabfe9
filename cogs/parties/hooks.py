"""Where parties take part in what concerns all: guests' data, linked accounts, communities that join or end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import Due
from bot.core.stamps import from_ms
from cogs.parties.cards import refresh
from cogs.parties.guestlist import GuestList
from cogs.parties.model import Party
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


async def forget(ctx: Context, guest: str) -> Sequence[Action]:
    """Seats are free for the next in line; what was counted of parties that are over stays as a number."""
    coming = await _live_of(ctx, guest)
    for party in coming:
        await GuestList(ctx.tx, party).drop(guest)
    nobody = f"gone-{ctx.ambient.new_id()}"
    await ctx.tx.run("UPDATE party_rsvp SET guest = ?, platform = '', member = '' WHERE guest = ?", nobody, guest)
    for table in ("party_seen", "party_vote"):
        await ctx.tx.run(f"UPDATE {table} SET guest = ? WHERE guest = ?", nobody, guest)
    for table in ("party_name", "party_wish", "party_voice", "party_song", "party_fan"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE guest = ?", guest)
    await ctx.tx.run("UPDATE party SET host = '', host_platform = '', host_member = '' WHERE host = ?", guest)
    return await _settled(ctx, coming)


async def tidy_due(ctx: Context, due: Due) -> None:
    """Thirty days later answers, votes and songs are numbers; that somebody came stays until they have it erased."""
    party = await Parties(ctx.tx).get(due.body)
    if party is None or party.live:
        return
    rows = await ctx.tx.rows("SELECT guest FROM party_rsvp WHERE party = ? ORDER BY ticket, guest", party.id)
    for number, (guest,) in enumerate(rows):
        await ctx.tx.run(
            "UPDATE party_rsvp SET guest = ?, platform = '', member = '' WHERE party = ? AND guest = ?",
            f"gone-{number}",
            party.id,
            guest,
        )
    for table in ("party_name", "party_wish", "party_vote", "party_voice"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE party = ?", party.id)
    await ctx.tx.run("UPDATE party_song SET guest = '' WHERE party = ?", party.id)


async def merge(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """Two RSVPs become one and the earlier seat stays; a seat that comes free goes to the next in line."""
    concerned = await _live_of(ctx, younger)
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
    return await _settled(ctx, concerned)


async def adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """Its timers have moved already, with all the others."""
    await ctx.tx.run("UPDATE party SET community = ? WHERE community = ?", older, younger)
    await ctx.tx.run("UPDATE party_fan SET community = ? WHERE community = ?", older, younger)
    ctx.tx.touch(ROOMS)
    return ()


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


async def _live_of(ctx: Context, guest: str) -> list[Party]:
    rows = await ctx.tx.rows(
        "SELECT r.party FROM party_rsvp r JOIN party p ON p.id = r.party"
        " WHERE r.guest = ? AND p.state IN ('published', 'running', 'paused') ORDER BY r.party",
        guest,
    )
    found = [await Parties(ctx.tx).get(row[0]) for row in rows]
    return [party for party in found if party]


async def _settled(ctx: Context, parties: Sequence[Party]) -> list[Action]:
    effects: list[Action] = []
    for party in parties:
        effects += await fill_seats(ctx, party)
        effects += await refresh(ctx, party)
    return effects
