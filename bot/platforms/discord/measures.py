"""What the door decided, done quietly: mute, remove, ban and back. Rank and rights are looked at before the call."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

import discord

from bot.core.actions import Ban, Mute, Remove, Unban, Unmute
from bot.core.ambient import Ambient
from bot.core.ports import Delivery, Done, Failed, Outcome
from bot.platforms.discord.abilities import MUTE_MAX
from bot.platforms.discord.rest import Rest

Measure = Mute | Unmute | Remove | Ban | Unban
UNKNOWN_MEMBER, UNKNOWN_BAN = 10007, 10026
_RIGHT_FOR: dict[type[Measure], str] = {
    Mute: "moderate_members",
    Unmute: "moderate_members",
    Remove: "kick_members",
    Ban: "ban_members",
    Unban: "ban_members",
}


class Measures:
    def __init__(self, rest: Rest, ambient: Ambient) -> None:
        self._rest = rest
        self._ambient = ambient

    async def perform(self, delivery: Delivery, action: Measure) -> Outcome:
        guild = self._rest.client.get_guild(int(action.server.id))
        if guild is None:
            return Failed("gone", "the house is not in this server")
        refused = await self._refused(guild, action, delivery.again)
        if refused is not None:
            return refused
        server, user = action.server.id, action.member.id
        match action:
            case Mute():
                return await self._mute(action, server, user)
            case Unmute():
                await self._rest.call(
                    "PATCH", f"/guilds/{server}/members/{user}", {"communication_disabled_until": None}
                )
            case Remove():
                await self._rest.call("DELETE", f"/guilds/{server}/members/{user}")
            case Ban():
                await self._rest.call("PUT", f"/guilds/{server}/bans/{user}", {"delete_message_seconds": 0})
            case Unban():
                return await self._unban(server, user)
            case _:
                assert_never(action)
        return Done()

    async def _mute(self, action: Mute, server: str, user: str) -> Outcome:
        now = self._ambient.now()
        if action.until is not None and action.until <= now:
            return Done()  # it is over already
        body = {"communication_disabled_until": mute_end(now, action.until).isoformat()}
        await self._rest.call("PATCH", f"/guilds/{server}/members/{user}", body)
        return Done()

    async def _unban(self, server: str, user: str) -> Outcome:
        try:
            await self._rest.call("DELETE", f"/guilds/{server}/bans/{user}")
        except discord.NotFound as error:
            if error.code != UNKNOWN_BAN:
                raise
        return Done()

    async def _refused(self, guild: discord.Guild, action: Measure, again: bool) -> Outcome | None:
        """Why it cannot be done, told precisely; Discord itself says 50013 to everything."""
        if not getattr(guild.me.guild_permissions, _RIGHT_FOR[type(action)]):
            return Failed("forbidden", _RIGHT_FOR[type(action)])
        if isinstance(action, Unban):
            return None
        try:
            target = guild.get_member(int(action.member.id)) or await guild.fetch_member(int(action.member.id))
        except discord.NotFound as error:
            if error.code != UNKNOWN_MEMBER:
                raise
            if isinstance(action, Ban):
                return None
            return Done() if again and isinstance(action, Remove) else Failed("gone", "not in this server any more")
        stands_above = target == guild.me or target.id == guild.owner_id or target.top_role >= guild.me.top_role
        untouchable = isinstance(action, Mute) and target.guild_permissions.administrator
        return Failed("outranked", target.top_role.name) if stands_above or untouchable else None


def mute_end(now: datetime, until: datetime | None) -> datetime:
    """At most what Discord takes in one call; whoever wants longer renews it before this is over."""
    longest = now + MUTE_MAX
    return longest if until is None else min(until, longest)
