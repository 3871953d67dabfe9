"""Whoever was given a role hears of it in private; whoever gave it hears when that could not be."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Whisper
from bot.core.context import Context
from bot.core.events import Refused, ResultEvent
from bot.core.notes import note
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stores.outbox import Outbox
from bot.core.stores.standing import Standing

_TOLD = "team/told/"


async def tell(ctx: Context, member: MemberRef, role: Role) -> Action:
    language = await language_of(ctx, member)
    said = ctx.say_in(language, "team-you-are", role=ctx.say_in(language, f"role-{role}"), community=ctx.community.name)
    return Whisper(member, note(said), tag=_tag(ctx, member, role))


async def tell_no_more(ctx: Context, member: MemberRef, role: Role) -> None:
    """What waits for their next contact was true once."""
    await Outbox(ctx.tx).withdraw(_tag(ctx, member, role), member)


async def results(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    if not isinstance(event, Refused) or event.reason != "unreachable" or not event.tag.startswith(_TOLD):
        return ()
    community, role, told = event.tag.removeprefix(_TOLD).split("/", 2)
    platform, _, id_ = told.partition(":")
    giver = await Standing(ctx.tx).granter(community, MemberRef(platform, id_), Role(role))
    if giver is None or giver.platform not in ctx.platforms:
        return ()
    language = await language_of(ctx, giver)
    said = ctx.say_in(language, "team-not-reached", role=ctx.say_in(language, f"role-{role}"))
    return [Whisper(giver, note(said), tag="team/notice")]


def _tag(ctx: Context, member: MemberRef, role: Role) -> str:
    return f"{_TOLD}{ctx.community.id}/{role}/{member.platform}:{member.id}"
