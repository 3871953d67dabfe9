"""Lengths of time: 90 min, 1h30m, eine halbe Stunde, 2 weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from bot.core.when.tokens import Line
from bot.core.when.words import NUMBERS

Unit = Literal["month", "week", "day", "hour", "minute", "second"]

UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(["monat", "monate", "monaten", "month", "months", "mo"], "month"),
    **dict.fromkeys(["w", "wo", "woche", "wochen", "week", "weeks", "wk", "wks"], "week"),
    **dict.fromkeys(["d", "t", "tag", "tage", "tagen", "day", "days"], "day"),
    **dict.fromkeys(["h", "std", "stunde", "stunden", "hour", "hours", "hr", "hrs"], "hour"),
    **dict.fromkeys(["m", "min", "mins", "minute", "minuten", "minutes"], "minute"),
    **dict.fromkeys(["s", "sek", "sekunde", "sekunden", "sec", "secs", "second", "seconds"], "second"),
}
SECONDS: Mapping[Unit, int] = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
ORDER: tuple[Unit, ...] = ("month", "week", "day", "hour", "minute", "second")
HALVES: Mapping[str, Fraction] = {
    **dict.fromkeys(["halbe", "halben", "halbes", "half"], Fraction(1, 2)),
    **dict.fromkeys(["anderthalb", "eineinhalb"], Fraction(3, 2)),
}
QUARTERS: Mapping[str, Fraction] = {"viertelstunde": Fraction(1, 4), "dreiviertelstunde": Fraction(3, 4)}
QUARTER_HOURS = (("quarter", "of", "an", "hour"), ("quarter", "hour"))


@dataclass(frozen=True, slots=True)
class Amount:
    """Calendar months and days are kept apart from hours: a day is not always 24 of them."""

    end: int
    months: int = 0
    days: int = 0
    seconds: int = 0
    idiom: bool = False


def read_amount(line: Line, at: int) -> Amount | None:
    """Units from large to small, each once, so the length of what is looked at has a bound."""
    total: Amount | None = None
    step, units = at, ORDER
    while found := _one(line, step, units):
        value, unit, end = found
        total = _add(total or Amount(at), value, unit, end)
        if total is None:
            return None
        total = replace(total, idiom=unit == "day" and line.text(at) in {"acht", "eight"} and line.german)
        units = ORDER[ORDER.index(unit) + 1 :]
        step = end + (line.text(end) in {"und", "and", ","})
    return total


def _one(line: Line, at: int, units: tuple[Unit, ...]) -> tuple[Fraction, Unit, int] | None:
    if "hour" in units and (quarter := _quarter(line, at)):
        return quarter
    counted = _count(line, at)
    if counted is None:
        return None
    value, end = counted
    unit = UNITS.get(line.text(end))
    if unit is None or unit not in units:
        return None
    dot = line.text(end) in {"min", "std", "wo"} and line.text(end + 1) == "." and line.glued(end + 1)
    return value, unit, end + 1 + dot


def _quarter(line: Line, at: int) -> tuple[Fraction, Unit, int] | None:
    """Eine Viertelstunde, three quarters said in one word, a quarter of an hour."""
    at += line.text(at) in {"eine", "einer", "a"}
    if value := QUARTERS.get(line.text(at)):
        return value, "hour", at + 1
    for words in QUARTER_HOURS:
        if all(line.text(at + step) == word for step, word in enumerate(words)):
            return Fraction(1, 4), "hour", at + len(words)
    return None


def _count(line: Line, at: int) -> tuple[Fraction, int] | None:
    word, number = line.text(at), line.number(at, digits=(1, 2, 3, 4))
    if word in HALVES:
        return HALVES[word], at + 1 + (line.text(at + 1) in {"a", "an"})
    if number is None:
        if word not in NUMBERS:
            return None
        if word in {"eine", "einer", "einem", "einen", "a"} and line.text(at + 1) in HALVES:
            return HALVES[line.text(at + 1)], at + 2
        return Fraction(NUMBERS[word]), at + 1
    part = line.number(at + 2)
    if line.text(at + 1) in {".", ","} and line.glued(at + 1) and line.glued(at + 2) and part is not None:
        return number + Fraction(part, 10 ** line.digits(at + 2)), at + 3
    return Fraction(number), at + 1


def _add(total: Amount, value: Fraction, unit: Unit, end: int) -> Amount | None:
    """Half a month is no length anybody can count on; half a day is twelve hours."""
    if unit == "month":
        return replace(total, end=end, months=int(value)) if value.denominator == 1 else None
    if unit in {"week", "day"}:
        days = value * (7 if unit == "week" else 1)
        if days.denominator == 1:
            return replace(total, end=end, days=total.days + int(days))
        if unit == "week":
            return None
    return replace(total, end=end, seconds=total.seconds + int(value * SECONDS[unit]))
