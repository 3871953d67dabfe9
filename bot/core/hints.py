"""The one line a room sees when somebody typed something private there: no name, no content, gone after a minute."""

from __future__ import annotations

from datetime import timedelta

from bot.core.actions import Erase, Post
from bot.core.context import Context
from bot.core.events import Due
from bot.core.notes import Button, note
from bot.core.refs import Bookmark
from bot.core.stores.agenda import Planner

HINT_STANDS = timedelta(minutes=1)


def continue_in_private(ctx: Context) -> Post:
    place = ctx.who.place
    name = f"hint/{ctx.ambient.new_id()}/{place.platform}"
    button = Button(ctx.label("continue-in-private-label"), "house/private", opens_private=True)
    return Post(
        place, note(ctx.say("continue-in-private"), (button,)), bookmark=name, tag=f"house/hint/{name}", policy="once"
    )


async def hint_posted(ctx: Context, tag: str) -> None:
    """Once the line stands, the minute begins."""
    name = tag.removeprefix("house/hint/")
    await Planner(ctx.tx).set_at(f"house/tidy/{name}", "house", "tidy", ctx.community.id, ctx.now + HINT_STANDS, name)


async def tidy(ctx: Context, due: Due) -> list[Erase]:
    return [Erase(Bookmark(due.body))]
