"""Servers as they stand: places, roles, and who may do what in neutral words. Calls nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.core.events import MemberRights, PlaceKind, PlaceSeen, Right, RoleSeen, ServerSeen
from bot.platforms.discord.inbound import SCREENING_LIMIT, member_of, place_of, server_of

# Rights that make somebody more than a guest.
BEYOND_GUESTS: frozenset[Right] = frozenset({"administer", "moderate", "remove", "ban", "erase"})
# A role held by few may have been named at setup (hosts, team); one held by many says nothing about standing.
FEW = 100
_RIGHTS: Mapping[str, Right] = {
    "administrator": "administer",
    "moderate_members": "moderate",
    "kick_members": "remove",
    "ban_members": "ban",
    "manage_messages": "erase",
    "create_instant_invite": "invite",
    "create_public_threads": "open_places",
    "send_messages": "post",
    "view_channel": "read",
    "pin_messages": "pin",
}
_KINDS: Mapping[discord.ChannelType, PlaceKind] = {
    discord.ChannelType.text: "room",
    discord.ChannelType.news: "announcement",
    discord.ChannelType.voice: "voice",
    discord.ChannelType.stage_voice: "voice",
    discord.ChannelType.public_thread: "thread",
    discord.ChannelType.private_thread: "thread",
    discord.ChannelType.news_thread: "thread",
}
Place = discord.abc.GuildChannel | discord.Thread
# What was heard at the very end may not have been kept, and Discord's clock is not ours.
UNSURE = timedelta(minutes=10)
# Here a joining counts later than its time says: once rules were accepted or questions answered.
SCREENED = frozenset({"MEMBER_VERIFICATION_GATE_ENABLED", "GUILD_ONBOARDING"})


def server_seen(guild: discord.Guild, members: Sequence[discord.Member]) -> ServerSeen:
    people = [member for member in members if not member.bot]
    bots = sorted(member.display_name for member in members if member.bot and member != guild.me)
    places = [place_seen(place) for place in (*guild.channels, *guild.threads)]
    return ServerSeen(
        server=server_of(guild.id),
        name=guild.name,
        places=tuple(place for place in places if place),
        roles=tuple(RoleSeen(str(role.id), role.name) for role in guild.roles if not role.is_default()),
        house=house_rights(guild),
        members=tuple(of_standing(guild, people)),
        owner=member_of(guild.owner_id) if guild.owner_id else None,
        language=str(guild.preferred_locale),
        other_bots=tuple(bots),
    )


def house_rights(guild: discord.Guild) -> MemberRights:
    me = guild.me
    return rights_of(guild, me.id, me.display_name, [role.id for role in me.roles])


def of_standing(guild: discord.Guild, people: Sequence[discord.Member]) -> list[MemberRights]:
    """Those with rights beyond a guest's, and those with a role that only few hold."""
    holders = Counter(role.id for member in people for role in member.roles if not role.is_default())
    found: list[MemberRights] = []
    for member in people:
        ids = [role.id for role in member.roles if not role.is_default()]
        rights = rights_of(guild, member.id, member.display_name, ids)
        if rights.rights & BEYOND_GUESTS or any(holders[id_] <= FEW for id_ in ids):
            found.append(rights)
    return found


def rights_of(guild: discord.Guild, user_id: int, name: str, role_ids: Iterable[int]) -> MemberRights:
    """What the roles allow server-wide. A channel may say otherwise; places carry that for the house."""
    roles = [role for role in map(guild.get_role, role_ids) if role and not role.is_default()]
    allowed = discord.Permissions(guild.default_role.permissions.value)
    for role in roles:
        allowed |= role.permissions
    rights = {right for name_, right in _RIGHTS.items() if getattr(allowed, name_)}
    if guild.owner_id == user_id:
        rights.add("administer")
    if "administer" in rights:
        rights |= set(_RIGHTS.values())
    if guild.me and user_id == guild.me.id:
        rights.add("see_joins")  # the intent was granted, or Discord would not have let the house in
    return MemberRights(
        member=member_of(user_id),
        name=name,
        rights=frozenset(rights),
        rank=max((role.position for role in roles), default=0),
        roles=tuple(sorted(str(role.id) for role in roles)),
    )


def place_seen(place: Place) -> PlaceSeen | None:
    """None for what nobody can talk in, and for what the house cannot see."""
    kind = _KINDS.get(place.type)
    allowed = place.permissions_for(place.guild.me)
    if kind is None or not allowed.view_channel:
        return None
    parent = place_of(place.parent_id) if isinstance(place, discord.Thread) else None
    may_write = allowed.send_messages_in_threads if parent else allowed.send_messages
    shut = isinstance(place, discord.Thread) and place.locked
    return PlaceSeen(place_of(place.id), place.name, kind, parent, may_write and not shut)


def place_changed(guild: discord.Guild, data: Mapping[str, Any], deleted: bool) -> tuple[PlaceSeen | None, bool]:
    """The place of a channel's or thread's dispatch, and whether it is gone for the house."""
    kind = _KINDS.get(discord.enums.try_enum(discord.ChannelType, data["type"]))
    if kind is None:
        return None, False
    found = guild.get_channel_or_thread(int(data["id"]))
    seen = place_seen(found) if found and not deleted else None
    if seen is not None:
        return seen, False
    # discord.py forgets an archived thread; who writes there opens it again, unless it is locked.
    parent = place_of(data["parent_id"]) if kind == "thread" and data.get("parent_id") else None
    archived = bool((data.get("thread_metadata") or {}).get("archived")) and not deleted
    writable = archived and not (data.get("thread_metadata") or {}).get("locked")
    return PlaceSeen(place_of(data["id"]), str(data.get("name") or ""), kind, parent, writable), not archived


def come_since(guild: discord.Guild, members: Iterable[discord.Member], heard: datetime) -> Iterator[discord.Member]:
    """Those whose joining may not have been told: everything until `heard` was. Who came back has joined anew."""
    since = heard - (UNSURE if SCREENED.isdisjoint(guild.features) else SCREENING_LIMIT)
    return (member for member in members if member.joined_at is not None and member.joined_at >= since)


def roles_held(members: Iterable[discord.Member]) -> dict[int, int]:
    """Who holds which roles, small enough to keep for everybody; who holds none is left out."""
    held = {member.id: digest(role.id for role in member.roles if not role.is_default()) for member in members}
    return {user: roles for user, roles in held.items() if roles != digest(())}


def digest(roles: Iterable[int | str]) -> int:
    return hash(tuple(sorted(int(role) for role in roles)))


def told(member: discord.Member) -> Mapping[str, Any]:
    """A member as the gateway would describe them."""
    user = {"id": member.id, "bot": member.bot, "global_name": member.global_name, "username": member.name}
    joined_at = member.joined_at.isoformat() if member.joined_at else None
    return {"user": user, "nick": member.nick, "pending": member.pending, "joined_at": joined_at}
