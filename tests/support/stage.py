"""A house without platforms: actors act, deliveries are compared. Real core and store on a temporary file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.core.abilities import Abilities, Ability
from bot.core.actions import Action, Amend, Answer, OpenPlace, Post, Whisper
from bot.core.ambient import Planned
from bot.core.chores import house
from bot.core.events import (
    ButtonPressed,
    ChatOpened,
    CommandInvoked,
    Envelope,
    Event,
    FormFilled,
    MemberJoined,
    MemberLeft,
    MemberRights,
    MessageWritten,
    PlaceSeen,
    Profile,
    Right,
    RightsChanged,
    Scene,
    ServerJoined,
    ServerSeen,
)
from bot.core.features import Catalogue, Feature, Knob
from bot.core.intake import Intake
from bot.core.memory import Memory
from bot.core.notes import Note
from bot.core.ports import Database, Delivery, Done, Failed, Inbox, Menu, Outcome, State, Voice
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.retention import let_go
from bot.core.sender import Sender
from bot.core.stores.agenda import Agenda
from bot.core.stores.knobs import Knobs
from bot.core.stores.people import People
from bot.core.stores.registrar import Registrar
from bot.core.whois import World
from bot.ticking import CHORE_MINUTES
from tests.support.databases import open_at
from tests.support.voice import BareVoice

T = TypeVar("T")
START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # a Monday, 19:00 in Berlin
EVERYTHING = frozenset(Ability)
DISCORD_LIKE = Abilities(
    "discord", EVERYTHING - {Ability.JOIN_REQUESTS}, text_limit=2000, caption_limit=2000, mute_max=timedelta(days=28)
)
TELEGRAM_LIKE = Abilities(
    "telegram",
    frozenset(
        {Ability.PLACES, Ability.MUTE, Ability.ERASE, Ability.LINKS, Ability.PICTURES, Ability.FILES}
        | {Ability.JOIN_REQUESTS, Ability.WHISPER}
    ),
    text_limit=4096,
    caption_limit=1024,
    mute_max=timedelta(days=366),
    mute_min=timedelta(seconds=30),
    counts_utf16=True,
)
LOBBY_LIKE = Abilities(
    "lobby", EVERYTHING - {Ability.VOICE, Ability.JOIN_REQUESTS}, text_limit=2000, caption_limit=2000
)
PLATFORMS = {abilities.platform: abilities for abilities in (DISCORD_LIKE, TELEGRAM_LIKE, LOBBY_LIKE)}


@dataclass
class Recorder:
    """A platform that does everything it is asked and writes it down; `refuse` decides otherwise for some."""

    abilities: Abilities
    deliveries: list[Delivery] = field(default_factory=list)
    refuse: dict[type[Action], Outcome] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)  # member ids that cannot be written to
    made: int = 0

    @property
    def name(self) -> str:
        return self.abilities.platform

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        await asyncio.Event().wait()

    async def perform(self, delivery: Delivery) -> Outcome:
        action = delivery.action
        if type(action) in self.refuse:
            return self.refuse[type(action)]
        if isinstance(action, Whisper) and action.member.id in self.closed and not delivery.scene:
            return Failed("unreachable")
        self.deliveries.append(delivery)
        self.made += 1
        match action:
            case OpenPlace():
                return Done(place=PlaceRef(self.name, f"{action.beside.id}/{self.made}"))
            case Post(at=PlaceRef() as place):
                return Done(message=MessageRef(place, f"m{self.made}"))
            case Post():
                assert delivery.where is not None
                return Done(message=MessageRef(delivery.where, f"m{self.made}"))
            case Whisper():
                return Done(message=MessageRef(PlaceRef(self.name, f"@{action.member.id}"), f"m{self.made}"))
        return Done(url=f"https://example.invalid/{self.made}")

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return ()

    async def close(self) -> None:
        return None


@dataclass
class Actor:
    """One account on one platform, in one server unless told otherwise."""

    stage: Stage
    name: str
    ref: MemberRef
    language: str = ""

    def scene(self, place: PlaceRef | None = None, *, private: bool = False, reply: bool = False) -> Scene:
        where = place or (
            PlaceRef(self.ref.platform, f"@{self.ref.id}") if private else self.stage.room(self.ref.platform)
        )
        server = None if private else self.stage.server(self.ref.platform)
        return Scene(
            self.ref,
            Profile(self.name, self.language),
            where,
            server,
            private,
            f"reply-{self.stage.next()}" if reply else "",
        )

    async def joins(self) -> None:
        server, room = self.stage.server(self.ref.platform), self.stage.room(self.ref.platform)
        place = room if self.ref.platform != "discord" else None
        now = self.stage.clock.now()
        await self.stage.happens(
            MemberJoined(server, place, self.ref, Profile(self.name, self.language), now),
            key=f"join:{self.ref.platform}:{self.ref.id}:{now.isoformat()}",
        )

    async def leaves(self) -> None:
        await self.stage.happens(MemberLeft(self.stage.server(self.ref.platform), self.ref, self.stage.clock.now()))

    async def writes(
        self, text: str, place: PlaceRef | None = None, *, to_house: bool = False, private: bool = False
    ) -> MessageRef:
        scene = self.scene(place, private=private)
        message = MessageRef(scene.place, f"w{self.stage.next()}")
        await self.stage.happens(
            MessageWritten(scene, message, text, self.stage.clock.now(), to_house=to_house or private)
        )
        return message

    async def asks(
        self,
        command: str,
        words: str = "",
        *,
        private: bool = False,
        target: Actor | None = None,
        target_message: MessageRef | None = None,
        target_text: str = "",
        place: PlaceRef | None = None,
        **given: str,
    ) -> None:
        """By slash command where there are private answers in a room, else by a typed line."""
        native = Ability.EPHEMERAL in PLATFORMS[self.ref.platform].can
        scene = self.scene(place, private=private, reply=native)
        message = None if native else MessageRef(scene.place, f"w{self.stage.next()}")
        await self.stage.happens(
            CommandInvoked(
                scene,
                command,
                tuple(given.items()),
                words,
                message,
                target.ref if target else None,
                target.name if target else "",
                target_message,
                target_text,
            )
        )

    async def presses(
        self, button: str, choice: str = "", *, private: bool = False, message: MessageRef | None = None
    ) -> None:
        await self.stage.happens(ButtonPressed(self.scene(private=private, reply=True), button, choice, message))

    async def fills(self, form: str, *, private: bool = False, **values: str) -> None:
        await self.stage.happens(FormFilled(self.scene(private=private, reply=True), form, tuple(values.items())))

    async def opens_chat(self, payload: str = "") -> None:
        await self.stage.happens(ChatOpened(self.scene(private=True), payload))

    async def has(self, *rights: Right, rank: int = 50) -> None:
        """What the platform says this member may do in the server."""
        rights_now = MemberRights(self.ref, self.name, frozenset(rights), rank)
        await self.stage.happens(RightsChanged(self.stage.server(self.ref.platform), rights_now))


@dataclass
class Stage:
    clock: Planned
    database: Database
    intake: Intake
    world: World
    recorders: Mapping[str, Recorder]
    senders: Mapping[str, Sender]
    count: int = 0
    communities: dict[str, str] = field(default_factory=dict)

    def next(self) -> int:
        self.count += 1
        return self.count

    def server(self, platform: str) -> ServerRef:
        return ServerRef(platform, "house")

    def room(self, platform: str) -> PlaceRef:
        """The general room; Telegram's has the group's own id."""
        return PlaceRef(platform, "house" if platform == "telegram" else "general")

    def actor(self, name: str, platform: str, language: str = "") -> Actor:
        return Actor(self, name, MemberRef(platform, name.lower()), language)

    async def happens(self, event: Event, key: str = "") -> None:
        """One event from a platform, decided, and everything that follows carried out."""
        await self.delivers(Envelope(key or f"event:{self.next()}", "lane", self.clock.now(), event))

    async def delivers(self, *envelopes: Envelope) -> None:
        waiting = asyncio.create_task(self.intake.put(envelopes))
        await self._pump(waiting)
        await self.settle()

    async def _pump(self, waiting: asyncio.Task[None]) -> None:
        worker = asyncio.create_task(self.intake.run())
        try:
            await waiting
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)

    async def settle(self) -> None:
        """Until nothing is left to decide or to send at this moment."""
        worker = asyncio.create_task(self.intake.run())
        try:
            for _ in range(1000):
                moved = await self.intake.again()
                for sender in self.senders.values():
                    async with asyncio.TaskGroup() as group:
                        moved += await sender.look(group)
                if not moved:
                    return
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
        raise AssertionError("the house does not come to rest")

    async def passes(self, span: timedelta) -> None:
        """Time passes, timer by timer, each at its own moment."""
        until = self.clock.now() + span
        while True:
            async with self.database.read() as reader:
                due = await Agenda(reader).next_due()
            if due is None or due > until:
                break
            self.clock.move_to(max(due, self.clock.now()))
            await self._tick()
        self.clock.move_to(until)
        await self._tick()
        if span >= timedelta(minutes=CHORE_MINUTES):
            await self.lets_go()

    async def lets_go(self) -> None:
        """What the house does every half hour: what is past its time goes."""
        await let_go(self.database, self.world)
        await self.settle()

    async def _tick(self) -> None:
        worker = asyncio.create_task(self.intake.run())
        try:
            while await self.intake.due():
                pass
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
        await self.settle()

    def take(self, platform: str = "") -> list[Action]:
        """What reached the platforms since the last look, in order of platform and time."""
        found: list[Action] = []
        for name, recorder in self.recorders.items():
            if platform in ("", name):
                found += [delivery.action for delivery in recorder.deliveries]
                recorder.deliveries.clear()
        return found

    def notes(self, platform: str = "") -> list[Note]:
        return [action.note for action in self.take(platform) if isinstance(action, Answer | Whisper | Post | Amend)]

    def said(self, platform: str = "") -> list[str]:
        """The words of everything said since the last look; with the bare voice these are keys and blanks."""
        return [note.text.plain for note in self.notes(platform)]

    async def community(self, platform: str) -> str:
        async with self.database.read() as reader:
            row = await reader.row("SELECT community FROM server WHERE platform = ?", platform)
        assert row is not None
        return str(row[0])

    async def link(self, *platforms: str) -> str:
        """Put the servers of these platforms into one community, the first one's."""
        first = await self.community(platforms[0])
        async with self.database.write() as tx:
            for platform in platforms[1:]:
                await tx.run("UPDATE server SET community = ? WHERE platform = ?", first, platform)
        self.world.memory.clear()
        return first

    async def set(self, knob: Knob[T], value: T, platform: str) -> None:
        community = await self.community(platform)
        async with self.database.write() as tx:
            await Knobs(tx, community).put(knob, value, MemberRef("shell", "test"), self.clock.now())
        self.world.memory.clear()

    async def guest(self, actor: Actor) -> str:
        community = await self.community(actor.ref.platform)
        async with self.database.read() as reader:
            found = await People(reader).guest_of(community, actor.ref)
        assert found is not None
        return found


@asynccontextmanager
async def open_stage(
    folder: Path,
    features: Sequence[Feature],
    *,
    platforms: Sequence[str] = ("discord", "telegram", "lobby"),
    packages: Sequence[str] = (),
    voice: Voice | None = None,
    opened: bool = True,
    start: datetime = START,
    zone: str = "Europe/Berlin",
    language: str = "en",
) -> AsyncIterator[Stage]:
    """A house with one server per platform, each a community of its own, open unless told otherwise.

    `packages` are those of the cogs whose migrations are needed, such as `cogs.door`.
    """
    clock = Planned(start)
    database = await open_at(folder, ("bot.storage", *packages), "stage.db")
    recorders = {name: Recorder(PLATFORMS[name]) for name in platforms}
    catalogue = Catalogue((house, *features))
    world = World(clock, voice or BareVoice(), catalogue, {name: PLATFORMS[name] for name in platforms}, Memory())
    intake = Intake(database, world, lambda topics: None)
    senders = {name: Sender(recorder, database, intake, world, {}) for name, recorder in recorders.items()}
    stage = Stage(clock, database, intake, world, recorders, senders)
    try:
        for name in platforms:
            await stage.happens(ServerJoined(stage.server(name), f"House on {name}", None))
            await stage.happens(_seen(stage, name))
            if opened:
                async with database.write() as tx:
                    await Registrar(tx).shape(await stage.community(name), language=language, zone=zone, state="open")
        world.memory.clear()
        stage.take()
        yield stage
    finally:
        await database.close()


def _seen(stage: Stage, platform: str) -> ServerSeen:
    room = PlaceSeen(stage.room(platform), "general", "room")
    more = (
        PlaceSeen(PlaceRef(platform, "log"), "log", "room"),
        PlaceSeen(PlaceRef(platform, "voice"), "voice", "voice"),
    )
    rights: frozenset[Right] = frozenset({"moderate", "erase", "invite", "open_places", "post", "read", "see_joins"})
    me = MemberRights(MemberRef(platform, "house"), "Gastgeber", rights, rank=90)
    return ServerSeen(stage.server(platform), f"House on {platform}", (room, *more), (), me, ())
