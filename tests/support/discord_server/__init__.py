"""A small, strict Discord on loopback for the real discord.py."""

from tests.support.discord_server.errors import ApiError, CannotDo
from tests.support.discord_server.intents import Intent
from tests.support.discord_server.interaction import Interaction
from tests.support.discord_server.journal import Call, Journal
from tests.support.discord_server.permissions import EVERYONE, HOST, Permission
from tests.support.discord_server.pointing import point_discord_py_at
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import (
    Channel,
    ChannelKind,
    Guild,
    Invite,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
)

__all__ = [
    "EVERYONE",
    "HOST",
    "ApiError",
    "Call",
    "CannotDo",
    "Channel",
    "ChannelKind",
    "DiscordServer",
    "Guild",
    "Intent",
    "Interaction",
    "Invite",
    "Journal",
    "Member",
    "Message",
    "Permission",
    "Role",
    "ScheduledEvent",
    "User",
    "point_discord_py_at",
]
