from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stores.agenda import instant_of
from cogs.parties.model import TITLE_LIMIT, ActRow, Counts, Party, Rsvp
from cogs.parties.rules import (
    claim_until,
    free_seats,
    is_late,
    kept_of,
    may_run,
    may_throw,
    named_motto,
    next_step,
    read_reminders,
    read_seats,
    tidy_line,
    week_later,
)

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PARTY = Party(id="p1", community="c1", kind="motto", zone="Europe/Berlin", made_at=NOW, host="g1")
NAMES = {"neon": ["Neon-Nacht", "Neon Night"], "garden": ["Gartenfest", "Garden Party"]}


def rsvp(answer: str, *, seated: bool = False, ticket: int = 0, minutes: int = 0) -> Rsvp:
    at = NOW + timedelta(minutes=minutes)
    member = MemberRef("discord", "ann")
    return Rsvp(guest="g", member=member, answer=answer, seated=seated, ticket=ticket, at=at)  # type: ignore[arg-type]  # a literal in every call


@pytest.mark.parametrize(
    ("who", "role", "allowed"),
    [
        ("team", Role.HOST, False),
        ("team", Role.TEAM, True),
        ("hosts", Role.HOST, True),
        ("hosts", Role.TEAM, True),
        ("hosts", Role.GUEST, False),
        ("everyone", Role.GUEST, True),
    ],
)
def test_who_may_throw_parties_is_the_communitys_choice(who: str, role: Role, allowed: bool) -> None:
    assert may_throw(who, frozenset({role})) is allowed


def test_a_party_is_run_by_its_host_and_the_team_and_nobody_else() -> None:
    assert may_run(PARTY, "g1", frozenset())
    assert may_run(PARTY, "g2", frozenset({Role.TEAM}))
    assert not may_run(PARTY, "g2", frozenset({Role.HOST}))
    assert not may_run(Party(id="p", community="c", kind="motto", zone="UTC", made_at=NOW), "", frozenset())


@pytest.mark.parametrize("title", ["Neon-Nacht", "neon nacht", "Unsere NEON-NACHT", "NeonNacht", "Neon Night!"])
def test_a_motto_is_found_by_its_name_however_it_is_spelled(title: str) -> None:
    assert named_motto(title, NAMES) == "neon"


@pytest.mark.parametrize("title", ["Neonröhren", "Party", "", "Gartenfeste sind toll"])
def test_a_title_without_a_mottos_name_has_no_motto(title: str) -> None:
    assert named_motto(title, NAMES) == ""


@given(st.text())
def test_any_title_becomes_one_line_that_fits(words: str) -> None:
    line = tidy_line(words)
    assert len(line) <= TITLE_LIMIT
    assert "\n" not in line


@pytest.mark.parametrize(("words", "seats"), [("20", 20), ("-", 0), ("0", 0), (" 5 ", 5)])
def test_seats_are_a_number_or_a_dash(words: str, seats: int) -> None:
    assert read_seats(words) == seats


@pytest.mark.parametrize("words", ["many", "-3", "1.5", "9999999", "", "²"])
def test_what_is_no_number_of_seats_is_asked_back(words: str) -> None:
    assert read_seats(words) is None


@pytest.mark.parametrize(
    ("words", "minutes"), [("1 day, 1h", (1440, 60)), ("-1h", (60,)), ("15 min; 15 min", (15,)), ("-", ())]
)
def test_reminders_are_spans_before_the_start(words: str, minutes: tuple[int, ...]) -> None:
    assert read_reminders(words) == minutes


@pytest.mark.parametrize("words", ["soon", "1h, soon", "1h,2h,3h,4h,5h,6h", "400 days", ""])
def test_more_than_five_or_unreadable_reminders_are_refused(words: str) -> None:
    assert read_reminders(words) is None


def test_r11_five_reminders_are_fine() -> None:
    assert read_reminders("2 days, 1 day, 3h, 1h, 15 min") == (2880, 1440, 180, 60, 15)


def test_a_freed_seat_is_held_a_day_but_never_into_the_last_hour() -> None:
    day = timedelta(hours=24)
    assert claim_until(NOW, NOW + timedelta(days=9), day) == NOW + day
    assert claim_until(NOW, NOW + timedelta(hours=5), day) == NOW + timedelta(hours=4)
    assert claim_until(NOW, NOW + timedelta(minutes=50), day) is None
    assert claim_until(NOW, None, day) is None
    assert claim_until(NOW, NOW + timedelta(days=9), timedelta(0)) is None


def test_when_two_guests_are_one_a_seat_stays_before_the_line_and_the_earlier_before_the_later() -> None:
    seat, line = rsvp("yes", seated=True, ticket=9), rsvp("yes", ticket=2)
    assert kept_of(line, seat) == seat
    early, late = rsvp("yes", ticket=1), rsvp("yes", ticket=2)
    assert kept_of(late, early) == early
    assert kept_of(rsvp("no", minutes=5), line) == line
    assert kept_of(line, rsvp("maybe", minutes=5)) == line
    assert kept_of(rsvp("maybe"), rsvp("no", minutes=5)).answer == "no"


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_never_more_seats_are_given_than_there_are(seats: int, taken: int, waiting: int) -> None:
    free = free_seats(seats, Counts(yes=taken, waiting=waiting))
    assert 0 <= free <= waiting
    assert not seats or not free or taken + free <= seats


def test_a_reminder_is_late_only_past_its_grace() -> None:
    grace = timedelta(minutes=10)
    assert not is_late(NOW, NOW + grace, grace)
    assert is_late(NOW, NOW + grace + timedelta(seconds=1), grace)


def test_a_rehearsal_goes_from_reminder_to_opening_through_the_acts_to_the_end() -> None:
    acts = [ActRow(party="p1", number=0, act="poll", minutes=5)]
    done = [ActRow(party="p1", number=0, act="poll", minutes=5, state="done")]
    assert next_step(_state("published"), acts, reminded=False) == "remind"
    assert next_step(_state("published"), acts, reminded=True) == "open"
    assert next_step(_state("running"), acts, reminded=True) == "act"
    assert next_step(_state("running"), done, reminded=True) == "end"
    assert next_step(_state("ended"), done, reminded=True) == "over"


@given(st.dates(date(2026, 1, 1), date(2035, 1, 1)), st.sampled_from(["Europe/Berlin", "America/New_York"]))
def test_r7_a_week_later_stands_at_the_same_time_on_the_clock(day: date, zone: str) -> None:
    local = datetime.combine(day, time(19))
    shown = instant_of(week_later(local), zone).astimezone(ZoneInfo(zone))
    assert (shown.hour, shown.minute) == (19, 0)


def _state(state: str) -> Party:
    return Party(id="p", community="c", kind="motto", zone="UTC", made_at=NOW, state=state)  # type: ignore[arg-type]  # a literal in every call
