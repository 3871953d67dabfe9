"""What linking would do, in words, the same for both sides."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.adoption import by_age, is_rehearsal
from bot.core.context import Community, Context
from bot.core.stores.adoption import brought
from bot.core.stores.communities import Communities
from bot.core.text import Text, lines


async def consists_of(ctx: Context, community: Community, language: str) -> list[Text]:
    """A community's servers and groups, one a line, and how many guests it knows."""
    stores = Communities(ctx.tx)
    places = await stores.places(community.id)
    said = [
        ctx.say_in(
            language,
            "team-server",
            name=server.name,
            platform=server.ref.platform.capitalize(),
            count=sum(place.server == server.ref for place in places),
        )
        for server in await stores.servers(community.id)
    ]
    return [*said, ctx.say_in(language, "team-guests", count=await _guests(ctx, community.id))]


async def preview(ctx: Context, one: Community, other: Community, language: str) -> Text:
    younger, older = await by_age(ctx, one, other)
    rehearsing = await is_rehearsal(ctx, younger.id)
    said = [ctx.say_in(language, "team-link-preview", younger=younger.name, older=older.name)]
    if rehearsing:
        said.append(ctx.say_in(language, "team-link-rehearsal"))
    for each in (older, younger):
        said += [Text(), ctx.say_in(language, "team-link-side", name=each.name)]
        said += await consists_of(ctx, each, language)
    taken = await brought(ctx.tx, younger.id, older.id)
    said += [
        Text(),
        ctx.say_in(language, "team-link-settings", older=older.name, younger=younger.name, count=len(taken)),
        ctx.say_in(language, "team-link-people", count=await _in_both(ctx, younger.id, older.id)),
        ctx.say_in(language, _state(younger, older, rehearsing)),
        ctx.say_in(language, "team-link-final"),
    ]
    return lines(said)


def _state(younger: Community, older: Community, rehearsing: bool) -> str:
    opened = older.open or (younger.open and not rehearsing)
    return "team-link-open" if opened else "team-link-closed"


async def _guests(ctx: Context, community: str) -> int:
    row = await ctx.tx.row("SELECT count(DISTINCT guest) FROM guest_member WHERE community = ?", community)
    return int(row[0]) if row else 0


async def _in_both(ctx: Context, one: str, other: str) -> int:
    rows: Sequence[tuple[object, ...]] = await ctx.tx.rows(
        "SELECT DISTINCT y.guest FROM guest_member y JOIN guest_member o ON o.platform = y.platform"
        " AND o.member = y.member WHERE y.community = ? AND o.community = ?",
        one,
        other,
    )
    return len(rows)
