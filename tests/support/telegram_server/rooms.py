"""What the server holds, and how the bot finds its way in: which chats, which people, what it may."""

from typing import Any

from .bell import Bell
from .errors import bad, forbidden
from .faults import Faults
from .feed import Feed
from .hook import Hook
from .journal import Call, Journal
from .limits import Limits
from .params import Params, Upload
from .people import Member, Status, User
from .press import Press
from .spec import load_spec
from .things import Chat, Message
from .visible import Whisper
from .world import Clock, World, wall_clock


class Rooms:
    def __init__(
        self,
        *,
        token: str = "424242:TEST-token_for-loopback",
        now: Clock = wall_clock,
        username: str = "gastgeber_bot",
        first_name: str = "Gastgeber",
        reads_all: bool = False,
        retry_delay: float = 0.05,
        first_update_id: int = 700_000_001,
    ) -> None:
        self.token = token
        self.now = now
        self.reads_all = reads_all
        me = User(id=int(token.partition(":")[0]), first_name=first_name, username=username, is_bot=True)
        self.world = World(now, me)
        self.bell = Bell()
        self.feed = Feed(self.bell, now, first_update_id)
        self.hook = Hook(self.feed, retry_delay)
        self.journal = Journal()
        self.faults = Faults()
        self.limits = Limits()
        self.spec = load_spec()
        self.feed.check = self.spec.check_update if self.spec else None
        self.unexpected: list[Call] = []
        self.crashes: list[Exception] = []  # gaps in this server, not in the bot
        self.presses: dict[str, Press] = {}
        self.whispers: list[Whisper] = []
        self.commands: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, dict[str, Any]] = {}
        self.uploads: dict[str, Upload] = {}
        self.poll_ticket: object = None

    def chat(self, p: Params, name: str = "chat_id") -> Chat:
        """Any chat the bot may name, whether or not it is in there."""
        value = p.raw(name)
        if value is None or value == "":
            raise bad("chat_id is empty")
        if not isinstance(value, str | int):
            raise bad("invalid chat_id specified")
        found = self._named(value) if isinstance(value, str) else self._numbered(value)
        if found is None:
            raise bad("chat not found")
        if found.migrated_to:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=found.migrated_to.id)
        return found

    def _named(self, name: str) -> Chat | None:
        return next(
            (c for c in self.world.chats.values() if c.username and f"@{c.username}".lower() == name.lower()), None
        )

    def _numbered(self, number: int) -> Chat | None:
        if number in self.world.chats:
            return self.world.chats[number]
        user = self.world.users.get(number)
        return self.world.private(user) if user else None

    def room(self, p: Params) -> Chat:
        """A chat the bot is in, or the reason why it is not."""
        chat = self.chat(p)
        if chat.peer:
            self._door(chat.peer)
            return chat
        place = f"{chat.type} chat"
        match self.world.me(chat).status:
            case Status.KICKED:
                raise forbidden(f"bot was kicked from the {place}")
            case Status.LEFT:
                raise forbidden(f"bot is not a member of the {place}")
            case _:
                return chat

    def _door(self, user: User) -> None:
        if user.deactivated:
            raise forbidden("user is deactivated")
        if user.blocked:
            raise forbidden("bot was blocked by the user")
        if user.is_bot:
            raise forbidden("bot can't send messages to bots")
        if not user.started and not self.world.open_request(user):
            raise forbidden("bot can't initiate conversation with a user")

    def person(self, p: Params) -> User:
        return self.world.user(p.need_int("user_id"))

    def demand(self, chat: Chat, right: str, complaint: str) -> Member:
        me = self.world.me(chat)
        if not me.has(right):
            raise bad(complaint)
        return me

    def find(self, chat: Chat, number: int, complaint: str) -> Message:
        message = chat.messages.get(number)
        if message is None or not message.live:
            raise bad(complaint)
        return message
