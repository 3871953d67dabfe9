"""What happened, in the past tense. A closed union of frozen dataclasses: `match` them, end with `assert_never`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef

# What a member or the house may do on a platform, in neutral words; adapters translate.
Right = Literal[
    "administer",  # everything; a Discord administrator or owner, a Telegram creator
    "moderate",  # mute and unmute others
    "remove",
    "ban",
    "erase",  # delete what others wrote
    "invite",
    "open_places",  # threads, topics
    "post",
    "read",  # see ordinary messages (message content intent; privacy mode off or admin)
    "pin",
    "see_joins",
]
PlaceKind = Literal["room", "thread", "voice", "announcement", "private"]
RefusedReason = Literal[
    "unreachable",  # a closed or never opened private chat
    "forbidden",  # a right is missing
    "outranked",  # the target stands above the house or is an admin
    "gone",  # the message, place, member or server is no more
    "expired",  # an interaction's token ran out
    "too_late",  # a platform's own age limit, such as 48 hours for deleting
    "unsupported",  # the platform cannot do this at all
    "broken",  # the platform found fault with what we sent: a bug of ours
    "stale",  # it waited so long that saying it now would be odd
    "stopped",  # a person dropped it
]


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    language: str = ""  # BCP 47 as the platform gave it, else empty
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Who did something where, and how they can be answered.

    `reply` is the adapter's own handle for a private answer (an interaction token, a callback id), empty where there
    is none; it is good until `reply_until`.
    """

    member: MemberRef
    profile: Profile
    place: PlaceRef
    server: ServerRef | None
    private: bool = False
    reply: str = ""
    reply_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    place: PlaceRef
    name: str
    kind: PlaceKind
    parent: PlaceRef | None = None
    writable: bool = True


@dataclass(frozen=True, slots=True)
class RoleSeen:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberRights:
    member: MemberRef
    name: str
    rights: frozenset[Right]
    rank: int = 0  # Discord: position of the top role; Telegram: 2 creator, 1 administrator, 0 member
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """A server as it stands now: at connect, after a gap, and when the house was added."""

    server: ServerRef
    name: str
    places: tuple[PlaceSeen, ...]
    roles: tuple[RoleSeen, ...]
    house: MemberRights
    members: tuple[MemberRights, ...]  # those with rights beyond a guest's
    owner: MemberRef | None = None
    language: str = ""
    other_bots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerJoined:
    """The house was added. `by` is None where the platform does not tell.

    A `rehearsal` needs nobody's permission: it is open from the first minute, has no night and no hourly limit.
    """

    server: ServerRef
    name: str
    by: MemberRef | None
    by_profile: Profile | None = None
    rehearsal: bool = False
    language: str = ""  # only where the platform really knows it


@dataclass(frozen=True, slots=True)
class ServerLeft:
    server: ServerRef


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    server: ServerRef
    place: PlaceSeen
    gone: bool = False


@dataclass(frozen=True, slots=True)
class RightsChanged:
    """`zone` is the IANA name of the zone they live in, where a platform tells it."""

    server: ServerRef
    rights: MemberRights
    is_house: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMigrated:
    """A Telegram group became a supergroup: same people, new id."""

    old: ServerRef
    new: ServerRef


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody is in: on Discord only once the membership screening has cleared.

    `by` is who added them where known; `link` is the invitation link's name or url they came through, if known.
    """

    server: ServerRef
    place: PlaceRef | None  # where this platform would greet by itself (Telegram: the group), None on Discord
    member: MemberRef
    profile: Profile
    joined_at: datetime
    link: str = ""


@dataclass(frozen=True, slots=True)
class MemberLeft:
    server: ServerRef
    member: MemberRef
    left_at: datetime


@dataclass(frozen=True, slots=True)
class JoinRequested:
    server: ServerRef
    member: MemberRef
    profile: Profile
    about: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ServiceMessageShown:
    """The platform itself wrote a join or leave line."""

    message: MessageRef
    server: ServerRef
    kind: Literal["joined", "left", "other"]


@dataclass(frozen=True, slots=True)
class MessageWritten:
    """`text` is text or caption; a media group is one message.

    `links` are addresses that a click would open and nobody sees before: behind words, in previews, on buttons.
    `to_house` says that the house was mentioned or replied to. `as_server` marks anonymous admins (the server itself
    writes), `as_channel` other channel identities, `automatic` the linked channel's own posts.
    """

    scene: Scene
    message: MessageRef
    text: str
    at: datetime
    to_house: bool = False
    reply_to: MessageRef | None = None
    reply_to_member: MemberRef | None = None
    forwarded_from: MemberRef | None = None
    forwarded_name: str = ""
    attachments: int = 0
    as_server: bool = False
    as_channel: bool = False
    automatic: bool = False
    quote: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageEdited:
    scene: Scene
    message: MessageRef
    text: str
    at: datetime
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageErased:
    message: MessageRef
    server: ServerRef | None


@dataclass(frozen=True, slots=True)
class CommandInvoked:
    """`given` are named values from a native menu, `words` the rest of a typed line; `arguments.py` reads both.

    A typed command carries its own message, so that a private one can be removed from a room. `people` are those the
    line names, by the words that name them; an `@name` may be another person's by now.
    """

    scene: Scene
    command: str
    given: tuple[tuple[str, str], ...] = ()
    words: str = ""
    message: MessageRef | None = None
    target: MemberRef | None = None
    target_name: str = ""
    target_message: MessageRef | None = None
    target_text: str = ""
    as_server: bool = False  # an anonymous admin typed it: the person is unknown
    people: tuple[tuple[str, MemberRef], ...] = ()


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """`button` is `feature/verb[/argument]`; `choice` is the value of a select."""

    scene: Scene
    button: str
    choice: str = ""
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class FormFilled:
    """`form` is `feature/verb[/argument]` of whatever opened the form."""

    scene: Scene
    form: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChatOpened:
    """A member opened the private chat with the house (Telegram /start); `payload` is a deep link's word."""

    scene: Scene
    payload: str = ""


@dataclass(frozen=True, slots=True)
class ChatClosed:
    """A member blocked the house."""

    member: MemberRef


@dataclass(frozen=True, slots=True)
class ReactionAdded:
    scene: Scene
    message: MessageRef
    emoji: str


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """A member went into (`place`) or out of (None) a voice or stage channel."""

    server: ServerRef
    member: MemberRef
    profile: Profile
    place: PlaceRef | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Reconnected:
    """The platform was silent since `since`; what happened in between is being reconciled."""

    platform: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A timer's time has come. `planned` is when it should have been, `key` names its occurrence."""

    key: str
    feature: str
    kind: str
    community: str
    body: str
    planned: datetime


@dataclass(frozen=True, slots=True)
class Performed:
    """The platform did it. `message` and `place` say what was made.

    `repeated`: an earlier call, of which nobody heard, may have done it as well, and this platform knows no repeats.
    """

    delivery: int
    community: str
    tag: str
    message: MessageRef | None = None
    place: PlaceRef | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not done and will not be tried again. `about` is the member or place concerned, for the plain sentence."""

    delivery: int
    community: str
    tag: str
    reason: RefusedReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have been done: the process or the line broke during the call."""

    delivery: int
    community: str
    tag: str


@dataclass(frozen=True, slots=True)
class LinkIssued:
    """`place` is what the link leads into, where the platform needs that to take it back."""

    delivery: int
    community: str
    tag: str
    bookmark: str
    url: str
    place: PlaceRef | None = None


SceneEvent = MessageWritten | MessageEdited | CommandInvoked | ButtonPressed | FormFilled | ChatOpened | ReactionAdded
ServerEvent = (
    ServerSeen
    | ServerJoined
    | ServerLeft
    | PlaceChanged
    | RightsChanged
    | PlaceMigrated
    | MemberJoined
    | MemberLeft
    | JoinRequested
    | ServiceMessageShown
    | PresenceChanged
)
ResultEvent = Performed | Refused | Unknown | LinkIssued
Event = SceneEvent | ServerEvent | ResultEvent | MessageErased | ChatClosed | Reconnected | Due


@dataclass(frozen=True, slots=True)
class Envelope:
    """An event on its way into the house.

    `key` is the platform's own identity of the happening: the same key is the same happening, however often it comes.
    What is `urgent` is kept before everything else that came in, turn about with it, and by itself.
    """

    key: str
    lane: str
    at: datetime
    event: Event
    urgent: bool = False
