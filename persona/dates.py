"""Instants, spans and numbers in people's words. Days, months and zones come from babel's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, format_time, get_date_format, get_timezone_location, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from bot.core.text import MomentStyle, When

# A language alone says nothing about the clock; English without a country gets day before month and 24 hours.
_DEFAULTS = {"en": "en_GB"}
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_YEAR = re.compile(r"[\s,]*('de'\s*)?y+.*$")


def say_moment(
    instant: datetime, zone: tzinfo, locale: str, style: MomentStyle = "full", now: datetime | None = None
) -> When:
    """`Freitag, 27. November, 20:00 (Berlin, MEZ)`; with the year where it is another one than now's.

    Raises ValueError for an instant without a zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant has a zone")
    there = instant.astimezone(zone)
    time = f"{format_time(there, 'short', locale=locale)} ({_zone_words(there, locale)})"
    if style == "time":
        return When(instant, time, style)
    other_year = now is not None and now.astimezone(zone).year != there.year
    return When(instant, f"{format_datetime(there, _date_pattern(locale, other_year), locale=locale)}, {time}", style)


def say_span(length: timedelta, locale: str) -> str:
    """The two largest units that count: `1 Stunde und 30 Minuten`. Below a second it is `0 Sekunden`."""
    return format_list(list(_units(abs(length), locale)), locale=locale)


def say_number(number: float, locale: str) -> str:
    if isinstance(number, int) and -1000 < number < 1000:
        return str(number)
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=1000)
def locale_of(language: str, spoken: str) -> str:
    """The locale for dates: the asker's own country's if it is a country of the language that is spoken."""
    tag = language.replace("-", "_")
    if tag.lower().startswith(f"{spoken}_"):
        try:
            return str(Locale.parse(tag))
        except (UnknownLocaleError, ValueError):
            pass
    return _DEFAULTS.get(spoken, spoken)


def _units(length: timedelta, locale: str) -> Iterator[str]:
    left = int(length.total_seconds())
    said = 0
    for unit, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if said == 2 or (said and not count):
            return
        if count or unit == "second":
            said += 1
            yield format_unit(count, f"duration-{unit}", "long", locale=locale)


@lru_cache(maxsize=64)
def _date_pattern(locale: str, year: bool) -> str:
    pattern = str(get_date_format("full", locale=locale))
    return pattern if year else _YEAR.sub("", pattern)


def _zone_words(there: datetime, locale: str) -> str:
    if there.tzname() == "UTC":
        return "UTC"
    short = get_timezone_name(there, "short", locale=locale)
    if not short.isalpha():  # babel knows no short name that people of this language use
        short = _offset(there)
    return f"{get_timezone_location(there, locale=locale, return_city=True)}, {short}"


def _offset(there: datetime) -> str:
    minutes = int((there.utcoffset() or timedelta(0)).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
