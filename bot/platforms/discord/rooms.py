"""Rooms and ways in: threads opened and closed, invitation links issued and taken back, a server left."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never
from urllib.parse import quote

import discord

from bot.core.actions import ClosePlace, IssueLink, LeaveServer, OpenPlace, RevokeLink
from bot.core.ambient import Ambient
from bot.core.ports import Delivery, Done, Failed, Outcome
from bot.platforms.discord.cards import Body
from bot.platforms.discord.inbound import place_of
from bot.platforms.discord.rest import Rest

RoomAction = IssueLink | RevokeLink | OpenPlace | ClosePlace | LeaveServer
PUBLIC_THREAD, PRIVATE_THREAD, ANNOUNCEMENT_THREAD = 11, 12, 10
A_WEEK_OF_MINUTES = 10080
THREAD_ARCHIVED = 50083
# Discord's longest life of a link that ends at all.
LINK_MAX = timedelta(days=7)
# A thread of ours with this name made since the first try, give or take what clocks disagree.
CLOCK_SLACK = timedelta(minutes=2)


class Rooms:
    def __init__(self, rest: Rest, ambient: Ambient) -> None:
        self._rest = rest
        self._ambient = ambient

    async def perform(self, delivery: Delivery, action: RoomAction) -> Outcome:
        match action:
            case OpenPlace():
                return await self._open(delivery, action)
            case ClosePlace():
                return await self._close(delivery)
            case IssueLink():
                return await self._issue(action)
            case RevokeLink():
                return await self._revoke(delivery)
            case LeaveServer():
                return await self._leave(action)
        assert_never(action)

    async def _open(self, delivery: Delivery, action: OpenPlace) -> Outcome:
        channel = self._rest.client.get_channel(int(action.beside.id))
        if isinstance(channel, discord.Thread):
            channel = channel.parent
        if channel is None:
            return Failed("gone", "the channel is not there or not visible to the house")
        if not isinstance(channel, discord.TextChannel):
            return Failed("unsupported", "only text and announcement channels have threads")
        made_before = self._opened_before(delivery, action, channel) if delivery.again else None
        if made_before is not None:
            return Done(place=place_of(made_before.id))
        made = await self._rest.call("POST", f"/channels/{channel.id}/threads", thread_body(action, channel.is_news()))
        return Done(place=place_of(made["id"]))

    def _opened_before(
        self, delivery: Delivery, action: OpenPlace, channel: discord.TextChannel
    ) -> discord.Thread | None:
        begun = self._ambient.now() - delivery.age - CLOCK_SLACK
        ours = [
            thread
            for thread in channel.threads
            if str(thread.owner_id) == self._rest.house and thread.name == action.name and thread.created_at
        ]
        return next((thread for thread in ours if thread.created_at and thread.created_at >= begun), None)

    async def _close(self, delivery: Delivery) -> Outcome:
        if delivery.where is None:
            return Failed("gone", "the room was never made")
        place = delivery.where
        try:
            await self._rest.call("PATCH", f"/channels/{place.id}", {"archived": True, "locked": True})
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
        return Done(place=place)

    async def _issue(self, action: IssueLink) -> Outcome:
        guild = self._rest.client.get_guild(int(action.server.id))
        if guild is None:
            return Failed("gone", "the house is not in this server")
        now = self._ambient.now()
        if action.until is not None and action.until <= now:
            return Failed("stale", "the link would be over before it is made")
        channel = _way_in(guild)
        if channel is None:
            return Failed("forbidden", "create_instant_invite")
        life = timedelta(0) if action.until is None else min(action.until - now, LINK_MAX)
        body = {"max_uses": min(action.uses, 100), "max_age": int(life.total_seconds()), "unique": True}
        made = await self._rest.call("POST", f"/channels/{channel.id}/invites", body)
        return Done(url=f"https://discord.gg/{made['code']}")

    async def _revoke(self, delivery: Delivery) -> Outcome:
        code = delivery.url.rstrip("/").rpartition("/")[2]
        if not code:
            return Failed("gone", "the link was never made")
        try:
            await self._rest.call("DELETE", f"/invites/{quote(code, safe='')}")
        except discord.NotFound:
            return Done()  # run out or taken back already
        return Done()

    async def _leave(self, action: LeaveServer) -> Outcome:
        try:
            await self._rest.call("DELETE", f"/users/@me/guilds/{action.server.id}")
        except discord.NotFound:
            return Done()
        return Done()


def thread_body(action: OpenPlace, in_announcements: bool) -> Body:
    body: Body = {"name": action.name[:100], "auto_archive_duration": A_WEEK_OF_MINUTES}
    if action.private:
        return body | {"type": PRIVATE_THREAD, "invitable": False}
    return body | {"type": ANNOUNCEMENT_THREAD if in_announcements else PUBLIC_THREAD}


def _way_in(guild: discord.Guild) -> discord.abc.GuildChannel | None:
    """Where newcomers arrive: the server's own choice first, then the first channel that allows it."""
    preferred = [channel for channel in (guild.rules_channel, guild.system_channel) if channel]
    for channel in (*preferred, *guild.text_channels):
        if channel.permissions_for(guild.me).create_instant_invite:
            return channel
    return None
