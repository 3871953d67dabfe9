"""Puts the parts together: one certain moment, or the reason there is none and the moments it could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.when.calendar import Almanac, Answer, day_meant
from bot.core.when.clocks import DAY, HOUR, NOON_MINUTE
from bot.core.when.model import HORIZON, Doubt, Moment, moment_at, moment_on
from bot.core.when.pieces import (
    Clock,
    DayPart,
    FullDate,
    Later,
    Named,
    Offset,
    Part,
    PartOfDay,
    Period,
    Piece,
    Trouble,
    Wait,
)

# From and to (included), in minutes from the start of the day. A night runs on to the next morning; the evening
# ends with the half hour after midnight people still call evening (halb eins abends).
SPANS: dict[PartOfDay, tuple[tuple[int, int], ...]] = {
    "morning": ((0, 12 * HOUR - 1),),
    "noon": ((11 * HOUR, 14 * HOUR + 59),),
    "afternoon": ((12 * HOUR, 18 * HOUR + 59),),
    "evening": ((17 * HOUR, 24 * HOUR + 59),),
    "night": ((0, 6 * HOUR - 1), (17 * HOUR, 30 * HOUR - 1)),
}


@dataclass(frozen=True, slots=True)
class Sky:
    """When and where the words were said."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def moment(self, day: date, minute: int) -> Moment | None:
        """None outside what the horizon allows, so figures out of range cannot overflow a date."""
        if not timedelta(days=-2) < day - self.today < HORIZON + timedelta(days=2):
            return None
        return moment_on(_wall(day, minute), self.zone, self.now)

    def ahead(self, day: date, minute: int) -> bool:
        if day > self.today + timedelta(days=2):
            return True
        moment = self.moment(day, minute)
        return moment is not None and moment.instant > self.now

    def allows(self, moment: Moment) -> bool:
        return self.now < moment.instant <= self.now + HORIZON


def _wall(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def decide(pieces: tuple[Piece, ...], sky: Sky) -> Moment | Doubt:
    """Trouble first, then a wait, then a day with a time; whatever is said twice must be the same twice."""
    parts = tuple(dict.fromkeys(part for piece in pieces for part in piece.parts))
    if Trouble() in parts:
        return Doubt("impossible")
    if any(isinstance(part, Wait) for part in parts):
        return _waited(parts, sky)
    clocks = [part for part in parts if isinstance(part, Clock)]
    periods = [part for part in parts if isinstance(part, Period)]
    if len(clocks) > 1 or len({period.part for period in periods} - {"night"}) > 1:
        return Doubt("unclear")
    days = tuple(part for part in parts if not isinstance(part, Clock | Period | Wait | Offset | Trouble))
    if (offset := next((part for part in parts if isinstance(part, Offset)), None)) and clocks:
        return _with_offset(days, clocks[0], offset, sky)
    if not clocks and not any(period.part == "noon" for period in periods):
        return _without_time(days, sky)
    clock = clocks[0] if clocks else Clock(NOON_MINUTE, "exact")
    minutes = minutes_meant(clock, tuple(periods), figures=any(piece.figures for piece in pieces))
    if not minutes:
        return Doubt("impossible")
    return _on_days(days, minutes, sky) if days else _without_day(minutes, sky)


def _waited(parts: tuple[Part, ...], sky: Sky) -> Moment | Doubt:
    """A wait is counted on the clock of the world and shown on the minute people see when they count."""
    waits = [part for part in parts if isinstance(part, Wait)]
    if len(waits) > 1 or any(part != Named(0) for part in parts if not isinstance(part, Wait)):
        return Doubt("unclear")
    if waits[0].length > HORIZON:
        return Doubt("too_far")
    instant = (sky.now.astimezone(UTC) + waits[0].length).replace(second=0, microsecond=0)
    return moment_at(instant, sky.zone) if instant > sky.now else Doubt("past")


def minutes_meant(clock: Clock, periods: tuple[Period, ...], *, figures: bool) -> tuple[int, ...]:
    """Every minute of the day, or of the night after it, the hour can mean and the part of the day holds."""
    kept = list(_readings(clock, periods=bool(periods), figures=figures))
    for period in periods:
        spans = SPANS[period.part]
        kept = [minute for minute in kept if any(first <= minute <= last for first, last in spans)]
    return tuple(kept)


def _readings(clock: Clock, *, periods: bool, figures: bool) -> tuple[int, ...]:
    """Twelve o'clock is noon or either end of the day; the small hours of a night may be the next day's."""
    minute = clock.minute
    if clock.hour == "midnight":
        return (minute, minute + DAY)
    certain = clock.hour == "exact" or (
        not periods and (clock.hour == "written" or (clock.hour == "colon" and figures))
    )
    if certain:
        return (minute, minute + DAY) if periods and minute < 6 * HOUR else (minute,)
    half = minute % NOON_MINUTE
    return (half, half + NOON_MINUTE, half + DAY) if half < HOUR or periods else (half, half + NOON_MINUTE)


def _with_offset(days: tuple[DayPart, ...], clock: Clock, offset: Offset, sky: Sky) -> Moment | Doubt:
    if len(days) != 1 or not isinstance(days[0], FullDate):
        return Doubt("unclear")
    if abs(days[0].day - sky.today) > HORIZON + timedelta(days=2):
        return Doubt("too_far" if days[0].day > sky.today else "past")
    wall = datetime.combine(days[0].day, time(), offset.zone) + timedelta(minutes=clock.minute)
    return _certain(moment_at(wall.astimezone(UTC), sky.zone), sky)


def _without_time(days: tuple[DayPart, ...], sky: Sky) -> Doubt:
    """Only a day wrong by itself is worth more than asking for the time. In 3 Tagen offers the time it is now."""
    answer = day_meant(days, Almanac(sky.today, lambda day: day >= sky.today)) if days else Answer((), "unclear")
    wrong = answer.reason in {"past", "impossible"} or (answer.reason == "unclear" and not answer.days)
    if wrong and answer.reason:
        return Doubt(answer.reason)
    counted = any(isinstance(part, Later) for part in days)
    here = sky.now.astimezone(sky.zone)
    return Doubt("no_time", _suggest(((day, here.hour * HOUR + here.minute) for day in answer.days if counted), sky))


def _without_day(minutes: tuple[int, ...], sky: Sky) -> Doubt:
    """A time alone is offered for the next time the clock shows it, and never taken for it."""
    next_ones = _suggest(((_next_day(minute, sky), minute) for minute in minutes), sky)
    return Doubt("ambiguous_hour" if len(next_ones) > 1 else "no_date", next_ones)


def _next_day(minute: int, sky: Sky) -> date:
    days = (sky.today + timedelta(days=step) for step in (-1, 0, 1))
    return next((day for day in days if sky.ahead(day, minute)), sky.today)


def _on_days(days: tuple[DayPart, ...], minutes: tuple[int, ...], sky: Sky) -> Moment | Doubt:
    answers = [(minute, _answer(days, minute, sky)) for minute in minutes]
    open_ones = [(minute, answer) for minute, answer in answers if answer.reason != "past"]
    reasons = [answer.reason for _, answer in open_ones if answer.reason]
    readings = [(day, minute) for minute, answer in open_ones or answers for day in answer.days]
    if reasons or not open_ones:
        return Doubt(reasons[0] if reasons else "past", _suggest(readings, sky))
    if len(minutes) > 1:
        return _several(readings, sky)
    moment = sky.moment(*readings[0])
    if moment is None:
        return Doubt("too_far")
    if moment.note == "gap":
        return Doubt("gap", (moment,))
    return _certain(moment, sky)


def _several(readings: list[tuple[date, int]], sky: Sky) -> Doubt:
    suggestions = _suggest(readings, sky)
    return Doubt("ambiguous_hour" if suggestions else "too_far", suggestions)


def _answer(days: tuple[DayPart, ...], minute: int, sky: Sky) -> Answer:
    return day_meant(days, Almanac(sky.today, lambda day: sky.ahead(day, minute)))


def _certain(moment: Moment, sky: Sky) -> Moment | Doubt:
    if moment.instant <= sky.now:
        return Doubt("past")
    return moment if sky.allows(moment) else Doubt("too_far")


def _suggest(readings: Iterable[tuple[date, int]], sky: Sky) -> tuple[Moment, ...]:
    moments = (sky.moment(day, minute) for day, minute in readings)
    fit = {moment.instant: moment for moment in moments if moment and sky.allows(moment)}
    return tuple(fit[instant] for instant in sorted(fit))
