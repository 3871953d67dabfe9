"""The world: who exists, which chats there are, what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

from .errors import bad
from .people import Member, Status, User
from .things import Chat, InviteLink, JoinRequest, Message, Poll

Clock = Callable[[], datetime]

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
TELEGRAM = 777000
FIRST_USER = 5_000_000_000  # beyond 32 bits on purpose
FIRST_GROUP = 400_000
FIRST_SUPERGROUP = 1_002_000_000_000


def wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place where the server reads real time


class World:
    def __init__(self, now: Clock, bot: User) -> None:
        self.now = now
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Message] = {}
        self._tick = count(1)
        self._numbers = {"user": count(FIRST_USER + 1), "group": count(FIRST_GROUP), "super": count(FIRST_SUPERGROUP)}
        self._small = count(11)  # private chats and basic groups share one row of message ids, as they really do
        self._serial = count(1)
        self.anonymous = self.know(
            User(id=ANONYMOUS_ADMIN, first_name="Group", username="GroupAnonymousBot", is_bot=True)
        )
        self.channel_bot = self.know(User(id=CHANNEL_BOT, first_name="Channel", username="Channel_Bot", is_bot=True))
        self.telegram = self.know(User(id=TELEGRAM, first_name="Telegram"))

    def tick(self) -> int:
        return next(self._tick)

    def serial(self) -> int:
        return next(self._serial)

    def number(self, kind: str) -> int:
        return next(self._numbers[kind])

    def know(self, user: User) -> User:
        self.users[user.id] = user
        return user

    def keep(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def private(self, user: User) -> Chat:
        known = self.chats.get(user.id)
        return known or self.keep(Chat(id=user.id, type="private", peer=user))

    def next_message_id(self, chat: Chat) -> int:
        if chat.type in {"private", "group"}:
            return next(self._small)
        chat.last_message_id += 1
        return chat.last_message_id

    def user(self, number: int) -> User:
        if (known := self.users.get(number)) is None:
            raise bad("invalid user_id specified")
        return known

    def standing(self, chat: Chat, user: User) -> Member:
        """The member as of now: restrictions and bans that have run out are gone."""
        member = chat.member(user)
        if member.until is None or self.now() < member.until:
            return member
        if member.status is Status.RESTRICTED:
            member.status = Status.MEMBER if member.inside else Status.LEFT
        elif member.status is Status.KICKED:
            member.status = Status.LEFT
        member.until = None
        return member

    def me(self, chat: Chat) -> Member:
        return self.standing(chat, self.bot)

    def count(self, chat: Chat) -> int:
        return sum(1 for m in list(chat.members.values()) if self.standing(chat, m.user).present)

    def place(
        self, member: Member, status: Status, *, inside: bool = False, allowed: frozenset[str] | None = None
    ) -> None:
        """Change a standing and keep count of when the person could read along."""
        before = member.present
        member.status = status
        restricted = status is Status.RESTRICTED
        member.inside = inside if restricted else status not in {Status.LEFT, Status.KICKED}
        member.allowed = (allowed or frozenset()) if restricted else frozenset()
        if status is not Status.ADMINISTRATOR:
            member.rights, member.is_anonymous, member.promoted_by = frozenset(), False, None
        if status not in {Status.RESTRICTED, Status.KICKED}:
            member.until = member.asked_until = None
        if member.present and not before:
            member.stays.append((self.tick(), None))
        elif before and not member.present and member.stays:
            member.stays[-1] = (member.stays[-1][0], self.tick())

    def open_request(self, user: User) -> JoinRequest | None:
        """The join request that still lets the bot write to a stranger."""
        horizon = self.now() - timedelta(minutes=5)
        asked = (r for c in self.chats.values() for r in c.requests if r.user is user)
        return next((r for r in asked if r.answer is None and r.at > horizon), None)

    def link(self, chat: Chat, url: str) -> InviteLink:
        if (known := chat.links.get(url)) is None:
            raise bad("INVITE_HASH_EXPIRED")
        return known

    def poll_message(self, poll: Poll) -> Message:
        return self.polls[poll.id]
