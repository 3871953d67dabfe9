"""Text that every database and socket takes: without NUL and without half of a surrogate pair."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from typing import Any, TypeVar

from bot.core.codec import fields_of
from bot.core.events import Event, MessageWritten, SceneEvent, ServerEvent

E = TypeVar("E", bound=Event)


def whole_event(event: E) -> E:
    """What people wrote and are called, by whichever platform; what is fine is handed back as it is."""
    if isinstance(event, MessageWritten) and all(map(_is_whole, _said(event))):
        return event  # ten thousand of these a second
    return _whole(event) if isinstance(event, SceneEvent | ServerEvent) else event


def whole(words: str) -> str:
    return words if _is_whole(words) else words.replace("\x00", "").encode("utf-8", "ignore").decode()


def _said(event: MessageWritten) -> tuple[str, ...]:
    return event.text, event.scene.profile.name, event.forwarded_name, event.quote


def _is_whole(words: str) -> bool:
    if "\x00" in words:
        return False
    try:
        return words.isascii() or bool(words.encode())
    except UnicodeEncodeError:
        return False


def _whole(thing: Any) -> Any:
    if isinstance(thing, str):
        return whole(thing)
    if isinstance(thing, tuple):
        return tuple(_whole(part) for part in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    held = {field.name: getattr(thing, field.name) for field in fields_of(type(thing))}
    changed = {name: made for name, value in held.items() if (made := _whole(value)) is not value and made != value}
    return replace(thing, **changed)
