"""What the core asks of the world: a database, platforms and a voice. Everything behind these is replaceable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Protocol, runtime_checkable

from bot.core.abilities import Abilities
from bot.core.actions import Action
from bot.core.commands import Command
from bot.core.events import Envelope, RefusedReason, Scene
from bot.core.forms import Form
from bot.core.refs import MessageRef, PlaceRef
from bot.core.text import MomentStyle, Text, When

Row = tuple[Any, ...]


class Reader(Protocol):
    """Queries of one SQL for both databases: `?` placeholders, times as unix milliseconds, JSON as text."""

    async def rows(self, sql: str, *values: object) -> list[Row]: ...
    async def row(self, sql: str, *values: object) -> Row | None: ...


class Transaction(Reader, Protocol):
    """One writing transaction. It never leaves the turn or job that opened it.

    `touched` are the topics touched since the memory was last told, `topics` all of this transaction.
    """

    touched: set[str]
    topics: set[str]

    async def run(self, sql: str, *values: object) -> int:
        """The number of rows changed."""
        ...

    async def many(self, sql: str, values: Sequence[Sequence[object]]) -> None: ...

    def later(self, sql: str, *values: object) -> None:
        """Run with others of the same SQL before the savepoint or transaction ends: for rows nobody reads this turn."""
        ...

    def touch(self, topic: str) -> None:
        """Say that rows of a topic kept in memory changed, so that the memory is read again."""
        ...

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        """What is written inside is undone if it is left by an exception."""
        ...


class Database(Protocol):
    dialect: str

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """The one writing transaction at a time; committed at the end, rolled back by an exception."""
        ...

    def read(self) -> AbstractAsyncContextManager[Reader]: ...
    async def lost(self) -> str:
        """Returns once another house has the data: a sentence for the operator. Until then it waits."""
        ...

    async def close(self) -> None: ...


class Voice(Protocol):
    """The persona: a line's key and blanks become text. Guests' words in blanks can never become markup.

    A blank is a str, Text, Span, number, timedelta or bool; an instant goes in as `moment(...)`. A str or bool also
    fills a blank that the line only chooses by.
    """

    def say(self, language: str, key: str, blanks: Mapping[str, object], motto: str = "", pack: str = "") -> Text: ...
    def languages(self) -> tuple[str, ...]: ...
    def variants(self, language: str, key: str, motto: str = "", pack: str = "") -> int:
        """How many of `key-1`, `key-2` ... there are: the motto's own where it has some, else the pack's."""
        ...

    def moment(
        self, language: str, instant: datetime, zone: tzinfo, style: MomentStyle = "full", now: datetime | None = None
    ) -> When:
        """An instant in words with weekday and zone; with the year where it is another one than `now`'s."""
        ...

    def span(self, language: str, length: timedelta) -> str: ...
    def number(self, language: str, number: float) -> str: ...
    def mottos(self, pack: str = "") -> tuple[str, ...]: ...
    def kinds(self, pack: str = "") -> Mapping[str, Mapping[str, Any]]:
        """The kind files by key, as data."""
        ...

    def look(self, motto: str = "", pack: str = "") -> Mapping[str, Any]:
        """Colours and poster: `accent` and `accent_dark` as `#rrggbb` always, the rest as the pack has it."""
        ...

    def packs(self, language: str) -> Mapping[str, str]:
        """The packs' names by key."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """One action on its way to one platform. `where`, `message` and `url` are what its bookmark stands for.

    `nonce` is the same at every try. `age` is how long ago the first try may have begun, zero before it. `behind` is the
    last message the adapter had seen in the place before it, in the adapter's own words.
    """

    id: int
    action: Action
    scene: Scene | None
    nonce: str
    where: PlaceRef | None = None
    message: MessageRef | None = None
    url: str = ""
    age: timedelta = timedelta(0)
    again: bool = False
    behind: str = ""
    pictures: Mapping[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """`certain`: at a second try the platform could tell what became of the first, so nothing was done twice."""

    message: MessageRef | None = None
    place: PlaceRef | None = None
    url: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    reason: RefusedReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """The platform asks to wait; `whole_bot` tells whether everybody has to or only this lane."""

    after: timedelta
    whole_bot: bool = False


@dataclass(frozen=True, slots=True)
class Torn:
    """The line broke during the call: it may have been done or not. `final`: nobody can find out any more."""

    detail: str = ""
    final: bool = False


Outcome = Done | Failed | Later | Torn


class Inbox(Protocol):
    async def put(self, envelopes: Sequence[Envelope]) -> None:
        """Returns when the events are committed: only then may the platform be told that they arrived."""
        ...


@dataclass(frozen=True, slots=True)
class Menu:
    """What an adapter offers natively, from memory alone.

    `forms` are by `feature/verb` of the button that opens one, or `feature/form` of a command's; `opened_by` maps a
    command's name to the form shown when it comes without arguments. `says(language, key)` turns a line's key into
    plain words: command summaries, labels of forms.
    """

    commands: tuple[Command, ...]
    forms: Mapping[str, Form]
    opened_by: Mapping[str, str]
    says: Callable[[str, str], str]
    languages: tuple[str, ...]


class Platform(Protocol):
    """An adapter. `run` connects and pumps until cancelled; `perform` never raises for what a platform answers."""

    @property
    def name(self) -> str: ...
    @property
    def abilities(self) -> Abilities: ...
    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None: ...
    async def perform(self, delivery: Delivery) -> Outcome: ...
    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        """The buckets this delivery draws from: (name, tokens a second, burst)."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class Finder(Protocol):
    """A platform that numbers the messages of a place, and can find by that what a broken call left there."""

    def remind(self, newest: Sequence[MessageRef], ours: Sequence[MessageRef]) -> None:
        """Of what an earlier process saw last in each place, and of everything the house said lately."""
        ...

    def last_seen(self, delivery: Delivery) -> str:
        """The number behind which it would be found, empty where it could not be."""
        ...


class State(Protocol):
    """A few durable words an adapter keeps for itself, such as the next update's offset."""

    async def get(self, key: str) -> str | None: ...
    async def put(self, key: str, value: str) -> None: ...
