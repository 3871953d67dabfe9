"""One tap that keeps the house quiet, or lets it speak again, for whichever panel wants to offer it."""

from __future__ import annotations

from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.manners import is_paused
from bot.core.notes import Button
from bot.core.roles import Role, allows_any

# Another feature's presses; both carry the community they are about.
FEATURE = "pause"


def quiet_buttons(ctx: Context) -> tuple[Button, ...]:
    """Empty for who may not pause, in a house that is not open, and where the house cannot be paused at all."""
    may = allows_any(ctx.roles, Role.MODERATOR, Role.TEAM)
    if FEATURE not in ctx.catalogue.features or not ctx.community.open or not may:
        return ()
    if is_paused(ctx.community, ctx.now):
        return (Button(ctx.label("pause-resume-label"), button_id(FEATURE, "resume", ctx.community.id), "good"),)
    return (Button(ctx.label("pause-now-label"), button_id(FEATURE, "now", ctx.community.id)),)
