"""Which day the words name, seen from today; a day that could be two is answered with both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias, assert_never

from bot.core.when.model import Reason
from bot.core.when.pieces import (
    DatePart,
    DayPart,
    EitherDate,
    FullDate,
    Later,
    MonthlyDate,
    Named,
    Week,
    Weekday,
    YearlyDate,
)

WEEK = timedelta(days=7)
HALF_A_YEAR = 182  # a day gone for less than this is nearer than the next one of its name, so it may be a slip

Ahead: TypeAlias = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """The day meant, or why it is not certain and the days it could be."""

    days: tuple[date, ...]
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Almanac:
    """Today, and whether the time asked for is still ahead on a given day."""

    today: date
    ahead: Ahead

    def past(self, day: date, instead: date | None) -> Answer:
        if self.ahead(day):
            return Answer((day,))
        return Answer((instead,) if instead and self.ahead(instead) else (), "past")


UNCLEAR = Answer((), "unclear")


def day_meant(parts: tuple[DayPart, ...], almanac: Almanac) -> Answer:
    """One day told once or twice: Freitag, den 27.11. is checked, morgen in einer Woche added, the rest is unclear."""
    weekdays = [part for part in parts if isinstance(part, Weekday)]
    others = [part for part in parts if not isinstance(part, Weekday)]
    if len(weekdays) > 1:
        return UNCLEAR
    match others:
        case []:
            return _weekday(weekdays[0], almanac)
        case [Week() as week]:
            return _in_week(week, weekdays, almanac)
        case [Named() as named, Later() as later] | [Later() as later, Named() as named] if not weekdays:
            return _later(replace(later, days=later.days + named.days), almanac)
        case [Later()] if weekdays:
            return UNCLEAR
        case [Named() | Later() | FullDate() | YearlyDate() | MonthlyDate() | EitherDate() as day]:
            return _checked(_dated(day, almanac), weekdays, almanac)
    return UNCLEAR


def _dated(day: Named | Later | DatePart, almanac: Almanac) -> Answer:
    match day:
        case Named():
            return _named(day, almanac)
        case Later():
            return _later(day, almanac)
        case FullDate():
            return _full(day.day, almanac)
        case YearlyDate():
            return _yearly(day, almanac)
        case MonthlyDate():
            return _monthly(day, almanac)
        case EitherDate():
            return _either(day, almanac)
    assert_never(day)


def _weekday(day: Weekday, almanac: Almanac) -> Answer:
    """The coming one; today counts while its time is ahead.

    "Next Friday" is the coming one to some and the one after to others, so both are offered.
    """
    coming = _coming(day.number, almanac.today)
    after = coming + WEEK
    is_today = coming == almanac.today
    match day.which:
        case "plain":
            return Answer((coming if almanac.ahead(coming) else after,))
        case "this":
            return almanac.past(coming, after)
        case "coming":
            both = is_today and almanac.ahead(coming)
            return Answer((coming, after), "unclear") if both else _weekday(Weekday(day.number), almanac)
        case "next":
            return Answer((after,)) if is_today else Answer((coming, after), "unclear")
        case "after_next":
            return Answer((after, after + WEEK), "unclear")
        case "last":
            return almanac.past(coming - WEEK, after if is_today else coming)
    assert_never(day.which)


def _coming(number: int, today: date) -> date:
    return today + timedelta(days=(number - today.weekday()) % 7)


def _in_week(week: Week, weekdays: list[Weekday], almanac: Almanac) -> Answer:
    if not weekdays:
        return UNCLEAR
    monday = almanac.today - timedelta(days=almanac.today.weekday())
    day = monday + week.ahead * WEEK + timedelta(days=weekdays[0].number)
    return almanac.past(day, _coming(weekdays[0].number, almanac.today + timedelta(days=1)))


def _named(day: Named, almanac: Almanac) -> Answer:
    """heute 8:00 said at nine: the likeliest slip is a day, so the next day with that time ahead is offered."""
    tomorrow = almanac.today + timedelta(days=1)
    instead = almanac.today if almanac.ahead(almanac.today) else tomorrow
    return almanac.past(almanac.today + timedelta(days=day.days), instead)


def _later(later: Later, almanac: Almanac) -> Answer:
    start = almanac.today + timedelta(days=later.days)
    if not later.months:
        return almanac.past(start, start + timedelta(days=1))
    year, month = divmod(start.month - 1 + later.months, 12)
    day = _date(start.year + year, month + 1, start.day)
    return Answer((day,)) if day else Answer((), "impossible")


def _full(day: date, almanac: Almanac) -> Answer:
    """A past date most often carries the old year."""
    years = (almanac.today.year, almanac.today.year + 1)
    again = (_date(year, day.month, day.day) for year in years)
    return almanac.past(day, next((one for one in again if one and almanac.ahead(one)), None))


def _yearly(day: YearlyDate, almanac: Almanac) -> Answer:
    """Without a year: this year's while ahead, next year's when this one's is long gone, a question in between."""
    this = _date(almanac.today.year, day.month, day.day)
    following = _date(almanac.today.year + 1, day.month, day.day)
    if this is None:
        return Answer((following,) if following else (), "impossible")
    if almanac.ahead(this):
        return Answer((this,))
    if (almanac.today - this).days < HALF_A_YEAR:
        return almanac.past(this, following)
    return Answer((following,)) if following else Answer((), "impossible")


def _monthly(day: MonthlyDate, almanac: Almanac) -> Answer:
    today = almanac.today
    this = _date(today.year, today.month, day.day)
    year, month = divmod(today.month, 12)
    following = _date(today.year + year, month + 1, day.day)
    if this is None:
        return Answer((following,) if following else (), "impossible")
    return almanac.past(this, following)


def _either(day: EitherDate, almanac: Almanac) -> Answer:
    both = [_dated(one, almanac) for one in (day.first, day.second)]
    possible = [answer for answer in both if answer.reason is None]
    days = tuple(one for answer in possible or both for one in answer.days)
    return Answer(days, "unclear" if possible else both[0].reason)


def _checked(answer: Answer, weekdays: list[Weekday], almanac: Almanac) -> Answer:
    """A weekday beside a date must agree; it may also settle which of two dates was meant."""
    if not weekdays or not answer.days or answer.reason not in {None, "unclear"}:
        return answer
    number = weekdays[0].number
    agreeing = tuple(day for day in answer.days if day.weekday() == number)
    if agreeing:
        return Answer(agreeing, answer.reason if len(agreeing) > 1 else None)
    nearest = (_nearest(day, number) for day in answer.days)
    return Answer((*answer.days, *(day for day in nearest if almanac.ahead(day))), "weekday_mismatch")


def _nearest(day: date, number: int) -> date:
    return day + timedelta(days=(number - day.weekday() + 3) % 7 - 3)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
