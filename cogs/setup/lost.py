"""A place that was chosen in the setup is closed: whoever may choose another one hears of it at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Whisper
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.events import PlaceChanged
from bot.core.notes import Button, Note
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stores.standing import Standing
from cogs.setup import settings as set_
from cogs.setup.rooms import spelled

TOLD = 3  # owners; each may mend it


async def place_changed(ctx: Context, event: PlaceChanged) -> Sequence[Action]:
    """Only what is gone: what is shut for an hour opens again, and the rights check names it."""
    used = _used_for(ctx, spelled(event.place.place)) if event.gone and ctx.community.open else ""
    if not used:
        return ()
    owners = await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER})
    told: list[Action] = []
    for owner in [one for one in owners if one.platform in ctx.platforms][:TOLD]:
        language = await language_of(ctx, owner)
        said = ctx.say_in(language, "setup-lost", use=used, place=event.place.name, community=ctx.community.name)
        button = Button(ctx.label_in(language, "setup-lost-label"), button_id("setup", "begin", ctx.community.id))
        told.append(Whisper(owner, Note(said, ((button,),)), tag="setup/lost"))
    return told


def _used_for(ctx: Context, place: str) -> str:
    if place in set_.places(ctx, set_.GREET_PLACES):
        return "welcome"
    if place in set_.places(ctx, set_.PARTY_PLACES):
        return "parties"
    return "log" if place == set_.value(ctx, set_.LOG, "") else ""
