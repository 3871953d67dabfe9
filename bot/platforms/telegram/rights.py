"""Telegram's administrator rights in the house's words."""

from __future__ import annotations

from typing import get_args

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted

from bot.core.events import MemberRights, Right
from bot.core.refs import MemberRef

ALL: frozenset[Right] = frozenset(get_args(Right))
PRESENT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


def present(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in PRESENT


def leads(member: ChatMember) -> bool:
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def rank(member: ChatMember) -> int:
    return {ChatMember.OWNER: 2, ChatMember.ADMINISTRATOR: 1}.get(member.status, 0)


def rights_of(member: ChatMember) -> frozenset[Right]:
    if member.status == ChatMember.OWNER:
        return ALL
    if isinstance(member, ChatMemberAdministrator):
        return frozenset(_administrator(member))
    if isinstance(member, ChatMemberRestricted):
        return frozenset({"post"} if member.is_member and member.can_send_messages else set())
    return frozenset({"post"} if present(member) else set())


def _administrator(member: ChatMemberAdministrator) -> set[Right]:
    held: set[Right] = {"post", "read", "see_joins"}
    if member.can_restrict_members:
        held |= {"moderate", "remove", "ban"}
    if member.can_delete_messages:
        held.add("erase")
    if member.can_invite_users:
        held.add("invite")
    if member.can_manage_topics:
        held.add("open_places")
    if member.can_pin_messages:
        held.add("pin")
    return held


def house_rights(member: ChatMember, kind: str, reads_all: bool) -> frozenset[Right]:
    """`reads_all`: privacy mode is off. Basic groups know no muting; channels know posting as a right of its own."""
    held = set(rights_of(member))
    if reads_all and present(member):
        held.add("read")
    if kind == "group":
        held.discard("moderate")
    if kind == "channel" and not (isinstance(member, ChatMemberAdministrator) and member.can_post_messages):
        held.discard("post")
    return frozenset(held)


def member_rights(member: ChatMember, rights: frozenset[Right] | None = None) -> MemberRights:
    held = rights_of(member) if rights is None else rights
    ref = MemberRef("telegram", str(member.user.id))
    return MemberRights(ref, member.user.full_name, held, rank(member), ("admin",) if leads(member) else ())
