"""What the contract asks of a platform's rig: people who act, and what each of them could ever have read."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from bot.core.actions import Action
from bot.core.commands import Command, Param
from bot.core.events import Envelope, Event, Scene
from bot.core.fitting import NotPossible, fit
from bot.core.forms import Field, Form
from bot.core.notes import Note
from bot.core.ports import Delivery, Done, Failed, Menu, Outcome, Platform
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.roles import Role

E = TypeVar("E")
PATIENCE = 10.0
NUMBERS = iter(range(1, 1_000_000))
FORM = Form("contract-form", (Field("what", limit=60), Field("more", long=True, required=False)))


async def nothing(*_: Any) -> None:
    return None


COMMANDS = (
    Command("help", (), Role.GUEST, nothing, aliases={"de": "hilfe"}),
    Command("mute", (Param("member", "member", True),), Role.MODERATOR, nothing, menu=("member", "message")),
)
MENU = Menu(COMMANDS, {"contract/form": FORM}, {}, lambda language, key: f"{language} {key}", ("en", "de"))


class Heard:
    """An inbox that keeps every delivery, repeats too."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self._more = asyncio.Event()

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        self.envelopes += envelopes
        self._more.set()
        self._more = asyncio.Event()

    def of(self, kind: type[E]) -> list[E]:
        return [envelope.event for envelope in self.envelopes if isinstance(envelope.event, kind)]

    def keys(self, which: Callable[[Event], bool]) -> list[str]:
        return [envelope.key for envelope in self.envelopes if which(envelope.event)]

    async def next(self, kind: type[E], which: Callable[[E], bool] = lambda _: True) -> E:
        """The newest of this kind that fits."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [event for event in self.of(kind) if which(event)]):
                await self._more.wait()
        return found[-1]


@dataclass
class Kept:
    words: dict[str, str] = field(default_factory=dict)

    async def get(self, key: str) -> str | None:
        return self.words.get(key)

    async def put(self, key: str, value: str) -> None:
        self.words[key] = value


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the house as a reader has it: `marked` where anything of it is more than words."""

    words: str
    marked: bool = False
    pinged: bool = False
    buttons: tuple[str, ...] = ()


class Rig(Protocol):
    """A platform with a room in it. `chief` stands above the house; `shut` has a closed private chat.

    `reads(who)` is everything that this member could ever have read anywhere, by whomever it was.
    """

    platform: Platform
    inbox: Heard
    server: ServerRef
    room: PlaceRef
    ann: MemberRef
    ben: MemberRef
    chief: MemberRef
    shut: MemberRef

    async def say(self, who: MemberRef, words: str) -> None: ...
    async def ask(self, who: MemberRef) -> Scene:
        """They use /help where they would; the scene in which it is answered."""
        ...

    async def press(self, who: MemberRef, message: MessageRef, button: str, choice: str = "") -> None: ...
    async def fill(self, who: MemberRef, message: MessageRef, button: str, values: Mapping[str, str]) -> None: ...
    async def repeat(self) -> None:
        """The platform brings the last line somebody said once more."""
        ...

    async def garble(self) -> None:
        """The platform brings something nobody can read, and something of a kind nobody knows."""
        ...

    def tear(self) -> None:
        """The next post arrives, and the line breaks before the house hears of it."""
        ...

    async def reads(self, who: MemberRef) -> list[str]: ...
    async def shown(self, message: MessageRef) -> Shown | None: ...
    async def can_speak(self, who: MemberRef) -> bool: ...
    async def inside(self, who: MemberRef) -> bool: ...
    async def returns(self, who: MemberRef) -> bool:
        """Whether somebody who is outside gets in again."""
        ...

    async def enters(self, url: str) -> bool:
        """Whether a stranger gets in by this link."""
        ...

    async def knocks(self) -> MemberRef:
        """A stranger asks to be let in, where the platform has that."""
        ...

    def unconnected(self) -> Platform: ...


def delivery(action: Action, scene: Scene | None = None, **more: Any) -> Delivery:
    number = next(NUMBERS)
    given: dict[str, Any] = {"nonce": f"n{number}", **more}
    return Delivery(id=number, action=action, scene=scene, **given)


async def does(rig: Rig, action: Action, scene: Scene | None = None, **more: Any) -> Outcome:
    """Fitted by the core first, as everything that leaves is."""
    fitted = fit(action, rig.platform.abilities)
    if isinstance(fitted, NotPossible):
        return Failed(fitted.reason, fitted.detail)
    return await rig.platform.perform(delivery(fitted, scene, **more))


async def done(rig: Rig, action: Action, scene: Scene | None = None, **more: Any) -> Done:
    outcome = await does(rig, action, scene, **more)
    assert isinstance(outcome, Done), outcome
    return outcome


async def made(rig: Rig, action: Action, scene: Scene | None = None, **more: Any) -> MessageRef:
    message = (await done(rig, action, scene, **more)).message
    assert message is not None
    return message


async def standing(rig: Rig, message: MessageRef) -> Shown:
    found = await rig.shown(message)
    assert found is not None, "the message is gone"
    return found


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    return outcome.reason


def bare(words: str) -> str:
    """What is there to be read: without signs that nobody sees and space at the ends."""
    return "".join(sign for sign in words if unicodedata.category(sign) not in ("Cf", "Cc") or sign == "\n").strip()


def turns_round(words: str) -> bool:
    return any(sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for sign in words)


def size(note: Note, counts_utf16: bool) -> int:
    plain = note.text.plain
    return len(plain.encode("utf-16-le")) // 2 if counts_utf16 else len(plain)
