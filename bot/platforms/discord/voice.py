"""Who sits in which voice channel: Discord tells muting oneself in the same way as moving, and only moving counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.events import Profile
from bot.core.refs import PlaceRef
from bot.platforms.discord.inbound import place_of, profile_of

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    user: str
    profile: Profile
    place: PlaceRef | None


class VoiceRooms:
    def __init__(self) -> None:
        self._seats: dict[str, dict[str, str]] = {}

    def changed(self, data: Payload) -> Move | None:
        """One voice state of the gateway; None in private calls, for bots, and when nobody moved."""
        if not data.get("guild_id"):
            return None
        return self._move(str(data["guild_id"]), str(data["user_id"]), data.get("channel_id"), data.get("member") or {})

    def found(self, guild: Payload) -> list[Move]:
        """A whole server as it was found: who came, moved or went while nobody was looking."""
        id_ = str(guild["id"])
        people = {str(member["user"]["id"]): member for member in guild.get("members") or ()}
        states = {str(state["user_id"]): state.get("channel_id") for state in guild.get("voice_states") or ()}
        left = dict.fromkeys(self._seats.get(id_, {}).keys() - states.keys())
        moves = [self._move(id_, user, where, people.get(user, {})) for user, where in {**left, **states}.items()]
        return [move for move in moves if move]

    def forget(self, guild: str) -> None:
        self._seats.pop(guild, None)

    def _move(self, guild: str, user: str, channel: object, member: Payload) -> Move | None:
        seats = self._seats.setdefault(guild, {})
        account = member.get("user") or {}
        if seats.get(user, "") == str(channel or "") or account.get("bot"):
            return None
        if channel:
            seats[user] = str(channel)
        else:
            seats.pop(user, None)
        return Move(user, profile_of(account, member), place_of(channel) if channel else None)
