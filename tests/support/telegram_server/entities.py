"""Finds the entities Telegram finds by itself, counted in UTF-16 units."""

import re
from typing import Any

Entity = dict[str, Any]

_AUTOMATIC = (
    ("url", re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]|\bt\.me/[A-Za-z0-9_+/?=-]+", re.IGNORECASE)),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[A-Za-z]{2,}\b")),
    ("bot_command", re.compile(r"(?<![\w/@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#/])#\w*[^\W\d]\w*")),
)


def units(text: str) -> int:
    """How long Telegram thinks a text is."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: Entity) -> str:
    raw = text.encode("utf-16-le")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le")


def find(text: str, taken: list[Entity] | None = None) -> list[Entity]:
    """The given entities and every automatic one that does not run into them."""
    found = list(taken or [])
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            entity = {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}
            if not any(_blocks(other, entity) for other in found):
                found.append(entity)
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))


_PORTER = {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"}


def _blocks(old: Entity, new: Entity) -> bool:
    if old["type"] in _PORTER:
        return False
    return bool(old["offset"] < new["offset"] + new["length"] and new["offset"] < old["offset"] + old["length"])


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram drops the white space around a text and moves the entities along."""
    head = units(text) - units(text.lstrip())
    kept = text.strip()
    end = units(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - head)
        stop = min(end, entity["offset"] + entity["length"] - head)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return kept, moved


def command_in(text: str, entities: list[Entity]) -> tuple[str, str | None] | None:
    """The first command and whom it is addressed to."""
    for entity in entities:
        if entity["type"] == "bot_command":
            name, _, bot = cut(text, entity)[1:].partition("@")
            return name, bot or None
    return None
