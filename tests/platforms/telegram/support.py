"""Small real things for the adapter's tests: an inbox that dedupes, a state, an hourglass, recorded updates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from telegram import Update

from bot.core.actions import Action
from bot.core.ambient import Planned
from bot.core.commands import Command, command
from bot.core.events import Envelope, Event, Scene
from bot.core.ports import Delivery, Menu
from bot.core.refs import MessageRef, PlaceRef
from bot.core.roles import Role
from bot.platforms.telegram.adapter import Telegram
from bot.platforms.telegram.albums import Wholes
from bot.platforms.telegram.known import Chats, KnownChat
from bot.platforms.telegram.scenes import House
from bot.platforms.telegram.shelf import Shelf
from tests.support.telegram_server import TelegramServer

E = TypeVar("E")
START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
HOUSE, GROUP, ADA, BEN = 424242, -1001, 5001, 5002
SUPERGROUP = {"id": GROUP, "type": "supergroup", "title": "Salon"}
PRIVATE = {"id": ADA, "type": "private", "first_name": "Ada"}
ADA_USER = {"id": ADA, "is_bot": False, "first_name": "Ada", "last_name": "L", "language_code": "de"}
BEN_USER = {"id": BEN, "is_bot": False, "first_name": "Ben"}
HOUSE_USER = {"id": HOUSE, "is_bot": True, "first_name": "Gastgeber", "username": "gastgeber_bot"}


class KeptState:
    """What survives the process."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.breaks: Callable[[str], bool] = lambda key: False

    async def get(self, key: str) -> str | None:
        return self.words.get(key)

    async def put(self, key: str, value: str) -> None:
        if self.breaks(key):
            raise OSError("the disk is full")
        self.words[key] = value


class SmallInbox:
    """`kept` is what a real inbox would hold: each key once. `puts` counts every delivery."""

    def __init__(self) -> None:
        self.kept: dict[str, Envelope] = {}
        self.puts: list[Envelope] = []
        self.closed = False
        self._changed = asyncio.Event()

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        if self.closed:
            raise OSError("the disk is full")
        for envelope in envelopes:
            self.puts.append(envelope)
            self.kept.setdefault(envelope.key, envelope)
        self._changed.set()

    def of(self, kind: type[E]) -> list[E]:
        return [envelope.event for envelope in self.kept.values() if isinstance(envelope.event, kind)]

    async def first(self, kind: type[E], count: int = 1) -> E:
        """The newest of this kind, as soon as there are so many."""
        async with asyncio.timeout(5):
            while len(self.of(kind)) < count:
                self._changed.clear()
                await self._changed.wait()
        return self.of(kind)[-1]


class Hourglass:
    """Waiting that ends only when the test turns the glass."""

    def __init__(self) -> None:
        self.running: list[tuple[float, asyncio.Future[None]]] = []
        self._asked = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.running.append((seconds, future))
        self._asked.set()
        await future

    async def asked(self, seconds: float | None = None) -> float:
        """Until somebody waits (so long)."""
        async with asyncio.timeout(5):
            while not (found := [s for s, f in self.running if not f.done() and seconds in (None, s)]):
                self._asked.clear()
                await self._asked.wait()
        return found[0]

    def turn(self, seconds: float | None = None) -> None:
        for asked, future in self.running:
            if not future.done() and seconds in (None, asked):
                future.set_result(None)


@command("help", aliases={"de": "hilfe"}, before_opening=True)
async def _help(ctx: object) -> None: ...


@command("party", may=Role.TEAM)
async def _party(ctx: object) -> None: ...


@command("mute", may=Role.MODERATOR)
async def _mute(ctx: object) -> None: ...


@command("report", aliases={"de": "melden"})
async def _report(ctx: object) -> None: ...


COMMANDS: tuple[Command, ...] = (_help, _party, _mute, _report)
MENU = Menu(COMMANDS, {}, {}, lambda language, key: f"{language} {key}", ("de", "en"))
WORDS = {"help": "help", "hilfe": "help", "party": "party", "mute": "mute", "report": "report", "melden": "report"}


def house(*chats: KnownChat, shelf: Shelf | None = None) -> House:
    known = Chats()
    for chat in chats:
        known.put(chat)
    return House(
        id=HOUSE,
        username="gastgeber_bot",
        commands=WORDS,
        chats=known,
        shelf=shelf or Shelf(),
        wholes=Wholes(),
        now=START,
    )


def update(number: int = 1, **body: Any) -> Update:
    return Update.de_json({"update_id": number, **body}, None)


def message(text: str | None = "Hallo", chat: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    base = {"message_id": 7, "date": int(START.timestamp()), "chat": chat or SUPERGROUP, "from": ADA_USER}
    return {**base, **({"text": text} if text is not None else {}), **more}


def member_change(user: dict[str, Any], old: dict[str, Any], new: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"chat": SUPERGROUP, "from": user, "date": int(START.timestamp())}
    return {**base, "old_chat_member": {"user": user, **old}, "new_chat_member": {"user": user, **new}, **more}


def delivery(action: Action, scene: Scene | None = None, **more: Any) -> Delivery:
    return Delivery(1, action, scene, "1", **more)


def place(chat: int, thread: int | None = None) -> PlaceRef:
    return PlaceRef("telegram", f"{chat}/{thread}" if thread else str(chat))


def ref(chat: int, number: int | str) -> MessageRef:
    return MessageRef(place(chat), str(number))


class Open:
    """A running adapter with everything around it."""

    def __init__(self, server: TelegramServer, state: KeptState, ambient: Planned, webhook_url: str = "") -> None:
        self.server = server
        self.state = state
        self.ambient = ambient
        self.inbox = SmallInbox()
        self.glass = Hourglass()
        root = f"http://127.0.0.1:{server.port}"
        self.adapter = Telegram(server.token, ambient, root, webhook_url, wait=self.glass.wait)


@asynccontextmanager
async def opened(
    server: TelegramServer, state: KeptState | None = None, ambient: Planned | None = None, webhook_url: str = ""
) -> AsyncIterator[Open]:
    """Runs until the block is left; left at once, like a killed process, it says goodbye to nobody."""
    made = Open(server, state or KeptState(), ambient or Planned(START), webhook_url)
    running = asyncio.create_task(made.adapter.run(made.inbox, MENU, made.state))
    begun = len(server.journal.polls)
    try:
        if webhook_url:
            await server.wait_call("setWebhook")
        else:
            await server.wait_for(lambda: len(server.journal.polls) > begun or running.done())
        yield made
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await made.adapter.close()


def events(envelopes: Sequence[Envelope]) -> list[Event]:
    return [envelope.event for envelope in envelopes]
