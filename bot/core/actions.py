"""What to do, in the imperative. A closed union of frozen dataclasses; only adapters turn them into calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.notes import Note
from bot.core.refs import At, Bookmark, MemberRef, MessageRef, PlaceRef, ServerRef

# What happens when nobody can tell whether a call went through.
Policy = Literal[
    "once",  # rather never than twice: greetings
    "sure",  # rather twice than never: reminders
    "free",  # may be repeated without anybody noticing: edits, mutes, deletions
]
# Who goes first at a platform's counter.
Urgency = Literal["answer", "door", "chat", "bulk"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A private answer to whoever caused this turn. `replace` puts it in place of the private panel that was used.

    `bookmark` names it for a later `Amend`, for where no panel was used; only the lobby can amend one later.
    """

    note: Note
    replace: bool = False
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Whisper:
    """A private line to a member who may not be there right now.

    It goes by the best reach there is; with none it waits for the member's next contact with the house and the team
    sees "not reached". `bookmark` names it for a later `Amend`. An `unasked` one is held while the house is paused.
    """

    member: MemberRef
    note: Note
    bookmark: str = ""
    policy: Policy = "once"
    tag: str = ""
    unasked: bool = False
    stale_after: datetime | None = None  # not worth saying any more after this, however long it waited


@dataclass(frozen=True, slots=True)
class Post:
    """Something the room shall see.

    `unasked` lines are the house's own idea and stop at the manners gate (pause, night, four an hour); a line that a
    person ordered or that answers somebody is not unasked. `in_party` exempts from the night and the hourly count.
    `pings` are ids of roles a setup has named; nobody else is ever pinged. `tag` comes back with the result.
    """

    at: At
    note: Note
    bookmark: str = ""
    unasked: bool = False
    in_party: bool = False
    pings: tuple[str, ...] = ()
    reply_to: MessageRef | None = None
    policy: Policy = "sure"
    urgency: Urgency = "chat"
    idem: str = ""  # the same idem is the same effect, whoever asks for it again
    tag: str = ""
    stale_after: datetime | None = None  # not worth saying any more after this


@dataclass(frozen=True, slots=True)
class Amend:
    """Show `note` in the message with this bookmark; a newer one not yet sent replaces an older one.

    What only the clock brought about is `unasked` and held while the house is paused.
    """

    bookmark: str
    note: Note
    tag: str = ""
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Erase:
    target: MessageRef | Bookmark
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Mute:
    """Take the member's voice, seen by nobody else. Without `until` for as long as the platform can."""

    server: ServerRef
    member: MemberRef
    until: datetime | None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Unmute:
    server: ServerRef
    member: MemberRef
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Remove:
    """Out, but may return."""

    server: ServerRef
    member: MemberRef
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Ban:
    server: ServerRef
    member: MemberRef
    until: datetime | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Unban:
    server: ServerRef
    member: MemberRef
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Admit:
    server: ServerRef
    member: MemberRef
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Decline:
    server: ServerRef
    member: MemberRef
    tag: str = ""


@dataclass(frozen=True, slots=True)
class IssueLink:
    """An invitation link into a server; its url comes back as `LinkIssued(bookmark, url)`."""

    server: ServerRef
    bookmark: str
    uses: int = 0  # 0: any number
    until: datetime | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class RevokeLink:
    bookmark: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A room of its own beside a place: a thread, a topic, a lobby table. An `unasked` one is held while paused."""

    beside: PlaceRef
    name: str
    bookmark: str
    private: bool = False
    tag: str = ""
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class ClosePlace:
    bookmark: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class LeaveServer:
    server: ServerRef
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Forget:
    """Whatever the adapter itself holds about a member, beyond what a running mute needs, goes."""

    member: MemberRef
    tag: str = ""


Action = (
    Answer
    | Whisper
    | Post
    | Amend
    | Erase
    | Mute
    | Unmute
    | Remove
    | Ban
    | Unban
    | Admit
    | Decline
    | IssueLink
    | RevokeLink
    | OpenPlace
    | ClosePlace
    | LeaveServer
    | Forget
)
