"""A message that a moderator forwards to the house in private: whoever wrote it can be muted from there, unseen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import MessageWritten
from bot.core.notes import Button
from bot.core.refs import MemberRef
from bot.core.roles import Role, allows
from bot.core.sealing import Private
from bot.core.stamps import to_ms
from bot.core.stores.people import People
from bot.core.whois import community, roles_of
from cogs.door.cards import SPANS, minutes
from cogs.door.rules import EVIDENCE_LIMIT, FORWARD_KEPT, clipped


async def forwarded(ctx: Context, event: MessageWritten) -> Sequence[Action]:
    if not event.scene.private or not (event.forwarded_from or event.forwarded_name):
        return ()
    if not ctx.may(Role.MODERATOR):
        return ()
    if event.forwarded_from is None:
        return [ctx.answer("door-forward-hidden", name=event.forwarded_name)]
    ctx = await _where_they_meet(ctx, event.forwarded_from)
    id_ = await _keep(ctx, event.forwarded_from, event.forwarded_name, event.text)
    row = tuple(Button(ctx.label("door-mute-label", span=span), f"door/quick/{id_}.{minutes(span)}") for span in SPANS)
    name = event.forwarded_name or event.forwarded_from.id
    return [ctx.answer("door-forward", row, name=name, community=ctx.community.name)]


async def drop_undecided(ctx: Context, most: int) -> int:
    """Nobody decided in time: the text is not kept. How many that were."""
    old = "SELECT id FROM door_forward WHERE at <= ? ORDER BY at LIMIT ?"
    return await ctx.tx.run(f"DELETE FROM door_forward WHERE id IN ({old})", to_ms(ctx.now - FORWARD_KEPT), most)


async def _where_they_meet(ctx: Context, member: MemberRef) -> Context:
    """The community in which the writer is known and the moderator moderates: the present one first."""
    people = People(ctx.tx)
    if await people.guest_of(ctx.community.id, member):
        return ctx
    for other in await people.communities_of(ctx.who.member):
        if not await people.guest_of(other, member):
            continue
        found = await community(ctx, other)
        if found.open and allows(await roles_of(ctx, other, ctx.who.member), Role.MODERATOR):
            return ctx.seen_as(found)
    return ctx


async def _keep(ctx: Context, member: MemberRef, name: str, text: str) -> str:
    id_ = ctx.ambient.new_id()
    await ctx.tx.run(
        "INSERT INTO door_forward (id, community, platform, member, name, evidence, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id_,
        ctx.community.id,
        member.platform,
        member.id,
        name,
        Private(clipped(text, EVIDENCE_LIMIT)),
        to_ms(ctx.now),
    )
    return id_
