"""What reading a date comes to: a moment that is certain, or a doubt with the moments it could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Reason = Literal[
    "past",
    "ambiguous_hour",
    "no_date",
    "no_time",
    "unclear",
    "weekday_mismatch",
    "impossible",
    "too_far",
    "gap",
]

HORIZON = timedelta(days=731)  # two years, one of them a leap year: beyond it a typo is likelier than a plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A wall time in a zone and the instant it stands for; `note` says the clocks change right there."""

    local: datetime
    zone: str
    instant: datetime
    note: Literal["gap", "fold"] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the words are not certain, and every reading that could be meant, soonest first."""

    reason: Reason
    suggestions: tuple[Moment, ...] = ()


def moment_at(instant: datetime, zone: ZoneInfo) -> Moment:
    """The wall time an instant has in a zone."""
    there = instant.astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    other = wall.replace(tzinfo=zone, fold=1 - there.fold)
    doubled = other.utcoffset() != there.utcoffset()
    return Moment(local=wall, zone=str(zone), instant=instant.astimezone(UTC), note="fold" if doubled else None)


def moment_on(wall: datetime, zone: ZoneInfo, now: datetime) -> Moment:
    """The instant of a wall time.

    A wall time the clocks skip moves forward by what they skip, as a clock on the wall would (note "gap").
    A wall time that comes twice is the first, unless only the second is still ahead (note "fold").
    """
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    shown = first.astimezone(zone).replace(tzinfo=None, fold=0)
    if shown != wall:
        return Moment(local=shown, zone=str(zone), instant=first, note="gap")
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if second == first:
        return Moment(local=wall, zone=str(zone), instant=first)
    return Moment(local=wall, zone=str(zone), instant=first if first > now else second, note="fold")
