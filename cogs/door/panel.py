"""What buttons and forms of the door do; each looks its case up and asks anew who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.notes import Button
from bot.core.quiet import quiet_buttons
from bot.core.refs import MemberRef
from bot.core.sealing import readable
from cogs.door.access import find, knows, seen_from
from cogs.door.cards import name_of, named, relog, settled, show
from cogs.door.commands import log_panel, told
from cogs.door.facts import accounts_of
from cogs.door.measures import impose, lift
from cogs.door.model import Target
from cogs.door.rules import REASON_LIMIT, SHORTEST, read_minutes
from cogs.door.store import Docket

REASON = Form("door-reason-form", (Field("reason", long=True, limit=REASON_LIMIT),))


async def show_case(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, case = await find(ctx, argument)
    back = Button(ctx.label("door-back-label"), f"door/log/{case.community}")
    return [await show(ctx, case, (back,))]


async def show_log(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    about = await seen_from(ctx, argument or ctx.community.id)
    return [await log_panel(about, quiet_buttons(about) if about.community.id == ctx.community.id else ())]


async def undo(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, case = await find(ctx, argument)
    undone, actions = await lift(ctx, case)
    return [await settled(ctx, undone, "door-undone"), *actions]


async def change_reason(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    ctx, case = await find(ctx, argument)
    changed = await Docket(ctx.tx).save(replace(case, reason=values["reason"]))
    return [await settled(ctx, changed, "door-reason-kept"), *await relog(ctx, changed)]


async def also(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The same mute for another account of the same guest, because a moderator says so."""
    id_, _, rest = argument.partition(".")
    platform, _, member = rest.partition(".")
    other = MemberRef(platform, member)
    ctx, case = await find(ctx, id_)
    linked = await accounts_of(ctx, case.community, case.member) if case.member else []
    if not case.runs or case.expires_at is None or other not in linked:
        raise Mistake("button-gone")
    left = max(case.expires_at - ctx.now, SHORTEST)
    imposed = await impose(ctx, Target(other, await name_of(ctx, other)), left, case.reason)
    return [await settled(ctx, imposed.case, "door-also-muted"), *imposed.actions, *await relog(ctx, case)]


async def who(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The name that a card on another platform does not carry, for a moderator who is where the guest is."""
    ctx, case = await find(ctx, argument)
    if not await knows(ctx, case.platform):
        raise Mistake("door-who-elsewhere", number=case.number, platform=case.platform)
    return [ctx.answer("door-who", number=case.number, name=named(case))]


async def quick(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """A forwarded message's writer, muted for the span on the button."""
    id_, _, minutes = argument.partition(".")
    row = await ctx.tx.row("SELECT community, platform, member, name, evidence FROM door_forward WHERE id = ?", id_)
    if row is None:
        raise Mistake("button-gone")
    span = read_minutes(minutes)
    ctx = await seen_from(ctx, row[0])
    await ctx.tx.run("DELETE FROM door_forward WHERE id = ?", id_)
    target = Target(MemberRef(row[1], row[2]), row[3], readable(row[4]))
    imposed = await impose(ctx, target, span, "")
    return [await told(ctx, imposed), *imposed.actions]
