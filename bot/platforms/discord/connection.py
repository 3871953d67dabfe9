"""One login to Discord: the client, the connection, and plain sentences for what only the operator can mend."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord

from bot.core.errors import BadSettings
from bot.platforms.discord.seam import point_gateway

log = logging.getLogger(__name__)
PORTAL = "https://discord.com/developers/applications"
WRONG_TOKEN = (
    f"Discord does not accept DISCORD_TOKEN. Open {PORTAL}, choose your application, press Bot, then Reset Token,"
    " and put the new token into .env."
)
NO_INTENTS = (
    f"Discord refuses the connection because two switches are off. Open {PORTAL}, choose your application, press Bot,"
    " and under Privileged Gateway Intents switch on Server Members Intent and Message Content Intent."
)
TOO_MANY_SERVERS = "Discord wants several gateway connections for this many servers; this release has one."
CLOSE_SENTENCES = {4004: WRONG_TOKEN, 4011: TOO_MANY_SERVERS, 4013: NO_INTENTS, 4014: NO_INTENTS}
# The stream of servers after a login counts as over when this long nothing came.
READY_PAUSE = 0.3


def new_client(trace: aiohttp.TraceConfig, max_wait: float) -> discord.Client:
    """A client that caches servers and channels, but neither messages nor members."""
    intents = discord.Intents(
        guilds=True,
        members=True,
        moderation=True,
        message_content=True,
        guild_messages=True,
        dm_messages=True,
        guild_reactions=True,
        voice_states=True,
    )
    return discord.Client(
        intents=intents,
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        allowed_mentions=discord.AllowedMentions.none(),
        guild_ready_timeout=READY_PAUSE,
        max_ratelimit_timeout=max_wait,
        http_trace=trace,
    )


async def log_in(client: discord.Client, token: str, own_gateway: bool) -> None:
    """Raises BadSettings for a wrong token, and what discord.py raises for a line that is down."""
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        raise BadSettings(WRONG_TOKEN) from error
    if own_gateway:
        await point_gateway(client)


async def stay(client: discord.Client) -> None:
    """Pump until the connection cannot be kept. Raises BadSettings where trying again is of no use."""
    pumping = asyncio.create_task(client.connect(reconnect=True))
    try:
        await asyncio.wait({pumping})
    finally:
        await _end(client, pumping)
    try:
        pumping.result()
    except discord.PrivilegedIntentsRequired as error:
        raise BadSettings(NO_INTENTS) from error
    except discord.ConnectionClosed as error:
        if error.code in CLOSE_SENTENCES:
            raise BadSettings(CLOSE_SENTENCES[error.code]) from error
        raise


async def _end(client: discord.Client, pumping: asyncio.Task[None]) -> None:
    """Python 3.11's wait_for, which discord.py connects with, can swallow a cancellation: ask until it is over."""
    await client.close()
    while not pumping.done():
        pumping.cancel()
        await asyncio.wait({pumping}, timeout=1.0)


class Backoff:
    """Seconds to wait before the next login: doubling to a minute, as Discord allows 1,000 a day."""

    def __init__(self, longest: float = 60.0) -> None:
        self._next = 1.0
        self._longest = longest

    async def wait(self) -> None:
        now, self._next = self._next, min(self._next * 2, self._longest)
        await asyncio.sleep(now)

    def reset(self) -> None:
        self._next = 1.0
