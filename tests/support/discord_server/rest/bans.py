"""Bans."""

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.publish import take_down
from tests.support.discord_server.rest.members import remove
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import need_above, need_in_guild
from tests.support.discord_server.world import Ban, Guild, User

MOST_DELETED_SECONDS = 604_800


async def ban(server: Core, guild: Guild, user: User, reason: str | None, delete_seconds: int = 0) -> None:
    """Ban, and take their newest messages down."""
    guild.bans[user.id] = Ban(user=user, reason=reason)
    member = guild.members.get(user.id)
    await server.events.in_guild("GUILD_BAN_ADD", {"user": render.user(user)}, guild)
    if member is not None:
        await remove(server, guild, member)
    for channel in [*guild.channels.values(), *guild.threads.values()]:
        for message in list(channel.messages.values()):
            if message.author is user and (server.now() - message.at).total_seconds() < delete_seconds:
                await take_down(server, message)


async def create(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    user = _need_to_ban(server, guild, call.number("user_id"))
    seconds = _delete_seconds(call)
    await server.note(guild, 22, user.id, call)
    await ban(server, guild, user, call.reason, seconds)
    return DONE


def _need_to_ban(server: Core, guild: Guild, user_id: int) -> User:
    bot = server.bot_member(guild)
    need_in_guild(guild, bot, Permission.BAN_MEMBERS, server.now())
    if user_id not in server.world.users:
        raise errors.unknown("User")
    if user_id in guild.members:
        need_above(guild, bot, guild.members[user_id])
    return server.world.users[user_id]


def _delete_seconds(call: Call) -> int:
    asked = {**call.query, **call.json}  # discord.py sends it in the query
    seconds = int(asked.get("delete_message_seconds") or int(asked.get("delete_message_days") or 0) * 86400)
    if not 0 <= seconds <= MOST_DELETED_SECONDS:
        raise errors.invalid_form("delete_message_seconds", "NUMBER_TYPE_MAX", "Must be between 0 and 604800.")
    return seconds


async def bulk(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    wanted = [int(one) for one in call.json.get("user_ids") or []]
    if len(wanted) > 200:
        raise errors.invalid_form("user_ids", "BASE_TYPE_MAX_LENGTH", "Must be 200 or fewer in length.")
    need_in_guild(guild, server.bot_member(guild), Permission.BAN_MEMBERS | Permission.MANAGE_GUILD, server.now())
    banned, failed = [], []
    for user_id in wanted:
        try:
            user = _need_to_ban(server, guild, user_id)
        except errors.ApiError:
            failed.append(str(user_id))
            continue
        await server.note(guild, 22, user.id, call)
        await ban(server, guild, user, call.reason, _delete_seconds(call))
        banned.append(str(user_id))
    if not banned:
        raise errors.ApiError(400, 500000, "Failed to ban users")
    return Answer(200, {"banned_users": banned, "failed_users": failed})


async def fetch(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.BAN_MEMBERS, server.now())
    found = guild.bans.get(call.number("user_id"))
    if found is None:
        raise errors.unknown("Ban")
    return Answer(200, {"user": render.user(found.user), "reason": found.reason})


async def list_bans(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.BAN_MEMBERS, server.now())
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1000))
    ordered = sorted((one for one in guild.bans.values() if one.user.id > after), key=lambda one: one.user.id)
    return Answer(200, [{"user": render.user(one.user), "reason": one.reason} for one in ordered[:limit]])


async def lift(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.BAN_MEMBERS, server.now())
    found = guild.bans.pop(call.number("user_id"), None)
    if found is None:
        raise errors.unknown("Ban")
    await server.note(guild, 23, found.user.id, call)
    await server.events.in_guild("GUILD_BAN_REMOVE", {"user": render.user(found.user)}, guild)
    return DONE


ROUTES: Routes = [
    ("PUT", "/guilds/{guild_id}/bans/{user_id}", create),
    ("DELETE", "/guilds/{guild_id}/bans/{user_id}", lift),
    ("GET", "/guilds/{guild_id}/bans/{user_id}", fetch),
    ("GET", "/guilds/{guild_id}/bans", list_bans),
    ("POST", "/guilds/{guild_id}/bulk-ban", bulk),
]
