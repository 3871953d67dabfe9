"""When a welcome is said, to whom, and how an own greeting is checked: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.decency import fit_to_repeat

BREATH = timedelta(seconds=3)  # who comes within one breath is welcomed together
GAP = timedelta(minutes=1)  # between the first two welcomes in a place
HOUR = timedelta(hours=1)
STALE = timedelta(hours=1)  # nobody is welcomed later than that
AGAIN_AFTER = timedelta(days=1)  # leaving and coming back within a day is no new arrival
NAMED = timedelta(days=400)  # a welcome can be edited, and so a name taken out of it, as long as its bookmark is kept
NAMES = 8  # names in one welcome; the rest are counted
NAME_LENGTH = 40
BLANKS = frozenset({"name", "count", "community"})
GREETING_LIMIT = 500
RULES_BLANKS = frozenset({"name", "community"})
RULES_LIMIT = 1500
_BLANK = re.compile(r"\{\s*([^{}]*?)\s*\}")


def when_to_welcome(now: datetime, said: Sequence[datetime], hourly: int) -> datetime:
    """`said` are the last hour's welcomes in the place, newest first; `hourly` unasked lines are allowed there.

    Once half of them are used the rest is spread, so that the limit is never reached and nobody is left out.
    """
    soon = now + BREATH
    if not said:
        return soon
    spread = HOUR * 4 / (3 * max(1, hourly))
    return max(soon, said[0] + (min(GAP, spread) if len(said) * 2 < hourly else spread))


def sayable(names: Sequence[str]) -> list[str]:
    """Names a host may say: those with a link, an invitation or a slur are greeted without being repeated."""
    return [fit for name in names if (fit := fit_to_repeat(name, NAME_LENGTH)) is not None]


def unknown_blanks(greeting: str, known: frozenset[str] = BLANKS) -> list[str]:
    """What stands in braces and is none of the known ones; a lone brace counts as one."""
    wrong = [found for found in _BLANK.findall(greeting) if found not in known]
    rest = _BLANK.sub("", greeting)
    return wrong + [brace for brace in "{}" if brace in rest]


def fill(greeting: str, blanks: dict[str, str]) -> str:
    return _BLANK.sub(lambda found: blanks[found[1]], greeting)
