"""Having everything forgotten: what goes, what has to stay, and that nothing of a person's words is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.forgetting import forget
from bot.core.notes import Button
from bot.core.stores.people import People


async def confirm(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    accounts = await People(ctx.tx).accounts(ctx.guest)
    row = (
        Button(ctx.label("guestbook-gone-label"), f"guestbook/gone/{ctx.guest}", "bad"),
        Button(ctx.label("guestbook-stay-label"), "guestbook/panel"),
    )
    return [ctx.answer("guestbook-forget-ask", row, replace=True, count=len(accounts))]


async def gone(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    if argument != ctx.guest:
        raise Mistake("button-gone")
    held = await _is_held(ctx)
    said = ctx.answer("guestbook-forgotten-held" if held else "guestbook-forgotten", replace=True)
    return [said, *await forget(ctx, ctx.guest)]


async def _is_held(ctx: Context) -> bool:
    """Whether a sanction runs against any of their accounts: what it needs stays until it ends, and they are told."""
    for account in await People(ctx.tx).accounts(ctx.guest):
        seen = replace(ctx, scene=replace(ctx.who, member=account.ref))
        if not all([await gate(seen) for gate in ctx.catalogue.gates]):
            return True
    return False
