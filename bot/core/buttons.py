"""`feature/verb/argument` in 64 bytes, and back. A button proves nothing: standing is checked when it is pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 64  # bytes of callback_data on Telegram; Discord allows 100
_PART = re.compile(r"[a-z][a-z0-9_]{0,23}\Z")
_NOT_CARRIED = re.compile(r"[^A-Za-z0-9_:,+-]")  # `=` stands before a select's value
_ARGUMENT = re.compile(r"[A-Za-z0-9_.:,=+-]*\Z")


@dataclass(frozen=True, slots=True)
class ButtonId:
    feature: str
    verb: str
    argument: str = ""


def button_id(feature: str, verb: str, argument: str = "") -> str:
    """Raises ValueError for an id that some platform would not carry."""
    if not _PART.match(feature) or not _PART.match(verb) or not _ARGUMENT.match(argument):
        raise ValueError(f"not a button id: {feature}/{verb}/{argument}")
    made = f"{feature}/{verb}/{argument}" if argument else f"{feature}/{verb}"
    if len(made.encode()) > LIMIT:
        raise ValueError(f"a button id has {LIMIT} bytes at most: {made}")
    return made


def carried(words: str) -> str:
    """Words as a button may carry them, other signs made dots: to be compared with, never to be read back."""
    return _NOT_CARRIED.sub(".", words)


def read_button(given: str) -> ButtonId | None:
    """None for anything that is not one of ours: old, foreign or forged."""
    if not given.isascii() or len(given) > LIMIT:
        return None
    feature, _, rest = given.partition("/")
    verb, _, argument = rest.partition("/")
    if not _PART.match(feature) or not _PART.match(verb) or not _ARGUMENT.match(argument):
        return None
    return ButtonId(feature, verb, argument)
