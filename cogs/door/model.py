"""A case: one decision of a moderator, or a report that waits for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.events import RefusedReason
from bot.core.refs import MemberRef, MessageRef

Kind = Literal["mute", "unmute", "report"]
State = Literal["open", "ended", "undone"]
Outcome = Literal["", "nothing", "muted", "erased", "replaced"]
Measure = Literal["mute", "unmute", "erase", "tell"]


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a decision is about; `member` is None where a report is about no guest. `evidence` is what they wrote."""

    member: MemberRef | None
    name: str
    evidence: str = ""
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """What a platform did not do. `server` is the id of the server concerned, empty where there is none."""

    measure: Measure
    reason: RefusedReason
    server: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`id` never changes; `number` is what people say, without gaps within a community.

    Of a guest who was forgotten `member` is only there while they are; a running mute keeps `trace`, a keyed hash of the
    reference, to know them by. `actor` made it, `closer` undid or settled it. `held_until` is the end of the mute as the
    platform knows it.
    """

    id: str
    community: str
    number: int
    kind: Kind
    platform: str
    member: MemberRef | None
    name: str
    made_at: datetime
    actor: MemberRef | None = None
    reason: str = ""
    expires_at: datetime | None = None
    held_until: datetime | None = None
    state: State = "open"
    outcome: Outcome = ""
    evidence: str = ""
    message: MessageRef | None = None
    closer: MemberRef | None = None
    failures: tuple[Failure, ...] = ()
    card: str = ""
    reports: int = 0
    forgotten: bool = False
    trace: str = ""

    @property
    def runs(self) -> bool:
        """A mute that somebody is under right now."""
        return self.kind == "mute" and self.state == "open"

    @property
    def target(self) -> Target:
        return Target(self.member, self.name, self.evidence, self.message)
