"""Members: looking them up, changing them, time-outs, roles, removal."""

from datetime import datetime, timedelta
from typing import Any

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.gateway import matches
from tests.support.discord_server.intents import Intent
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import (
    guild_permissions,
    need_above,
    need_above_role,
    need_in_guild,
)
from tests.support.discord_server.world import Guild, Member, Role

LONGEST_TIMEOUT = timedelta(days=28)

# The bot's clock and Discord's need not agree to the second.
CLOCK_SLACK = timedelta(seconds=30)


async def fetch(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    return Answer(200, render.member(server.member_of(guild, call.number("user_id"))))


async def list_members(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    if not server.privileged_intents & Intent.MEMBERS:
        raise errors.missing_access()
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    ordered = sorted(guild.members.values(), key=lambda member: member.user.id)
    return Answer(200, [render.member(member) for member in ordered if member.user.id > after][:limit])


async def search(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    query, limit = call.query.get("query", "").lower(), int(call.query.get("limit", 1))
    found = [member for member in guild.members.values() if matches(member, query)]
    return Answer(200, [render.member(member) for member in found[:limit]])


async def edit(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    target = server.member_of(guild, call.number("user_id"))
    changes: list[dict[str, Any]] = []
    for key, value in call.json.items():
        if key in _EDITS:
            before = _EDITS[key](server, guild, target, value)
            changes.append({"key": key, "old_value": before, "new_value": value})
    action = 25 if [change["key"] for change in changes] == ["roles"] else 24
    await server.note(guild, action, target.user.id, call, changes=_loggable(changes))
    await server.events.member_update(guild, target)
    if "channel_id" in call.json:
        await server.events.in_guild("VOICE_STATE_UPDATE", render.voice_state(guild.id, target), guild)
    return Answer(200, render.member(target))


def _loggable(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in change.items() if value is not None}
        for change in changes
        if change["key"] != "roles"
    ]


def _edit_nick(server: Core, guild: Guild, target: Member, value: Any) -> Any:
    bot = server.bot_member(guild)
    if target is bot:
        need_in_guild(guild, bot, Permission.CHANGE_NICKNAME, server.now())
    else:
        need_in_guild(guild, bot, Permission.MANAGE_NICKNAMES, server.now())
        need_above(guild, bot, target)
    if len(value or "") > 32:
        raise errors.invalid_form("nick", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    before, target.nick = target.nick, value or None
    return before


def _edit_timeout(server: Core, guild: Guild, target: Member, value: Any) -> Any:
    bot = server.bot_member(guild)
    need_in_guild(guild, bot, Permission.MODERATE_MEMBERS, server.now())
    need_above(guild, bot, target)
    until = datetime.fromisoformat(value) if value else None
    if until is not None:
        if guild_permissions(guild, target, server.now()) & Permission.ADMINISTRATOR:
            raise errors.missing_permissions()
        if until > server.now() + LONGEST_TIMEOUT + CLOCK_SLACK:
            raise errors.invalid_form(
                "communication_disabled_until", "GUILD_MEMBER_TIMEOUT_TOO_LONG", "Timeout may not exceed 28 days."
            )
    before, target.communication_disabled_until = target.communication_disabled_until, until
    return render.moment(before)


def _edit_roles(server: Core, guild: Guild, target: Member, value: Any) -> Any:
    wanted = [int(one) for one in value or []]
    before = list(target.role_ids)
    for role_id in set(wanted) ^ set(before):
        _need_to_hand_out(server, guild, _role(guild, role_id))
    target.role_ids = wanted
    return [str(one) for one in before]


def _edit_voice(server: Core, guild: Guild, target: Member, value: Any) -> Any:
    need_in_guild(guild, server.bot_member(guild), Permission.MOVE_MEMBERS, server.now())
    if target.voice_channel_id is None:
        raise errors.ApiError(400, 40032, "Target user is not connected to voice.")
    before, target.voice_channel_id = target.voice_channel_id, int(value) if value else None
    return str(before)


def _edit_mute(server: Core, guild: Guild, target: Member, value: Any) -> Any:
    need_in_guild(guild, server.bot_member(guild), Permission.MUTE_MEMBERS, server.now())
    before, target.mute = target.mute, bool(value)
    return before


def _edit_deaf(server: Core, guild: Guild, target: Member, value: Any) -> Any:
    need_in_guild(guild, server.bot_member(guild), Permission.DEAFEN_MEMBERS, server.now())
    before, target.deaf = target.deaf, bool(value)
    return before


_EDITS = {
    "nick": _edit_nick,
    "roles": _edit_roles,
    "communication_disabled_until": _edit_timeout,
    "channel_id": _edit_voice,
    "mute": _edit_mute,
    "deaf": _edit_deaf,
}


def _role(guild: Guild, role_id: int) -> Role:
    if role_id not in guild.roles:
        raise errors.unknown("Role")
    return guild.roles[role_id]


def _need_to_hand_out(server: Core, guild: Guild, role: Role) -> None:
    bot = server.bot_member(guild)
    need_in_guild(guild, bot, Permission.MANAGE_ROLES, server.now())
    need_above_role(guild, bot, role)
    if role.managed or role is guild.everyone:
        raise errors.missing_permissions()


async def edit_own(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    bot = server.bot_member(guild)
    if "nick" in call.json:
        _edit_nick(server, guild, bot, call.json["nick"])
    await server.events.member_update(guild, bot)
    return Answer(200, render.member(bot))


async def add_role(server: Core, call: Call) -> Answer:
    return await _change_role(server, call, give=True)


async def remove_role(server: Core, call: Call) -> Answer:
    return await _change_role(server, call, give=False)


async def _change_role(server: Core, call: Call, *, give: bool) -> Answer:
    guild = server.guild_of(call)
    member, role = server.member_of(guild, call.number("user_id")), _role(guild, call.number("role_id"))
    _need_to_hand_out(server, guild, role)
    if give == (role.id in member.role_ids):
        return DONE
    member.role_ids = [*member.role_ids, role.id] if give else [one for one in member.role_ids if one != role.id]
    change = {"key": "$add" if give else "$remove", "new_value": [{"id": str(role.id), "name": role.name}]}
    await server.note(guild, 25, member.user.id, call, changes=[change])
    await server.events.member_update(guild, member)
    return DONE


async def kick(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    bot = server.bot_member(guild)
    need_in_guild(guild, bot, Permission.KICK_MEMBERS, server.now())
    target = server.member_of(guild, call.number("user_id"))
    need_above(guild, bot, target)
    await server.note(guild, 20, target.user.id, call)
    await remove(server, guild, target)
    return DONE


async def remove(server: Core, guild: Guild, member: Member) -> None:
    """Gone from the guild and from its threads."""
    guild.members.pop(member.user.id)
    for thread in guild.threads.values():
        if thread.thread is not None:
            thread.thread.member_ids.pop(member.user.id, None)
    if member.voice_channel_id is not None:
        member.voice_channel_id = None
        await server.events.in_guild("VOICE_STATE_UPDATE", render.voice_state(guild.id, member), guild)
    await server.events.in_guild("GUILD_MEMBER_REMOVE", {"user": render.user(member.user)}, guild)
    server.bell.ring()


ROUTES: Routes = [
    ("GET", "/guilds/{guild_id}/members", list_members),
    ("GET", "/guilds/{guild_id}/members/search", search),
    ("GET", "/guilds/{guild_id}/members/{user_id}", fetch),
    ("PATCH", "/guilds/{guild_id}/members/@me", edit_own),
    ("PATCH", "/guilds/{guild_id}/members/{user_id}", edit),
    ("DELETE", "/guilds/{guild_id}/members/{user_id}", kick),
    ("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", add_role),
    ("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", remove_role),
]
