"""The parts a date can be made of, as they were said and before anything is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, timezone
from typing import Literal, TypeAlias

Which = Literal["plain", "this", "coming", "next", "after_next", "last"]
Hour = Literal["exact", "written", "colon", "spoken", "midnight"]
PartOfDay = Literal["morning", "noon", "afternoon", "evening", "night"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes.

    "exact" leaves no choice (20 Uhr, 7pm). "written" is 24-hour notation that a word may still turn (8:00 abends).
    "colon" is English 8:00, which is 24-hour notation only beside a date in figures. "spoken" says nothing about the
    half of the day (8 Uhr, halb acht). "midnight" may open or close the day it names.
    """

    minute: int
    hour: Hour


@dataclass(frozen=True, slots=True)
class Period:
    """A part of the day: it narrows an hour, it is not one."""

    part: PartOfDay


@dataclass(frozen=True, slots=True)
class Weekday:
    number: int
    which: Which = "plain"


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week from Monday, counted from this one."""

    ahead: int


@dataclass(frozen=True, slots=True)
class Named:
    """heute, morgen: a day counted from today that has a name."""

    days: int


@dataclass(frozen=True, slots=True)
class Later:
    """in 3 Tagen, in a month: a day counted from today."""

    days: int
    months: int = 0


@dataclass(frozen=True, slots=True)
class FullDate:
    """A date with its year."""

    day: date


@dataclass(frozen=True, slots=True)
class YearlyDate:
    """A day and month without a year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class MonthlyDate:
    """A day without a month: am 24."""

    day: int


@dataclass(frozen=True, slots=True)
class EitherDate:
    """Two dates the same figures can stand for, such as 3/4 in English."""

    first: FullDate | YearlyDate | Later
    second: FullDate | YearlyDate | Later


@dataclass(frozen=True, slots=True)
class Wait:
    """in 90 minutes: an instant, not a wall time, so an hour stays an hour across a clock change."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class Offset:
    """The distance from UTC an ISO time carries."""

    zone: timezone


@dataclass(frozen=True, slots=True)
class Trouble:
    """Figures that look like a date or an hour and cannot be one: 31.2., 25 Uhr."""


DatePart: TypeAlias = FullDate | YearlyDate | MonthlyDate | EitherDate
DayPart: TypeAlias = Weekday | Week | Named | Later | DatePart
Part: TypeAlias = Clock | Period | DayPart | Wait | Offset | Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Consecutive tokens `start` to `end` (not included) and what they say.

    A weak piece (Fr, 3/4, noon) also lives in ordinary sentences and counts only beside another piece.
    `figures` marks dates written in a notation that goes with the 24-hour clock (2026-12-24, 24.12.).
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    weak: bool = False
    figures: bool = False
