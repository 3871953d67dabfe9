"""Members as tags and marks name them, and the language to write to them in."""

from __future__ import annotations

from bot.core.context import Context
from bot.core.events import Profile
from bot.core.refs import MemberRef, ServerRef
from bot.core.stores.people import People


async def language_of(ctx: Context, member: MemberRef, profile: Profile | None = None) -> str:
    known = await People(ctx.tx).member(member)
    spoken = (known.speaks if known else "") or (profile.language if profile else "")
    return spoken or ctx.community.language


def spelled(ref: MemberRef | ServerRef) -> str:
    return f"{ref.platform}:{ref.id}"


def member_of(spelled: str) -> MemberRef:
    platform, _, id_ = spelled.partition(":")
    return MemberRef(platform, id_)
