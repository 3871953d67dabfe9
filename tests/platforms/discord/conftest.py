"""A pretend Discord with a server in it, checked at the end for everything a real one would not have liked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.platforms.discord.invite import permissions_value
from tests.support.discord_server import Channel, DiscordServer, Guild, Permission, User
from tests.support.discord_server.permissions import FURTHER


@dataclass(frozen=True, slots=True)
class Town:
    """One server as a community has it, with the house in it by its own invite link."""

    server: DiscordServer
    guild: Guild
    lobby: Channel
    owner: User
    ann: User
    mo: User


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with DiscordServer() as server:
        owner, ann, mo = server.add_user("Olga"), server.add_user("Ann"), server.add_user("Mo")
        guild = server.add_guild("Town", owner, with_bot=False)
        moderators = server.add_role(guild, "Moderators", Permission.MODERATE_MEMBERS)
        server.seat_bot(guild, Permission(permissions_value()) | FURTHER)
        lobby = server.add_channel(guild, "lobby")
        server.add_member(guild, ann)
        server.add_member(guild, mo, moderators)
        yield Town(server, guild, lobby, owner, ann, mo)
        assert not server.unexpected
        assert not server.violations
