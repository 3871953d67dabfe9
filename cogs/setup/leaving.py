"""Removed from a place, the house tells whoever runs it until when it keeps what it knows, wherever they can be reached."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Whisper
from bot.core.bookkeeping import KEPT_AFTER_LEAVING
from bot.core.context import Context
from bot.core.events import ServerLeft
from bot.core.notes import Note
from bot.core.refs import MemberRef, ServerRef
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stores.communities import Communities
from bot.core.stores.people import People
from bot.core.stores.standing import Standing
from cogs.setup.people import member_of, spelled
from cogs.setup.store import CALLED, LINE, OPENED, Marks

LEFT = "setup/left/"  # tag: setup/left/<platform>:<server>
TOLD = 3  # of those who own a community only by their rights


async def left(ctx: Context, event: ServerLeft) -> Sequence[Action]:
    if not ctx.community.id:
        return ()
    marks = Marks(ctx.tx, ctx.community.id)
    server = await Communities(ctx.tx).server(event.server)
    for mark in (CALLED, LINE):
        await marks.drop(f"{mark}{spelled(event.server)}")
    until = ctx.now + KEPT_AFTER_LEAVING
    effects: list[Action] = []
    for member in await _told_of_leaving(ctx, event.server.platform, server.added_by if server else ""):
        language = await language_of(ctx, member)
        when = ctx.voice.moment(language, until, ctx.zone, now=ctx.now)
        name = server.name if server else ctx.community.name
        if ctx.community.state == "left":
            said = ctx.say_in(language, "setup-left", server=name, when=when)
        else:
            said = ctx.say_in(language, "setup-left-part", server=name, community=ctx.community.name)
        effects.append(Whisper(member, Note(said), policy="sure", tag=f"{LEFT}{spelled(event.server)}"))
    return effects


async def back_again(ctx: Context, server: ServerRef) -> None:
    """Who could not be told that the house had left need not read it once it is back."""
    await ctx.tx.run(
        "UPDATE outbox SET state = 'dropped', body = '', scene = '', error = 'it came back'"
        " WHERE tag = ? AND community = ? AND state IN ('new', 'waiting')",
        f"{LEFT}{spelled(server)}",
        ctx.community.id,
    )


async def _told_of_leaving(ctx: Context, platform: str, added_by: str) -> list[MemberRef]:
    """Whoever was made owner, whoever opened the house and those who own what is left; else who had added it."""
    granted = [each.member for each in await Standing(ctx.tx).granted(ctx.community.id) if each.role is Role.OWNER]
    opener = await Marks(ctx.tx, ctx.community.id).get(OPENED)
    holders = (await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER}))[:TOLD]
    found = [*granted, *([member_of(opener)] if opener else []), *holders]
    if not found and added_by:
        found = [member_of(added_by)]
    told = [await _elsewhere(ctx, member, platform) for member in found]
    return [member for member in dict.fromkeys(told) if member.platform in ctx.platforms]


async def _elsewhere(ctx: Context, member: MemberRef, platform: str) -> MemberRef:
    """Their account on another platform, if there is one: without a common server Discord lets nobody write privately."""
    guest = await People(ctx.tx).guest_of(ctx.community.id, member) if member.platform == platform else None
    accounts = await People(ctx.tx).accounts(guest) if guest else []
    return next((account.ref for account in accounts if account.ref.platform != platform), member)
