"""Chats, messages and the other things people leave in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .people import PERMISSIONS, Member, Status, User

GENERAL = 1
"""Id of the General topic. Messages in it carry no thread id, and sending to it by this id fails."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a message showed from one tick of the world until another."""

    since: int
    shown: tuple[tuple[str, str], ...]


@dataclass(eq=False, slots=True, kw_only=True)
class Message:
    id: int
    chat: "Chat"
    date: datetime
    sender: User | None = None
    sender_chat: "Chat | None" = None
    signature: str | None = None
    thread: int | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[dict[str, Any]] = field(default_factory=list)
    content: dict[str, Any] = field(default_factory=dict)
    service: dict[str, Any] = field(default_factory=dict)
    reply_to: "Message | None" = None
    quote: dict[str, Any] | None = None
    origin: dict[str, Any] | None = None
    automatic: bool = False
    media_group: str | None = None
    keyboard: dict[str, Any] | None = None
    poll: "Poll | None" = None
    link_preview: dict[str, Any] | None = None
    silent: bool = False
    protected: bool = False
    edited: datetime | None = None
    deleted: datetime | None = None
    gone_at: int | None = None
    versions: list[Version] = field(default_factory=list)
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return self.text if self.text is not None else self.caption or ""

    @property
    def live(self) -> bool:
        return self.deleted is None

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for row in (self.keyboard or {}).get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    def __repr__(self) -> str:
        who = self.sender.first_name if self.sender else "-"
        return f"<Message {self.chat.id}/{self.id} {who}: {self.words or self.service or list(self.content)!r}>"


@dataclass(eq=False, slots=True, kw_only=True)
class Topic:
    id: int
    name: str
    icon_color: int = 7322096
    icon_custom_emoji_id: str | None = None
    creator: User | None = None
    closed: bool = False
    deleted: bool = False
    root: Message | None = None


@dataclass(eq=False, slots=True, kw_only=True)
class Poll:
    id: str
    question: str
    options: list[str]
    is_anonymous: bool = True
    multiple: bool = False
    kind: str = "regular"
    correct: list[int] = field(default_factory=list)
    closed: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True, kw_only=True)
class InviteLink:
    url: str
    creator: User
    name: str | None = None
    expires: datetime | None = None
    limit: int | None = None
    asks: bool = False
    primary: bool = False
    revoked: bool = False
    used: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class JoinRequest:
    user: User
    chat: "Chat"
    at: datetime
    bio: str | None = None
    link: InviteLink | None = None
    answer: str | None = None


@dataclass(eq=False, slots=True, kw_only=True)
class Chat:
    id: int
    type: str
    title: str | None = None
    username: str | None = None
    description: str | None = None
    descriptions: list[str] = field(default_factory=list)
    forum: bool = False
    peer: User | None = None
    linked: "Chat | None" = None
    permissions: frozenset[str] = frozenset(PERMISSIONS)
    join_by_request: bool = False
    service_messages: bool = True
    hidden_members: bool = False
    history_visible: bool = True
    general_closed: bool = False
    general_hidden: bool = False
    bot_reads_all: bool = False
    migrated_to: "Chat | None" = None
    last_bot: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    links: dict[str, InviteLink] = field(default_factory=dict)
    requests: list[JoinRequest] = field(default_factory=list)
    banned_senders: set[int] = field(default_factory=set)
    last_message_id: int = 1  # the first one said that the place was founded

    @property
    def is_group(self) -> bool:
        return self.type in {"group", "supergroup"}

    def member(self, user: User) -> Member:
        return self.members.setdefault(user.id, Member(user=user))

    @property
    def owner(self) -> User | None:
        return next((m.user for m in self.members.values() if m.status is Status.CREATOR), None)

    def __repr__(self) -> str:
        return f"<Chat {self.id} {self.type} {self.title or self.username}>"
