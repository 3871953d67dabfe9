"""People, places and roles as the JSON Discord sends."""

from datetime import datetime
from typing import Any

from tests.support.discord_server.clock import iso
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.world import (
    Channel,
    ChannelKind,
    Guild,
    Json,
    Member,
    Role,
    User,
)


def sid(number: int | None) -> str | None:
    return None if number is None else str(number)


def moment(at: datetime | None) -> str | None:
    return None if at is None else iso(at)


def user(person: User) -> Json:
    told: Json = {
        "id": str(person.id),
        "username": person.name.lower() if not person.is_bot else person.name,
        "global_name": None if person.is_bot else person.global_name or person.name,
        "discriminator": "0" if not person.is_bot else "0001",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    return {**told, "bot": True} if person.is_bot else told


def own_user(person: User) -> Json:
    return {**user(person), "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def member_without_user(one: Member) -> Json:
    return {
        "nick": one.nick,
        "roles": [str(role_id) for role_id in one.role_ids],
        "joined_at": iso(one.joined_at),
        "premium_since": None,
        "pending": one.pending,
        "communication_disabled_until": moment(one.communication_disabled_until),
        "deaf": one.deaf,
        "mute": one.mute,
        "flags": 0,
        "avatar": None,
        "banner": None,
    }


def member(one: Member) -> Json:
    return {**member_without_user(one), "user": user(one.user)}


def role(one: Role) -> Json:
    told: Json = {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": one.color,
        "colors": {"primary_color": one.color, "secondary_color": None, "tertiary_color": None},
        "hoist": one.hoist,
        "managed": one.managed,
        "mentionable": one.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return {**told, "tags": {"bot_id": str(one.bot_id)}} if one.bot_id else told


def channel(one: Channel, permissions: Permission | None = None) -> Json:
    if one.kind is ChannelKind.DM:
        return _direct(one)
    told = _thread(one) if one.is_thread else _place(one)
    if permissions is not None:
        told["permissions"] = str(int(permissions))
    return told


def _direct(one: Channel) -> Json:
    return {
        "id": str(one.id),
        "type": int(one.kind),
        "flags": 0,
        "last_message_id": sid(one.last_message_id),
        "recipients": [user(person) for person in one.recipients if not person.is_bot],
    }


def _place(one: Channel) -> Json:
    assert one.guild is not None
    told: Json = {
        "id": str(one.id),
        "type": int(one.kind),
        "flags": 0,
        "guild_id": str(one.guild.id),
        "name": one.name,
        "position": one.position,
        "parent_id": sid(one.parent_id),
        "nsfw": one.nsfw,
        "permission_overwrites": [
            {"id": str(own.id), "type": own.kind, "allow": str(int(own.allow)), "deny": str(int(own.deny))}
            for own in one.overwrites.values()
        ],
    }
    if one.kind is ChannelKind.CATEGORY:
        return told
    told |= {"rate_limit_per_user": one.rate_limit_per_user, "last_message_id": sid(one.last_message_id)}
    if one.kind in (ChannelKind.VOICE, ChannelKind.STAGE):
        return told | {"bitrate": one.bitrate, "user_limit": one.user_limit, "rtc_region": None}
    told |= {"topic": one.topic, "default_auto_archive_duration": 4320}
    return told | {"available_tags": []} if one.kind is ChannelKind.FORUM else told


def _thread(one: Channel) -> Json:
    assert one.guild is not None
    state = one.thread
    assert state is not None
    metadata: Json = {
        "archived": state.archived,
        "archive_timestamp": iso(state.archive_changed_at),
        "auto_archive_duration": state.auto_archive_duration,
        "locked": state.locked,
        "create_timestamp": iso(state.created_at),
    }
    if one.kind is ChannelKind.PRIVATE_THREAD:
        metadata["invitable"] = state.invitable
    return {
        "id": str(one.id),
        "type": int(one.kind),
        "flags": 0,
        "guild_id": str(one.guild.id),
        "parent_id": sid(one.parent_id),
        "owner_id": str(state.owner_id),
        "name": one.name,
        "last_message_id": sid(one.last_message_id),
        "rate_limit_per_user": one.rate_limit_per_user,
        "message_count": len(one.messages),
        "total_message_sent": state.sent,
        "member_count": min(len(state.member_ids), 50),
        "thread_metadata": metadata,
    }


def thread_member(thread: Channel, user_id: int) -> Json:
    assert thread.thread is not None
    joined = thread.thread.member_ids[user_id]
    return {"id": str(thread.id), "user_id": str(user_id), "join_timestamp": iso(joined), "flags": 0}


def guild(one: Guild) -> Json:
    return {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner_id),
        "description": one.description,
        "roles": [role(each) for each in one.roles.values()],
        "features": list(one.features),
        "preferred_locale": one.locale,
        "system_channel_id": sid(one.system_channel_id),
        "rules_channel_id": sid(one.rules_channel_id),
        **GUILD_CONSTANTS,
    }


GUILD_CONSTANTS: dict[str, Any] = {
    "icon": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 2,
    "max_presences": None,
    "max_members": 500000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
    "incidents_data": None,
}


def voice_state(guild_id: int, one: Member) -> Json:
    return {
        "guild_id": str(guild_id),
        "channel_id": sid(one.voice_channel_id),
        "user_id": str(one.user.id),
        "member": member(one),
        "session_id": f"voice{one.user.id}",
        "deaf": one.deaf,
        "mute": one.mute,
        "self_deaf": False,
        "self_mute": False,
        "self_video": False,
        "suppress": False,
        "request_to_speak_timestamp": None,
    }
