"""A typed line that begins with a slash becomes a command; it never becomes a message that the room can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.commands import Command
from bot.platforms.lobby.names import PLATFORM, alike

_LONGEST = 32  # of a command's name


@dataclass(frozen=True, slots=True)
class Typed:
    """`name` is the command's own where the line had an alias, and what was typed where it is unknown."""

    name: str
    words: str


def read_line(line: str, commands: Sequence[Command], people: Mapping[str, str]) -> Typed | None:
    """None for ordinary talk. `people` maps a member's id to the name; `@Name` becomes a reference for the core."""
    line = line.strip()
    if not line.startswith("/"):
        return None
    first, _, words = line[1:].partition(" ")
    command = find(first, commands)
    if command is None:
        return Typed(first.casefold()[:_LONGEST], words.strip())
    if any(param.kind == "member" for param in command.params):
        words = _with_references(words.strip(), people)
    return Typed(command.name, words.strip())


def find(word: str, commands: Sequence[Command]) -> Command | None:
    lowered = word.casefold()
    return next((one for one in commands if lowered in one.words), None)


def _with_references(words: str, people: Mapping[str, str]) -> str:
    """The longest name wins; a name that two people share stays words, so that nobody is taken for another."""
    shared = [alike(name) for name in people.values()]
    for member, name in sorted(people.items(), key=lambda one: -len(one[1])):
        if shared.count(alike(name)) > 1:
            continue
        for start in _starts(words, name):
            end = start + len(name)
            return f"{words[:start].removesuffix('@')}{PLATFORM}:{member}{words[end:]}"
    return words


def _starts(words: str, name: str) -> Sequence[int]:
    lowered, wanted = words.lower(), name.lower()
    if len(lowered) != len(words) or len(wanted) != len(name):  # letters that change length in lower case
        lowered, wanted = words, name
    found = [0] if lowered.startswith(wanted) else []
    at = lowered.find("@" + wanted)
    if at >= 0:
        found.append(at + 1)
    return [start for start in found if not words[start + len(name) : start + len(name) + 1].isalnum()]
