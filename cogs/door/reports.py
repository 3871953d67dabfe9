"""A guest puts a message before the moderators; a moderator decides, and nobody else sees anything of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import Action, Erase, Whisper
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.refs import MessageRef
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stamps import to_ms
from bot.core.stores.communities import Communities
from bot.core.stores.standing import Standing
from cogs.door.access import find
from cogs.door.cards import case_note, log, relog, settled
from cogs.door.facts import facts_about
from cogs.door.knobs import ON
from cogs.door.measures import impose, open_case, permitted
from cogs.door.model import Case, Target
from cogs.door.rules import REPORTS_AN_HOUR, TOLD, may_act, read_minutes
from cogs.door.store import Cases, Docket

NOTHING = Words("")


@command("report", aliases={"de": "melden"}, menu=("message",))
async def report(ctx: Context, reason: Words = NOTHING) -> Sequence[Action]:
    asked = ctx.command
    if not ctx.knob(ON):
        raise Mistake("door-off")
    if asked is None or asked.target_message is None:
        return [ctx.answer("door-report-how")]
    if not await _is_ours(ctx, asked.target_message):
        return [ctx.answer("door-report-how")]
    target = await _reported(ctx)
    known = await Cases(ctx.tx).report_on(ctx.community.id, asked.target_message)
    await _must_be_few(ctx)
    case = known or await open_case(ctx, "report", target, reason)
    joined = await _join(ctx, case)
    thanks = ctx.answer("door-report-thanks")
    if known:
        return [thanks, *(await relog(ctx, joined) if joined != known else [])]
    return [thanks, *(await log(ctx, joined) or await whispers(ctx, joined))]


async def whispers(ctx: Context, case: Case) -> list[Action]:
    """Where there is no log place, some of the moderators hear of it in private; never the one it is about."""
    holders = await Standing(ctx.tx).holders(ctx.community.id, (Role.OWNER, Role.MODERATOR))
    told = [member for member in holders if member != case.member and member.platform in ctx.platforms][:TOLD]
    return [
        Whisper(
            member,
            await case_note(ctx, case, await language_of(ctx, member), on=member.platform),
            tag=f"door/notice/{case.id}",
        )
        for member in told
    ]


async def mute(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    id_, _, minutes = argument.partition(".")
    ctx, case = await _open(ctx, id_)
    span = read_minutes(minutes)
    reason = ctx.say_in(ctx.community.language, "door-reason-report", number=case.number).plain
    imposed = await impose(ctx, case.target, span, reason)
    closed = await _close(ctx, replace(case, outcome="muted"))
    return [await settled(ctx, imposed.case, "door-report-muted"), *imposed.actions, *await relog(ctx, closed)]


async def fine(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, case = await _open(ctx, argument)
    closed = await _close(ctx, replace(case, outcome="nothing"))
    return [await settled(ctx, closed, "door-report-closed"), *await relog(ctx, closed)]


async def reopen(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, case = await find(ctx, argument)
    if case.kind != "report" or case.outcome != "nothing":
        raise Mistake("door-report-settled", number=case.number)
    again = await Docket(ctx.tx).save(replace(case, state="open", outcome="", closer=None))
    return [await settled(ctx, again, "door-report-reopened"), *await relog(ctx, again)]


async def erase(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The message goes, the report stays open: its writer may need a word or a mute as well."""
    ctx, case = await _open(ctx, argument)
    if case.message is None:
        raise Mistake("button-gone")
    if case.outcome == "erased":
        raise Mistake("door-report-settled", number=case.number)
    about = case.member or ctx.who.member
    permitted(may_act(await facts_about(ctx, about, "erase")), case.name, case.platform)
    erased = await Docket(ctx.tx).save(replace(case, outcome="erased", closer=ctx.who.member))
    gone = Erase(case.message, tag=f"door/erase/{case.id}")
    return [await settled(ctx, erased, "door-report-erased"), gone, *await relog(ctx, erased)]


async def _open(ctx: Context, id_: str) -> tuple[Context, Case]:
    ctx, case = await find(ctx, id_)
    if case.kind != "report" or case.state != "open":
        raise Mistake("door-report-settled", number=case.number)
    return ctx, case


async def _close(ctx: Context, case: Case) -> Case:
    return await Docket(ctx.tx).save(replace(case, state="ended", closer=ctx.who.member))


async def _reported(ctx: Context) -> Target:
    """The house's own line may be reported too; it is about nobody then."""
    asked = ctx.command
    assert asked is not None
    message: MessageRef | None = asked.target_message
    if asked.target == ctx.who.member:
        raise Mistake("door-report-own")
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    if any(asked.target and asked.target.id == server.house_member for server in servers):
        return Target(None, "", asked.target_text, message)
    return Target(asked.target, asked.target_name, asked.target_text, message)


async def _is_ours(ctx: Context, message: MessageRef) -> bool:
    """A reply may point into another group, whose messages are none of these moderators' business."""
    if message.place == ctx.who.place:
        return True
    return await Communities(ctx.tx).community_of(message.place) == ctx.community.id


async def _must_be_few(ctx: Context) -> None:
    me, hour = ctx.who.member, ctx.now - timedelta(hours=1)
    row = await ctx.tx.row(
        "SELECT count(*) FROM door_report WHERE platform = ? AND member = ? AND at > ?", me.platform, me.id, to_ms(hour)
    )
    if row and row[0] >= REPORTS_AN_HOUR:
        raise Mistake("door-report-enough")


async def _join(ctx: Context, case: Case) -> Case:
    """Everybody counts once."""
    me = ctx.who.member
    new = await ctx.tx.run(
        "INSERT INTO door_report (case_id, platform, member, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (case_id, platform, member) DO NOTHING",
        case.id,
        me.platform,
        me.id,
        to_ms(ctx.now),
    )
    return await Docket(ctx.tx).save(replace(case, reports=case.reports + 1)) if new else case
