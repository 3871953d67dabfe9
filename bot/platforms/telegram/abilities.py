"""What Telegram can do (Bot API 10.0)."""

from __future__ import annotations

from datetime import timedelta

from bot.core.abilities import Abilities, Ability

TEXT_LIMIT = 4096  # UTF-16 units after entity parsing
CAPTION_LIMIT = 1024
MUTE_MIN = timedelta(seconds=30)  # anything shorter counts as for ever
MUTE_MAX = timedelta(days=366)  # anything longer, too

# No FORMS: the core asks question by question in the private chat. No SELECTS: fitting turns options into buttons.
# No NONCE: nothing tells whether a torn call went through.
ABILITIES = Abilities(
    platform="telegram",
    can=frozenset(
        {
            Ability.PLACES,
            Ability.MUTE,
            Ability.ERASE,
            Ability.LINKS,
            Ability.TIME_MARKUP,
            Ability.PICTURES,
            Ability.FILES,
            Ability.JOIN_REQUESTS,
            Ability.WHISPER,
        }
    ),
    text_limit=TEXT_LIMIT,
    caption_limit=CAPTION_LIMIT,
    mute_max=MUTE_MAX,
    mute_min=MUTE_MIN,
    counts_utf16=True,
    name_limit=128,
)
