"""A small, strict Telegram Bot API on loopback, for tests that run the real client library."""

from .entities import Entity
from .errors import NotAllowedError
from .journal import Call
from .people import ALL_RIGHTS, Member, Status, User
from .press import Press
from .server import TelegramServer
from .things import Chat, InviteLink, JoinRequest, Message, Poll, Topic
from .visible import Seen

__all__ = [
    "ALL_RIGHTS",
    "Call",
    "Chat",
    "Entity",
    "InviteLink",
    "JoinRequest",
    "Member",
    "Message",
    "NotAllowedError",
    "Poll",
    "Press",
    "Seen",
    "Status",
    "TelegramServer",
    "Topic",
    "User",
]
