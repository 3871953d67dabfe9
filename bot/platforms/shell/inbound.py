"""What the operator typed, pressed or filled in becomes an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.errors import Fault
from bot.core.events import ButtonPressed, CommandInvoked, Event, MessageWritten, Scene
from bot.core.refs import MessageRef


@dataclass(frozen=True, slots=True)
class Say:
    """`/command words`, or plain words: an answer to a form's question, or a question to the house."""

    line: str


@dataclass(frozen=True, slots=True)
class Press:
    """`choice` is the value of a select's option."""

    button: str
    choice: str = ""


Asked = Say | Press


def read_asked(asked: Mapping[str, Any]) -> Asked:
    """Raises Fault for a request without a line and without a button."""
    line, button, choice = (str(asked.get(name) or "").strip() for name in ("line", "press", "choice"))
    if button:
        return Press(button, choice)
    if not line or line == "/":
        raise Fault('Say what the house should do, such as: gastgeber do "/party new Neon Night Friday 8 pm"')
    return Say(line)


def event_of(asked: Asked, scene: Scene, now: datetime, key: str) -> Event:
    match asked:
        case Press(button=button, choice=choice):
            return ButtonPressed(scene, button, choice)
        case Say(line=line) if line.startswith("/"):
            name, _, words = line[1:].partition(" ")
            return CommandInvoked(scene, name.casefold(), words=words.strip())
        case Say(line=line):
            return MessageWritten(scene, MessageRef(scene.place, key), line, now, to_house=True)
