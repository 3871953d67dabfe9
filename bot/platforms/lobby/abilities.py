"""What the lobby can do."""

from __future__ import annotations

from bot.core.abilities import Abilities, Ability
from bot.platforms.lobby.names import PLATFORM

TEXT_LIMIT = 4000  # what one card can carry and still be read
ABILITIES = Abilities(
    platform=PLATFORM,
    can=frozenset(Ability) - {Ability.JOIN_REQUESTS, Ability.VOICE},
    text_limit=TEXT_LIMIT,
    caption_limit=TEXT_LIMIT,
)
