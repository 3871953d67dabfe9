"""Events and actions to JSON and back, for the queues. Bodies carry a version; an unknown one is set aside."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import datetime
from functools import cache
from typing import Any

from bot.core import actions, events, notes, refs, text
from bot.core.sealing import Locked, Private

VERSION = 1
UNREADABLE = "unreadable"  # how the error of every row begins that was set aside for its body


class UnknownBodyError(ValueError):
    """A queued body that cannot be read here: of another version, of no kind known, or sealed with a missing key."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{UNREADABLE}: {why}")


def _classes() -> dict[str, type]:
    return {
        name: thing
        for module in (refs, text, notes, events, actions)
        for name, thing in vars(module).items()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__
    }


CLASSES = _classes()


def dump(thing: object) -> str:
    """Private: what people write is in most of them, and tokens to answer with in some."""
    whole = {"v": VERSION, "body": _out(thing)}
    made = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, which no database takes, stays what it is behind JSON's escapes.
    return Private(made if _is_text(made) else json.dumps(whole, separators=(",", ":")))


def _is_text(made: str) -> bool:
    try:
        made.encode()
    except UnicodeEncodeError:
        return False
    return True


def unlocked(words: str) -> str:
    """Raises UnknownBodyError for what waits until its key is back."""
    if isinstance(words, Locked):
        raise UnknownBodyError("it is sealed with a key that is missing here; put that key back into GASTGEBER_SECRET")
    return words


def load(body: str) -> Any:
    """Raises UnknownBodyError; the row is then kept and reported, never dropped."""
    try:
        read = json.loads(unlocked(body))
        if read["v"] != VERSION:
            raise UnknownBodyError(f"version {read['v']}")
        thing = _in(read["body"])
        if not dataclasses.is_dataclass(thing):
            raise UnknownBodyError("no event and no action")
        return thing
    except UnknownBodyError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnknownBodyError(str(error)) from error


def _out(thing: object) -> Any:
    if thing is None or isinstance(thing, str | int | float | bool):
        return thing
    if isinstance(thing, datetime):
        return {"$": "datetime", "at": thing.isoformat()}
    if isinstance(thing, tuple | list):
        return [_out(part) for part in thing]
    if isinstance(thing, frozenset):
        return {"$": "set", "of": sorted(thing)}
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        made: dict[str, Any] = {"$": type(thing).__name__}
        for field in fields_of(type(thing)):
            value = getattr(thing, field.name)
            if field.default is not dataclasses.MISSING and value == field.default:
                continue
            made[field.name] = _out(value)
        return made
    raise TypeError(f"the queues carry no {type(thing).__name__}")


def _in(read: Any) -> Any:
    if isinstance(read, list):
        return tuple(_in(part) for part in read)
    if not isinstance(read, dict):
        return read
    kind = read["$"]
    if kind == "datetime":
        return datetime.fromisoformat(read["at"])
    if kind == "set":
        return frozenset(read["of"])
    if kind not in CLASSES:
        raise UnknownBodyError(f"kind {kind}")
    return CLASSES[kind](**{name: _in(value) for name, value in read.items() if name != "$"})


@cache
def fields_of(kind: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


def members_of(union: Any) -> tuple[type, ...]:
    """The classes of a union type, flat."""
    if isinstance(union, types.UnionType):
        return tuple(member for part in typing.get_args(union) for member in members_of(part))
    return (union,)
