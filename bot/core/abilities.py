"""What a platform can do, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Ability(StrEnum):
    EPHEMERAL = "private answers in a room"
    FORMS = "forms"
    PLACES = "opening rooms"
    MUTE = "muting"
    ERASE = "deleting others' messages"
    LINKS = "invitation links"
    TIME_MARKUP = "times in the reader's zone"
    PICTURES = "pictures"
    FILES = "files in private answers"
    COLOUR = "coloured cards"
    JOIN_REQUESTS = "join requests"
    VOICE = "voice channels"
    CONTEXT_MENUS = "context menus"
    SELECTS = "selects"
    WHISPER = "private chats"
    NONCE = "sending with an idempotency key"


@dataclass(frozen=True, slots=True)
class Abilities:
    """`text_limit` and `caption_limit` count what the platform counts: UTF-16 units on Telegram, characters elsewhere.

    `mute_max` is the longest mute in one call, None where there is no limit; `mute_min` the shortest that is timed.
    """

    platform: str
    can: frozenset[Ability]
    text_limit: int
    caption_limit: int
    mute_max: timedelta | None = None
    mute_min: timedelta = timedelta(0)
    counts_utf16: bool = False
    name_limit: int = 100  # of a thread or topic
