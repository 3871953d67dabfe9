"""A party on its way: opened, act after act, paused, put off, ended. By the host, or by itself when nobody comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.abilities import Ability
from bot.core.actions import Action, OpenPlace, Post
from bot.core.context import Context
from bot.core.fitting import clip_words
from bot.core.notes import Note
from bot.core.spoken import language_at
from bot.core.stores.communities import Communities
from cogs.parties.acts import floor
from cogs.parties.attendance import close_voice
from cogs.parties.cards import refresh
from cogs.parties.knobs import grace
from cogs.parties.model import ActRow, Card, Party
from cogs.parties.notices import tell_team
from cogs.parties.rules import current, is_late, upcoming
from cogs.parties.store import Ledger, Parties
from cogs.parties.themes import kind_of
from cogs.parties.timetable import cancel_acts, cancel_all, plan_act, plan_end
from cogs.parties.widgets import button

# Threads, topics and voice channels have no rooms beside them.
BESIDE = ("room", "announcement")
# At the end of a room's tag: somebody pressed for it, so what follows from its answer is asked for too.
ASKED = "asked"
# From the opening to the first act of a party that runs by itself: guests come in, and it shows whether there are rooms.
ARRIVING = timedelta(minutes=2)


async def open_party(ctx: Context, party: Party) -> tuple[Party, list[Action]]:
    """Open rooms where there can be some, say hello, and plan the first act of a party that runs by itself."""
    party = await Ledger(ctx.tx).keep(replace(party, state="running", opened_at=ctx.now))
    await cancel_all(ctx, party)
    effects: list[Action] = []
    for card in await Parties(ctx.tx).cards(party.id):
        effects += await _open_at(ctx, party, card)
    await plan_end(ctx, party, ctx.now + timedelta(minutes=party.minutes))
    await plan_following(ctx, party)
    return party, effects + await refresh(ctx, party)


def by_itself(party: Party) -> bool:
    """Acts follow one another without a host: because one wants it so, or because none came."""
    return party.auto or not party.attended


async def _open_at(ctx: Context, party: Party, card: Card) -> list[Action]:
    place = await Communities(ctx.tx).place(card.place)
    abilities = ctx.platforms.get(card.place.platform)
    can = abilities is not None and Ability.PLACES in abilities.can and kind_of(ctx, party.kind).rooms
    if not can or place is None or place.kind not in BESIDE:
        return [await opening(ctx, party, card)]
    card = replace(card, room=f"party/{party.id}/room/{card.tail}")
    await Ledger(ctx.tx).put_room(card)
    name = clip_words(party.title, abilities.name_limit) if abilities else party.title
    tag = f"parties/room/{party.id}.{card.number}" + (f".{ASKED}" if ctx.scene else "")
    room = OpenPlace(card.place, name, card.room, tag=tag, unasked=ctx.scene is None)
    return [room, await opening(ctx, party, card)]


async def opening(ctx: Context, party: Party, card: Card) -> Post:
    language = await language_at(ctx, card.place)
    text = ctx.cheer(language, party.motto, "parties-cheer-opened", title=party.title)
    return Post(
        card.at,
        Note(text, ((button(ctx, language, "here", party.id, style="good"),),)),
        unasked=ctx.scene is None,
        in_party=True,
        idem=f"open:{party.id}:{card.number}:{'room' if card.room else 'place'}",
        tag=f"parties/open/{party.id}.{card.number}",
        stale_after=party.over_at,
    )


async def next_act(ctx: Context, party: Party) -> list[Action]:
    """Finish what is on and begin what follows; after the last one only the end is left."""
    acts = await Parties(ctx.tx).acts(party.id)
    effects = await _finish(ctx, party, current(acts))
    act = await _next_fit(ctx, party, acts)
    if act is None:
        return effects
    act = replace(act, state="running")
    await Ledger(ctx.tx).put_act(act, "running")
    effects += await floor.begin(ctx, party, act)
    await plan_following(ctx, party)
    return effects


async def skip_act(ctx: Context, party: Party) -> None:
    act = upcoming(await Parties(ctx.tx).acts(party.id))
    if act:
        await Ledger(ctx.tx).put_act(act, "skipped")


async def miss_acts(ctx: Context, party: Party, planned: datetime) -> list[Action]:
    """Acts whose time has passed are left out; the programme goes on where it would be by now."""
    acts = await Parties(ctx.tx).acts(party.id)
    effects = await _finish(ctx, party, current(acts))
    for act in acts:
        if act.state != "waiting":
            continue
        if not is_late(planned, ctx.now, grace(ctx)):
            await plan_act(ctx, party, act, max(planned, ctx.now))
            break
        await Ledger(ctx.tx).put_act(act, "skipped")
        planned += timedelta(minutes=act.minutes)
    return effects


async def end_party(ctx: Context, party: Party, *, goodbye: bool = True) -> tuple[Party, list[Action]]:
    effects = await _finish(ctx, party, current(await Parties(ctx.tx).acts(party.id)))
    await close_voice(ctx, party)
    await cancel_all(ctx, party)
    party = await Ledger(ctx.tx).keep(replace(party, state="ended", ended_at=ctx.now))
    cards = await Parties(ctx.tx).cards(party.id) if goodbye else []
    effects += [await _goodbye(ctx, party, card) for card in cards]
    return party, effects + await refresh(ctx, party)


async def unattended(ctx: Context, party: Party) -> tuple[Party, list[Action]]:
    """Nobody came to host: the house opens the room, skips what needs a person and tells the team."""
    party, effects = await open_party(ctx, party)
    return party, effects + await tell_team(ctx, party, "parties-nobody-hosts")


async def hold(ctx: Context, party: Party) -> Party:
    """A pause: no act begins and nothing ends until somebody goes on."""
    await cancel_all(ctx, party)
    return await Ledger(ctx.tx).keep(replace(party, state="paused"))


async def go_on(ctx: Context, party: Party) -> Party:
    party = await Ledger(ctx.tx).keep(replace(party, state="running"))
    await plan_end(ctx, party, ctx.now + _left(ctx, party))
    await plan_following(ctx, party)
    return party


async def plan_following(ctx: Context, party: Party) -> None:
    """The next act of a party that runs by itself, once the one that is on has had its time; else none."""
    await cancel_acts(ctx, party)
    acts = await Parties(ctx.tx).acts(party.id)
    act, following = current(acts), upcoming(acts)
    if by_itself(party) and following:
        await plan_act(ctx, party, following, ctx.now + (timedelta(minutes=act.minutes) if act else ARRIVING))


def _left(ctx: Context, party: Party) -> timedelta:
    """At least an hour after a pause: an end in the middle of an act helps nobody."""
    planned = (party.opened_at or ctx.now) + timedelta(minutes=party.minutes)
    return max(planned - ctx.now, timedelta(hours=1))


async def _next_fit(ctx: Context, party: Party, acts: Sequence[ActRow]) -> ActRow | None:
    for act in acts:
        if act.state != "waiting":
            continue
        if not act.person or party.attended:
            return act
        await Ledger(ctx.tx).put_act(act, "skipped")
    return None


async def _finish(ctx: Context, party: Party, act: ActRow | None) -> list[Action]:
    if act is None:
        return []
    effects = await floor.finish(ctx, party, act)
    body = next((row.body for row in await Parties(ctx.tx).acts(party.id) if row.number == act.number), act.body)
    await Ledger(ctx.tx).put_act(act, "done", body)
    return effects


async def _goodbye(ctx: Context, party: Party, card: Card) -> Post:
    language = await language_at(ctx, card.place)
    return Post(
        card.at,
        Note(
            ctx.cheer(language, party.motto, "parties-cheer-goodbye", title=party.title),
            ((button(ctx, language, "tellme", party.id, opens_private=True),),),
        ),
        unasked=ctx.scene is None,
        in_party=True,
        idem=f"goodbye:{party.id}:{card.number}",
        tag=f"parties/goodbye/{party.id}.{card.number}",
        stale_after=ctx.now + grace(ctx),
    )
