"""What exists on the pretend Discord: plain data, no behaviour worth a name."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from tests.support.discord_server.permissions import EVERYONE, Permission

Json = dict[str, Any]

EPHEMERAL = 1 << 6
LOADING = 1 << 7
HAS_THREAD = 1 << 5
COMPONENTS_V2 = 1 << 15


class ChannelKind(IntEnum):
    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = {ChannelKind.ANNOUNCEMENT_THREAD, ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD}


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    id: int
    name: str
    global_name: str | None = None
    is_bot: bool = False
    locale: str = "en-US"
    takes_dms: bool = True


@dataclass(slots=True, kw_only=True, eq=False)
class Role:
    id: int
    name: str
    position: int
    permissions: Permission = Permission.NONE
    managed: bool = False
    mentionable: bool = False
    hoist: bool = False
    color: int = 0
    bot_id: int | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Overwrite:
    """What one role (kind 0) or member (kind 1) may or may not do in one channel."""

    id: int
    kind: int
    allow: Permission = Permission.NONE
    deny: Permission = Permission.NONE


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    user: User
    joined_at: datetime
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None
    pending: bool = False
    communication_disabled_until: datetime | None = None
    voice_channel_id: int | None = None
    mute: bool = False
    deaf: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    id: int
    kind: ChannelKind
    name: str = ""
    guild: "Guild | None" = None
    topic: str | None = None
    position: int = 0
    parent_id: int | None = None
    nsfw: bool = False
    rate_limit_per_user: int = 0
    bitrate: int = 64000
    user_limit: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_message_id: int | None = None
    recipients: list[User] = field(default_factory=list)
    thread: "ThreadState | None" = None
    spoke_at: dict[int, datetime] = field(default_factory=dict)

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def latest(self) -> "Message":
        """The newest message that is still there."""
        return next(reversed(self.messages.values()))


@dataclass(slots=True, kw_only=True, eq=False)
class ThreadState:
    owner_id: int
    created_at: datetime
    archive_changed_at: datetime
    member_ids: dict[int, datetime] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_duration: int = 4320
    sent: int = 0


@dataclass(slots=True, frozen=True)
class Showing:
    """Words that were on somebody's screen: by whom, where, and who could read them."""

    at: datetime
    channel_id: int
    message_id: int
    author_id: int
    texts: tuple[str, ...]
    readers: frozenset[int]


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    id: int
    channel: Channel
    author: User
    content: str = ""
    at: datetime
    kind: int = 0
    edited_at: datetime | None = None
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    poll: Json | None = None
    flags: int = 0
    tts: bool = False
    pinned_at: datetime | None = None
    nonce: str | int | None = None
    reference: "Message | None" = None
    referenced_id: int | None = None
    thread: Channel | None = None
    interaction: "Any" = None
    addressee: User | None = None
    pinged_users: list[User] = field(default_factory=list)
    pinged_roles: list[Role] = field(default_factory=list)
    pinged_everyone: bool = False
    allowed_mentions: Json | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    deleted: bool = False
    showing: Showing | None = None

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def guild(self) -> "Guild | None":
        return self.channel.guild

    @property
    def pinned(self) -> bool:
        return self.pinned_at is not None

    def custom_ids(self) -> list[str]:
        """Every button and menu one could press, in reading order."""
        return [part["custom_id"] for part in parts_of(self.components) if "custom_id" in part]


@dataclass(slots=True, kw_only=True, eq=False)
class Invite:
    code: str
    channel: Channel
    inviter: User
    created_at: datetime
    max_age: int = 86400
    max_uses: int = 0
    temporary: bool = False
    uses: int = 0


@dataclass(slots=True, kw_only=True, eq=False)
class ScheduledEvent:
    id: int
    guild: "Guild"
    creator: User
    name: str
    starts_at: datetime
    ends_at: datetime | None = None
    description: str | None = None
    entity_type: int = 3
    channel_id: int | None = None
    location: str | None = None
    status: int = 1
    recurrence_rule: Json | None = None
    interested: list[int] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False)
class Ban:
    user: User
    reason: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class AuditEntry:
    id: int
    action: int
    user_id: int
    target_id: int | None
    reason: str | None = None
    changes: list[Json] = field(default_factory=list)
    options: Json = field(default_factory=dict)


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    bans: dict[int, Ban] = field(default_factory=dict)
    events: dict[int, ScheduledEvent] = field(default_factory=dict)
    invites: dict[str, Invite] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    system_channel_id: int | None = None
    rules_channel_id: int | None = None
    features: list[str] = field(default_factory=list)
    description: str | None = None

    def __post_init__(self) -> None:
        self.roles.setdefault(self.id, Role(id=self.id, name="@everyone", position=0, permissions=EVERYONE))

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    @property
    def bot_role(self) -> Role:
        """The role the invite link made for the bot: change it to change the bot's standing."""
        return next(role for role in self.roles.values() if role.bot_id is not None)


@dataclass(slots=True, kw_only=True, eq=False)
class Command:
    id: int
    version: int
    payload: Json
    guild_id: int | None = None

    @property
    def name(self) -> str:
        return str(self.payload["name"])

    @property
    def kind(self) -> int:
        return int(self.payload.get("type") or 1)


@dataclass(slots=True, kw_only=True, eq=False)
class World:
    """Everything there is, found by id."""

    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    showings: list[Showing] = field(default_factory=list)
    invites: dict[str, Invite] = field(default_factory=dict)
    attachments: dict[int, bytes] = field(default_factory=dict)


def parts_of(components: list[Json]) -> list[Json]:
    """All components, however deep, in reading order."""
    found: list[Json] = []
    for component in components:
        found.append(component)
        found += parts_of(component.get("components") or [])
        found += parts_of([component[key] for key in ("component", "accessory") if component.get(key)])
    return found
