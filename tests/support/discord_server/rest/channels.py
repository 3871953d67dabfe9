"""Channels of a guild and their permission overwrites."""

from typing import Any

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.rest.threads import delete_thread, edit_thread
from tests.support.discord_server.standing import guild_permissions, need_in_channel, need_in_guild
from tests.support.discord_server.world import Channel, ChannelKind, Guild, Overwrite

SLOWEST = 21_600


async def list_channels(server: Core, call: Call) -> Answer:
    return Answer(200, [render.channel(channel) for channel in server.guild_of(call).channels.values()])


async def fetch(server: Core, call: Call) -> Answer:
    return Answer(200, render.channel(server.channel_of(call)))


async def create(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.MANAGE_CHANNELS, server.now())
    kind = ChannelKind(call.json.get("type") or 0)
    channel = Channel(id=server.new_id(), kind=kind, guild=guild, position=len(guild.channels))
    if "name" not in call.json:
        raise errors.invalid_form("name", "BASE_TYPE_REQUIRED", "This field is required")
    _apply(server, guild, channel, call.json)
    guild.channels[channel.id] = channel
    server.world.channels[channel.id] = channel
    await server.note(guild, 10, channel.id, call)
    await server.events.in_channel("CHANNEL_CREATE", render.channel(channel), channel)
    return Answer(201, render.channel(channel))


def _apply(server: Core, guild: Guild, channel: Channel, body: dict[str, Any]) -> None:
    _check(body)
    if body.get("name") is not None:
        channel.name = body["name"] if channel.kind is not ChannelKind.TEXT else body["name"].lower().replace(" ", "-")
    for key in ("topic", "nsfw", "rate_limit_per_user", "user_limit", "bitrate", "position"):
        if body.get(key) is not None or (key in body and key == "topic"):
            setattr(channel, key, body[key])
    if "parent_id" in body:
        channel.parent_id = int(body["parent_id"]) if body["parent_id"] else None
        if channel.parent_id is not None and channel.parent_id not in guild.channels:
            raise errors.invalid_form("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist")
    if body.get("permission_overwrites") is not None:
        channel.overwrites = {}
        for told in body["permission_overwrites"]:
            one = _overwrite(int(told["id"]), told)
            _need_to_hand_out(server, guild, one)
            channel.overwrites[one.id] = one


def _check(body: dict[str, Any]) -> None:
    if body.get("name") is not None and not 1 <= len(body["name"]) <= 100:
        raise errors.invalid_form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    if len(body.get("topic") or "") > 1024:
        raise errors.invalid_form("topic", "BASE_TYPE_MAX_LENGTH", "Must be 1024 or fewer in length.")
    if not 0 <= (body.get("rate_limit_per_user") or 0) <= SLOWEST:
        raise errors.invalid_form("rate_limit_per_user", "NUMBER_TYPE_MAX", "int value should be at most 21600.")


def _overwrite(own_id: int, told: dict[str, Any]) -> Overwrite:
    allow, deny = Permission(int(told.get("allow") or 0)), Permission(int(told.get("deny") or 0))
    return Overwrite(id=own_id, kind=int(told.get("type") or 0), allow=allow, deny=deny)


def _need_to_hand_out(server: Core, guild: Guild, one: Overwrite) -> None:
    held = guild_permissions(guild, server.bot_member(guild), server.now())
    if (one.allow | one.deny) & ~held:
        raise errors.missing_permissions()


def _place_of(server: Core, call: Call) -> tuple[Guild, Channel]:
    channel = server.channel_of(call)
    if channel.guild is None:
        raise ApiError(403, 50003, "Cannot execute action on a DM channel")
    return channel.guild, channel


async def edit(server: Core, call: Call) -> Answer:
    guild, channel = _place_of(server, call)
    if channel.is_thread:
        return await edit_thread(server, guild, channel, call)
    need_in_channel(channel, server.bot_member(guild), Permission.MANAGE_CHANNELS, server.now())
    _apply(server, guild, channel, call.json)
    await server.note(guild, 11, channel.id, call)
    await server.events.in_guild("CHANNEL_UPDATE", render.channel(channel), guild)
    return Answer(200, render.channel(channel))


async def delete(server: Core, call: Call) -> Answer:
    guild, channel = _place_of(server, call)
    told = render.channel(channel)
    if channel.is_thread:
        await delete_thread(server, guild, channel, call)
        return Answer(200, told)
    need_in_channel(channel, server.bot_member(guild), Permission.MANAGE_CHANNELS, server.now())
    guild.channels.pop(channel.id)
    server.world.channels.pop(channel.id)
    for thread in [one for one in guild.threads.values() if one.parent_id == channel.id]:
        guild.threads.pop(thread.id)
        server.world.channels.pop(thread.id)
    await server.note(guild, 12, channel.id, call)
    await server.events.in_guild("CHANNEL_DELETE", told, guild)
    return Answer(200, told)


async def put_overwrite(server: Core, call: Call) -> Answer:
    guild, channel = _place_of(server, call)
    need_in_channel(channel, server.bot_member(guild), Permission.MANAGE_ROLES, server.now())
    one = _overwrite(call.number("overwrite_id"), call.json)
    if one.id not in (guild.roles if one.kind == 0 else guild.members):
        raise errors.unknown("Overwrite")
    _need_to_hand_out(server, guild, one)
    known = one.id in channel.overwrites
    channel.overwrites[one.id] = one
    await server.note(guild, 14 if known else 13, channel.id, call)
    await server.events.in_guild("CHANNEL_UPDATE", render.channel(channel), guild)
    return DONE


async def delete_overwrite(server: Core, call: Call) -> Answer:
    guild, channel = _place_of(server, call)
    need_in_channel(channel, server.bot_member(guild), Permission.MANAGE_ROLES, server.now())
    if channel.overwrites.pop(call.number("overwrite_id"), None) is None:
        raise errors.unknown("Overwrite")
    await server.note(guild, 15, channel.id, call)
    await server.events.in_guild("CHANNEL_UPDATE", render.channel(channel), guild)
    return DONE


ROUTES: Routes = [
    ("GET", "/guilds/{guild_id}/channels", list_channels),
    ("POST", "/guilds/{guild_id}/channels", create),
    ("GET", "/channels/{channel_id}", fetch),
    ("PATCH", "/channels/{channel_id}", edit),
    ("DELETE", "/channels/{channel_id}", delete),
    ("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", put_overwrite),
    ("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", delete_overwrite),
]
