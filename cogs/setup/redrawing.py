"""What already stands in a place follows when that place's language or clock changes."""

from __future__ import annotations

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.refs import PlaceRef
from cogs.setup.settings import reloaded


async def redrawn(ctx: Context, place: PlaceRef | None = None) -> list[Action]:
    """Without a place: wherever the community's own holds. What the turn remembers of both is from before the change."""
    before = ctx.community
    ctx.memory.forget(ctx.tx.touched)
    ctx = await reloaded(ctx)
    if place is None and (ctx.community.language, ctx.community.zone) == (before.language, before.zone):
        return []
    effects: list[Action] = []
    for feature in ctx.catalogue.features.values():
        effects += (await feature.hooks.redraw(ctx, place) or ()) if feature.hooks.redraw else ()
    return effects
