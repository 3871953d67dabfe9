"""Opaque references to members, places, servers and messages: a platform's name and that platform's own id.

Ids are never parsed outside the adapter that made them. Names are for display only: usernames get reassigned.
"""

from __future__ import annotations

from dataclasses import dataclass

LOBBY = "lobby"  # the platform that every installation has: no account, no rights but the house's own


@dataclass(frozen=True, slots=True)
class MemberRef:
    """One account on one platform."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class ServerRef:
    """What a community lives in on one platform: a Discord server, a Telegram group or channel, a lobby room."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """Where people talk: a channel, thread, topic or group, or a member's private chat with the house."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class MessageRef:
    place: PlaceRef
    id: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A message, place or link the house made or will make, by the name the house gave it.

    Names look like `party/k3v9/card`. An action may aim at a bookmark before it exists; the sender waits for it.
    """

    name: str


At = PlaceRef | Bookmark
