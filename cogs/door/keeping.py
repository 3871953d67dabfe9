"""A mute outlasts leaving, roles, restarts and a platform's longest span, and ends at its own time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import Due, MemberJoined, PlaceMigrated, Reconnected, RightsChanged, ServerLeft, ServerSeen
from bot.core.refs import MemberRef, ServerRef
from bot.core.stores.agenda import Planner
from bot.core.whois import community
from cogs.door.cards import log, relog
from cogs.door.facts import Owners
from cogs.door.measures import finish, hold, timer_of, unmutes
from cogs.door.model import Case
from cogs.door.rules import held_until, next_look
from cogs.door.store import MUTED, TRACED, Cases, Docket


async def time_is_up(ctx: Context, due: Due) -> Sequence[Action]:
    """The end of a mute, or the day before a platform would let go of a longer one."""
    case = await Cases(ctx.tx).get(due.body)
    if case is None or not case.runs or case.expires_at is None:
        return ()
    ctx = await at_case(ctx, case)
    if ctx.now < case.expires_at:
        return await _renew(ctx, case)
    ended = await finish(ctx, replace(case, state="ended"))
    return [*await unmutes(ctx, ended), *await relog(ctx, ended)]


async def _renew(ctx: Context, case: Case) -> Sequence[Action]:
    assert case.expires_at is not None
    abilities = ctx.platforms.get(case.platform)
    held = held_until(ctx.now, case.expires_at, abilities.mute_max if abilities else None)
    renewed = await Docket(ctx.tx).save(replace(case, held_until=held))
    await Planner(ctx.tx).again(timer_of(renewed), next_look(held, case.expires_at))
    return await hold(ctx, renewed)


async def joined(ctx: Context, event: MemberJoined) -> Sequence[Action]:
    return await _once_more(ctx, event.server, event.member)


async def rights_changed(ctx: Context, event: RightsChanged) -> Sequence[Action]:
    """A role came or went, which on some platforms lifts a mute; or the house may mute here again."""
    if event.is_house:
        return await _everybody(ctx, event.server)
    return await _once_more(ctx, event.server, event.rights.member)


async def server_seen(ctx: Context, event: ServerSeen) -> Sequence[Action]:
    if event.owner:
        await Owners(ctx.tx).see(event.server, event.owner)
    return await _everybody(ctx, event.server)


async def server_left(ctx: Context, event: ServerLeft) -> Sequence[Action]:
    await Owners(ctx.tx).leave(event.server)
    return ()


async def reconnected(ctx: Context, event: Reconnected) -> Sequence[Action]:
    """Whatever happened on the platform meanwhile: who is muted here is muted there."""
    actions: list[Action] = []
    for case in await Cases(ctx.tx).running_on(event.platform):
        actions += await hold(await at_case(ctx, case), case)
    return actions


async def moved(ctx: Context, event: PlaceMigrated) -> Sequence[Action]:
    """The group's old messages cannot be edited any more: what still waits for a decision is put up anew."""
    await Owners(ctx.tx).move(event.old, event.new)
    await Docket(ctx.tx).drop_messages(event.old.platform, event.old.id)
    actions: list[Action] = []
    for case in await Cases(ctx.tx).lost_reports(ctx.community.id, event.new.platform) if ctx.community.id else ():
        actions += await log(ctx, case)
    return actions


async def gate(ctx: Context) -> bool:
    """The house does not answer a muted member."""
    if ctx.scene is None:
        return True
    return await _muted(ctx, ctx.scene.member) is None


async def at_case(ctx: Context, case: Case) -> Context:
    """The case's own community, which a timer's or a result's may have become part of meanwhile."""
    return ctx.seen_as(await community(ctx, case.community))


async def _once_more(ctx: Context, server: ServerRef, member: MemberRef) -> Sequence[Action]:
    case = await _muted(ctx, member)
    return await hold(ctx, case, only=server) if case else ()


async def _muted(ctx: Context, member: MemberRef) -> Case | None:
    """From memory, mostly: only where somebody was forgotten under a mute it takes a look at the rows."""
    muted = await ctx.recall(MUTED, lambda reader: Cases(reader).muted())
    here = (ctx.community.id, member.platform)
    if (*here, member.id) in muted or (*here, TRACED) in muted:
        return await Cases(ctx.tx).running(ctx.community.id, member)
    return None


async def _everybody(ctx: Context, server: ServerRef) -> Sequence[Action]:
    actions: list[Action] = []
    for case in await Cases(ctx.tx).running_on(server.platform, ctx.community.id) if ctx.community.id else ():
        actions += await hold(ctx, case, only=server)
    return actions
