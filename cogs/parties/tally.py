"""The numbers of a party that is over."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.context import Context
from cogs.parties.guestlist import CAME, PRETEND, GuestList
from cogs.parties.model import Counts, Party
from cogs.parties.store import Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`absent` had a seat and were not seen; `first` were at no earlier party of the community."""

    counts: Counts
    came: int
    first: int
    wrote: int
    votes: int
    songs: int
    absent: int
    missed: int
    unknown: int
    unreached: int
    repeated: int


async def tally(ctx: Context, party: Party) -> Tally:
    trouble = await Parties(ctx.tx).trouble(party.id)
    return Tally(
        counts=await GuestList(ctx.tx, party).counts(),
        came=await _one(ctx, "SELECT count(DISTINCT guest) FROM party_seen WHERE party = ?", party.id),
        first=await _first_timers(ctx, party),
        wrote=await _one(ctx, "SELECT count(*) FROM party_seen WHERE party = ? AND how = 'wrote'", party.id),
        votes=await _one(ctx, "SELECT count(*) FROM party_vote WHERE party = ?", party.id),
        songs=await _one(ctx, "SELECT count(*) FROM party_song WHERE party = ?", party.id),
        absent=await _absent(ctx, party),
        missed=trouble.get("missed", 0),
        unknown=trouble.get("unknown", 0),
        unreached=trouble.get("unreached", 0),
        repeated=trouble.get("repeated", 0),
    )


async def _first_timers(ctx: Context, party: Party) -> int:
    return await _one(
        ctx,
        "SELECT count(DISTINCT s.guest) FROM party_seen s WHERE s.party = ? AND NOT EXISTS ("
        "SELECT 1 FROM party_seen e JOIN party p ON p.id = e.party WHERE e.guest = s.guest AND p.id <> s.party"
        " AND p.community = ? AND p.opened_at < ?)",
        party.id,
        party.community,
        round((party.opened_at or ctx.now).timestamp() * 1000),
    )


async def _absent(ctx: Context, party: Party) -> int:
    """Pretend guests never come and are not missed. Of who came a number may be left that says so."""
    return await _one(
        ctx,
        "SELECT count(*) FROM party_rsvp r WHERE r.party = ? AND r.answer = 'yes' AND r.seated = 1"
        " AND substr(r.guest, 1, ?) <> ? AND substr(r.guest, 1, ?) <> ?"
        " AND NOT EXISTS (SELECT 1 FROM party_seen s WHERE s.party = r.party AND s.guest = r.guest)",
        party.id,
        len(PRETEND) + 1,
        f"{PRETEND}-",
        len(CAME) + 1,
        f"{CAME}-",
    )


async def _one(ctx: Context, sql: str, *values: object) -> int:
    row = await ctx.tx.row(sql, *values)
    return int(row[0]) if row else 0
