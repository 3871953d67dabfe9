"""What is decided about parties without looking anything up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from bot.core.fitting import clip_words
from bot.core.roles import Role, allows
from bot.core.spans import read_span
from cogs.parties.model import REMINDERS, SEATS_LIMIT, TITLE_LIMIT, ActRow, Counts, Party, Rsvp

LAST_CALL = timedelta(hours=1)  # before the start: a freed seat is not held for anybody longer than that
LATER = timedelta(minutes=10)
VOICE_COUNTS = timedelta(minutes=5)
_SPACES = re.compile(r"\s+")
_LOOSE = re.compile(r"[\W_]+")


def may_throw(who: str, roles: frozenset[Role]) -> bool:
    """`who` is the community's choice: team, hosts or everyone."""
    match who:
        case "everyone":
            return True
        case "team":
            return allows(roles, Role.TEAM)
        case _:
            return allows(roles, Role.HOST)


def may_run(party: Party, guest: str, roles: frozenset[Role]) -> bool:
    return allows(roles, Role.TEAM) or bool(guest and guest == party.host)


def tidy_line(words: str, limit: int = TITLE_LIMIT) -> str:
    """One line without runs of spaces, clipped with an ellipsis."""
    return clip_words(_SPACES.sub(" ", words).strip(), limit)


def named_motto(title: str, names: Mapping[str, Sequence[str]]) -> str:
    """The motto whose name stands in the title, whatever the spelling of spaces and hyphens; the longest name wins."""
    loose = f" {_LOOSE.sub(' ', title.casefold()).strip()} "
    bare = loose.replace(" ", "")
    found = [
        (len(name), key)
        for key, spelled in names.items()
        for name in (_LOOSE.sub(" ", one.casefold()).strip() for one in spelled)
        if name and (f" {name} " in loose or bare == name.replace(" ", ""))
    ]
    return max(found)[1] if found else ""


def read_seats(words: str) -> int | None:
    """0 for no limit, None for what is no number of seats."""
    given = words.strip().lower()
    if given in ("-", "0", "∞"):
        return 0
    if not re.fullmatch(r"\d{1,6}", given) or int(given) > SEATS_LIMIT:
        return None
    return int(given)


def read_reminders(words: str) -> tuple[int, ...] | None:
    """Minutes before the start, longest first, from `1 day, 1h, 15 min`; a dash is none, None for anything else."""
    if words.strip() in ("-", "0"):
        return ()
    spans = [read_span(part.strip().lstrip("-")) for part in re.split(r"[,;]", words) if part.strip()]
    minutes = {int(span.total_seconds() // 60) for span in spans if span is not None}
    if None in spans or not minutes or len(minutes) > REMINDERS or not all(0 < m <= 60 * 24 * 60 for m in minutes):
        return None
    return tuple(sorted(minutes, reverse=True))


def claim_until(now: datetime, starts: datetime | None, window: timedelta) -> datetime | None:
    """Until when a promoted guest has to say that they come; None when the seat is simply theirs."""
    if starts is None or not window:
        return None
    until = min(now + window, starts - LAST_CALL)
    return until if until > now else None


def kept_of(first: Rsvp, second: Rsvp) -> Rsvp:
    """The one that stays when two guests turn out to be one: a seat before the line, the earlier before the later."""
    if first.answer == second.answer == "yes":
        if first.seated != second.seated:
            return first if first.seated else second
        return min(first, second, key=lambda rsvp: rsvp.ticket)
    if "yes" in (first.answer, second.answer):
        return first if first.answer == "yes" else second
    return max(first, second, key=lambda rsvp: rsvp.at)


def free_seats(seats: int, counts: Counts) -> int:
    """How many of those in line can sit down."""
    return counts.waiting if not seats else max(0, min(counts.waiting, seats - counts.yes))


def is_late(planned: datetime, now: datetime, grace: timedelta) -> bool:
    return now > planned + grace


def current(acts: Iterable[ActRow]) -> ActRow | None:
    return next((act for act in acts if act.state == "running"), None)


def upcoming(acts: Iterable[ActRow]) -> ActRow | None:
    return next((act for act in acts if act.state == "waiting"), None)


Step = Literal["remind", "open", "act", "end", "over"]


def next_step(party: Party, acts: Sequence[ActRow], *, reminded: bool) -> Step:
    """What a rehearsal jumps to."""
    if party.state == "published":
        return "open" if reminded else "remind"
    if party.on:
        return "act" if upcoming(acts) else "end"
    return "over"


def week_later(local: datetime) -> datetime:
    """The same wall time a week on: 19:00 stays 19:00 over a change of the clocks."""
    return local + timedelta(days=7)
