"""How long a mute shall last, as moderators write it: a length or an end, alone or before the reason."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.spans import read_span, read_until
from cogs.door.rules import clipped

MOST_WORDS = 6  # of a length: until Friday the 27th at eight
_GIVEN_SHOWN = 30  # characters
_UNTIL = re.compile(r"(?:bis|until|till?)\b", re.IGNORECASE)
# What stands where a length belongs and is none.
_MEANT = re.compile(
    r"[-+]?\d\S*|(?:bis|until|till?)\b.*|(?:(?:für|for)\s+)?(?:forever|ever|permanent(?:ly)?|ewig|dauerhaft)\b"
    r"|(?:für\s+)?(?:immer|always)\s*\Z|für\s+immer\b",
    re.IGNORECASE | re.DOTALL,
)


def read_length(ctx: Context, words: str) -> timedelta:
    """Raises Mistake for what is neither a length nor an end that is still to come."""
    found = _length(ctx, words)
    if found is None:
        raise Mistake("door-how-long", given=clipped(words, _GIVEN_SHOWN))
    return found


def split_length(ctx: Context, line: str) -> tuple[timedelta | None, str]:
    """A length and the reason after it; None where the line begins with none.

    Raises Mistake for what was meant as a length and is none: nobody is muted for another time than was meant.
    """
    for count in range(min(len(line.split()), MOST_WORDS), 0, -1):
        parts = line.split(maxsplit=count)
        found = _length(ctx, " ".join(parts[:count]))
        if found is not None:
            return found, "".join(parts[count:])
    if meant := _MEANT.match(line.strip()):
        raise Mistake("door-how-long", given=clipped(meant[0], _GIVEN_SHOWN))
    return None, line


def _length(ctx: Context, words: str) -> timedelta | None:
    span = read_span(words)
    if span is not None or not _UNTIL.match(words.strip()):
        return span
    end = read_until(words, ctx.now, ctx.zone, ctx.language)
    return end - ctx.now if isinstance(end, datetime) and end > ctx.now else None
