"""What moderators type or pick from a menu: mute, unmute, look a case up, undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.actions import Action, Answer
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Button, Note, Row
from bot.core.outgoing import private_in_room
from bot.core.quiet import quiet_buttons
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stores.communities import Communities
from bot.core.text import Text, lines
from cogs.door.access import find_numbered
from cogs.door.cards import NAMELESS, case_note, show, shown_name
from cogs.door.facts import own_accounts
from cogs.door.knobs import MUTE_SPAN
from cogs.door.lengths import read_length, split_length
from cogs.door.measures import Imposed, impose, lift, lift_from
from cogs.door.model import Case, Target
from cogs.door.store import Cases

LISTED = 10  # cases in the log; older ones by their number
BUTTONS = 5
NOTHING = Words("")


@command("mute", may=Role.MODERATOR, menu=("member", "message"), guide="door-whom")
async def mute(ctx: Context, member: MemberRef, span: str = "", reason: Words = NOTHING) -> Sequence[Action]:
    length, why = _how_long(ctx, span, reason)
    imposed = await impose(ctx, _target(ctx, member), length or timedelta(minutes=ctx.knob(MUTE_SPAN)), why)
    return [await told(ctx, imposed), *imposed.actions]


@command("unmute", may=Role.MODERATOR, guide="door-whom")
async def unmute(ctx: Context, member: MemberRef) -> Sequence[Action]:
    case, actions = await lift_from(ctx, member, _target(ctx, member).name)
    return [await _said(ctx, case, "door-unmuted"), *actions]


@command("case", may=Role.MODERATOR, guide="door-which-case")
async def look_up(ctx: Context, number: int) -> Sequence[Action]:
    return [await show(ctx, await find_numbered(ctx, number))]


@command("undo", may=Role.MODERATOR, guide="door-which-case")
async def undo(ctx: Context, number: int | None = None) -> Sequence[Action]:
    """Without a number the moderator's own last decision, whatever became of it: never silently the one before."""
    if number is not None:
        case: Case | None = await find_numbered(ctx, number)
    else:
        case = await Cases(ctx.tx).last_of(ctx.community.id, await own_accounts(ctx))
    if case is None:
        raise Mistake("door-nothing-yet")
    undone, actions = await lift(ctx, case)
    return [await _said(ctx, undone, "door-undone"), *actions]


@command("mod", may=Role.MODERATOR)
async def mod(ctx: Context) -> Sequence[Action]:
    return [await log_panel(ctx, quiet_buttons(ctx))]


async def log_panel(ctx: Context, last: Row = ()) -> Answer:
    """The last cases and the reports that wait, each a tap away; `last` stands below them."""
    cases = Cases(ctx.tx)
    recent = await cases.recent(ctx.community.id, LISTED)
    waiting = await cases.open_reports(ctx.community.id)
    said = [ctx.say("door-log", reports=len(waiting), cases=len(recent))]
    said += [await _line(ctx, case) for case in recent]
    shown = waiting[:BUTTONS]
    rest = [case for case in recent if case not in shown]
    rows = [_row(ctx, shown), _row(ctx, rest[:BUTTONS]), _row(ctx, rest[BUTTONS:LISTED]), last]
    return Answer(Note(lines(said), tuple(row for row in rows if row)), replace=True)


async def told(ctx: Context, imposed: Imposed) -> Answer:
    """What was done, where it does not reach, and the way back in one tap."""
    said = [await _done(ctx, imposed.case, "door-muted")]
    platform, name = imposed.case.platform, await shown_name(ctx, imposed.case, ctx.language)
    said += [ctx.say(no.line, name=name, server=no.server, platform=platform) for no in imposed.skipped]
    note = await case_note(ctx, imposed.case, ctx.language)
    return Answer(Note(lines([*said, *await unseen(ctx)]), note.rows), replace=True)


async def unseen(ctx: Context) -> list[Text]:
    """For who typed openly in a group: how nobody sees it next time, and whether the line could be taken away."""
    if ctx.command is None or ctx.command.message is None or not private_in_room(ctx):
        return []
    server = await Communities(ctx.tx).server(ctx.who.server) if ctx.who.server else None
    erased = bool(server and server.house_rights & {"erase", "administer"})
    return [ctx.say("door-unseen", erased=erased)]


async def _done(ctx: Context, case: Case, line: str) -> Text:
    until = ctx.voice.moment(ctx.language, case.expires_at or ctx.now, ctx.zone, now=ctx.now)
    return ctx.say(line, number=case.number, name=await shown_name(ctx, case, ctx.language), until=until)


async def _said(ctx: Context, case: Case, line: str) -> Answer:
    name = await shown_name(ctx, case, ctx.language)
    return Answer(Note(lines([ctx.say(line, number=case.number, name=name), *await unseen(ctx)])))


def _how_long(ctx: Context, span: str, reason: str) -> tuple[timedelta | None, str]:
    """A menu has a field for each; in a typed line the length may take several words of it."""
    if ctx.command and dict(ctx.command.given).keys() & {"span", "reason"}:
        return (read_length(ctx, span) if span.strip() else None), reason
    return split_length(ctx, f"{span} {reason}".strip())


def _target(ctx: Context, member: MemberRef) -> Target:
    """A command aimed at a message takes the message along as evidence; a name picked from a menu is a name, too."""
    asked = ctx.command
    if asked is None:
        return Target(member, "")
    if asked.target == member:
        return Target(member, asked.target_name, asked.target_text, asked.target_message)
    return Target(member, next((name for name, ref in asked.people if ref == member and name[:1] != "@"), ""))


async def _line(ctx: Context, case: Case) -> Text:
    when = ctx.voice.moment(ctx.language, case.made_at, ctx.zone, now=ctx.now)
    state = f"{case.kind}-{case.outcome or case.state}"
    name = await shown_name(ctx, case, ctx.language)
    if name == NAMELESS:  # of somebody who was forgotten, or the house's own line
        name = ctx.label("door-somebody" if case.forgotten else "door-the-house")
    return ctx.say("door-log-line", number=case.number, state=state, name=name, when=when)


def _row(ctx: Context, cases: Sequence[Case]) -> Row:
    return tuple(Button(ctx.label("door-show-label", number=case.number), f"door/show/{case.id}") for case in cases)
