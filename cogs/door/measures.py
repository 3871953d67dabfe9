"""Muting and giving the voice back: the case, its timers, and what the platforms shall do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.actions import Action, Mute, Unmute, Whisper
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Note
from bot.core.refs import MemberRef, ServerRef
from bot.core.spoken import language_of
from bot.core.stores.agenda import Planner
from cogs.door.cards import log, name_of, relog
from cogs.door.facts import facts_about, servers_for
from cogs.door.knobs import ON, TELL_MEMBER
from cogs.door.model import Case, Kind, Target
from cogs.door.rules import (
    EVIDENCE_LIMIT,
    REASON_LIMIT,
    Go,
    No,
    clipped,
    fit_span,
    held_until,
    may_act,
    may_mute,
    next_look,
)
from cogs.door.store import Cases, Docket


@dataclass(frozen=True, slots=True)
class Imposed:
    """A new mute, where it does not reach and why, and everything that follows from it."""

    case: Case
    skipped: tuple[No, ...]
    actions: list[Action]


async def impose(ctx: Context, target: Target, span: timedelta, reason: str) -> Imposed:
    """Raises Mistake with one plain sentence when rank, rights or the span forbid it."""
    if not ctx.knob(ON):
        raise Mistake("door-off")
    member = _must_be_somebody(target)
    expires = ctx.now + fit_span(span)
    go = permitted(may_mute(await facts_about(ctx, member)), await _said_name(ctx, target), member.platform)
    before = await _replaced(ctx, member)
    case = await open_case(ctx, "mute", replace(target, name=await _said_name(ctx, target)), reason, expires)
    await plan_end(ctx, case)
    actions: list[Action] = [_mute(case, server) for server in go.servers]
    actions += [*before, *await log(ctx, case)]
    if ctx.knob(TELL_MEMBER):
        actions.append(await _tell(ctx, case, member))
    return Imposed(case, go.skipped, actions)


async def open_case(ctx: Context, kind: Kind, target: Target, reason: str, expires: datetime | None = None) -> Case:
    """A numbered case by whoever acts; a report has no actor until somebody decides it."""
    held = held_until(ctx.now, expires, ctx.platforms[_platform(target)].mute_max) if expires else None
    docket = Docket(ctx.tx)
    case = Case(
        id=ctx.ambient.new_id(),
        community=ctx.community.id,
        number=await docket.next_number(ctx.community.id),
        kind=kind,
        platform=_platform(target),
        member=target.member,
        name=target.name,
        actor=None if kind == "report" else ctx.who.member,
        reason=clipped(reason, REASON_LIMIT),
        made_at=ctx.now,
        expires_at=expires,
        held_until=held,
        state="ended" if kind == "unmute" else "open",
        evidence=clipped(target.evidence, EVIDENCE_LIMIT),
        message=target.message,
    )
    return await docket.save(case)


async def lift(ctx: Context, case: Case) -> tuple[Case, list[Action]]:
    """Undo a mute: the voice comes back everywhere. Raises Mistake for one that is over or not the actor's to undo."""
    if case.runs and case.forgotten and case.member is None:
        raise Mistake("door-undo-forgotten", number=case.number)
    if not case.runs or case.member is None:
        raise Mistake("door-undo-over" if case.kind == "mute" else "door-undo-nothing", number=case.number)
    permitted(may_act(await facts_about(ctx, case.member)), case.name, case.platform)
    undone = await finish(ctx, replace(case, state="undone", closer=ctx.who.member))
    return undone, [*await unmutes(ctx, undone), *await relog(ctx, undone)]


async def lift_from(ctx: Context, member: MemberRef, name: str) -> tuple[Case, list[Action]]:
    """Also where the house knows of no mute: a moderator may have muted by hand."""
    running = await Cases(ctx.tx).running(ctx.community.id, member)
    if running:
        return await lift(ctx, running)
    target = Target(member, name or await name_of(ctx, member))
    permitted(may_act(await facts_about(ctx, member)), target.name, member.platform)
    case = await open_case(ctx, "unmute", target, "")
    return case, [*await unmutes(ctx, case), *await log(ctx, case)]


async def finish(ctx: Context, case: Case) -> Case:
    """Close a mute. Of a guest who asked to be forgotten even the trace goes: no mute needs it any more."""
    await Planner(ctx.tx).cancel(timer_of(case))
    await Docket(ctx.tx).save(replace(case, trace="") if case.forgotten else case)
    return case


async def hold(ctx: Context, case: Case, *, only: ServerRef | None = None) -> list[Action]:
    """The same mute asked for again, wherever the house can: after a return, a restart, a change of roles.

    Not of somebody who was forgotten and has not shown up: nobody knows whom to ask it for.
    """
    if case.expires_at is None or case.expires_at <= ctx.now or case.member is None:
        return []
    servers = await servers_for(ctx, case.community, case.platform)
    able = [server for server in servers if server.house_rights & {"moderate", "administer"}]
    return [_mute(case, server.ref) for server in able if only in (None, server.ref)]


async def unmutes(ctx: Context, case: Case) -> list[Action]:
    if case.member is None:
        return []
    servers = await servers_for(ctx, case.community, case.platform)
    return [Unmute(server.ref, case.member, tag=f"door/unmute/{case.id}/{server.ref.id}") for server in servers]


def timer_of(case: Case) -> str:
    """Ends in a slash, so that cancelling by prefix means this case alone."""
    return f"door/unmute/{case.community}/{case.id}/"


def permitted(verdict: Go | No, name: str, platform: str) -> Go:
    if isinstance(verdict, No):
        raise Mistake(verdict.line, name=name, server=verdict.server, platform=platform)
    return verdict


async def plan_end(ctx: Context, case: Case) -> None:
    if case.expires_at is None or case.held_until is None:
        return
    at = next_look(case.held_until, case.expires_at)
    await Planner(ctx.tx).set_at(timer_of(case), "door", "unmute", case.community, at, case.id)


async def _replaced(ctx: Context, member: MemberRef) -> list[Action]:
    case = await Cases(ctx.tx).running(ctx.community.id, member)
    if case is None:
        return []
    ended = await finish(ctx, replace(case, state="ended", outcome="replaced", closer=ctx.who.member))
    return await relog(ctx, ended)


async def _tell(ctx: Context, case: Case, member: MemberRef) -> Action:
    language = await language_of(ctx, member)
    until = ctx.voice.moment(language, case.expires_at or ctx.now, ctx.zone, now=ctx.now)
    said = ctx.say_in(language, "door-told", community=ctx.community.name, until=until)
    return Whisper(member, Note(said), tag=f"door/tell/{case.id}")


async def _said_name(ctx: Context, target: Target) -> str:
    return target.name or (await name_of(ctx, target.member) if target.member else "")


def _mute(case: Case, server: ServerRef) -> Mute:
    assert case.member is not None
    return Mute(server, case.member, case.held_until, tag=f"door/mute/{case.id}/{server.id}")


def _must_be_somebody(target: Target) -> MemberRef:
    if target.member is None:
        raise Mistake("door-whom")
    return target.member


def _platform(target: Target) -> str:
    if target.member:
        return target.member.platform
    return target.message.place.platform if target.message else ""
