"""Invites of the bot's making, and everybody's for counting."""

from tests.support.discord_server import errors, render_happenings
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import Answer, Routes
from tests.support.discord_server.standing import guild_permissions, need_in_channel, need_in_guild
from tests.support.discord_server.world import Channel, Guild, Invite, User

LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"


def make_invite(server: Core, channel: Channel, inviter: User, *, max_age: int = 86400, max_uses: int = 0) -> Invite:
    assert channel.guild is not None
    invite = Invite(
        code=_code(server.new_id()),
        channel=channel,
        inviter=inviter,
        created_at=server.now(),
        max_age=max_age,
        max_uses=max_uses,
    )
    channel.guild.invites[invite.code] = invite
    server.world.invites[invite.code] = invite
    return invite


def _code(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, len(LETTERS))
        text += LETTERS[rest]
    return text


async def create(server: Core, call: Call) -> Answer:
    channel = server.channel_of(call)
    if channel.guild is None:
        raise errors.ApiError(403, 50003, "Cannot execute action on a DM channel")
    need_in_channel(channel, server.bot_member(channel.guild), Permission.CREATE_INSTANT_INVITE, server.now())
    max_age, max_uses = call.json.get("max_age", 86400), call.json.get("max_uses", 0)
    if not 0 <= max_age <= 604_800 or not 0 <= max_uses <= 100:
        raise errors.invalid_form("max_age", "NUMBER_TYPE_MAX", "int value out of bounds.")
    known = None if call.json.get("unique") else _same(server, channel, max_age, max_uses)
    invite = known or make_invite(server, channel, server.bot, max_age=max_age, max_uses=max_uses)
    invite.temporary = bool(call.json.get("temporary"))
    if known is None:
        await server.note(channel.guild, 40, None, call)
        await tell_new(server, channel.guild, invite)
    return Answer(200, render_happenings.invite(invite))


async def tell_new(server: Core, guild: Guild, invite: Invite) -> None:
    told = render_happenings.invite(invite)
    kept = ("code", "created_at", "inviter", "max_age", "max_uses", "temporary", "uses", "expires_at", "type")
    data = {key: told[key] for key in kept} | {"channel_id": str(invite.channel.id)}
    await server.events.in_guild("INVITE_CREATE", data, guild)


def _same(server: Core, channel: Channel, max_age: int, max_uses: int) -> Invite | None:
    for invite in server.world.invites.values():
        alike = (invite.max_age, invite.max_uses) == (max_age, max_uses)
        if invite.channel is channel and invite.inviter is server.bot and alike:
            return invite
    return None


async def list_of_guild(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.MANAGE_GUILD, server.now())
    return Answer(200, [render_happenings.invite(invite) for invite in guild.invites.values()])


async def list_of_channel(server: Core, call: Call) -> Answer:
    channel = server.channel_of(call)
    if channel.guild is None:
        raise errors.ApiError(403, 50003, "Cannot execute action on a DM channel")
    need_in_channel(channel, server.bot_member(channel.guild), Permission.MANAGE_CHANNELS, server.now())
    own = [invite for invite in channel.guild.invites.values() if invite.channel is channel]
    return Answer(200, [render_happenings.invite(invite) for invite in own])


def _invite_of(server: Core, call: Call) -> Invite:
    invite = server.world.invites.get(call.params["code"])
    if invite is None:
        raise errors.unknown("Invite")
    return invite


async def fetch(server: Core, call: Call) -> Answer:
    return Answer(200, render_happenings.invite(_invite_of(server, call)))


async def delete(server: Core, call: Call) -> Answer:
    invite = _invite_of(server, call)
    guild = invite.channel.guild
    if guild is None or server.bot.id not in guild.members:
        raise errors.missing_access()
    held = guild_permissions(guild, server.bot_member(guild), server.now())
    if not held & (Permission.MANAGE_GUILD | Permission.MANAGE_CHANNELS):
        raise errors.missing_permissions()
    told = render_happenings.invite(invite)
    guild.invites.pop(invite.code)
    server.world.invites.pop(invite.code)
    await server.note(guild, 42, None, call)
    await server.events.in_guild("INVITE_DELETE", {"code": invite.code, "channel_id": str(invite.channel.id)}, guild)
    return Answer(200, told)


ROUTES: Routes = [
    ("POST", "/channels/{channel_id}/invites", create),
    ("GET", "/channels/{channel_id}/invites", list_of_channel),
    ("GET", "/guilds/{guild_id}/invites", list_of_guild),
    ("GET", "/invites/{code}", fetch),
    ("DELETE", "/invites/{code}", delete),
]
