"""Members and servers as tags and marks name them."""

from __future__ import annotations

from bot.core.refs import MemberRef, ServerRef


def spelled(ref: MemberRef | ServerRef) -> str:
    return f"{ref.platform}:{ref.id}"


def member_of(spelled: str) -> MemberRef:
    platform, _, id_ = spelled.partition(":")
    return MemberRef(platform, id_)
