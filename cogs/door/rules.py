"""Who may mute whom where, for how long, and when a mute is renewed: pure decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.errors import Mistake
from bot.core.refs import ServerRef

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=366)  # Telegram takes anything longer for ever
RENEW_BEFORE = timedelta(days=1)  # so that a day without the house ends no mute
REASON_LIMIT = 300
EVIDENCE_LIMIT = 2000
FORWARD_KEPT = timedelta(days=1)
REPORTS_AN_HOUR = 10  # by one member
TOLD = 5  # moderators who are written to where there is no log place

Obstacle = Literal["door-no-right", "door-no-rank", "door-house-right", "door-house-rank"]
Refused = Literal["door-no-self", "door-no-house", "door-no-team", "door-nowhere"] | Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How actor, target and house stand in one server; ranks as the platform told them, 0 for no rank at all.

    `actor_may` and `house_may` are about the right that the measure needs; `owns` says that the actor owns the server.
    """

    server: ServerRef
    name: str
    house_may: bool
    house_rank: int
    actor_may: bool
    actor_rank: int
    target_rank: int
    owns: bool = False

    @property
    def actor_outranks(self) -> bool:
        return self.owns or self.target_rank == 0 or self.actor_rank > self.target_rank

    @property
    def house_outranks(self) -> bool:
        return self.target_rank == 0 or self.house_rank > self.target_rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`exempt` is who needs no rights of the platform's own: whoever moderates the lobby from inside it."""

    stands: tuple[Stand, ...]
    exempt: bool = False
    is_self: bool = False
    is_house: bool = False
    is_team: bool = False


@dataclass(frozen=True, slots=True)
class No:
    """`line` is the plain sentence, `server` the name of the server it speaks of."""

    line: Refused
    server: str = ""


@dataclass(frozen=True, slots=True)
class Go:
    """Where it can be done, and where not and why."""

    servers: tuple[ServerRef, ...]
    skipped: tuple[No, ...] = ()


def may_mute(facts: Facts) -> Go | No:
    """Before anything is called: rank and rights of all three, the first obstacle in plain words."""
    if facts.is_self:
        return No("door-no-self")
    if facts.is_house:
        return No("door-no-house")
    if facts.is_team:
        return No("door-no-team")
    entitled = may_act(facts)
    if isinstance(entitled, No):
        return entitled
    theirs = [stand for stand in facts.stands if stand.actor_may]
    if not facts.exempt and not any(stand.actor_outranks for stand in theirs):
        return No("door-no-rank", theirs[0].name)
    obstacles = {stand.server: _obstacle(stand, facts.exempt) for stand in facts.stands}
    skipped = tuple(No(line, stand.name) for stand in facts.stands if (line := obstacles[stand.server]))
    servers = tuple(server for server, line in obstacles.items() if line is None)
    return Go(servers, skipped) if servers else skipped[0]


def may_act(facts: Facts) -> Go | No:
    """Whether the actor may do it at all there: for lifting a mute nobody's rank is asked, only the right."""
    if not facts.stands:
        return No("door-nowhere")
    if not facts.exempt and not any(stand.actor_may for stand in facts.stands):
        return No("door-no-right", facts.stands[0].name)
    return Go(tuple(stand.server for stand in facts.stands))


def _obstacle(stand: Stand, exempt: bool) -> Obstacle | None:
    if not exempt and not stand.actor_outranks:
        return "door-no-rank"
    if not stand.house_may:
        return "door-house-right"
    return None if stand.house_outranks else "door-house-rank"


def fit_span(span: timedelta) -> timedelta:
    """Raises Mistake for a span that no platform keeps."""
    if not SHORTEST <= span <= LONGEST:
        raise Mistake("door-span", shortest=SHORTEST, longest=LONGEST)
    return span


def read_minutes(words: str) -> timedelta:
    """The span on a button. Raises Mistake for one that no button of ours has."""
    if not words.isdecimal() or len(words) > 7:
        raise Mistake("button-gone")
    return timedelta(minutes=int(words))


def held_until(now: datetime, expires: datetime, longest: timedelta | None) -> datetime:
    """The end to ask of a platform that takes at most `longest` in one call."""
    return expires if longest is None else min(expires, now + longest)


def next_look(held: datetime, expires: datetime) -> datetime:
    """When the house has to act again: at the end, or a day before the platform would let go."""
    return expires if held >= expires else held - RENEW_BEFORE


def clipped(words: str, limit: int) -> str:
    plain = words.strip()
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
