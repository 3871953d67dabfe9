"""Days told from today: Freitag, next friday, morgen früh, heute Abend, in 3 Tagen."""

from __future__ import annotations

from datetime import timedelta

from bot.core.when.amounts import read_amount
from bot.core.when.pieces import EitherDate, Later, Named, PartOfDay, Period, Piece, Wait, Week, Weekday
from bot.core.when.tokens import Line
from bot.core.when.words import (
    ENGLISH_SHORT,
    GERMAN_SHORT,
    GERMAN_SHORT_ALONE,
    NAMED_DAYS,
    PARTS_OF_DAY,
    TIMES_OF_DAY,
    WEEK_WORDS,
    WEEKDAY_EVENINGS,
    WEEKDAYS,
    WEEKS_AHEAD,
    WHICH,
)


def read_wait(line: Line, at: int) -> Piece | None:
    """in 90 minutes waits; in 3 days moves the date and leaves the time open. "In acht Tagen" is said for a week."""
    if line.text(at) != "in":
        return None
    amount = read_amount(line, at + 1)
    if amount is None or amount.seconds % 60:
        return None  # a moment is a minute
    if amount.months and not (amount.days or amount.seconds):
        return Piece(start=at, end=amount.end, parts=(Later(0, amount.months),))
    if amount.months:
        return None
    if amount.seconds or not amount.days:
        wait = Wait(timedelta(days=amount.days, seconds=amount.seconds))
        return Piece(start=at, end=amount.end, parts=(wait,))
    if amount.idiom and amount.days == 8:
        return Piece(start=at, end=amount.end, parts=(EitherDate(Later(7), Later(8)),))
    return Piece(start=at, end=amount.end, parts=(Later(amount.days),))


def read_named_day(line: Line, at: int) -> Piece | None:
    """Guten Morgen is a greeting; "this evening" and "tonight" are today."""
    word = line.text(at)
    if word in NAMED_DAYS:
        greeting = word == "morgen" and line.text(at - 1) in {"guten", "gute", "gutn"}
        return None if greeting else Piece(start=at, end=at + 1, parts=(Named(NAMED_DAYS[word]),))
    if [line.text(at + step) for step in range(3)] == ["day", "after", "tomorrow"]:
        return Piece(start=at, end=at + 3, parts=(Named(2),))
    if word in {"tonight", "tonite"}:
        return Piece(start=at, end=at + 1, parts=(Named(0), Period("night")))
    if word == "this" and (part := PARTS_OF_DAY.get(line.text(at + 1))):
        return Piece(start=at, end=at + 2, parts=(Named(0), Period(part)))
    return None


def read_weekday(line: Line, at: int) -> Piece | None:
    which = WHICH.get(line.text(at))
    if which is None:
        return _plain_weekday(line, at)
    if line.text(at + 1) in WEEK_WORDS:
        return Piece(start=at, end=at + 2, parts=(Week(WEEKS_AHEAD[which]),))
    step = at + 1
    if which == "this" and WHICH.get(line.text(step)) in {"coming", "next"}:
        which, step = "coming", step + 1
    piece = _plain_weekday(line, step)
    if piece is None or not isinstance(day := piece.parts[0], Weekday):
        return None
    return Piece(start=at, end=piece.end, parts=(Weekday(day.number, which), *piece.parts[1:]))


def _plain_weekday(line: Line, at: int) -> Piece | None:
    word = line.text(at)
    if word in WEEKDAYS:
        return Piece(start=at, end=at + 1, parts=(Weekday(WEEKDAYS[word]),))
    if word in WEEKDAY_EVENINGS:
        number, part = WEEKDAY_EVENINGS[word]
        return Piece(start=at, end=at + 1, parts=(Weekday(number), Period(part)))
    short = _short_weekday(line, at)
    if short is None:
        return None
    dotted = line.text(at + 1) == "." and line.glued(at + 1)
    return Piece(start=at, end=at + 1 + dotted, parts=(Weekday(short),), weak=not line.alone)


def _short_weekday(line: Line, at: int) -> int | None:
    """Short names are words too (so, do, we): inside a sentence they need their language, and those their capital."""
    word = line.text(at)
    own, other = (GERMAN_SHORT, ENGLISH_SHORT) if line.german else (ENGLISH_SHORT, GERMAN_SHORT)
    if line.alone and line.german and word in GERMAN_SHORT_ALONE:
        return GERMAN_SHORT_ALONE[word]
    number = own.get(word)
    if number is None and len(word) > 2:
        number = other.get(word)
    wordlike = word == "so" if line.german else len(word) == 2
    return None if wordlike and not line.alone and not line.written(at)[0].isupper() else number


def read_period(line: Line, at: int, *, after_day: bool) -> Piece | None:
    """Abend and Nacht are parts of a day right behind it (Freitag Abend), elsewhere they are titles (Bunter Abend)."""
    word = line.text(at)
    if after_day and word in PARTS_OF_DAY:
        return _period(at, at + 1, PARTS_OF_DAY[word])
    if word in TIMES_OF_DAY:
        return _period(at, at + 1, TIMES_OF_DAY[word])
    if word == "am" and line.text(at + 1) in PARTS_OF_DAY:
        return _period(at, at + 2, PARTS_OF_DAY[line.text(at + 1)])
    if word == "at" and line.text(at + 1) == "night":
        return _period(at, at + 2, "night")
    if word == "in" and line.text(at + 1) in {"the", "der"} and line.text(at + 2) in PARTS_OF_DAY:
        return _period(at, at + 3, PARTS_OF_DAY[line.text(at + 2)])
    return None


def _period(start: int, end: int, part: PartOfDay) -> Piece:
    return Piece(start=start, end=end, parts=(Period(part),), weak=True)
