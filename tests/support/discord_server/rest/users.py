"""The bot itself, other people, and the way to the gateway."""

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.intents import Intent
from tests.support.discord_server.journal import Call
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import guild_permissions
from tests.support.discord_server.world import Channel, ChannelKind, Json, User


async def get_gateway(server: Core, call: Call) -> Answer:
    return Answer(200, {"url": server.gateway_url})


async def get_gateway_bot(server: Core, call: Call) -> Answer:
    left = {"total": 1000, "remaining": 1000 - server.identifies, "reset_after": 86_400_000, "max_concurrency": 1}
    return Answer(200, {"url": server.gateway_url, "shards": 1, "session_start_limit": left})


async def get_me(server: Core, call: Call) -> Answer:
    return Answer(200, render.own_user(server.bot))


async def edit_me(server: Core, call: Call) -> Answer:
    server.bot.name = call.json.get("username", server.bot.name)
    return Answer(200, render.own_user(server.bot))


async def get_user(server: Core, call: Call) -> Answer:
    person = server.world.users.get(call.number("user_id"))
    if person is None:
        raise errors.unknown("User")
    return Answer(200, render.user(person))


async def get_application(server: Core, call: Call) -> Answer:
    return Answer(200, application(server))


def application(server: Core) -> Json:
    return {
        "id": str(server.application_id),
        "name": server.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": render.user(server.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags(server),
        "flags_new": str(flags(server)),
        "owner": render.user(server.owner),
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(server.guilds_of_bot()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }


def flags(server: Core) -> int:
    """Privileged intents as an application in few servers has them."""
    told = {Intent.PRESENCES: 1 << 13, Intent.MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}
    return sum(bit for intent, bit in told.items() if intent in server.privileged_intents)


async def list_my_guilds(server: Core, call: Call) -> Answer:
    guilds = server.guilds_of_bot()
    after = int(call.query.get("after", 0))
    told = [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(int(guild_permissions(guild, server.bot_member(guild), server.now()))),
            "features": guild.features,
        }
        for guild in guilds
        if guild.id > after
    ]
    return Answer(200, told[: int(call.query.get("limit", 200))])


async def leave_guild(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    for session in list(server.gateway.sessions.values()):
        await server.events.tell(session, "GUILD_DELETE", {"id": str(guild.id)})
    guild.members.pop(server.bot.id)
    return DONE


async def open_dm(server: Core, call: Call) -> Answer:
    person = server.world.users.get(int(call.json.get("recipient_id") or 0))
    if person is None or person is server.bot:
        raise errors.invalid_form("recipient_id", "BASE_TYPE_CHOICES", "Unknown recipient")
    return Answer(200, render.channel(dm_with(server, person)))


def dm_with(server: Core, person: User) -> Channel:
    """The one direct channel between the bot and this person."""
    for channel in server.world.channels.values():
        if channel.kind is ChannelKind.DM and person in channel.recipients:
            return channel
    channel = Channel(id=server.new_id(), kind=ChannelKind.DM, recipients=[person, server.bot])
    server.world.channels[channel.id] = channel
    return channel


ROUTES: Routes = [
    ("GET", "/gateway", get_gateway),
    ("GET", "/gateway/bot", get_gateway_bot),
    ("GET", "/users/@me", get_me),
    ("PATCH", "/users/@me", edit_me),
    ("GET", "/users/{user_id}", get_user),
    ("GET", "/applications/@me", get_application),
    ("GET", "/oauth2/applications/@me", get_application),
    ("GET", "/users/@me/guilds", list_my_guilds),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    ("POST", "/users/@me/channels", open_dm),
]
