"""What people write for a date, and what the host makes of it. It is Wednesday, 18 November 2026, 15:00 in Berlin."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core.when import Doubt, Moment, find_moment, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=BERLIN)
FORM = "%d.%m.%Y %H:%M"

# An answer in short: the moment's wall time, or "?reason" with every wall time suggested.
GERMAN = [
    # hours that are certain
    ("morgen 20 Uhr", "19.11.2026 20:00"),
    ("morgen 20:00", "19.11.2026 20:00"),
    ("morgen 20:00 Uhr", "19.11.2026 20:00"),
    ("morgen 20.30 Uhr", "19.11.2026 20:30"),
    ("morgen um 20.30", "19.11.2026 20:30"),
    ("morgen 20 Uhr 15", "19.11.2026 20:15"),
    ("morgen zwanzig Uhr", "19.11.2026 20:00"),
    ("morgen 08:00", "19.11.2026 08:00"),
    ("morgen 8:00", "19.11.2026 08:00"),
    ("morgen 8:00 Uhr", "19.11.2026 08:00"),
    ("morgen 8:00 abends", "19.11.2026 20:00"),
    ("morgen halb acht abends", "19.11.2026 19:30"),
    ("morgen 8 Uhr morgens", "19.11.2026 08:00"),
    ("morgen 8 morgens", "19.11.2026 08:00"),
    ("morgen um acht in der Früh", "19.11.2026 08:00"),
    ("morgen um 3 am Nachmittag", "19.11.2026 15:00"),
    ("morgen mittags", "19.11.2026 12:00"),
    ("morgen 1 Uhr mittags", "19.11.2026 13:00"),
    ("morgen dreiviertel acht abends", "19.11.2026 19:45"),
    ("morgen viertel acht abends", "19.11.2026 19:15"),
    ("morgen fünf vor halb neun abends", "19.11.2026 20:25"),
    ("5 nach halb acht abends am Freitag", "20.11.2026 19:35"),
    ("morgen viertel nach 20", "19.11.2026 20:15"),
    ("Freitag 24 Uhr", "21.11.2026 00:00"),
    ("Freitag 0 Uhr", "20.11.2026 00:00"),
    ("Freitag 0:00", "20.11.2026 00:00"),
    ("Freitag 19h", "20.11.2026 19:00"),
    # hours that are not
    ("halb acht", "?ambiguous_hour 18.11.2026 19:30, 19.11.2026 07:30"),
    ("um 8", "?ambiguous_hour 18.11.2026 20:00, 19.11.2026 08:00"),
    ("8 Uhr", "?ambiguous_hour 18.11.2026 20:00, 19.11.2026 08:00"),
    ("morgen 8 Uhr", "?ambiguous_hour 19.11.2026 08:00, 19.11.2026 20:00"),
    ("heute um 8", "?ambiguous_hour 18.11.2026 20:00"),
    ("morgen viertel nach acht", "?ambiguous_hour 19.11.2026 08:15, 19.11.2026 20:15"),
    ("Freitag Mitternacht", "?ambiguous_hour 20.11.2026 00:00, 21.11.2026 00:00"),
    ("heute um Mitternacht", "?ambiguous_hour 19.11.2026 00:00"),
    ("Freitagnacht um 2", "?ambiguous_hour 20.11.2026 02:00, 21.11.2026 02:00"),
    ("Freitag um 12", "?ambiguous_hour 20.11.2026 00:00, 20.11.2026 12:00, 21.11.2026 00:00"),
    ("um 8 am Freitag", "?ambiguous_hour 20.11.2026 08:00, 20.11.2026 20:00"),
    # days by name
    ("heute 20 Uhr", "18.11.2026 20:00"),
    ("heute Abend um 8", "18.11.2026 20:00"),
    ("morgen früh um 8", "19.11.2026 08:00"),
    ("übermorgen 20 Uhr", "20.11.2026 20:00"),
    ("uebermorgen 20 Uhr", "20.11.2026 20:00"),
    ("Freitag 20 Uhr", "20.11.2026 20:00"),
    ("am Freitag um 20 Uhr.", "20.11.2026 20:00"),
    ("um 20 Uhr am Freitag", "20.11.2026 20:00"),
    ("FREITAG 20 UHR", "20.11.2026 20:00"),
    ("𝐅𝐫𝐞𝐢𝐭𝐚𝐠\u00a020:00", "20.11.2026 20:00"),
    ("🎉 Freitag 🎉 20 Uhr 🎉", "20.11.2026 20:00"),
    ("Freitagabend 20 Uhr", "20.11.2026 20:00"),
    ("Freitag-Abend um 8", "20.11.2026 20:00"),
    ("Freitag Abend halb neun", "20.11.2026 20:30"),
    ("Sonnabend 20 Uhr", "21.11.2026 20:00"),
    ("fr 20 uhr", "20.11.2026 20:00"),
    ("So. 20:15 Uhr", "22.11.2026 20:15"),
    ("Die 20 Uhr", "24.11.2026 20:00"),
    ("Mittwoch 20 Uhr", "18.11.2026 20:00"),
    ("Mittwoch 14 Uhr", "25.11.2026 14:00"),
    ("diesen Mittwoch 14 Uhr", "?past 25.11.2026 14:00"),
    ("diesen Freitag 20 Uhr", "20.11.2026 20:00"),
    ("kommenden Freitag 20 Uhr", "20.11.2026 20:00"),
    ("kommenden Mittwoch 20 Uhr", "?unclear 18.11.2026 20:00, 25.11.2026 20:00"),
    ("nächsten Freitag 20 Uhr", "?unclear 20.11.2026 20:00, 27.11.2026 20:00"),
    ("naechsten Freitag 20 Uhr", "?unclear 20.11.2026 20:00, 27.11.2026 20:00"),
    ("na\u0308chsten Freitag 20 Uhr", "?unclear 20.11.2026 20:00, 27.11.2026 20:00"),
    ("nächsten Mittwoch 20 Uhr", "25.11.2026 20:00"),
    ("übernächsten Freitag 20 Uhr", "?unclear 27.11.2026 20:00, 04.12.2026 20:00"),
    ("nächste Woche Freitag 20 Uhr", "27.11.2026 20:00"),
    ("letzten Freitag 20 Uhr", "?past 20.11.2026 20:00"),
    # dates
    ("24.12. 20 Uhr", "24.12.2026 20:00"),
    ("24.12 20:30", "24.12.2026 20:30"),
    ("20 Uhr 24.12.", "24.12.2026 20:00"),
    ("24.12.2026 20:00", "24.12.2026 20:00"),
    ("24. 12. 2026 20:00", "24.12.2026 20:00"),
    ("24.12.26, 20:00", "24.12.2026 20:00"),
    ("24.12.26 - 20:00", "24.12.2026 20:00"),
    ("24/12/2026 20:00", "24.12.2026 20:00"),
    ("3/4 20 Uhr", "03.04.2027 20:00"),
    ("2026-12-24 20:00", "24.12.2026 20:00"),
    ("2026-12-24T20:00", "24.12.2026 20:00"),
    ("2026-12-24T20:00:00Z", "24.12.2026 21:00"),
    ("2026-12-24T20:00+01:00", "24.12.2026 20:00"),
    ("2026-12-24 20:00 -0500", "25.12.2026 02:00"),
    ("24. Dezember 20 Uhr", "24.12.2026 20:00"),
    ("24. Dez. 2026 um 20 Uhr", "24.12.2026 20:00"),
    ("Freitag, den 27.11. um 20 Uhr", "27.11.2026 20:00"),
    ("Freitag den 27. November 2026 um 20 Uhr", "27.11.2026 20:00"),
    ("Freitag, den 26.11. um 20 Uhr", "?weekday_mismatch 26.11.2026 20:00, 27.11.2026 20:00"),
    ("am 24. um 20 Uhr", "24.11.2026 20:00"),
    ("am 3. um 20 Uhr", "?past 03.12.2026 20:00"),
    ("am 24. 20:30", "24.11.2026 20:30"),
    ("am 24. 10 Uhr abends", "24.11.2026 22:00"),
    ("3.1. 20 Uhr", "03.01.2027 20:00"),
    ("3.11. 20 Uhr", "?past 03.11.2027 20:00"),
    ("24.12.2025 20 Uhr", "?past 24.12.2026 20:00"),
    ("heute 14 Uhr", "?past 19.11.2026 14:00"),
    ("gestern 20 Uhr", "?past 18.11.2026 20:00"),
    ("31.2. 20 Uhr", "?impossible"),
    ("32.12. 20 Uhr", "?impossible"),
    ("29.2. 20 Uhr", "?impossible"),
    ("Freitag 25 Uhr", "?impossible"),
    ("Freitag 20:75", "?impossible"),
    ("Freitag 20 Uhr morgens", "?impossible"),
    ("1.1.2030 20:00", "?too_far"),
    # from now
    ("in 2 Stunden", "18.11.2026 17:00"),
    ("in einer halben Stunde", "18.11.2026 15:30"),
    ("in anderthalb Stunden", "18.11.2026 16:30"),
    ("in 1,5 Stunden", "18.11.2026 16:30"),
    ("in 0 Minuten", "?past"),
    ("in 9999 Wochen um 20 Uhr", "?too_far"),
    ("in einer Woche um 20 Uhr", "25.11.2026 20:00"),
    ("heute in einer Woche um 20 Uhr", "25.11.2026 20:00"),
    ("in einem Monat um 20 Uhr", "18.12.2026 20:00"),
    ("in 8 Tagen um 20 Uhr", "26.11.2026 20:00"),
    ("in acht Tagen um 20 Uhr", "?unclear 25.11.2026 20:00, 26.11.2026 20:00"),
    ("in 3 Tagen", "?no_time 21.11.2026 15:00"),
    ("Freitag in einer Woche um 20 Uhr", "?unclear"),
    # half of it, or too much
    ("heute Abend", "?no_time"),
    ("morgen früh", "?no_time"),
    ("Freitag", "?no_time"),
    ("20 Uhr", "?no_date 18.11.2026 20:00"),
    ("14 Uhr", "?no_date 19.11.2026 14:00"),
    ("Mitternacht", "?no_date 19.11.2026 00:00"),
    ("Freitag oder Samstag 20 Uhr", "?unclear"),
    ("Freitag 20 bis 22 Uhr", "?unclear"),
    ("Freitag 20 Uhr bitte", "?unclear 20.11.2026 20:00"),
    ("Freitag 20 Uhr Londoner Zeit", "?unclear"),
    ("hallo", "?unclear"),
    ("", "?unclear"),
]

ENGLISH = [
    ("tomorrow 7pm", "19.11.2026 19:00"),
    ("tomorrow at 7:30 p.m.", "19.11.2026 19:30"),
    ("tomorrow at noon", "19.11.2026 12:00"),
    ("tomorrow 08:00", "19.11.2026 08:00"),
    ("tomorrow 8:00", "?ambiguous_hour 19.11.2026 08:00, 19.11.2026 20:00"),
    ("tomorrow at 8 in the evening", "19.11.2026 20:00"),
    ("tomorrow evening at 8", "19.11.2026 20:00"),
    ("tonight at 8", "18.11.2026 20:00"),
    ("tonight at 2", "?ambiguous_hour 19.11.2026 02:00"),
    ("tonight", "?no_time"),
    ("this evening at half past seven", "18.11.2026 19:30"),
    ("at 8", "?ambiguous_hour 18.11.2026 20:00, 19.11.2026 08:00"),
    ("tomorrow quarter past eight pm", "19.11.2026 20:15"),
    ("tomorrow quarter to eight pm", "19.11.2026 19:45"),
    ("tomorrow half past seven", "?ambiguous_hour 19.11.2026 07:30, 19.11.2026 19:30"),
    ("tomorrow half seven", "?unclear"),
    ("friday 7 o'clock", "?ambiguous_hour 20.11.2026 07:00, 20.11.2026 19:00"),
    ("friday 12am", "?ambiguous_hour 20.11.2026 00:00, 21.11.2026 00:00"),
    ("friday at midnight", "?ambiguous_hour 20.11.2026 00:00, 21.11.2026 00:00"),
    ("friday 12pm", "20.11.2026 12:00"),
    ("friday 20:00 am", "?impossible"),
    ("8 am friday", "20.11.2026 08:00"),
    ("fri at 20", "20.11.2026 20:00"),
    ("thurs 8pm", "19.11.2026 20:00"),
    ("this friday at 8pm", "20.11.2026 20:00"),
    ("next friday at 8pm", "?unclear 20.11.2026 20:00, 27.11.2026 20:00"),
    ("next wednesday at 8pm", "25.11.2026 20:00"),
    ("friday next week 8pm", "27.11.2026 20:00"),
    ("last friday 8pm", "?past 20.11.2026 20:00"),
    ("yesterday 8pm", "?past 18.11.2026 20:00"),
    ("day after tomorrow at 8pm", "20.11.2026 20:00"),
    ("in 90 minutes", "18.11.2026 16:30"),
    ("in half an hour", "18.11.2026 15:30"),
    ("in 1h30m", "18.11.2026 16:30"),
    ("in 3 days at 8pm", "21.11.2026 20:00"),
    ("in a week at 8pm", "25.11.2026 20:00"),
    ("Dec 24th 8pm", "24.12.2026 20:00"),
    ("December 24 at 8 pm", "24.12.2026 20:00"),
    ("December 24, 2026 at 8 p.m.", "24.12.2026 20:00"),
    ("24th of December 2026, 20:00", "24.12.2026 20:00"),
    ("on the 24th at 8pm", "24.11.2026 20:00"),
    ("Saturday, Nov 21 @ 8pm", "21.11.2026 20:00"),
    ("24/12/2026 20:00", "24.12.2026 20:00"),
    ("12/24/2026 20:00", "24.12.2026 20:00"),
    ("3/4 at 8pm", "?unclear 04.03.2027 20:00, 03.04.2027 20:00"),
    ("3/4/2027 8pm", "?unclear 04.03.2027 20:00, 03.04.2027 20:00"),
    ("sat 3/4 at 8pm", "03.04.2027 20:00"),
    ("31.12.2026 9:00", "31.12.2026 09:00"),
    ("2026-12-31 9:00", "31.12.2026 09:00"),
    ("friday 8pm UTC", "?unclear"),
    ("friday 8pm (IST)", "?unclear"),
    ("2026-12-24 20:00 EST", "?unclear"),
    ("friday 8-10pm", "?unclear"),
    ("every friday 8pm", "?unclear"),
]

LINES = [
    ("de", "Neon-Nacht Freitag 20 Uhr", "20.11.2026 20:00", "Neon-Nacht"),
    ("de", "Karaoke am 3.12. um 20:30", "03.12.2026 20:30", "Karaoke"),
    ("de", "Ball 2026-12-31 21:00", "31.12.2026 21:00", "Ball"),
    ("de", "Freitag Karaoke um 20:30", "20.11.2026 20:30", "Karaoke"),
    ("de", "Neon-Nacht (Freitag 20 Uhr)", "20.11.2026 20:00", "Neon-Nacht"),
    ("de", "Bunter Abend Freitag 20 Uhr", "20.11.2026 20:00", "Bunter Abend"),
    ("de", "So machen wir das morgen um 20 Uhr", "19.11.2026 20:00", "So machen wir das"),
    ("de", "Quiz Fr. 20:15 Uhr", "20.11.2026 20:15", "Quiz"),
    ("de", "Quiz fr 20:15 Uhr", "20.11.2026 20:15", "Quiz"),
    ("de", "20 Uhr ist Party am Freitag", "20.11.2026 20:00", "ist Party"),
    ("de", "Party am Freitag, Anmeldung bis Donnerstag 20 Uhr", "?unclear", "Party Anmeldung bis"),
    ("de", "Weihnachtsfeier 24.12. ab 18 Uhr", "24.12.2026 18:00", "Weihnachtsfeier"),
    ("de", "90s Party Freitag 20 Uhr", "20.11.2026 20:00", "90s Party"),
    ("de", "24/7 Stream Freitag 20 Uhr", "20.11.2026 20:00", "24/7 Stream"),
    ("de", "Party ab 18 Freitag 20 Uhr", "20.11.2026 20:00", "Party ab 18"),
    ("de", "Spieleabend nächsten Samstag, 20 Uhr im Voice", "?unclear 21.11.2026 20:00, 28.11.2026 20:00",
     "Spieleabend im Voice"),
    ("de", "Quiz Freitag 20:00 - 22:00", "?unclear", "Quiz"),
    ("de", "Quiz bis Freitag 20 Uhr", "?unclear", "Quiz bis"),
    ("de", "Quiz jeden Freitag 20 Uhr", "?unclear", "Quiz jeden"),
    ("de", "Karaoke 20 Uhr", "?no_date 18.11.2026 20:00", "Karaoke"),
    ("de", "Karaoke morgen", "?no_time", "Karaoke"),
    ("de", "Freitag 20 Uhr", "20.11.2026 20:00", ""),
    ("de", "Version 3.12", "", "Version 3.12"),
    ("de", "Guten Morgen zusammen", "", "Guten Morgen zusammen"),
    ("de", "  Gute Nacht ", "", "Gute Nacht"),
    ("en", "new Summer party tomorrow at 7pm", "19.11.2026 19:00", "new Summer party"),
    ("en", "Friday night karaoke at 8", "20.11.2026 20:00", "karaoke"),
    ("en", "High Noon Party Friday 8pm", "20.11.2026 20:00", "High Noon Party"),
    ("en", "Movie night tonight 9pm", "18.11.2026 21:00", "Movie night"),
    ("en", "Game night: Sat, Nov 21 @ 8pm", "21.11.2026 20:00", "Game night"),
    ("en", "Let's do it friday at 20:00!", "20.11.2026 20:00", "Let's do it"),
    ("en", "Quiz Friday 8pm London time", "?unclear", "Quiz London time"),
    ("en", "Quiz Friday 20:00 IST", "?unclear", "Quiz IST"),
    ("en", "Sun worship", "", "Sun worship"),
]  # fmt: skip


def in_short(found: Moment | Doubt | None) -> str:
    if found is None:
        return ""
    if isinstance(found, Moment):
        return found.local.strftime(FORM)
    return f"?{found.reason} {', '.join(map(in_short, found.suggestions))}".strip()


@pytest.mark.parametrize(("words", "meant"), GERMAN)
def test_german_words_mean(words: str, meant: str) -> None:
    assert in_short(read_moment(words, now=NOW, zone=BERLIN)) == meant


@pytest.mark.parametrize(("words", "meant"), ENGLISH)
def test_english_words_mean(words: str, meant: str) -> None:
    assert in_short(read_moment(words, now=NOW, zone=BERLIN, language="en")) == meant


@pytest.mark.parametrize(("language", "words", "meant", "left"), LINES)
def test_a_date_is_found_in_a_line_and_leaves_it(language: str, words: str, meant: str, left: str) -> None:
    found, rest = find_moment(words, now=NOW, zone=BERLIN, language=language)
    assert (in_short(found), rest) == (meant, left)


def read(words: str, zone: ZoneInfo = BERLIN, now: datetime = NOW, language: str = "de") -> Moment:
    found = read_moment(words, now=now, zone=zone, language=language)
    assert isinstance(found, Moment), found
    return found


def test_an_hour_the_clocks_skip_was_moved_without_asking() -> None:
    found = read_moment("28.03.2027 02:30", now=NOW, zone=BERLIN, language="de")
    assert in_short(found) == "?gap 28.03.2027 03:30"
    assert isinstance(found, Doubt)
    assert found.suggestions[0].instant == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_the_first() -> None:
    moment = read("31.10.2027 02:30")
    assert (in_short(moment), moment.note) == ("31.10.2027 02:30", "fold")
    assert moment.instant == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_second_of_two_hours_is_meant_once_the_first_is_over() -> None:
    moment = read("heute 02:30", now=datetime(2027, 10, 31, 0, 45, tzinfo=UTC))
    assert moment.instant == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_day_a_country_dropped_is_doubted() -> None:
    apia = ZoneInfo("Pacific/Apia")
    found = read_moment("30.12.2011 20:00", now=datetime(2011, 12, 20, tzinfo=UTC), zone=apia)
    assert in_short(found) == "?gap 31.12.2011 20:00"


def test_two_hours_stay_two_hours_when_the_clocks_change() -> None:
    now = datetime(2027, 3, 27, 23, 30, 40, tzinfo=UTC)
    moment = read("in 2 Stunden", now=now)
    assert (in_short(moment), moment.instant) == ("28.03.2027 03:30", now.replace(day=28, hour=1, second=0))


def test_a_line_nobody_can_send_is_not_read() -> None:
    assert read_moment("Freitag 20 Uhr " * 400, now=NOW, zone=BERLIN) == Doubt("unclear")


ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES).map(ZoneInfo)
nows = st.integers(0, 15 * 366 * 86_400).map(
    lambda second: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
languages = st.sampled_from(["de", "en", "en-GB", "fr", ""])
SPICE = sorted(
    {word for words, _ in GERMAN + ENGLISH for word in words.split()}
    | set(".:,/-+@()")
    | {"0", "24", "99", "2027", "٣"}
)
spiced = st.lists(st.sampled_from(SPICE), max_size=12).flatmap(lambda words: st.sampled_from([" ", ""]).map(
    lambda link: link.join(words)
))  # fmt: skip


@given(st.text(max_size=200) | spiced, nows, zones, languages)
@settings(max_examples=600)
def test_any_text_is_answered_and_no_answer_is_in_the_past(
    words: str, now: datetime, zone: ZoneInfo, language: str
) -> None:
    found, rest = find_moment(words, now=now, zone=zone, language=language)
    answers = [found, read_moment(words, now=now, zone=zone, language=language)]
    assert len(rest) <= len(words)
    for answer in answers:
        moments = [answer] if isinstance(answer, Moment) else list(answer.suggestions) if answer else []
        for moment in moments:
            assert now < moment.instant <= now + timedelta(days=731)
            assert moment.instant.astimezone(zone).replace(tzinfo=None, fold=0) == moment.local


@given(st.integers(0, 60 * 24 * 700), nows, zones, st.sampled_from(["de", "en"]))
@settings(max_examples=400)
def test_a_moment_written_out_is_read_back(minutes: int, now: datetime, zone: ZoneInfo, language: str) -> None:
    wall = (now + timedelta(minutes=minutes + 1)).astimezone(zone).strftime(FORM)
    moment = read_moment(wall, now=now, zone=zone, language=language)
    assume(isinstance(moment, Moment))  # the minute before a short clock change may already be over
    assert isinstance(moment, Moment)
    again = read(moment.local.strftime(FORM), zone, now, language)
    assert (again.local, again.instant) == (moment.local, moment.instant)
    assert moment.note == "fold" or wall == moment.local.strftime(FORM)


@given(nows, zones, st.integers(1, 23))
@settings(max_examples=200)
def test_seven_in_the_evening_stays_seven_in_the_evening(now: datetime, zone: ZoneInfo, weeks: int) -> None:
    moment = read(f"in {weeks} Wochen um 19 Uhr", zone, now)
    today = now.astimezone(zone).date()
    assert (moment.local.hour, moment.local.minute) == (19, 0)
    assert moment.local.date() == today + timedelta(weeks=weeks)


@given(nows, zones, st.sampled_from(["Montag", "Dienstag", "Freitag", "Sonntag"]))
@settings(max_examples=200)
def test_a_weekday_is_never_more_than_a_week_away(now: datetime, zone: ZoneInfo, day: str) -> None:
    assert read(f"{day} 19 Uhr", zone, now).instant - now <= timedelta(days=7, hours=3)


@pytest.mark.parametrize(
    "bit",
    ["20 Uhr ", "Freitag", "am ", "1.", "um ", "( ", "in 1w1d1h1m ", "a\u0308", "-", "3/", "nächsten ", "🎉", "a-"],
)
def test_a_long_line_is_read_in_the_time_of_its_length(bit: str) -> None:
    words = (bit * 4_000)[:4_000]
    start = time.process_time()
    find_moment(words, now=NOW, zone=BERLIN)
    read_moment(words, now=NOW, zone=BERLIN, language="en")
    assert time.process_time() - start < 1.0
