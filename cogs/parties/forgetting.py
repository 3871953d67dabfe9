"""Letting go of names: of one guest who asks for it, of all of them a while after the party; in posts as in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import Due
from bot.core.naming import without
from bot.core.stores.people import People
from cogs.parties.acts import ACTS
from cogs.parties.acts.floor import turn_of
from cogs.parties.cards import refresh
from cogs.parties.guestlist import GuestList
from cogs.parties.hooks import live_of, settled
from cogs.parties.model import Party
from cogs.parties.recap import reworded
from cogs.parties.store import Ledger, Parties


async def forget(ctx: Context, guest: str) -> Sequence[Action]:
    """Seats are free for the next in line; what was counted of parties that are over stays as a number."""
    coming = await live_of(ctx, guest)
    over = [party for party in await _concerned(ctx, guest) if party.id not in {one.id for one in coming}]
    sung = await ctx.tx.rows("SELECT DISTINCT party, act FROM party_song WHERE guest = ?", guest)
    for party in coming:
        await GuestList(ctx.tx, party).drop(guest)
    nobody = f"gone-{ctx.ambient.new_id()}"
    await ctx.tx.run("UPDATE party_rsvp SET guest = ?, platform = '', member = '' WHERE guest = ?", nobody, guest)
    for table in ("party_seen", "party_vote"):
        await ctx.tx.run(f"UPDATE {table} SET guest = ? WHERE guest = ?", nobody, guest)
    for table in ("party_name", "party_wish", "party_voice", "party_song", "party_fan"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE guest = ?", guest)
    await ctx.tx.run("UPDATE party SET host = '', host_platform = '', host_member = '' WHERE host = ?", guest)
    names = [account.name for account in await People(ctx.tx).accounts(guest)]
    effects = await settled(ctx, [await _unnamed(ctx, party, names) for party in coming])
    for party in over:
        effects += await _shown_again(ctx, await _unnamed(ctx, party, names))
    for id_, act in sung:
        effects += await _sung_again(ctx, id_, act)
    return effects


async def tidy_due(ctx: Context, due: Due) -> Sequence[Action]:
    """A while later answers, votes and songs are numbers; that somebody came stays until they have it erased."""
    party = await Parties(ctx.tx).get(due.body)
    if party is None or party.live:
        return ()
    rows = await ctx.tx.rows("SELECT guest FROM party_rsvp WHERE party = ? ORDER BY ticket, guest", party.id)
    for number, (guest,) in enumerate(rows):
        await ctx.tx.run(
            "UPDATE party_rsvp SET guest = ?, platform = '', member = '' WHERE party = ? AND guest = ?",
            f"gone-{number}",
            party.id,
            guest,
        )
    named = await ctx.tx.row("SELECT 1 FROM party_name WHERE party = ? LIMIT 1", party.id)
    for table in ("party_name", "party_wish", "party_vote", "party_voice"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE party = ?", party.id)
    await ctx.tx.run("UPDATE party_song SET guest = '' WHERE party = ?", party.id)
    return await _shown_again(ctx, party) if named else ()


async def _concerned(ctx: Context, guest: str) -> list[Party]:
    """Parties whose posts may name the guest."""
    rows = await ctx.tx.rows(
        "SELECT id FROM party WHERE state <> 'draft' AND (host = ? OR id IN"
        " (SELECT party FROM party_name WHERE guest = ?)) ORDER BY id",
        guest,
        guest,
    )
    found = [await Parties(ctx.tx).get(row[0]) for row in rows]
    return [party for party in found if party]


async def _unnamed(ctx: Context, party: Party, names: Sequence[str]) -> Party:
    """As it is now, its own words without the names that are forgotten."""
    now = await Parties(ctx.tx).get(party.id) or party
    bare = replace(
        now, title=without(now.title, names), about=without(now.about, names), recap=without(now.recap, names)
    )
    return await Ledger(ctx.tx).keep(bare) if bare != now else now


async def _shown_again(ctx: Context, party: Party) -> list[Action]:
    """Only what still stands: an edit of a post that is gone would wait for ever."""
    there = await Parties(ctx.tx).messages(party.id, "there")
    amends = [*await refresh(ctx, party), *(await reworded(ctx, party) if party.recapped_at else ())]
    return [replace(amend, unasked=False) for amend in amends if amend.bookmark in there]


async def _sung_again(ctx: Context, id_: str, number: int) -> Sequence[Action]:
    """The list of songs, without those of the guest."""
    party = await Parties(ctx.tx).get(id_)
    act = next((one for one in await Parties(ctx.tx).acts(id_) if one.number == number), None)
    if party is None or act is None or act.state not in ("running", "done"):
        return ()
    return await ACTS[act.act].shown_again(await turn_of(ctx, party, act), open_=act.state == "running")
