"""How long something lasts: a length (90 min, eine halbe Stunde) or an end (bis morgen 8 Uhr früh)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.when import Doubt, Moment, read_moment
from bot.core.when.amounts import read_amount
from bot.core.when.tokens import cut

_UNTIL = re.compile(r"\s*(?:bis|until|till|til)\b(?:\s+zum\b)?", re.IGNORECASE)
_FOR = frozenset({"fuer", "fur", "for"})
_LONG = frozenset({"lang", "long"})


def read_span(words: str) -> timedelta | None:
    """A length of at least a second. A month is no length (28 days or 31?), and m is a minute however it is written.

    A day here is 24 hours: what lasts a day is counted, not looked up in a calendar.
    """
    line = cut(words, language="de", alone=True)
    start = 1 if line.text(0) in _FOR else 0
    amount = read_amount(line, start)
    if amount is None or amount.months:
        return None
    end = amount.end + (line.text(amount.end) in _LONG)
    length = timedelta(days=amount.days, seconds=amount.seconds)
    return length if end == len(line.tokens) and length else None


def read_until(words: str, now: datetime, zone: ZoneInfo, language: str = "de") -> datetime | Doubt:
    """The UTC instant something ends, the word "until" before it or not.

    A time alone is enough here: an end is the next time the clock shows it. A day alone is not, for it may be meant
    with the day or without it, so both midnights are offered.
    """
    when = _UNTIL.sub("", words, count=1) if _UNTIL.match(words) else words
    found = read_moment(when, now=now, zone=zone, language=language)
    if isinstance(found, Moment):
        return found.instant
    if found.reason == "no_date" and len(found.suggestions) == 1:
        return found.suggestions[0].instant
    return _ends_of(when, now, zone, language) if found.reason == "no_time" else found


def _ends_of(day: str, now: datetime, zone: ZoneInfo, language: str) -> Doubt:
    first, one, last = (_at(day, clock, now, zone, language) for clock in ("0:00", "13:00", "24:00"))
    if not isinstance(last, Moment) or one == Doubt("impossible"):
        return Doubt("no_time")  # bis heute Abend: midnight is not what a part of the day ends with
    return Doubt("no_time", (first, last) if isinstance(first, Moment) and first.instant < last.instant else (last,))


def _at(day: str, clock: str, now: datetime, zone: ZoneInfo, language: str) -> Moment | Doubt:
    return read_moment(f"{day} {clock}", now=now, zone=zone, language=language)
