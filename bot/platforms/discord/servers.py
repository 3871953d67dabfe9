"""Watches the servers the house is in: their rooms, roles and rights, who sits in voice, and what a gap hid."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from bot.core.ambient import Ambient
from bot.core.events import (
    Envelope,
    Event,
    MemberRights,
    PlaceChanged,
    PresenceChanged,
    Reconnected,
    RightsChanged,
    ServerJoined,
    ServerLeft,
)
from bot.core.ports import State
from bot.core.stamps import to_ms
from bot.platforms.discord.abilities import NAME
from bot.platforms.discord.inbound import member_of, moment, profile_of, read_join, server_of
from bot.platforms.discord.intake import Intake, Recent
from bot.platforms.discord.seam import Listener, all_members, happening
from bot.platforms.discord.survey import (
    come_since,
    digest,
    house_rights,
    place_changed,
    rights_of,
    roles_held,
    server_seen,
    told,
)
from bot.platforms.discord.voice import Move, VoiceRooms

log = logging.getLogger(__name__)
Payload = Mapping[str, Any]
Spawn = Callable[[Coroutine[Any, Any, None]], object]
# Discord answers one request for all members of a server in thirty seconds.
SURVEY_PAUSE = 30.0
SURVEY_PATIENCE = 120.0
JOINS_REMEMBERED = 5000
SERVERS_KEY = "discord.servers"
BEGUN_KEY = "discord.begun"


class Servers:
    """`since` is until when an earlier connection had heard everything, None before the first one ever."""

    def __init__(
        self,
        client: discord.Client,
        intake: Intake,
        state: State,
        ambient: Ambient,
        spawn: Spawn,
        since: datetime | None,
        pause: float,
    ) -> None:
        self._client = client
        self._intake = intake
        self._state = state
        self._ambient = ambient
        self._spawn = spawn
        self._since = since
        self._pause = pause
        self._known: set[str] | None = None
        self._joins = Recent(JOINS_REMEMBERED)
        self._due: set[int] = set()
        self._surveyed: dict[int, float] = {}
        self._roles: dict[int, dict[int, int]] = {}
        self._house: dict[int, MemberRights] = {}
        self._begun: datetime | None = None
        self._voice = VoiceRooms()

    def listeners(self) -> dict[str, Listener]:
        """Those that need discord.py's cache to have taken the dispatch in before."""
        places = (
            "CHANNEL_CREATE",
            "CHANNEL_UPDATE",
            "CHANNEL_DELETE",
            "THREAD_CREATE",
            "THREAD_UPDATE",
            "THREAD_DELETE",
        )
        roles = ("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE", "GUILD_UPDATE")
        return {
            "READY": self._connected,
            "GUILD_CREATE": self._available,
            "GUILD_DELETE": self._gone,
            "GUILD_MEMBER_UPDATE": self._member,
            "VOICE_STATE_UPDATE": self._voice_state,
            **{name: self._place(name) for name in places},
            **dict.fromkeys(roles, self._roles_changed),
        }

    async def remember(self) -> None:
        """Read since when the house is there at all and where it was, so that what a pause hid is noticed."""
        kept = await self._state.get(SERVERS_KEY)
        self._known = set(json.loads(kept)) if kept else set()
        begun = await self._state.get(BEGUN_KEY)
        self._begun = datetime.fromisoformat(begun) if begun else self._ambient.now()
        if not begun:
            await self._state.put(BEGUN_KEY, self._begun.isoformat())

    def _connected(self, data: Payload) -> None:
        """A new session: what happened since the last one was not told."""
        now = self._ambient.now()
        self._since = self._intake.heard or self._since
        if self._since is not None:
            key = f"dc:c:{data['session_id']}"
            self._intake.offer(Envelope(key, NAME, now, Reconnected(NAME, self._since)))
        self._intake.heard = now
        here = {str(guild["id"]) for guild in data["guilds"]}
        for guild in sorted((self._known or set()) - here):
            self._offer(guild, f"dc:g:{guild}:{data['session_id']}", ServerLeft(server_of(guild)))
            self._forget(guild)

    def _available(self, data: Payload) -> None:
        guild = str(data["id"])
        if data.get("unavailable"):
            return
        if self._known is not None and guild not in self._known:
            key = f"dc:a:{guild}:{to_ms(moment(data['joined_at']))}"
            self._offer(guild, key, ServerJoined(server_of(guild), data["name"], by=None))
            self._known.add(guild)
            self._spawn(self._keep_known())
        for move in self._voice.found(data):
            self._moved(guild, move)
        self._survey_soon(int(guild))

    def _gone(self, data: Payload) -> None:
        """A server that Discord cannot reach at the moment is not left."""
        if data.get("unavailable"):
            return
        guild = str(data["id"])
        self._offer(guild, f"dc:g:{guild}:{happening(self._client)}", ServerLeft(server_of(guild)))
        self._forget(guild)

    def _member(self, data: Payload) -> None:
        guild = self._client.get_guild(int(data["guild_id"]))
        if guild is None or guild.me is None:
            return
        user = int(data["user"]["id"])
        if user == guild.me.id:
            self._house_changed(guild)
            return
        self._joined(guild, data)
        held = digest(data["roles"])
        seen = self._roles.get(guild.id)
        if seen is None or seen.get(user, digest(())) == held or data["user"].get("bot"):
            return
        seen[user] = held
        name = profile_of(data["user"], data).name
        rights = rights_of(guild, user, name, [int(role) for role in data["roles"]])
        self._offer(guild.id, self._key("k", user), RightsChanged(server_of(guild.id), rights))

    def _joined(self, guild: discord.Guild, data: Payload) -> None:
        """The screening is passed, or was passed unheard; by the key the house knows whom it has met."""
        envelope = read_join(data, str(guild.id), self._ambient.now())
        if envelope is not None and self._since_house_is_here(guild, data) and self._joins.is_new(envelope.key):
            self._intake.offer(envelope)

    def _since_house_is_here(self, guild: discord.Guild, data: Payload) -> bool:
        """Who was there before the house is no newcomer to it."""
        begun = (guild.me.joined_at, self._begun)
        return all(moment(data["joined_at"]) >= each for each in begun if each)

    def _roles_changed(self, data: Payload) -> None:
        guild = self._client.get_guild(int(data.get("guild_id") or data["id"]))
        if guild is not None and guild.me is not None:
            self._house_changed(guild)
            self._survey_soon(guild.id)

    def _house_changed(self, guild: discord.Guild) -> None:
        rights = house_rights(guild)
        if self._house.get(guild.id) not in (None, rights):
            self._offer(guild.id, self._key("h", guild.id), RightsChanged(server_of(guild.id), rights, is_house=True))
            self._survey_soon(guild.id)
        self._house[guild.id] = rights

    def _place(self, name: str) -> Listener:
        def changed(data: Payload) -> None:
            guild = self._client.get_guild(int(data.get("guild_id") or 0))
            place, gone = place_changed(guild, data, name.endswith("DELETE")) if guild else (None, False)
            if place is not None:
                event = PlaceChanged(server_of(data["guild_id"]), place, gone)
                self._offer(data["guild_id"], self._key("p", data["id"]), event)

        return changed

    def _voice_state(self, data: Payload) -> None:
        move = self._voice.changed(data)
        if move is not None:
            self._moved(str(data["guild_id"]), move)

    def _moved(self, guild: str, move: Move) -> None:
        event = PresenceChanged(server_of(guild), member_of(move.user), move.profile, move.place, self._ambient.now())
        self._offer(guild, self._key("v", move.user), event)

    def _survey_soon(self, guild: int) -> None:
        if guild not in self._due:
            self._due.add(guild)
            self._spawn(self._survey(guild))

    async def _survey(self, guild_id: int) -> None:
        clock = asyncio.get_running_loop().time
        wait = self._surveyed.get(guild_id, -self._pause) + self._pause - clock()
        await asyncio.sleep(max(0.0, wait))
        self._due.discard(guild_id)
        self._surveyed[guild_id] = clock()
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return
        try:
            async with asyncio.timeout(SURVEY_PATIENCE):
                members = await all_members(guild)
        except TimeoutError:
            log.warning("Discord did not send the members of server %s; asking again", guild_id)
            self._survey_soon(guild_id)
            return
        self._take_in(guild, members)

    def _take_in(self, guild: discord.Guild, members: Sequence[discord.Member]) -> None:
        if guild.me is None:
            return
        self._house[guild.id] = house_rights(guild)
        self._roles[guild.id] = roles_held(members)
        self._offer(guild.id, f"dc:s:{guild.id}:{to_ms(self._ambient.now())}", server_seen(guild, members))
        for member in come_since(guild, members, self._since) if self._since else ():
            self._joined(guild, told(member))

    def _forget(self, guild: str) -> None:
        for memory in (self._roles, self._house, self._surveyed):
            memory.pop(int(guild), None)
        self._voice.forget(guild)
        if self._known is not None:
            self._known.discard(guild)
            self._spawn(self._keep_known())

    async def _keep_known(self) -> None:
        await self._state.put(SERVERS_KEY, json.dumps(sorted(self._known or ())))

    def _offer(self, guild: object, key: str, event: Event) -> None:
        self._intake.offer(Envelope(key, f"{NAME}:{guild}", self._ambient.now(), event))

    def _key(self, kind: str, thing: object) -> str:
        return f"dc:{kind}:{thing}:{happening(self._client)}"
