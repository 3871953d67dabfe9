"""Hears what people do: messages, reactions, joins, interactions. Each dispatch is handed on as what it means."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.core.ambient import Ambient
from bot.core.ports import Menu
from bot.platforms.discord.inbound import (
    Named,
    World,
    read_edit,
    read_erasure,
    read_join,
    read_leave,
    read_message,
    read_reaction,
)
from bot.platforms.discord.intake import Intake
from bot.platforms.discord.menu import names_of_context
from bot.platforms.discord.pressed import form_opened, read_interaction
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.seam import Listener, happening
from bot.platforms.discord.twin import Twin

log = logging.getLogger(__name__)
Payload = Mapping[str, Any]
Spawn = Callable[[Coroutine[Any, Any, None]], object]


class Ears:
    def __init__(
        self,
        client: discord.Client,
        menu: Menu,
        intake: Intake,
        replies: Replies,
        twin: Twin,
        ambient: Ambient,
        spawn: Spawn,
    ) -> None:
        self._client = client
        self._menu = menu
        self._names = names_of_context(menu)
        self._intake = intake
        self._replies = replies
        self._twin = twin
        self._ambient = ambient
        self._spawn = spawn

    def listeners(self) -> dict[str, Listener]:
        """Those for which nothing of discord.py's own handling is needed."""
        return {
            "MESSAGE_CREATE": self._message,
            "MESSAGE_UPDATE": self._edit,
            "MESSAGE_DELETE": self._erasure,
            "MESSAGE_DELETE_BULK": self._erasure,
            "MESSAGE_REACTION_ADD": self._reaction,
            "GUILD_MEMBER_ADD": self._join,
            "GUILD_MEMBER_REMOVE": self._leave,
            "INTERACTION_CREATE": self._interaction,
        }

    def _message(self, data: Payload) -> None:
        world = self._world(data)
        self._twin.heard(data, world.house)
        self._intake.offer(read_message(data, world))

    def _edit(self, data: Payload) -> None:
        self._intake.offer(read_edit(data, self._world(data)))

    def _erasure(self, data: Payload) -> None:
        for envelope in read_erasure(data, self._ambient.now()):
            self._intake.offer(envelope)

    def _reaction(self, data: Payload) -> None:
        key = f"dc:r:{happening(self._client)}"
        self._intake.offer(read_reaction(data, self._world(data), key, self._ambient.now()))

    def _join(self, data: Payload) -> None:
        self._intake.offer(read_join(data, str(data["guild_id"]), self._ambient.now()))

    def _leave(self, data: Payload) -> None:
        self._intake.offer(read_leave(data, f"dc:l:{happening(self._client)}", self._ambient.now()))

    def _interaction(self, data: Payload) -> None:
        read = read_interaction(data, self._names)
        if read is None:
            return
        handle, envelope = read
        form = form_opened(envelope.event, self._menu, str(data.get("locale") or ""))
        if form is not None:
            self._replies.open_with(handle, form)
            return
        self._replies.open(handle)
        self._intake.offer(envelope)

    def _world(self, data: Payload) -> World:
        user = self._client.user
        world = World(str(user.id) if user else "", frozenset(), self._name_of(data))
        guild = self._client.get_guild(int(data.get("guild_id") or 0)) if data.get("mention_roles") else None
        if guild is None or guild.self_role is None:
            return world
        return replace(world, house_roles=frozenset({str(guild.self_role.id)}))

    def _name_of(self, data: Payload) -> Callable[[Named, str], str]:
        def name_of(kind: Named, id_: str) -> str:
            guild = self._client.get_guild(int(data.get("guild_id") or 0))
            if guild is None:
                return ""
            found = guild.get_role(int(id_)) if kind == "role" else guild.get_channel_or_thread(int(id_))
            return found.name if found else ""

        return name_of
