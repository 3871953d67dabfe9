"""The real adapter beside the pretend Discord: an inbox that collects, one that hangs, and a menu with one of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.core.actions import Action, Post
from bot.core.ambient import Real
from bot.core.commands import Command, Param
from bot.core.events import Envelope, Scene
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note, Option, Select
from bot.core.ports import Delivery, Done, Inbox, Menu
from bot.core.refs import MemberRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.text import Text
from bot.platforms.discord.adapter import Discord, Patience
from tests.support.discord_server import Channel, DiscordServer, Guild, Message, User, point_discord_py_at

T = TypeVar("T")
# discord.py itself waits five seconds before it identifies anew.
PATIENCE = 10.0
SHORT = Patience(survey_pause=0.05)
IMPATIENT = Patience(defer_after=0.05, give_up_after=0.2, survey_pause=0.05)
PANEL = Note(
    Text.of("What now?"),
    ((Button("Yes", "parties/rsvp/p1"), Button("Edit", "parties/edit/p1"), Button("No", "parties/no", "bad")),),
    (Select("parties/pick", "Choose", (Option("One", "1"), Option("Two", "2", "the second"))),),
)
DELIVERIES = iter(range(1, 1_000_000))


class Collecting:
    """An inbox that keeps everything and lets tests wait for a kind of event."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self._more = asyncio.Event()

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        self.envelopes += envelopes
        self._more.set()
        self._more = asyncio.Event()

    def of(self, kind: type[T]) -> list[T]:
        return [envelope.event for envelope in self.envelopes if isinstance(envelope.event, kind)]

    def keys(self, kind: type) -> list[str]:
        return [envelope.key for envelope in self.envelopes if isinstance(envelope.event, kind)]

    async def next(self, kind: type[T], which: Callable[[T], bool] = lambda _: True, count: int = 1) -> T:
        """The `count`th event of this kind that fits."""
        async with asyncio.timeout(PATIENCE):
            while len(found := [event for event in self.of(kind) if which(event)]) < count:
                await self._more.wait()
        return found[count - 1]


class Hanging(Collecting):
    """A database that does not answer until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.released = asyncio.Event()

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        await self.released.wait()
        await super().put(envelopes)


@dataclass
class Words:
    kept: dict[str, str] = field(default_factory=dict)

    async def get(self, key: str) -> str | None:
        return self.kept.get(key)

    async def put(self, key: str, value: str) -> None:
        self.kept[key] = value


async def nothing(*_: Any) -> None:
    return None


PARTY_FORM = Form("form-party", (Field("title", limit=60), Field("about", long=True, required=False, limit=4000)))
COMMANDS = (
    Command("help", (), Role.GUEST, nothing, aliases={"de": "hilfe"}),
    Command("ask", (Param("question", "words", True),), Role.GUEST, nothing, aliases={"de": "frage"}),
    Command(
        "mute",
        (
            Param("member", "member", True),
            Param("span", "span", False),
            Param("reason", "words", False),
        ),
        Role.MODERATOR,
        nothing,
        menu=("member", "message"),
    ),
    Command(
        "party",
        (
            Param("what", "choice", False, "", ("new", "list")),
            Param("seats", "number", False),
            Param("at", "place", False),
            Param("loud", "yes_no", False),
        ),
        Role.TEAM,
        nothing,
        opens="new",
    ),
    Command("setup", (), Role.OWNER, nothing),
)
SAID = {
    ("en", "command-mute-menu"): "Mute quietly",
    ("de", "command-mute-menu"): "Leise stellen",
    ("de", "command-help"): "Zeigt, was ich kann",
    ("de", "form-party"): "Neue Party",
}


def says(language: str, key: str) -> str:
    return SAID.get((language, key), f"{language}: {key}")


MENU = Menu(
    commands=COMMANDS,
    forms={"parties/new": PARTY_FORM, "parties/edit": PARTY_FORM},
    opened_by={"party": "parties/new"},
    says=says,
    languages=("de", "en"),
)


@asynccontextmanager
async def at_home(
    server: DiscordServer,
    inbox: Inbox | None = None,
    state: Words | None = None,
    menu: Menu = MENU,
    patience: Patience = SHORT,
    token: str = "",
) -> AsyncIterator[Discord]:
    """A running house; everything it started is over at the end."""
    with point_discord_py_at(server):
        house = Discord(token or server.token, Real(), server.api_url, patience)
        running = asyncio.create_task(house.run(inbox or Collecting(), menu, state or Words()))
        ready = asyncio.create_task(house.ready.wait())
        try:
            await asyncio.wait({running, ready}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            assert house.ready.is_set()
            yield house
        finally:
            ready.cancel()
            running.cancel()
            await asyncio.gather(ready, running, return_exceptions=True)


def delivery(action: Action, scene: Scene | None = None, **more: Any) -> Delivery:
    number = next(DELIVERIES)
    given: dict[str, Any] = {"nonce": f"n{number}", **more}
    return Delivery(id=number, action=action, scene=scene, **given)


def place(channel: Channel) -> PlaceRef:
    return PlaceRef("discord", str(channel.id))


def member(user: User) -> MemberRef:
    return MemberRef("discord", str(user.id))


def in_server(guild: Guild) -> ServerRef:
    return ServerRef("discord", str(guild.id))


def words(text: str) -> Note:
    return Note(Text.of(text))


def instant(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC)


async def posted(house: Discord, channel: Channel, note: Note = PANEL) -> Message:
    done = await house.perform(delivery(Post(place(channel), note)))
    assert isinstance(done, Done)
    assert done.message is not None
    return channel.messages[int(done.message.id)]
