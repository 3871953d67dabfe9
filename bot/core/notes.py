"""What the house shows: a note is text with buttons, selects and perhaps a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.text import Text

ButtonStyle = Literal["plain", "good", "bad"]

# The tightest platform decides, so that a note is legal everywhere.
LABEL_LIMIT = 80  # Discord button label; Telegram has no documented limit
BUTTONS_A_ROW = 5  # Discord; Telegram 8
ROWS = 5  # Discord legacy components
OPTIONS = 25  # Discord string select


@dataclass(frozen=True, slots=True)
class Button:
    """`id` is `feature/verb` or `feature/verb/argument` (see `buttons.py`); a button with `url` opens it instead.

    `opens_private` marks a button which on platforms without private answers in a room (Telegram) has to open the
    private chat with the house; the press arrives from there. `adds_house` is for Telegram alone: the button lets its
    reader choose a group to add the house to, and `id` is the word that `ChatOpened` brings from there.
    """

    label: str
    id: str = ""
    style: ButtonStyle = "plain"
    url: str = ""
    opens_private: bool = False
    adds_house: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: str
    about: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """One choice out of up to 25 options; arrives as `ButtonPressed(button, choice=value)`."""

    id: str
    placeholder: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG bytes are drawn by the sender's side from `spec`, so queues hold no images. `alt` is read aloud.

    `spec` is `painter:json`, where painter is a key of the host's painters.
    """

    spec: str
    alt: str


@dataclass(frozen=True, slots=True)
class File:
    """A small text file (calendar, JSON export) that goes along with a private answer."""

    name: str
    body: str


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Note:
    text: Text
    rows: tuple[Row, ...] = ()
    selects: tuple[Select, ...] = ()
    picture: Picture | None = None
    file: File | None = None
    colour: str = ""  # `#rrggbb` accent of a card, where a platform has one


def note(text: Text | str, *rows: Row) -> Note:
    return Note(Text.of(text), rows)
