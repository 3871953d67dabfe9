"""Who comes is expected, who waited is welcomed, who left is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.actions import Action, Amend, Erase, Post
from bot.core.context import Context
from bot.core.events import Due, MemberJoined, MemberLeft, PlaceMigrated, Profile, Scene, ServiceMessageShown
from bot.core.features import Pruned
from bot.core.manners import HOURLY, is_night
from bot.core.notes import Note
from bot.core.refs import Bookmark, PlaceRef
from bot.core.spoken import language_at
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Planner
from bot.core.stores.communities import Communities
from bot.core.stores.people import People
from cogs.greeter import houserules
from cogs.greeter.greeting import words_of_welcome
from cogs.greeter.knobs import ON, PLACES, TIDY
from cogs.greeter.rules import AGAIN_AFTER, NAMED, STALE, when_to_welcome
from cogs.greeter.store import Newcomer, Welcomes


async def joined(ctx: Context, event: MemberJoined) -> Sequence[Action]:
    place = await where_to_welcome(ctx, event)
    if not ctx.community.open or not ctx.knob(ON) or place is None or event.profile.is_bot:
        return ()
    welcomes = Welcomes(ctx.tx)
    server = event.server
    key = f"{server.platform}:{server.id}:{event.member.id}:{to_ms(event.joined_at)}"
    name, member = event.profile.name, event.member
    if await welcomes.renamed(key, name):
        return ()
    again = await welcomes.was_welcomed(ctx.community.id, event.member, event.joined_at - AGAIN_AFTER)
    late = ctx.now - event.joined_at > STALE
    state = "skipped" if again or late else "waiting"
    if not await welcomes.expect(key, ctx.community.id, place, member, name, event.joined_at, state):
        return ()
    if state == "skipped":
        return ()
    said = await welcomes.said_at(place, ctx.now - timedelta(hours=1))
    await _plan(ctx, place, when_to_welcome(ctx.now, said, ctx.knob(HOURLY)))
    return ()


async def _plan(ctx: Context, place: PlaceRef, at: datetime) -> None:
    """One timer a place and moment; a later newcomer of the same breath finds it set."""
    waiting = f"greeter/welcome/{place.platform}:{place.id}/"
    if await Planner(ctx.tx).of(ctx.community.id, waiting):
        return
    key, body = f"{waiting}{to_ms(at)}", f"{place.platform}:{place.id}"
    await Planner(ctx.tx).set_at(key, "greeter", "welcome", ctx.community.id, at, body)


async def welcome(ctx: Context, due: Due) -> Sequence[Action]:
    platform, _, id_ = due.body.partition(":")
    place = PlaceRef(platform, id_)
    welcomes = Welcomes(ctx.tx)
    waiting = await welcomes.waiting(place)
    fresh = [one for one in waiting if ctx.now - one.joined_at <= STALE and await _is_welcome(ctx, one, place)]
    await welcomes.skip([one.key for one in waiting if one not in fresh])
    if not fresh or not ctx.community.open:
        return ()
    if is_night(ctx.community, ctx.now):  # nothing is said, so that the welcome that stands there stays too
        await welcomes.skip([one.key for one in fresh])
        return ()
    language = await language_at(ctx, place)
    said = await words_of_welcome(ctx, language, [one.name for one in fresh])
    bookmark = f"welcome/{ctx.ambient.new_id()}/{platform}"
    before = await welcomes.last_bookmark(place, ctx.now - 2 * AGAIN_AFTER)
    await welcomes.said([one.key for one in fresh], ctx.now, bookmark)
    post = Post(
        place,
        Note(said, ((houserules.button(ctx, language),),)),
        bookmark=bookmark,
        unasked=True,
        policy="once",
        idem=f"greet:{fresh[0].key}",
        tag="greeter/welcome",
        stale_after=ctx.now + STALE,
    )
    return [post, Erase(Bookmark(before))] if before and platform == "telegram" else [post]


async def _is_welcome(ctx: Context, newcomer: Newcomer, place: PlaceRef) -> bool:
    """Whoever the house does not answer is not named in front of everybody either, as after coming back muted."""
    seen = replace(ctx, scene=Scene(newcomer.member, Profile(newcomer.name), place, None))
    return all([await gate(seen) for gate in ctx.catalogue.gates])


async def left(ctx: Context, event: MemberLeft) -> Sequence[Action]:
    if ctx.community.id:
        await Welcomes(ctx.tx).left(event.member, ctx.community.id, event.server, event.left_at)
    return ()


async def tidy(ctx: Context, event: ServiceMessageShown) -> Sequence[Action]:
    if event.kind == "other" or not ctx.community.open or not ctx.knob(TIDY):
        return ()
    server = await Communities(ctx.tx).server(event.server)
    return [Erase(event.message)] if server and "erase" in server.house_rights else ()


async def moved(ctx: Context, event: PlaceMigrated) -> Sequence[Action]:
    await Welcomes(ctx.tx).move(event.old, event.new)
    return ()


async def where_to_welcome(ctx: Context, event: MemberJoined) -> PlaceRef | None:
    """The place chosen in this very server; none where only another server of the platform has one chosen.

    Nothing chosen: where the platform would greet by itself, which is the group, the room, and nowhere on Discord.
    """
    platform = event.server.platform
    parted = [place.partition(":") for place in ctx.knob(PLACES)]
    chosen = [PlaceRef(name, id_) for name, _, id_ in parted if name == platform]
    for ref in chosen:
        place = await Communities(ctx.tx).place(ref) if ref.id else None
        if place and place.server == event.server:
            return ref
    return None if chosen else event.place


async def export(ctx: Context, guest: str) -> dict[str, Any]:
    return {}


async def forget(ctx: Context, guest: str) -> Sequence[Action]:
    """A welcome that names the guest welcomes the others alone, or somebody nobody knows."""
    effects: list[Action] = []
    welcomes = Welcomes(ctx.tx)
    for account in await People(ctx.tx).accounts(guest):
        for said in await welcomes.naming(ctx.community.id, account.ref):
            language = await language_at(ctx, said.place)
            words = await words_of_welcome(ctx, language, said.others or ("",))
            effects.append(Amend(said.bookmark, Note(words, ((houserules.button(ctx, language),),))))
        await welcomes.forget(account.ref)
    return effects


async def adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    await Welcomes(ctx.tx).adopt(younger, older)
    return ()


async def prune(ctx: Context, most: int) -> Pruned:
    return Pruned(await Welcomes(ctx.tx).prune(ctx.now - 2 * AGAIN_AFTER, ctx.now - NAMED, most))


async def closed(ctx: Context, community: str) -> None:
    await ctx.tx.run("DELETE FROM welcome WHERE community = ?", community)
