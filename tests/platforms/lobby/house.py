"""A lobby on loopback with a small house behind it that answers everything at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from bot.console.web import loopback_hosts, make_app, serve
from bot.core.actions import Action, Amend, Answer, Post
from bot.core.ambient import Ambient, Planned
from bot.core.commands import Command, Effects, Words, command
from bot.core.context import Context
from bot.core.events import ButtonPressed, CommandInvoked, Envelope, Event, FormFilled, MemberJoined, Scene
from bot.core.forms import Field, Form
from bot.core.notes import Button, File, Note, Option, Select
from bot.core.ports import Delivery, Done, Menu, Outcome
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.core.roles import Role
from bot.core.text import Mention, Strong, Text, When
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.names import ROOM
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import Sqlite, open_sqlite
from tests.platforms.lobby.words import LANGUAGES, says

START = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
NO_REASON = Words("")
SUMMARIES = {
    "command-help": "What the house can do for you",
    "command-ask": "Ask the house something",
    "command-report": "Show a message to the moderators",
    "command-party": "Throw a party, or look after one",
    "command-mute": "Take somebody's voice for a while",
    "command-idea": "Suggest a new kind of party",
    "idea": "An idea for a party",
    "idea-title": "What is it called?",
    "idea-more": "What happens there?",
}


async def _nothing(ctx: Context) -> Effects | None:
    return None


async def _ask(ctx: Context, question: Words) -> Effects | None:
    return None


async def _mute(ctx: Context, member: MemberRef, reason: Words = NO_REASON) -> Effects | None:
    return None


COMMANDS: tuple[Command, ...] = (
    command("help", aliases={"de": "hilfe"})(_nothing),
    command("ask", aliases={"de": "frage"})(_ask),
    command("report", aliases={"de": "melden"}, menu=("message",))(_nothing),
    command("idea", opens="new")(_nothing),
    command("party", may=Role.TEAM)(_nothing),
    command("mute", may=Role.MODERATOR, menu=("member", "message"))(_mute),
)
FORM = Form("idea", (Field("title", limit=60), Field("more", long=True, required=False, limit=500)))
MENU = Menu(
    commands=COMMANDS,
    forms={"idea/new": FORM},
    opened_by={"idea": "idea/new"},
    says=lambda language, key: SUMMARIES.get(key) or says(language, key),
    languages=LANGUAGES,
)


def card(answers: Mapping[str, str]) -> Note:
    yes = sum(answer == "yes" for answer in answers.values())
    text = Text.of(
        Strong("House-warming"),
        "\nBegins ",
        When(datetime(2026, 11, 20, 20, 0, tzinfo=UTC), "Friday, 20 November, 20:00 UTC"),
        f", three seats.\nComing: {yes} of 3",
    )
    rows = (
        (Button("Yes", "party/yes/p1", "good"), Button("Maybe", "party/maybe/p1"), Button("No", "party/no/p1", "bad")),
        (Button("Suggest a song", "idea/new/p1"),),
    )
    options = (Option("An hour before", "60", "One line in this room"), Option("Not at all", "0", chosen=True))
    return Note(text, rows, (Select("party/remind/p1", "Remind me", options),), colour="#6c3d8a")


class Memory:
    """The State port in a dict."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    async def get(self, key: str) -> str | None:
        return self._kept.get(key)

    async def put(self, key: str, value: str) -> None:
        self._kept[key] = value


@dataclass
class Echo:
    """An inbox that answers at once: a greeting, a card, counts on the card, and private words."""

    lobby: Lobby
    heard: list[Envelope] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    cards: list[MessageRef] = field(default_factory=list)
    greeted: set[tuple[str, datetime]] = field(default_factory=set)  # a renaming tells the same joining once more
    number: int = 0
    silent: bool = False

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        for envelope in envelopes:
            if envelope.key in self.keys:
                continue
            self.keys.add(envelope.key)
            self.heard.append(envelope)
            if not self.silent:
                await self._react(envelope.event)

    def of(self, kind: type[Event]) -> list[Event]:
        return [envelope.event for envelope in self.heard if isinstance(envelope.event, kind)]

    async def do(
        self,
        action: Action,
        scene: Scene | None = None,
        *,
        nonce: str = "",
        message: MessageRef | None = None,
        where: PlaceRef | None = None,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Outcome:
        self.number += 1
        return await self.lobby.perform(
            Delivery(self.number, action, scene, nonce or f"d{self.number}", where, message, pictures=pictures)
        )

    async def post_card(self) -> MessageRef:
        done = await self.do(Post(ROOM, card(self.answers)))
        assert isinstance(done, Done)
        assert done.message
        self.cards.append(done.message)
        return done.message

    async def _react(self, event: Event) -> None:
        match event:
            case MemberJoined() if (stay := (event.member.id, event.joined_at)) not in self.greeted:
                self.greeted.add(stay)
                name = Mention(event.member, event.profile.name)
                await self.do(Post(ROOM, Note(Text.of("Welcome, ", name, ". Make yourself at home."))))
            case CommandInvoked():
                await self._command(event)
            case ButtonPressed():
                await self._pressed(event)
            case FormFilled():
                words = ", ".join(value for _, value in event.values)
                await self.do(Answer(Note(Text.of("Noted: ", words))), event.scene)
            case _:
                pass

    async def _command(self, event: CommandInvoked) -> None:
        if event.command == "party":
            await self.post_card()
        aimed = f" about {event.target_name}: {event.target_text}" if event.target_message else ""
        rows = ((Button("Show more", "help/more"),),) if event.command == "help" else ()
        file = File("mydata.json", "{}") if event.command == "help" else None
        note = Note(Text.of(f"You asked for /{event.command} {event.words}{aimed}".strip()), rows, file=file)
        await self.do(Answer(note), event.scene)

    async def _pressed(self, event: ButtonPressed) -> None:
        verb = event.button.split("/")[1]
        if verb == "more":
            await self.do(Answer(Note(Text.of("This is all there is.")), replace=True), event.scene)
            return
        if verb in ("yes", "maybe", "no"):
            self.answers[event.scene.member.id] = verb
            for shown in self.cards:
                await self.do(Amend("party/p1/card", card(self.answers)), message=shown)
        await self.do(Answer(Note(Text.of(f"Your answer: {verb} {event.choice}".strip()))), event.scene)


@dataclass
class House:
    lobby: Lobby
    echo: Echo
    database: Sqlite
    ambient: Ambient
    state: Memory
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def database_at(folder: Path) -> AsyncIterator[Sqlite]:
    database = await open_sqlite(folder / "house.db")
    try:
        ours = [one for one in find_migrations(["bot.storage"]) if one.number <= 2]
        await migrate(database, ours, START)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def running(
    database: Sqlite,
    ambient: Ambient,
    *,
    state: Memory | None = None,
    by_invitation: bool = False,
    rehearsing: bool = True,
    serving: bool = True,
) -> AsyncIterator[House]:
    """A lobby that runs, and listens on a free port of loopback."""
    lobby = Lobby(
        ambient,
        database,
        by_invitation=by_invitation,
        previews={"discord": _look, "telegram": _look},
        rehearsing=lambda: rehearsing,
    )
    house = House(lobby, Echo(lobby), database, ambient, state or Memory())
    task = asyncio.create_task(lobby.run(house.echo, MENU, house.state))
    hosts: set[str] = set()
    runner = await serve(make_app(lobby, allowed_hosts=hosts), "127.0.0.1", 0) if serving else None
    try:
        ready = asyncio.create_task(lobby.ready.wait())
        await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if task.done():
            task.result()
        if runner:
            house.port = runner.addresses[0][1]
            hosts |= loopback_hosts(house.port)
        yield house
    finally:
        if runner:
            await runner.cleanup()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def planned() -> Planned:
    return Planned(START)


def _look(note: Note, *, picture: str = "") -> str:
    return f"<pre>{escape(note.text.plain)}</pre>" + (f'<img src="{picture}">' if picture else "")
