"""Reads dates and times as people write them in German and English; what could mean two things is asked, never guessed.

The rules worth knowing:

* 20 Uhr, 20:00, 7pm, halb acht abends are certain. 8 Uhr, um 8, halb acht are not: people say them for mornings and
  evenings. German 8:00 is 24-hour notation, English 8:00 is not, unless a date in figures (24.12., 2026-12-24) is
  written beside it; 08:00 always is.
* Midnight, 12am and twelve o'clock may open or close the day they name; 24 Uhr closes it, 0:00 opens it.
* A weekday is the coming one, today while its time is ahead. "This Friday" is the same, "next Friday" may be two.
* A date without a year is this year's while ahead; gone for less than half a year it is asked, longer is next year's.
* Short weekdays (Fr, Sat) count inside a sentence only beside a time or date; so, do, we need their capital too.
* Whatever could be a start but is said as an end, a range, a habit or a refusal (bis, 20-22 Uhr, jeden) is unclear.
* A time zone other than an ISO offset is not read, and a line that names one is not read without it.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.when.decide import Sky, decide
from bot.core.when.model import Doubt, Moment, Reason
from bot.core.when.scan import groups, leftovers, rest, scan, spoiled
from bot.core.when.tokens import cut

__all__ = ["Doubt", "Moment", "Reason", "find_moment", "read_moment"]


def read_moment(words: str, *, now: datetime, zone: ZoneInfo, language: str = "de") -> Moment | Doubt:
    """A line that should be a date and nothing else; anything more is unclear, with the date found as a suggestion."""
    line = cut(words, language=language, alone=True)
    found = groups(line, scan(line))
    if len(found) == 1 and not leftovers(line, found) and not spoiled(line, found[0]):
        return decide(found[0], Sky(now, zone))
    moment, _ = find_moment(words, now=now, zone=zone, language=language)
    return Doubt("unclear", (moment,) if isinstance(moment, Moment) else ())


def find_moment(
    words: str, *, now: datetime, zone: ZoneInfo, language: str = "de"
) -> tuple[Moment | Doubt | None, str]:
    """The date inside a longer line, and the line without it. None when the line speaks of no time at all."""
    line = cut(words, language=language, alone=False)
    found = groups(line, scan(line))
    if not found:
        return None, words.strip()
    left = rest(line, found)
    if any(spoiled(line, group) for group in found):
        return Doubt("unclear"), left
    return decide(tuple(piece for group in found for piece in group), Sky(now, zone)), left
