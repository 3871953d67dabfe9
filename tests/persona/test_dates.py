from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import MomentStyle
from persona.voice import FluentVoice

EVENING = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "words"),
    [
        ("de", "Europe/Berlin", "Freitag, 27. November, 20:00 (Berlin, MEZ)"),
        ("en", "Europe/Berlin", "Friday, 27 November, 20:00 (Berlin, CET)"),
        ("en-US", "America/New_York", "Friday, November 27, 2:00\u202fPM (New York, EST)"),
        ("de", "Asia/Kolkata", "Samstag, 28. November, 00:30 (Kolkata, UTC+5:30)"),
        ("de", "America/St_Johns", "Freitag, 27. November, 15:30 (St. John’s, UTC−3:30)"),
        ("fr", "UTC", "Friday, 27 November, 19:00 (UTC)"),
    ],
)
def test_an_instant_is_said_with_weekday_and_zone(house: FluentVoice, language: str, zone: str, words: str) -> None:
    when = house.moment(language, EVENING, ZoneInfo(zone))
    assert when.words == words
    assert when.instant == EVENING


def test_summer_time_is_told_from_winter_time(house: FluentVoice) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert house.moment("de", first, berlin, "time").words == "02:30 (Berlin, MESZ)"
    assert house.moment("de", second, berlin, "time").words == "02:30 (Berlin, MEZ)"


def test_another_year_is_said(house: FluentVoice) -> None:
    words = house.moment("de", EVENING, ZoneInfo("Europe/Berlin"), now=datetime(2025, 12, 31, 22, tzinfo=UTC)).words
    assert words == "Freitag, 27. November 2026, 20:00 (Berlin, MEZ)"
    same = house.moment("de", EVENING, ZoneInfo("Europe/Berlin"), now=datetime(2025, 12, 31, 23, 30, tzinfo=UTC)).words
    assert same == "Freitag, 27. November, 20:00 (Berlin, MEZ)"


def test_an_instant_without_a_zone_is_refused(house: FluentVoice) -> None:
    with pytest.raises(ValueError, match="zone"):
        house.moment("de", EVENING.replace(tzinfo=None), UTC)


@pytest.mark.parametrize(
    ("length", "german", "english"),
    [
        (timedelta(0), "0 Sekunden", "0 seconds"),
        (timedelta(seconds=61), "1 Minute und 1 Sekunde", "1 minute and 1 second"),
        (timedelta(hours=1), "1 Stunde", "1 hour"),
        (timedelta(minutes=-90), "1 Stunde und 30 Minuten", "1 hour and 30 minutes"),
        (timedelta(days=2, minutes=5), "2 Tage", "2 days"),
        (timedelta(days=28), "28 Tage", "28 days"),
    ],
)
def test_a_span_has_its_two_largest_units(house: FluentVoice, length: timedelta, german: str, english: str) -> None:
    assert house.span("de", length) == german
    assert house.span("en", length) == english


def test_numbers_are_grouped_as_the_language_does(house: FluentVoice) -> None:
    assert [house.number(language, 1234567) for language in ("de", "en", "fr")] == [
        "1.234.567",
        "1,234,567",
        "1,234,567",
    ]
    assert house.number("de", 2.5) == "2,5"


@given(
    st.datetimes(timezones=st.timezones(), min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.timezones(),
    st.sampled_from(["full", "time", "relative"]),
    st.text(max_size=8) | st.sampled_from(["de", "en-US", "de_CH", "en-XX-junk"]),
)
def test_any_instant_can_be_said(
    house: FluentVoice, instant: datetime, zone: ZoneInfo, style: MomentStyle, language: str
) -> None:
    when = house.moment(language, instant, zone, style, now=EVENING)
    assert when.words
    assert when.style == style


@given(st.timedeltas(), st.sampled_from(["de", "en"]))
def test_any_span_can_be_said(house: FluentVoice, length: timedelta, language: str) -> None:
    assert house.span(language, length)
