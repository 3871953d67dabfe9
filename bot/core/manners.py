"""Manners of the house: whether an unasked line may be said now. The one gate before the sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from bot.core.context import Community, Context
from bot.core.features import Knob
from bot.core.refs import PlaceRef

NIGHT_FROM = Knob("manners.night_from", "22:00")
NIGHT_TO = Knob("manners.night_to", "08:00")
HOURLY = Knob("manners.hourly", 4)  # unasked lines an hour and place
LOG_PLACE = Knob("house.log_place", "")  # the team's private place as `platform:place id`; empty: none
KNOBS = (NIGHT_FROM, NIGHT_TO, HOURLY, LOG_PLACE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`go`, `hold` until a person decides, or `drop`: what was not said at night or over the limit is not said late."""

    what: Literal["go", "hold", "drop"]
    why: str = ""


GO = Verdict("go")


def log_place(ctx: Context) -> PlaceRef | None:
    """None where there is none, or where its platform is switched off."""
    platform, _, id_ = ctx.knob(LOG_PLACE).partition(":")
    return PlaceRef(platform, id_) if id_ and platform in ctx.platforms else None


def may_speak(community: Community, *, in_party: bool, now: datetime, said_last_hour: int) -> Verdict:
    """For unasked lines only; what a person ordered or asked never comes here."""
    if is_paused(community, now):
        return Verdict("hold", "paused")
    if in_party:
        return GO
    if is_night(community, now):
        return Verdict("drop", "night")
    if said_last_hour >= community.knob(HOURLY):
        return Verdict("drop", "hourly")
    return GO


def is_paused(community: Community, now: datetime) -> bool:
    return community.paused and (community.paused_until is None or now < community.paused_until)


def is_night(community: Community, now: datetime) -> bool:
    start, end = _clock(community.knob(NIGHT_FROM)), _clock(community.knob(NIGHT_TO))
    local = now.astimezone(ZoneInfo(community.zone)).time().replace(tzinfo=None)
    if start <= end:
        return start <= local < end
    return local >= start or local < end


def _clock(words: str) -> time:
    return time.fromisoformat(words)
