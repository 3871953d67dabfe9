"""How long people say something lasts. It is Wednesday, 18 November 2026, 15:00 in Berlin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.spans import read_span, read_until
from bot.core.when import Doubt

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=BERLIN)

LENGTHS = [
    ("30m", timedelta(minutes=30)),
    ("30M", timedelta(minutes=30)),
    ("45s", timedelta(seconds=45)),
    ("2h", timedelta(hours=2)),
    ("1h30m", timedelta(minutes=90)),
    ("1h 30m", timedelta(minutes=90)),
    ("1 Stunde und 30 Minuten", timedelta(minutes=90)),
    ("90 min", timedelta(minutes=90)),
    ("90 Min.", timedelta(minutes=90)),
    ("1,5 Std", timedelta(minutes=90)),
    ("1.5h", timedelta(minutes=90)),
    ("anderthalb Stunden", timedelta(minutes=90)),
    ("3 Tage", timedelta(days=3)),
    ("drei Tage lang", timedelta(days=3)),
    ("eine Stunde", timedelta(hours=1)),
    ("für eine Stunde", timedelta(hours=1)),
    ("an hour", timedelta(hours=1)),
    ("halbe Stunde", timedelta(minutes=30)),
    ("eine Viertelstunde", timedelta(minutes=15)),
    ("Dreiviertelstunde", timedelta(minutes=45)),
    ("a quarter of an hour", timedelta(minutes=15)),
    ("eine halbe Stunde", timedelta(minutes=30)),
    ("half an hour", timedelta(minutes=30)),
    ("2 weeks", timedelta(weeks=2)),
    ("for two weeks", timedelta(weeks=2)),
    ("1w", timedelta(weeks=1)),
    ("1w2d", timedelta(days=9)),
    ("  2 H ", timedelta(hours=2)),
]
NO_LENGTHS = ["", "90", "0m", "-5m", "1 Monat", "2h morgen", "2h 3h", "30m 1h", "bald", "99999h", "h", "1h30"]


@pytest.mark.parametrize(("words", "length"), LENGTHS)
def test_a_length_is(words: str, length: timedelta) -> None:
    assert read_span(words) == length


@pytest.mark.parametrize("words", NO_LENGTHS)
def test_this_is_no_length(words: str) -> None:
    assert read_span(words) is None


ENDS = [
    ("de", "bis 18:00", "18.11. 18:00"),
    ("de", "18:00", "18.11. 18:00"),
    ("de", "bis 14 Uhr", "19.11. 14:00"),
    ("de", "bis morgen 8 Uhr früh", "19.11. 08:00"),
    ("de", "bis zum 24.12. 20 Uhr", "24.12. 20:00"),
    ("de", "bis in 2 Stunden", "18.11. 17:00"),
    ("de", "bis Freitag", "?no_time 20.11. 00:00, 21.11. 00:00"),
    ("de", "bis heute", "?no_time 19.11. 00:00"),
    ("de", "bis heute Abend", "?no_time"),
    ("de", "bis 8", "?unclear"),
    ("de", "bis um 8", "?ambiguous_hour 18.11. 20:00, 19.11. 08:00"),
    ("de", "bis gestern 20 Uhr", "?past 18.11. 20:00"),
    ("de", "bis bald", "?unclear"),
    ("de", "bisher", "?unclear"),
    ("en", "until 18:00", "18.11. 18:00"),
    ("en", "until tomorrow 7pm", "19.11. 19:00"),
    ("en", "till midnight", "19.11. 00:00"),
    ("en", "until Friday", "?no_time 20.11. 00:00, 21.11. 00:00"),
]


def in_short(found: datetime | Doubt) -> str:
    if isinstance(found, datetime):
        return found.astimezone(BERLIN).strftime("%d.%m. %H:%M")
    return f"?{found.reason} {', '.join(in_short(moment.instant) for moment in found.suggestions)}".strip()


@pytest.mark.parametrize(("language", "words", "end"), ENDS)
def test_an_end_is(language: str, words: str, end: str) -> None:
    assert in_short(read_until(words, NOW, BERLIN, language)) == end


def test_an_end_is_an_instant() -> None:
    assert read_until("bis 18:00", NOW, BERLIN) == datetime(2026, 11, 18, 17, 0, tzinfo=UTC)


@given(st.text(max_size=100))
def test_any_text_is_answered(words: str) -> None:
    length = read_span(words)
    assert length is None or length > timedelta(0)
    end = read_until(f"bis {words}", NOW, BERLIN)
    assert isinstance(end, Doubt) or end > NOW


@given(st.integers(0, 999), st.integers(0, 23), st.integers(1, 59))
def test_what_is_written_in_units_adds_up(days: int, hours: int, minutes: int) -> None:
    assert read_span(f"{days}d{hours}h{minutes}m") == timedelta(days=days, hours=hours, minutes=minutes)
