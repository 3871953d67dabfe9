"""What a long silence hid is not made up for: each community's team reads in one line that there was one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.actions import Action, Post
from bot.core.context import Context
from bot.core.events import Reconnected
from bot.core.manners import log_place
from bot.core.notes import Note
from bot.core.refs import PlaceRef
from bot.core.stores.communities import Communities

LONG = timedelta(hours=1)  # a shorter gap is caught up on without a word; nobody is answered in a room later than that


async def reconnected(ctx: Context, event: Reconnected) -> Sequence[Action]:
    if event.since is None or ctx.now - event.since < LONG:
        return ()
    rows = await ctx.tx.rows(
        "SELECT DISTINCT s.community FROM server s JOIN community c ON c.id = s.community"
        " WHERE s.platform = ? AND s.there = 1 AND c.state = 'open' ORDER BY s.community",
        event.platform,
    )
    seen = [ctx.seen_as(each) for row in rows if (each := await Communities(ctx.tx).load(row[0]))]
    return [_told(each, place, event.platform, event.since) for each in seen if (place := log_place(each))]


def _told(ctx: Context, place: PlaceRef, platform: str, since: datetime) -> Post:
    community = ctx.community
    when = ctx.voice.moment(community.language, since, ZoneInfo(community.zone), now=ctx.now)
    said = ctx.say_in(community.language, "house-was-away", platform=platform.capitalize(), since=when)
    return Post(place, Note(said), idem=f"away:{platform}:{since.isoformat()}:{community.id}")
