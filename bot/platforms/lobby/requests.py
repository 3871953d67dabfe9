"""What a tab may ask for over its socket, read once at the edge."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

FRAME_LIMIT = 128 * 1024  # a form of five long answers in four-byte letters, quoted
_NONCE = re.compile(r"[A-Za-z0-9-]{1,40}\Z")
_BIGGEST = 2**53  # what a browser counts exactly


class UnknownRequestError(ValueError):
    """A frame that our own page never sends."""


@dataclass(frozen=True, slots=True)
class Hello:
    """`rooms` are those the tab has messages of: one it was let into while it was away is sent whole."""

    token: str
    since: int
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    nonce: str
    room: str
    text: str
    reply_to: int


@dataclass(frozen=True, slots=True)
class PressButton:
    nonce: str
    message: int
    button: str
    choice: str


@dataclass(frozen=True, slots=True)
class FillForm:
    nonce: str
    room: str
    message: int
    form: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UseMenu:
    """A command picked from a message's or a member's own menu; `message` is 0 for a member's."""

    nonce: str
    room: str
    command: str
    message: int
    member: str


@dataclass(frozen=True, slots=True)
class Rename:
    nonce: str
    name: str


@dataclass(frozen=True, slots=True)
class EraseOwn:
    """One's own message, or a private answer that has been read."""

    nonce: str
    message: int


@dataclass(frozen=True, slots=True)
class ShowCommands:
    nonce: str


@dataclass(frozen=True, slots=True)
class ShowPreview:
    nonce: str
    message: int
    platform: str


Request = Hello | Say | PressButton | FillForm | UseMenu | Rename | EraseOwn | ShowCommands | ShowPreview


def read_request(raw: str) -> Request:
    """Raises UnknownRequestError."""
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnknownRequestError("not JSON") from error
    if not isinstance(read, dict):
        raise UnknownRequestError("not an object")
    frame = _Frame(read)
    match frame.word("do"):
        case "hello":
            return Hello(frame.word("token"), frame.number("since"), frame.list_of_words("rooms"))
        case "say":
            return Say(frame.nonce(), frame.word("room"), frame.word("text"), frame.number("reply"))
        case "press":
            return PressButton(frame.nonce(), frame.number("message"), frame.word("button"), frame.word("choice"))
        case "fill":
            return FillForm(
                frame.nonce(), frame.word("room"), frame.number("message"), frame.word("form"), frame.words("values")
            )
        case "use":
            return UseMenu(
                frame.nonce(),
                frame.word("room"),
                frame.word("command"),
                frame.number("message"),
                frame.word("member"),
            )
        case "name":
            return Rename(frame.nonce(), frame.word("name"))
        case "erase":
            return EraseOwn(frame.nonce(), frame.number("message"))
        case "commands":
            return ShowCommands(frame.nonce())
        case "preview":
            return ShowPreview(frame.nonce(), frame.number("message"), frame.word("platform"))
        case _:
            raise UnknownRequestError("unknown wish")


class _Frame:
    def __init__(self, read: Mapping[str, object]) -> None:
        self._read = read

    def word(self, key: str) -> str:
        found = self._read.get(key, "")
        if not isinstance(found, str):
            raise UnknownRequestError(key)
        return whole(found)

    def number(self, key: str) -> int:
        found = self._read.get(key, 0)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= _BIGGEST:
            raise UnknownRequestError(key)
        return found

    def nonce(self) -> str:
        found = self.word("n")
        if not _NONCE.match(found):
            raise UnknownRequestError("n")
        return found

    def list_of_words(self, key: str) -> tuple[str, ...]:
        found = self._read.get(key, [])
        if not isinstance(found, list) or not all(isinstance(value, str) for value in found):
            raise UnknownRequestError(key)
        return tuple(found)

    def words(self, key: str) -> Mapping[str, str]:
        found = self._read.get(key)
        if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
            raise UnknownRequestError(key)
        return {name: whole(value) for name, value in found.items()}


def whole(words: str) -> str:
    """JSON may carry half a surrogate pair, which no database takes; the rest of the line is still good."""
    return words.encode("utf-8", "replace").decode("utf-8")
