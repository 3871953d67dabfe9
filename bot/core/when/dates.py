"""Calendar dates: 24.12., 24.12.2026, 24/12/2026, 2026-12-24, 24. Dezember, Dec 24th, am 24."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone

from bot.core.when.clocks import read_clock
from bot.core.when.pieces import EitherDate, FullDate, MonthlyDate, Offset, Part, Piece, Trouble, YearlyDate
from bot.core.when.tokens import Line
from bot.core.when.words import MONTHS, ORDINALS

CENTURY = 2000
LEAP_YEAR = 2000  # any leap year: 29.2. exists before its year is known


def read_date(line: Line, at: int) -> Piece | None:
    return (
        _iso(line, at)
        or _figures(line, at)
        or _day_then_month(line, at)
        or _month_then_day(line, at)
        or _day_alone(line, at)
    )


def _iso(line: Line, at: int) -> Piece | None:
    """2026-12-24, with a time behind T or a space, and only here with a distance from UTC."""
    year, month, day = (line.number(at + step, digits=size) for step, size in ((0, (4,)), (2, (1, 2)), (4, (1, 2))))
    sign = line.text(at + 1)
    if year is None or month is None or day is None or sign not in {"-", "/"} or line.text(at + 3) != sign:
        return None
    end = at + 5
    parts: tuple[Part, ...] = (_dated(day, month, year),)
    clock = read_clock(line, end + (line.text(end) == "t" and line.glued(end)))
    if clock is None or line.text(clock.start + 1) != ":":
        return Piece(start=at, end=end, parts=parts, figures=True)
    offset, end = _offset(line, clock.end)
    return Piece(start=at, end=end, parts=(*parts, *clock.parts, *offset), figures=True)


def _offset(line: Line, at: int) -> tuple[tuple[Offset | Trouble, ...], int]:
    sign = line.text(at)
    if sign == "z" and line.glued(at):
        return (Offset(UTC),), at + 1
    tied = line.glued(at) or (line.glued(at + 1) and line.number(at + 1, digits=(4,)) is not None)
    if sign != "+" and not (sign == "-" and tied):
        return (), at
    hours, minutes, end = line.number(at + 1), 0, at + 2
    if (both := line.number(at + 1, digits=(4,))) is not None:
        hours, minutes = divmod(both, 100)
    elif line.text(at + 2) == ":" and (more := line.number(at + 3)) is not None:
        minutes, end = more, at + 4
    if hours is None:
        return (), at
    if hours > 14 or minutes > 59:
        return (Trouble(),), end
    distance = timedelta(hours=hours, minutes=minutes)
    return (Offset(timezone(-distance if sign == "-" else distance)),), end


def _figures(line: Line, at: int) -> Piece | None:
    """Two or three numbers joined by points or strokes; hyphens join only a date with its year."""
    first, second = line.number(at), line.number(at + 2)
    sign = line.text(at + 1)
    if first is None or second is None or sign not in {".", "/", "-"} or line.text(at - 1) in {"/", ":"}:
        return None
    if not line.glued(at + 1) or (sign != "." and not line.glued(at + 2)):
        return None
    year, end = _year_behind(line, at + 3, sign)
    if sign == ".":
        return _pointed(line, at, (first, second, year), end)
    if sign == "-" and year is None:
        return None
    return _stroked(line, at, (first, second, year), end)


def _year_behind(line: Line, at: int, sign: str) -> tuple[int | None, int]:
    """24.12.26 and 24.12. 2026, but 24.12. 20 Uhr and 24.12.20:30 carry no year."""
    if line.text(at) != sign or not line.glued(at):
        return None, at
    clocklike = line.text(at + 2) in {"uhr", ":", "h"}
    if (full := line.number(at + 1, digits=(4,))) is not None and line.text(at + 2) not in {"uhr", "h"}:
        return full, at + 2
    short = line.number(at + 1, digits=(2,))
    if short is None or not line.glued(at + 1) or clocklike:
        return None, at
    return CENTURY + short, at + 2


def _pointed(line: Line, at: int, numbers: tuple[int, int, int | None], end: int) -> Piece | None:
    day, month, year = numbers
    closed = year is None and line.text(end) == "." and line.glued(end)
    spaced = not line.glued(at + 2)
    certain = year is not None or closed or (line.text(at - 1) in {"am", "den"} and not spaced)
    if line.text(end + closed) in {"uhr", ":"} or (spaced and not certain):
        return None
    if not certain and not _on_a_calendar(day, month):
        return None
    part = _dated(day, month, year)
    return Piece(start=at, end=end + closed, parts=(part,), weak=not certain and not line.alone, figures=True)


def _stroked(line: Line, at: int, numbers: tuple[int, int, int | None], end: int) -> Piece | None:
    """3/4 is 3 April to Germans; in English it may be 4 March, and nobody but the writer knows."""
    day, month, year = numbers
    if year is None and not (_on_a_calendar(day, month) or (not line.german and _on_a_calendar(month, day))):
        return None
    part = _dated(day, month, year)
    swapped = _dated(month, day, year) if not line.german and day != month else part
    weak = year is None and not line.alone
    return Piece(start=at, end=end, parts=(_either(part, swapped),), weak=weak)


def _either(part: FullDate | YearlyDate | Trouble, swapped: FullDate | YearlyDate | Trouble) -> Part:
    if isinstance(part, Trouble):
        return swapped
    return part if isinstance(swapped, Trouble) or swapped == part else EitherDate(part, swapped)


def _on_a_calendar(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _day_then_month(line: Line, at: int) -> Piece | None:
    """24. Dezember 2026, 24 December, 24th of December."""
    day = line.number(at)
    if day is None:
        return None
    step = at + 1 + (line.text(at + 1) == "." or line.text(at + 1) in ORDINALS)
    step += line.text(step) == "of"
    month = MONTHS.get(line.text(step))
    return None if month is None else _with_year(line, at, step + 1, day, month)


def _month_then_day(line: Line, at: int) -> Piece | None:
    """December 24, Dec. 24th, 2026; "may 3" is too, so a number of one or two figures must follow."""
    month = MONTHS.get(line.text(at))
    step = at + 1 + (line.text(at + 1) == ".")
    step += line.text(step) == "the"
    day = line.number(step)
    if month is None or day is None or line.text(step + 1) in {":", "uhr", "am", "pm", "h"}:
        return None
    return _with_year(line, at, step + 1 + (line.text(step + 1) in ORDINALS), day, month)


def _with_year(line: Line, at: int, end: int, day: int, month: int) -> Piece:
    end += line.text(end) == "." and line.glued(end)
    step = end + (line.text(end) == ",")
    year = line.number(step, digits=(4,))
    if year is None or line.text(step + 1) in {"uhr", "-"}:
        return Piece(start=at, end=end, parts=(_dated(day, month, None),))
    return Piece(start=at, end=step + 1, parts=(_dated(day, month, year),))


def _day_alone(line: Line, at: int) -> Piece | None:
    """am 24., on the 24th: a day of this month, if an article stands before it and more of a date beside it."""
    day = line.number(at)
    suffix = line.text(at + 1)
    dotted = suffix == "." and line.glued(at + 1) and line.text(at - 1) in {"am", "den", "der", "dem"}
    if day is None or not (dotted or (suffix in ORDINALS and line.text(at - 1) in {"the", "on"})):
        return None
    part = MonthlyDate(day) if 1 <= day <= 31 else Trouble()
    return Piece(start=at, end=at + 2, parts=(part,), weak=not line.alone)


def _dated(day: int, month: int, year: int | None) -> FullDate | YearlyDate | Trouble:
    try:
        known = date(LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return Trouble()
    return YearlyDate(month, day) if year is None else FullDate(known)
