"""A community on three platforms with a host, for the tests of parties."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.actions import Action, Amend, Answer, Post, Whisper
from bot.core.buttons import read_button
from bot.core.context import Context
from bot.core.features import Feature, Press
from bot.core.notes import Note
from bot.core.ports import Voice
from bot.core.refs import PlaceRef
from bot.core.roles import Role
from bot.core.stores.registrar import Registrar
from bot.core.stores.standing import Steward
from bot.core.text import Text
from cogs.parties import parties
from cogs.parties.knobs import PLACES
from cogs.parties.model import Party
from cogs.parties.store import Parties
from tests.support.stage import Actor, Stage, open_stage
from tests.support.voice import BareVoice

KIND: dict[str, Any] = {
    "key": "motto",
    "reminders": ["-1h"],
    "minutes": 180,
    "acts": [
        {"act": "icebreaker", "minutes": 15},
        {"act": "poll", "minutes": 15},
        {"act": "songs", "minutes": 40},
        {"act": "say", "line": "parties-cheer-last-round", "minutes": 10},
    ],
}


def bare_voice(**kind: object) -> BareVoice:
    counts = {"icebreaker": 6, "poll": 2, "poll-1-option": 3, "poll-2-option": 3}
    return BareVoice(counts, ("neon", "cosy"), {"motto": {**KIND, **kind}})


class Probe:
    """A button that runs a hook inside a turn, as another feature's handler would."""

    def __init__(self) -> None:
        self.hook: Callable[..., Awaitable[Any]] | None = None
        self.values: tuple[str, ...] = ()
        self.found: Any = None

    async def run(self, ctx: Context, argument: str, choice: str) -> Sequence[Action]:
        assert self.hook is not None
        self.found = await self.hook(ctx, *self.values)
        effects = isinstance(self.found, list) and not any(isinstance(each, Text) for each in self.found)
        return self.found if effects else ()


@dataclass
class House:
    """`host` throws parties on Discord; places are announced on all platforms there are."""

    stage: Stage
    host: Actor
    probe: Probe

    def guest(self, name: str, platform: str = "discord", language: str = "") -> Actor:
        return self.stage.actor(name, platform, language)

    async def party(self, words: str = "Neon Friday 20:00", *, seats: str = "") -> str:
        """A published one; what was said on the way is forgotten."""
        await self.host.asks("party", words)
        id_ = (await self.all())[-1].id
        if seats:
            await self.host.fills(f"parties/seats/{id_}", seats=seats)
        await self.host.presses(f"parties/publish/{id_}")
        self.stage.take()
        return id_

    async def all(self) -> list[Party]:
        async with self.stage.database.read() as reader:
            rows = await reader.rows("SELECT id FROM party ORDER BY made_at, length(id), id")
            found = [await Parties(reader).get(row[0]) for row in rows]
        return [party for party in found if party]

    async def get(self, id_: str) -> Party:
        return next(party for party in await self.all() if party.id == id_)

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        async with self.stage.database.read() as reader:
            return await reader.rows(sql, *values)

    async def seated(self, id_: str) -> list[str]:
        rows = await self.rows(
            "SELECT member FROM party_rsvp WHERE party = ? AND answer = 'yes' AND seated = 1 ORDER BY ticket", id_
        )
        return [row[0] for row in rows]

    async def waiting(self, id_: str) -> list[str]:
        rows = await self.rows(
            "SELECT member FROM party_rsvp WHERE party = ? AND answer = 'yes' AND seated = 0 ORDER BY ticket", id_
        )
        return [row[0] for row in rows]

    async def hook(self, hook: Callable[..., Awaitable[Any]], *values: str) -> Any:
        self.probe.hook, self.probe.values = hook, values
        await self.host.presses("probe/run")
        return self.probe.found

    def take(self) -> list[Action]:
        return self.stage.take()


def said(actions: Sequence[Action], kind: type[Action] | tuple[type[Action], ...] = ()) -> str:
    """Everything said by these actions, one after the other; of one kind if that is given."""
    notes = [action.note for action in actions if isinstance(action, kind or (Answer, Whisper, Post, Amend))]  # type: ignore[union-attr]
    return "\n---\n".join(note.text.plain for note in notes)


def whispers_to(actions: Sequence[Action], actor: Actor) -> list[str]:
    return [action.note.text.plain for action in actions if isinstance(action, Whisper) and action.member == actor.ref]


def posts_at(actions: Sequence[Action], platform: str) -> list[str]:
    return [
        action.note.text.plain
        for action in actions
        if isinstance(action, Post)
        and (action.at.platform == platform if isinstance(action.at, PlaceRef) else f"/{platform}:" in action.at.name)
    ]


def buttons(note: Note) -> list[str]:
    """Verbs of a note's buttons."""
    read = [read_button(button.id) for row in note.rows for button in row]
    return [each.verb for each in read if each]


def button_ids(actions: Sequence[Action], verb: str) -> list[str]:
    return [
        button.id
        for action in actions
        if isinstance(action, Answer | Whisper | Post | Amend)
        for row in action.note.rows
        for button in row
        if re.match(rf"parties/{verb}(/|\Z)", button.id)
    ]


@asynccontextmanager
async def open_house(
    folder: Path,
    *,
    platforms: Sequence[str] = ("discord", "telegram"),
    voice: Voice | None = None,
    language: str = "en",
    host_on: str = "discord",
    more: Sequence[Feature] = (),
) -> AsyncIterator[House]:
    spoken = voice or bare_voice()
    probe = Probe()
    features = (parties(spoken), Feature("probe", presses={"run": Press(probe.run)}), *more)
    async with open_stage(
        folder, features, platforms=platforms, packages=("cogs.parties",), voice=spoken, language=language
    ) as stage:
        await stage.link(*platforms)
        places = [f"{name}:{stage.room(name).id}" for name in platforms]
        await stage.set(PLACES, places, platforms[0])
        house = House(stage, stage.actor("Hanna", host_on), probe)
        await grant(stage, house.host, Role.HOST)
        stage.take()
        yield house


async def grant(stage: Stage, actor: Actor, role: Role) -> None:
    community = await stage.community(actor.ref.platform)
    async with stage.database.write() as tx:
        await Steward(tx).grant(community, actor.ref, role, actor.ref, stage.clock.now())
    stage.world.memory.clear()


async def paused(house: House) -> None:
    community = await house.stage.community(house.host.ref.platform)
    async with house.stage.database.write() as tx:
        await Registrar(tx).pause(community, None)
    house.stage.world.memory.clear()
