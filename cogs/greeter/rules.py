"""When a welcome is said, to whom, and how an own greeting is checked: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.decency import fit_to_repeat

BREATH = timedelta(seconds=3)  # who comes within one breath is welcomed together
GAP = timedelta(minutes=1)  # between two welcomes in a place
LONG_GAP = timedelta(minutes=20)  # once two were said within the hour, so that four an hour are never exceeded
STALE = timedelta(hours=1)  # nobody is welcomed later than that
AGAIN_AFTER = timedelta(days=1)  # leaving and coming back within a day is no new arrival
NAMES = 8  # names in one welcome; the rest are counted
NAME_LENGTH = 40
BLANKS = frozenset({"name", "count", "community"})
GREETING_LIMIT = 500
_BLANK = re.compile(r"\{\s*([^{}]*?)\s*\}")


def when_to_welcome(now: datetime, said: Sequence[datetime]) -> datetime:
    """`said` are the last hour's welcomes in the place, newest first."""
    soon = now + BREATH
    if not said:
        return soon
    return max(soon, said[0] + (GAP if len(said) < 2 else LONG_GAP))


def sayable(names: Sequence[str]) -> list[str]:
    """Names a host may say: those with a link, an invitation or a slur are greeted without being repeated."""
    return [fit for name in names if (fit := fit_to_repeat(name, NAME_LENGTH)) is not None]


def unknown_blanks(greeting: str) -> list[str]:
    """What stands in braces and is none of `{name}`, `{count}`, `{community}`; a lone brace counts as one."""
    wrong = [found for found in _BLANK.findall(greeting) if found not in BLANKS]
    rest = _BLANK.sub("", greeting)
    return wrong + [brace for brace in "{}" if brace in rest]


def fill(greeting: str, blanks: dict[str, str]) -> str:
    return _BLANK.sub(lambda found: blanks[found[1]], greeting)
