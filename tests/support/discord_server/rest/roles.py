"""Roles of a guild."""

from typing import Any

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import guild_permissions, need_above_role, need_in_guild
from tests.support.discord_server.world import Guild, Role


async def list_roles(server: Core, call: Call) -> Answer:
    return Answer(200, [render.role(role) for role in server.guild_of(call).roles.values()])


async def fetch(server: Core, call: Call) -> Answer:
    return Answer(200, render.role(_role_of(server, call)))


async def member_counts(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    counts = {str(role.id): 0 for role in guild.roles.values() if role is not guild.everyone}
    for member in guild.members.values():
        for role_id in member.role_ids:
            counts[str(role_id)] += 1
    return Answer(200, counts)


def _role_of(server: Core, call: Call) -> Role:
    role = server.guild_of(call).roles.get(call.number("role_id"))
    if role is None:
        raise errors.unknown("Role")
    return role


async def create(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.MANAGE_ROLES, server.now())
    for role in guild.roles.values():
        if role is not guild.everyone:
            role.position += 1
    role = Role(id=server.new_id(), name="new role", position=1, permissions=guild.everyone.permissions)
    _apply(server, guild, role, call.json)
    guild.roles[role.id] = role
    await server.note(guild, 30, role.id, call)
    await server.events.in_guild("GUILD_ROLE_CREATE", {"role": render.role(role)}, guild)
    return Answer(200, render.role(role))


def _apply(server: Core, guild: Guild, role: Role, body: dict[str, Any]) -> None:
    """Only permissions the bot has itself may be handed out."""
    if body.get("permissions") is not None:
        wanted = Permission(int(body["permissions"]))
        if wanted & ~role.permissions & ~guild_permissions(guild, server.bot_member(guild), server.now()):
            raise errors.missing_permissions()
        role.permissions = wanted
    name = body.get("name")
    if name is not None:
        if not 1 <= len(name) <= 100:
            raise errors.invalid_form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
        role.name = name
    role.hoist = bool(body.get("hoist", role.hoist))
    role.mentionable = bool(body.get("mentionable", role.mentionable))
    colors = body.get("colors") or {}
    role.color = int(body.get("color") or colors.get("primary_color") or role.color)


def _need_to_touch(server: Core, guild: Guild, role: Role) -> None:
    bot = server.bot_member(guild)
    need_in_guild(guild, bot, Permission.MANAGE_ROLES, server.now())
    need_above_role(guild, bot, role)


async def edit(server: Core, call: Call) -> Answer:
    guild, role = server.guild_of(call), _role_of(server, call)
    _need_to_touch(server, guild, role)
    _apply(server, guild, role, call.json)
    await server.note(guild, 31, role.id, call)
    await server.events.in_guild("GUILD_ROLE_UPDATE", {"role": render.role(role)}, guild)
    return Answer(200, render.role(role))


async def move(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    for place in call.body or []:
        role = guild.roles[int(place["id"])]
        _need_to_touch(server, guild, role)
        role.position = int(place["position"])
        await server.events.in_guild("GUILD_ROLE_UPDATE", {"role": render.role(role)}, guild)
    return Answer(200, [render.role(role) for role in guild.roles.values()])


async def delete(server: Core, call: Call) -> Answer:
    guild, role = server.guild_of(call), _role_of(server, call)
    _need_to_touch(server, guild, role)
    if role.managed or role is guild.everyone:
        raise errors.ApiError(400, 50028, "Invalid role")
    guild.roles.pop(role.id)
    for member in guild.members.values():
        member.role_ids = [one for one in member.role_ids if one != role.id]
    await server.note(guild, 32, role.id, call)
    await server.events.in_guild("GUILD_ROLE_DELETE", {"role_id": str(role.id)}, guild)
    return DONE


ROUTES: Routes = [
    ("GET", "/guilds/{guild_id}/roles", list_roles),
    ("POST", "/guilds/{guild_id}/roles", create),
    ("PATCH", "/guilds/{guild_id}/roles", move),
    ("GET", "/guilds/{guild_id}/roles/member-counts", member_counts),
    ("GET", "/guilds/{guild_id}/roles/{role_id}", fetch),
    ("PATCH", "/guilds/{guild_id}/roles/{role_id}", edit),
    ("DELETE", "/guilds/{guild_id}/roles/{role_id}", delete),
]
