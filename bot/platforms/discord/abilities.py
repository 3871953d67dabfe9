"""What Discord can do, as data; numbers from its documentation of 2026-08-06."""

from __future__ import annotations

from datetime import timedelta

from bot.core.abilities import Abilities, Ability

NAME = "discord"
# Discord refuses 28 days and a moment; a minute covers clocks that disagree.
MUTE_MAX = timedelta(days=28) - timedelta(minutes=1)
CONTENT_LIMIT = 2000  # characters of a message
EMBED_LIMIT = 4096  # characters of an embed's description

ABILITIES = Abilities(
    platform=NAME,
    can=frozenset(Ability) - {Ability.JOIN_REQUESTS},
    text_limit=CONTENT_LIMIT,
    caption_limit=4000,
    mute_max=MUTE_MAX,
    name_limit=100,
)
