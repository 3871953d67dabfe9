"""Linking: one community moves into another, over the core's rows and every feature's, in one transaction."""

from __future__ import annotations

from bot.core.actions import Action
from bot.core.context import Community, Context
from bot.core.refs import LOBBY
from bot.core.stores.adoption import Adoption
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar


async def adopt(ctx: Context, younger: Community, older: Community) -> list[Action]:
    """What features want said or done about it. The older's settings, language and zone stay.

    The house is open afterwards if one of the two was opened by a person: a rehearsal is open without anybody's doing.
    """
    opened = older.open or (younger.open and not await is_rehearsal(ctx, younger.id))
    merged = await Adoption(ctx.tx, younger.id, older.id).complete(ctx.now)
    if opened:
        await Registrar(ctx.tx).shape(older.id, state="open")
    ctx = ctx.seen_as(await Communities(ctx.tx).load(older.id) or older)
    effects: list[Action] = []
    hooks = [feature.hooks for feature in ctx.catalogue.features.values()]
    # First a feature's rows belong to one community, then its guests become one: the other way round two rows of the
    # same person could meet without anybody to merge them.
    for hook in hooks:
        effects += await hook.adopt(ctx, younger.id, older.id) if hook.adopt else ()
    for one, other in merged:
        for hook in hooks:
            effects += await hook.merge(ctx, one, other) if hook.merge else ()
    return effects


async def is_rehearsal(ctx: Context, community: str) -> bool:
    """A community that lives nowhere but in the lobby."""
    servers = await Communities(ctx.tx).servers(community, there=False)
    return bool(servers) and all(server.ref.platform == LOBBY for server in servers)


async def by_age(ctx: Context, one: Community, other: Community) -> tuple[Community, Community]:
    """(younger, older). A rehearsal always joins, however long it has been there: its settings are nobody's choice."""
    if await is_rehearsal(ctx, one.id):
        return one, other
    if await is_rehearsal(ctx, other.id):
        return other, one
    younger, older = sorted((one, other), key=lambda each: (each.founded_at, each.id), reverse=True)
    return younger, older
