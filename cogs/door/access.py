"""Finding the case a button, form or command means, and asking whether whoever acts may decide it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.roles import Role
from bot.core.stores.people import People
from bot.core.whois import community, roles_of
from cogs.door.facts import own_accounts
from cogs.door.model import Case
from cogs.door.store import Cases


async def find(ctx: Context, id_: str) -> tuple[Context, Case]:
    """The case with this id, seen from its own community, for somebody who moderates there.

    A log place may stand in another server than the guests', and a private chat may have moved on to another community
    since the button was shown: the button's case decides, never where it was pressed.
    """
    case = await Cases(ctx.tx).get(id_)
    if case is None:
        raise Mistake("button-gone")
    return await seen_from(ctx, case.community), case


async def find_numbered(ctx: Context, number: int) -> Case:
    cases = Cases(ctx.tx)
    case = await cases.numbered(ctx.community.id, number)
    if case is None:
        last = await cases.last_number(ctx.community.id)
        raise Mistake("door-no-case", number=number, last=last)
    return case


async def knows(ctx: Context, platform: str) -> bool:
    """Whether whoever asks is on that platform too, by this or a linked account: names are not carried anywhere else."""
    if platform == ctx.who.member.platform or Role.OPERATOR in ctx.roles:
        return True
    return any(account.platform == platform for account in await own_accounts(ctx))


async def seen_from(ctx: Context, id_: str) -> Context:
    """Raises Mistake for somebody who is no moderator of that community."""
    found = ctx.community
    theirs = ctx
    if id_ != found.id:
        found = await community(ctx, id_)
        roles = await roles_of(ctx, id_, ctx.who.member) | (ctx.roles & {Role.OPERATOR})
        guest = await People(ctx.tx).guest_of(id_, ctx.who.member) or ""
        theirs = replace(ctx.seen_as(found), language=ctx.language, guest=guest, roles=roles)
    if not theirs.may(Role.MODERATOR):
        raise Mistake("not-allowed", role=ctx.say("role-moderator"))
    if not found.open:
        raise Mistake("house-closed")
    return theirs
