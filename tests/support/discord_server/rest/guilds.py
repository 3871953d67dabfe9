"""The guild itself."""

from tests.support.discord_server import render
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import Answer, Routes
from tests.support.discord_server.standing import need_in_guild


async def fetch(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    told = render.guild(guild)
    if call.query.get("with_counts", "").lower() in ("1", "true"):
        told |= {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}
    return Answer(200, told)


async def edit(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.MANAGE_GUILD, server.now())
    guild.name = call.json.get("name", guild.name)
    guild.description = call.json.get("description", guild.description)
    await server.note(guild, 1, guild.id, call)
    await server.events.in_guild("GUILD_UPDATE", render.guild(guild), guild)
    return Answer(200, render.guild(guild))


ROUTES: Routes = [
    ("GET", "/guilds/{guild_id}", fetch),
    ("PATCH", "/guilds/{guild_id}", edit),
]
