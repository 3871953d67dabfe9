"""Discord's gateway payloads become events. Pure: what they need to know of the world is handed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.core.events import (
    Envelope,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessageErased,
    MessageWritten,
    Profile,
    ReactionAdded,
    Scene,
    ServiceMessageShown,
)
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.stamps import to_ms
from bot.platforms.discord.abilities import NAME
from bot.platforms.discord.addresses import hidden_links

Payload = Mapping[str, Any]
Named = Literal["channel", "role"]
# A newcomer who needed longer than this for the screening is no newcomer any more.
SCREENING_LIMIT = timedelta(hours=24)
WRITTEN = (0, 19)  # message types: default, reply
JOIN_MESSAGE = 7
_MENTION = re.compile(r"<@!?(\d+)>")
_CHANNEL = re.compile(r"<#(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")


@dataclass(frozen=True, slots=True)
class World:
    """`house` is the house's own user id; `house_roles` are roles by which it is called; `name_of` finds names."""

    house: str
    house_roles: frozenset[str]
    name_of: Callable[[Named, str], str]


def read_message(data: Payload, world: World) -> Envelope | None:
    """None for the house itself, other bots, webhooks and what Discord writes by itself."""
    at = moment(data["timestamp"])
    if data.get("type") == JOIN_MESSAGE and data.get("guild_id"):
        shown = ServiceMessageShown(message_of(data), server_of(data["guild_id"]), "joined")
        return Envelope(f"dc:m:{data['id']}", lane_of(data), at, shown)
    if not _is_from_person(data, world):
        return None
    replied = data.get("referenced_message") or {}
    reference = data.get("message_reference") or {}
    forwarded = [part["message"] for part in data.get("message_snapshots") or ()]
    reply = reference if data.get("type") == 19 and reference.get("message_id") else None
    place = place_of(data["channel_id"])
    written = MessageWritten(
        scene=scene_of(data),
        message=message_of(data),
        text=words_of(data, world) or "\n".join(words_of(part, world) for part in forwarded),
        at=at,
        to_house=_is_to_house(data, world, replied),
        reply_to=MessageRef(place, str(reply["message_id"])) if reply else None,
        reply_to_member=member_of(replied["author"]["id"]) if replied.get("author") else None,
        attachments=sum(len(part.get("attachments") or ()) for part in (data, *forwarded)),
        links=hidden_links((data, *forwarded)),
    )
    return Envelope(f"dc:m:{data['id']}", lane_of(data), at, written)


def read_edit(data: Payload, world: World) -> Envelope | None:
    """None also where Discord itself changed the message: a link's preview, a thread begun, a pin."""
    if not data.get("edited_timestamp") or not data.get("author") or not _is_from_person(data, world):
        return None
    at = moment(data["edited_timestamp"])
    edited = MessageEdited(scene_of(data), message_of(data), words_of(data, world), at, hidden_links((data,)))
    return Envelope(f"dc:e:{data['id']}:{to_ms(at)}", lane_of(data), at, edited)


def read_erasure(data: Payload, now: datetime) -> list[Envelope]:
    """One or many messages gone at once."""
    server = server_of(data["guild_id"]) if data.get("guild_id") else None
    place = place_of(data["channel_id"])
    ids = data.get("ids") or [data["id"]]
    lane = f"{NAME}:{place.id}"
    return [Envelope(f"dc:x:{id_}", lane, now, MessageErased(MessageRef(place, str(id_)), server)) for id_ in ids]


def read_reaction(data: Payload, world: World, key: str, now: datetime) -> Envelope | None:
    user = (data.get("member") or {}).get("user") or {"id": data["user_id"]}
    if str(data["user_id"]) == world.house or user.get("bot"):
        return None
    place = place_of(data["channel_id"])
    server = server_of(data["guild_id"]) if data.get("guild_id") else None
    profile = profile_of(user, data.get("member"))
    scene = Scene(member_of(data["user_id"]), profile, place, server, private=server is None)
    emoji = data["emoji"].get("name") or ""
    return Envelope(key, lane_of(data), now, ReactionAdded(scene, MessageRef(place, str(data["message_id"])), emoji))


def read_join(data: Payload, guild: str, now: datetime) -> Envelope | None:
    """A member as Discord describes them: None for bots, before the screening is passed, and when that took a day."""
    user = data["user"]
    if user.get("bot") or data.get("pending") or not data.get("joined_at"):
        return None
    joined_at = moment(data["joined_at"])
    if now - joined_at > SCREENING_LIMIT:
        return None
    joined = MemberJoined(server_of(guild), None, member_of(user["id"]), profile_of(user, data), joined_at)
    return Envelope(f"dc:j:{guild}:{user['id']}:{to_ms(joined_at)}", f"{NAME}:{guild}", now, joined)


def read_leave(data: Payload, key: str, now: datetime) -> Envelope:
    guild = data["guild_id"]
    return Envelope(key, f"{NAME}:{guild}", now, MemberLeft(server_of(guild), member_of(data["user"]["id"]), now))


def words_of(data: Payload, world: World) -> str:
    """What a person would read aloud: names instead of ids, and without calling the house by its name."""
    names = {str(user["id"]): _name(user, user.get("member")) for user in data.get("mentions") or ()}
    words = str(data.get("content") or "")
    words = re.sub(rf"\A\s*<@!?{world.house}>[\s,:]*|\s*<@!?{world.house}>\s*\Z", "", words)
    words = _MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", words)
    words = _ROLE.sub(lambda found: f"@{world.name_of('role', found[1]) or found[1]}", words)
    words = _CHANNEL.sub(lambda found: f"#{world.name_of('channel', found[1]) or found[1]}", words)
    return _EMOJI.sub(r"\1", words)


def scene_of(data: Payload) -> Scene:
    server = server_of(data["guild_id"]) if data.get("guild_id") else None
    profile = profile_of(data["author"], data.get("member"))
    member = member_of(data["author"]["id"])
    return Scene(member, profile, place_of(data["channel_id"]), server, private=server is None)


def profile_of(user: Payload, member: Payload | None = None, language: str = "") -> Profile:
    return Profile(_name(user, member), language, bool(user.get("bot")))


def lane_of(data: Payload) -> str:
    """Order is kept per place; a private chat is its member's own lane."""
    if data.get("guild_id"):
        return f"{NAME}:{data['channel_id']}"
    author = data.get("author") or data.get("user") or {"id": data.get("user_id")}
    return f"{NAME}:@{author['id']}"


def message_of(data: Payload) -> MessageRef:
    return MessageRef(place_of(data["channel_id"]), str(data["id"]))


def member_of(user_id: object) -> MemberRef:
    return MemberRef(NAME, str(user_id))


def place_of(channel_id: object) -> PlaceRef:
    return PlaceRef(NAME, str(channel_id))


def server_of(guild_id: object) -> ServerRef:
    return ServerRef(NAME, str(guild_id))


def moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def _name(user: Payload, member: Payload | None) -> str:
    return str((member or {}).get("nick") or user.get("global_name") or user.get("username") or "")


def _is_from_person(data: Payload, world: World) -> bool:
    author = data["author"]
    if str(author["id"]) == world.house or author.get("bot") or data.get("webhook_id"):
        return False
    return data.get("type", 0) in WRITTEN


def _is_to_house(data: Payload, world: World, replied: Payload) -> bool:
    if not data.get("guild_id") or any(str(user["id"]) == world.house for user in data.get("mentions") or ()):
        return True
    if world.house_roles & {str(role) for role in data.get("mention_roles") or ()}:
        return True
    return bool(replied) and str((replied.get("author") or {}).get("id")) == world.house
