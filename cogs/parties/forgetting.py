"""Letting go of names: of one guest who asks for it, of all of them a while after the party; in posts as in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.features import Pruned
from bot.core.naming import without
from bot.core.stores.people import People
from bot.core.whois import community
from cogs.parties.acts import ACTS
from cogs.parties.acts.floor import turn_of
from cogs.parties.cards import refresh
from cogs.parties.guestlist import CAME, GONE, GuestList
from cogs.parties.hooks import live_of, settled
from cogs.parties.model import Party
from cogs.parties.recap import reworded
from cogs.parties.store import Ledger, Parties
from cogs.parties.timetable import cancel_all

AT_ONCE = 5  # parties in one transaction
# Who answered or voted and is not a number yet, and whether they came.
_KNOWN = (
    "SELECT g.guest, EXISTS (SELECT 1 FROM party_seen s WHERE s.party = ? AND s.guest = g.guest) FROM"
    " (SELECT guest FROM party_rsvp WHERE party = ? AND platform <> '' UNION SELECT guest FROM party_vote"
    f" WHERE party = ? AND substr(guest, 1, 5) NOT IN ('{GONE}-', '{CAME}-')) g LIMIT ?"
)


async def forget(ctx: Context, guest: str) -> Sequence[Action]:
    """Seats are free for the next in line; what was counted of parties that are over stays as a number."""
    coming = await live_of(ctx, guest)
    over = [party for party in await _concerned(ctx, guest) if party.id not in {one.id for one in coming}]
    sung = await ctx.tx.rows("SELECT DISTINCT party, act FROM party_song WHERE guest = ?", guest)
    for party in coming:
        await GuestList(ctx.tx, party).drop(guest)
    nobody = f"{GONE}-{ctx.ambient.new_id()}"
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


async def prune(ctx: Context, most: int) -> Pruned:
    """A while later answers, votes and songs are numbers; that somebody came stays until they have it erased."""
    over = await Parties(ctx.tx).overdue(ctx.now, AT_ONCE)
    shown = [
        (one.community, await _numbered(ctx.seen_as(await community(ctx, one.community)), one, most)) for one in over
    ]
    return Pruned(len(over), shown)


async def _numbered(ctx: Context, party: Party, most: int) -> Sequence[Action]:
    """A large party takes several of these, each about as many of its guests. Nobody answers or comes any more."""
    forgotten = party.live
    if forgotten:
        party = await Ledger(ctx.tx).keep(replace(party, state="ended", ended_at=party.over_at))
        await cancel_all(ctx, party)
    named = await ctx.tx.row("SELECT 1 FROM party_name WHERE party = ? LIMIT 1", party.id)
    for table in ("party_name", "party_wish", "party_voice"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE party = ?", party.id)
    await ctx.tx.run("UPDATE party_song SET guest = '' WHERE party = ? AND guest <> ''", party.id)
    guests = await ctx.tx.rows(_KNOWN, party.id, party.id, party.id, most)
    nobodies = [(guest, f"{CAME if came else GONE}-{ctx.ambient.new_id()}") for guest, came in guests]
    await ctx.tx.many(
        "UPDATE party_rsvp SET guest = ?, platform = '', member = '' WHERE party = ? AND guest = ?",
        [(nobody, party.id, guest) for guest, nobody in nobodies],
    )
    acts = await ctx.tx.rows("SELECT DISTINCT act FROM party_vote WHERE party = ?", party.id)
    await ctx.tx.many(
        "UPDATE party_vote SET guest = ? WHERE party = ? AND act = ? AND guest = ?",
        [(nobody, party.id, act, guest) for (act,) in acts for guest, nobody in nobodies],
    )
    if len(guests) < most:
        await Ledger(ctx.tx).numbered(party.id)
    return await _shown_again(ctx, party) if named or forgotten else ()


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
