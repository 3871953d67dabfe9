"""What a handler may know and use during one turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.core.abilities import Abilities
from bot.core.actions import Answer
from bot.core.ambient import Ambient
from bot.core.events import ButtonPressed, CommandInvoked, Scene
from bot.core.features import Catalogue, Knob
from bot.core.memory import Memory
from bot.core.notes import Note, Row
from bot.core.ports import Reader, Transaction, Voice
from bot.core.roles import Role, allows
from bot.core.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Community:
    """`state` is closed (never opened), open, or left. `knobs` are the settings somebody changed, by key."""

    id: str
    name: str
    language: str
    zone: str
    state: str
    founded_at: int
    paused_until: datetime | None = None
    paused: bool = False
    knobs: Mapping[str, Any] = field(default_factory=dict)

    def knob(self, knob: Knob[T]) -> T:
        value: T = self.knobs.get(knob.key, knob.default)
        return value

    @property
    def open(self) -> bool:
        return self.state == "open"


NOWHERE = Community(id="", name="", language="en", zone="UTC", state="closed", founded_at=0)


@dataclass(frozen=True, slots=True)
class Context:
    """One turn's world. `now` is one instant, so that two timestamps of a turn agree.

    `guest` is the guest's id in this community, empty where nobody is acting. `language` is the asker's. `command`
    and `press` are what a handler of one was called for, with what it was aimed at. `unclear` says that a private chat
    could be about several communities and nobody has said which. `prepared` is
    what features worked out before the turn, by their name.
    """

    tx: Transaction
    now: datetime
    ambient: Ambient
    voice: Voice
    catalogue: Catalogue
    platforms: Mapping[str, Abilities]
    memory: Memory
    community: Community = NOWHERE
    scene: Scene | None = None
    command: CommandInvoked | None = None
    press: ButtonPressed | None = None
    guest: str = ""
    roles: frozenset[Role] = frozenset()
    language: str = "en"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    unclear: bool = False
    prepared: Mapping[str, object] = field(default_factory=dict)

    async def recall(self, topic: str, load: Callable[[Reader], Awaitable[T]]) -> T:
        """Something small that every turn asks for, kept in memory until `tx.touch(topic)`."""
        return await self.memory.recall(topic, self.tx, load)

    def say(self, key: str, /, **blanks: object) -> Text:
        """A line in the asker's language, in the community's voice."""
        return self.say_in(self.language, key, **blanks)

    def say_in(self, language: str, key: str, /, **blanks: object) -> Text:
        return self.voice.say(language, key, blanks, pack=self.pack)

    def cheer(self, language: str, motto: str, key: str, /, **blanks: object) -> Text:
        """A line in a motto's voice: for the party's cheerful lines only, never errors, privacy or cancellations."""
        return self.voice.say(language, key, blanks, motto=motto, pack=self.pack)

    def label(self, key: str, /, **blanks: object) -> str:
        return self.say(key, **blanks).plain

    def label_in(self, language: str, key: str, /, **blanks: object) -> str:
        return self.say_in(language, key, **blanks).plain

    def answer(self, key: str, /, *rows: Row, replace: bool = False, **blanks: object) -> Answer:
        return Answer(Note(self.say(key, **blanks), rows), replace=replace)

    def may(self, role: Role) -> bool:
        return allows(self.roles, role)

    def knob(self, knob: Knob[T]) -> T:
        return self.community.knob(knob)

    @property
    def pack(self) -> str:
        pack: str = self.community.knobs.get("persona.pack", "")
        return pack

    @property
    def who(self) -> Scene:
        """The scene of a turn that somebody caused; handlers of commands, buttons and forms always have one."""
        if self.scene is None:
            raise LookupError("nobody caused this turn")
        return self.scene

    def seen_as(self, community: Community) -> Context:
        """The same turn for another community: timers and results that concern one."""
        return replace(self, community=community, zone=ZoneInfo(community.zone), language=community.language)
