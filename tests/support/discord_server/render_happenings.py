"""Invites, scheduled events and audit entries as the JSON Discord sends."""

from datetime import timedelta

from tests.support.discord_server import render
from tests.support.discord_server.clock import iso
from tests.support.discord_server.world import AuditEntry, Guild, Invite, Json, ScheduledEvent


def invite(one: Invite) -> Json:
    place = one.channel
    assert place.guild is not None
    expires = one.created_at + timedelta(seconds=one.max_age) if one.max_age else None
    return {
        "type": 0,
        "code": one.code,
        "guild_id": str(place.guild.id),
        "guild": _invite_guild(place.guild),
        "channel": {"id": str(place.id), "type": int(place.kind), "name": place.name},
        "inviter": render.user(one.inviter),
        "created_at": iso(one.created_at),
        "expires_at": render.moment(expires),
        "max_age": one.max_age,
        "max_uses": one.max_uses,
        "temporary": one.temporary,
        "uses": one.uses,
    }


def _invite_guild(one: Guild) -> Json:
    kept = ("splash", "banner", "icon", "verification_level", "vanity_url_code", "nsfw_level", "nsfw")
    told = {key: render.GUILD_CONSTANTS[key] for key in (*kept, "premium_subscription_count")}
    return {**told, "id": str(one.id), "name": one.name, "description": one.description, "features": one.features}


def scheduled_event(one: ScheduledEvent, *, with_count: bool = False) -> Json:
    told: Json = {
        "id": str(one.id),
        "guild_id": str(one.guild.id),
        "channel_id": render.sid(one.channel_id),
        "creator_id": str(one.creator.id),
        "creator": render.user(one.creator),
        "name": one.name,
        "description": one.description,
        "image": None,
        "scheduled_start_time": iso(one.starts_at),
        "scheduled_end_time": render.moment(one.ends_at),
        "status": one.status,
        "entity_type": one.entity_type,
        "entity_id": None,
        "recurrence_rule": one.recurrence_rule,
        "privacy_level": 2,
        "guild_scheduled_event_exceptions": [],
        "entity_metadata": {"location": one.location} if one.entity_type == 3 else None,
    }
    return {**told, "user_count": len(one.interested)} if with_count else told


def audit_entry(one: AuditEntry) -> Json:
    told: Json = {
        "id": str(one.id),
        "action_type": one.action,
        "user_id": str(one.user_id),
        "target_id": render.sid(one.target_id),
    }
    if one.reason:
        told["reason"] = one.reason
    if one.changes:
        told["changes"] = one.changes
    if one.options:
        told["options"] = one.options
    return told
