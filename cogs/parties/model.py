"""What a party is, as its rows tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.core.refs import At, Bookmark, MemberRef, PlaceRef

State = Literal["draft", "published", "running", "paused", "ended", "withdrawn"]
LIVE: tuple[State, ...] = ("published", "running", "paused")
Choice = Literal["yes", "maybe", "no"]
Seen = Literal["here", "pressed", "voted", "wrote", "voice"]
Trouble = Literal["missed", "unknown", "unreached", "unposted", "repeated"]
ActState = Literal["waiting", "running", "done", "skipped"]

TITLE_LIMIT = 80
ABOUT_LIMIT = 600  # a card with a picture is a caption on Telegram: 1,024 characters for everything
ADDRESS_LIMIT = 150
SEATS_LIMIT = 100_000
REMINDERS = 5  # of one party


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`local` is wall time in `zone`; `starts` the instant it stands for. Without both it begins when the host says.

    `seats` 0 is no limit. `host` is a guest, empty for the house itself; `host_member` the account they host with.
    `attended` once somebody who may run the party has touched its panel.
    """

    id: str
    community: str
    kind: str
    motto: str = ""
    title: str = ""
    about: str = ""
    address: str = ""
    state: State = "draft"
    local: datetime | None = None
    zone: str
    starts: datetime | None = None
    minutes: int = 180
    seats: int = 0
    reminders: tuple[int, ...] = ()
    host: str = ""
    host_member: MemberRef | None = None
    voice: PlaceRef | None = None
    auto: bool = False
    attended: bool = False
    sample: bool = False
    recap: str = ""
    made_at: datetime
    published_at: datetime | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    recapped_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Guests can answer and come."""
        return self.state in ("published", "running", "paused")

    @property
    def on(self) -> bool:
        return self.state in ("running", "paused")

    @property
    def stamp(self) -> str:
        """Its local start as timer keys carry it, with the offset: an hour that comes twice in autumn is two hours."""
        if self.local is None or self.starts is None:
            return "open"
        offset = self.local - self.starts.astimezone(UTC).replace(tzinfo=None)
        return f"{self.local:%Y%m%dT%H%M}{offset // timedelta(minutes=1):+d}"

    @property
    def over_at(self) -> datetime | None:
        """When it would be over without pauses; None for a party that has no time and was not opened."""
        begins = self.opened_at or self.starts
        return begins + timedelta(minutes=self.minutes) if begins else None


@dataclass(frozen=True, slots=True)
class Card:
    """One announcement. `room` is the bookmark of a thread or topic opened beside it, `room_place` where that is.

    `told` once it has stood there, or may have, so that whoever it pings has been pinged.
    """

    party: str
    number: int
    place: PlaceRef
    room: str = ""
    room_place: str = ""
    told: bool = False

    @property
    def bookmark(self) -> str:
        return f"party/{self.party}/card/{self.tail}"

    @property
    def tail(self) -> str:
        """Bookmarks end in the platform they live on."""
        return f"{self.place.platform}:{self.number}"

    @property
    def at(self) -> At:
        """Where the party itself takes place."""
        return Bookmark(self.room) if self.room else self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Rsvp:
    """`ticket` is the place in the order in which guests said yes; `claim_by` until when a freed seat is held."""

    guest: str
    member: MemberRef | None
    answer: Choice
    seated: bool = False
    ticket: int = 0
    claim_by: datetime | None = None
    at: datetime

    @property
    def waiting(self) -> bool:
        return self.answer == "yes" and not self.seated


@dataclass(frozen=True, slots=True)
class Counts:
    yes: int = 0
    waiting: int = 0
    maybe: int = 0
    no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One item of the programme. `body` is the act's own JSON."""

    party: str
    number: int
    act: str
    line: str = ""
    minutes: int
    person: bool = False
    state: ActState = "waiting"
    body: str = "{}"
