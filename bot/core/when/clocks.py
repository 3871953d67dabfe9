"""Times of day: 20 Uhr, 20:30, 7pm, halb acht, quarter past eight, Mitternacht."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.when.pieces import Clock, Hour, Piece, Trouble
from bot.core.when.tokens import Line
from bot.core.when.words import (
    BARE_LEADS,
    CLOCK_LEADS,
    HOURS,
    MIDNIGHT,
    MONTHS,
    NAMED_DAYS,
    NO_CLOCK_AFTER,
    NOON,
    NUMBERS,
    PARTS_OF_DAY,
    SPOKEN_MINUTES,
    TIMES_OF_DAY,
    WEEKDAYS,
)

HOUR = 60
NOON_MINUTE = 12 * HOUR
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class _Face:
    """An hour and minute as said; `colon` when they were written as one figure."""

    end: int
    hour: int
    minute: int = 0
    colon: bool = False


def read_clock(line: Line, at: int) -> Piece | None:
    lead = line.text(at) in CLOCK_LEADS
    start = at + lead
    return (
        _midnight_or_noon(line, at, start)
        or _in_words(line, at, start)
        or _in_figures(line, at, start)
        or _bare_hour(line, at, start)
    )


def _midnight_or_noon(line: Line, at: int, start: int) -> Piece | None:
    """Midnight belongs to two days at once; noon to one. Both are titles too (High Noon), hence weak alone."""
    word = line.text(start)
    if word not in MIDNIGHT and word not in NOON:
        return None
    clock = Clock(0, "midnight") if word in MIDNIGHT else Clock(NOON_MINUTE, "exact")
    return Piece(start=at, end=start + 1, parts=(clock,), weak=at == start and not line.alone)


def _in_words(line: Line, at: int, start: int) -> Piece | None:
    face = _german_words(line, start) or _english_words(line, start)
    if face is None:
        return None
    end = face.end + (line.text(face.end) == "uhr")
    weak = at == start and line.number(start) is not None
    return _finish(line, at, _Face(end, face.hour, face.minute), weak=weak)


def _german_words(line: Line, at: int) -> _Face | None:
    """halb acht is 7:30; dreiviertel acht 7:45 and viertel acht 7:15, as the east and south of Germany say."""
    first, second = line.text(at), line.text(at + 1)
    if first in {"halb", "dreiviertel", "viertel"} and (hour := _hour(line, at + 1)) is not None:
        return _Face(at + 2, hour, {"halb": -30, "dreiviertel": -15, "viertel": -45}[first])
    minutes = 15 if first == "viertel" else _few_minutes(line, at)
    if minutes is None:
        return None
    step = at + 1 + (second in {"minuten", "min"})
    if line.text(step) not in {"vor", "nach"}:
        return None
    half = line.text(step + 1) == "halb"
    hour = _hour(line, step + 1 + half)
    signed = minutes if line.text(step) == "nach" else -minutes
    return None if hour is None else _Face(step + 2 + half, hour, signed - 30 * half)


def _english_words(line: Line, at: int) -> _Face | None:
    """ "five to seven" is also a range, so "to" needs a quarter or twenty; "half seven" differs by country."""
    first = line.text(at)
    step = at + 1 + (line.text(at + 1) in {"minutes", "min"})
    link = line.text(step)
    hour = _hour(line, step + 1)
    if hour is None or link not in {"past", "to"}:
        return None
    if first == "half":
        return _Face(step + 2, hour, 30) if link == "past" else None
    minutes = 15 if first == "quarter" else _few_minutes(line, at)
    if minutes is None or (link == "to" and first not in {"quarter", "twenty"}):
        return None
    return _Face(step + 2, hour, minutes if link == "past" else -minutes)


def _few_minutes(line: Line, at: int) -> int | None:
    number = line.number(at)
    minutes = NUMBERS.get(line.text(at)) if number is None else number
    return minutes if minutes in SPOKEN_MINUTES else None


def _hour(line: Line, at: int) -> int | None:
    number = line.number(at)
    hour = HOURS.get(line.text(at)) if number is None else number
    return hour if hour is not None and hour <= 24 else None


def _in_figures(line: Line, at: int, start: int) -> Piece | None:
    """20:30, 20.30 Uhr, um 20.30: a point is a time only where the words around it say so."""
    hour, minute = line.number(start), line.number(start + 2, digits=(2,))
    sign = line.text(start + 1)
    if hour is None or minute is None or sign not in {":", "."} or not _in_one(line, start, 3):
        return None
    end = start + 3
    if sign == "." and not (line.text(end) == "uhr" or _meridiem(line, end) or _point_time(line, at, start)):
        return None
    if line.text(end) == ":" and line.number(end + 1, digits=(2,)) is not None and _in_one(line, end, 2):
        end += 2  # seconds: nobody meets on one, so they are read over
        end += 2 * (line.text(end) == "." and line.glued(end) and line.glued(end + 1))
    end += line.text(end) in {"uhr", "h"}
    return _finish(line, at, _Face(end, hour, minute, colon=True))


def _point_time(line: Line, at: int, start: int) -> bool:
    return at < start and not (line.text(start + 3) == "." and line.glued(start + 3))


def _in_one(line: Line, at: int, count: int) -> bool:
    return all(line.glued(step) for step in range(at + 1, at + count))


def _bare_hour(line: Line, at: int, start: int) -> Piece | None:
    """8 Uhr, 8 Uhr 30, 7pm, um acht, 8 abends: an hour needs a word that makes it one."""
    hour = _hour(line, start)
    if hour is None:
        number = line.number(start)
        named = number is not None and line.text(start + 1) == "uhr"
        return Piece(start=at, end=start + 2, parts=(Trouble(),)) if named else None
    after = start + 1
    if line.text(after) == "uhr":
        return _finish(line, at, _minutes_after(line, after + 1, hour))
    if line.text(after) == "o" and line.text(after + 1) == "'" and line.text(after + 2) == "clock":
        return _finish(line, at, _Face(after + 3, hour))
    if line.text(after) in {"oclock", "h"} and (line.text(after) == "oclock" or line.alone):
        return _finish(line, at, _Face(after + 1, hour))
    if _meridiem(line, after) or line.text(after) in TIMES_OF_DAY:
        return _finish(line, at, _Face(after, hour))
    bare = line.text(at) in BARE_LEADS and at < start
    if not bare or line.text(after) in NO_CLOCK_AFTER or _date_follows(line, start):
        return None
    return _finish(line, at, _Face(after, hour), weak=line.number(start) is None and not line.alone)


def _date_follows(line: Line, at: int) -> bool:
    """um 24.12., at 3/4: the number opens a date and is no hour."""
    if line.text(at + 1) in MONTHS:
        return True
    joined = line.text(at + 1) in {".", "/"} and line.glued(at + 1)
    return joined and (line.number(at + 2) is not None or line.text(at + 2) in MONTHS)


def _minutes_after(line: Line, at: int, hour: int) -> _Face:
    """20 Uhr 15, but not 20 Uhr 24.12. and not 20 Uhr 3 Bands."""
    minute = line.number(at, digits=(2,))
    if minute is None or minute >= HOUR:
        return _Face(at, hour)
    followed = line.text(at + 1)
    if followed and followed not in {",", ")"} | NAMED_DAYS.keys() | WEEKDAYS.keys() | TIMES_OF_DAY.keys() | {"am"}:
        return _Face(at, hour)
    return _Face(at + 1, hour, minute)


def _meridiem(line: Line, at: int) -> tuple[str, int] | None:
    """am, pm, a.m., p. m.; in German "am" before a day is the other word (um 8 am Freitag)."""
    word = line.text(at)
    if word in {"a", "p"} and line.text(at + 1) == "." and line.text(at + 2) == "m":
        return f"{word}m", at + 3 + (line.text(at + 3) == "." and line.glued(at + 3))
    if word == "am" and not line.glued(at) and _am_is_on(line, at):
        return None
    return (word, at + 1) if word in {"am", "pm"} else None


def _am_is_on(line: Line, at: int) -> bool:
    follows = line.text(at + 1)
    day = follows in WEEKDAYS or follows in PARTS_OF_DAY or line.number(at + 1) is not None
    german = line.german or line.text(at - 1) == "uhr" or line.text(at - 2) in {"um", "gegen", "ab"}
    return day and (german or line.text(at - 2) == ":")


def _finish(line: Line, at: int, face: _Face, *, weak: bool = False) -> Piece:
    meridiem = _meridiem(line, face.end)
    end = meridiem[1] if meridiem else face.end
    weak = weak and meridiem is None
    if not 0 <= face.hour <= 24 or face.minute >= HOUR or (face.hour == 24 and face.minute):
        return Piece(start=at, end=end, parts=(Trouble(),), weak=weak)
    if meridiem:
        return Piece(start=at, end=end, parts=(_with_meridiem(face, meridiem[0]),))
    minute = face.hour * HOUR + face.minute
    hour = _written(line, at, face) if face.colon else _spoken(face.hour)
    return Piece(start=at, end=end, parts=(Clock(minute % DAY if minute < 0 else minute, hour),), weak=weak)


def _with_meridiem(face: _Face, meridiem: str) -> Clock | Trouble:
    """12am opens or closes the day it names, like midnight; 20:00 pm is 20:00, 20:00 am is nothing."""
    late = face.hour > 12 or face.hour == 0
    if late:
        fits = face.hour < 24 and (face.hour > 12) == (meridiem == "pm")
        return Clock(face.hour * HOUR + face.minute, "exact") if fits else Trouble()
    minute = (face.hour * HOUR + face.minute) % NOON_MINUTE
    if meridiem == "pm":
        return Clock(minute + NOON_MINUTE, "exact")
    return Clock(minute, "midnight" if minute < HOUR else "exact")


def _spoken(hour: int) -> Hour:
    return "spoken" if 1 <= hour <= 12 else "exact"


def _written(line: Line, at: int, face: _Face) -> Hour:
    """German writes 8:00 for the morning; English 8:00 can be either, 08:00 and 8:00 Uhr cannot."""
    if not 1 <= face.hour <= 12:
        return "exact"
    figure = at + (line.text(at) in CLOCK_LEADS)
    clear = line.german or line.text(figure).startswith("0") or line.text(face.end - 1) == "uhr"
    return "written" if clear else "colon"
