"""A line of text, or a native menu's values, becomes typed values for a Command."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.core.commands import Command, Param
from bot.core.errors import Mistake
from bot.core.refs import MemberRef, PlaceRef
from bot.core.spans import read_span

YES = frozenset({"yes", "true", "on", "1", "y", "ja", "an", "j"})
NO = frozenset({"no", "false", "off", "0", "n", "nein", "aus"})
_MENTION = re.compile(r"(?:<@!?(\d+)>)")
_REF = re.compile(r"([a-z]+):(.+)\Z", re.S)


def read_arguments(
    command: Command,
    given: Mapping[str, str],
    words: str,
    platform: str,
    people: Mapping[str, MemberRef] = {},
) -> dict[str, object]:
    """Raises Mistake (`argument-missing`, `argument-wrong`, `argument-extra`) naming the parameter in plain words.

    A command with a `guide` says that instead where a required argument is missing or unreadable, or something is left
    over. Named values go first; the typed rest of the line fills what is still open, in order. A member or place may be
    given as `platform:id` or as the platform's own mention; `people` are those the line names, by the words for them.
    """
    values: dict[str, object] = {}
    rest = words.strip()
    for param in command.params:
        if param.name in given:
            values[param.name] = _read(command, param, given[param.name], platform)
            continue
        taken, left = _take(param, rest, people)
        value = _meant(param, taken, platform, people) if taken else None
        if value is not None:
            values[param.name], rest = value, left
        elif param.required:
            if command.guide:
                raise Mistake(command.guide)
            if taken:
                raise Mistake("argument-wrong", param=param.name, given=taken, usage=usage(command))
            raise Mistake("argument-missing", param=param.name, usage=usage(command))
        else:
            values[param.name] = param.default
    if rest and command.guide:
        raise Mistake(command.guide)
    if rest:
        raise Mistake("argument-extra", given=rest[:100], usage=usage(command))
    return values


def usage(command: Command) -> str:
    """How a line is typed: `/mute member [span] [reason]`."""
    parts = [f"/{command.name}"]
    for param in command.params:
        name = "|".join(param.choices) if param.choices else param.name
        parts.append(name if param.required else f"[{name}]")
    return " ".join(parts)


def _take(param: Param, rest: str, people: Mapping[str, MemberRef]) -> tuple[str, str]:
    if param.kind == "words":
        return rest, ""
    if param.kind == "member":
        for name in sorted(people, key=len, reverse=True):  # who has no user name may be named by several words
            if rest.startswith(name) and not rest[len(name) :][:1].strip():
                return name, rest[len(name) :].lstrip()
    if rest[:1] in ('"', "\u201c", "\u201e"):
        closing = re.search('["\u201d\u201c]', rest[1:])
        if closing:
            return rest[1 : 1 + closing.start()], rest[2 + closing.start() :].lstrip()
    first, left = _first_word(rest)
    if param.kind == "span":
        second, after = _first_word(left)
        if first.isdigit() and second and read_span(f"{first} {second}") is not None:
            return f"{first} {second}", after
    return first, left


def _first_word(rest: str) -> tuple[str, str]:
    """People write a command over several lines, too."""
    first, *left = rest.split(maxsplit=1) or [""]
    return first, left[0] if left else ""


def _meant(param: Param, taken: str, platform: str, people: Mapping[str, MemberRef]) -> object | None:
    if param.kind == "member" and taken in people:
        return people[taken]
    return _try(param, taken, platform)


def _read(command: Command, param: Param, given: str, platform: str) -> object:
    value = _try(param, given, platform)
    if value is None:
        raise Mistake("argument-wrong", param=param.name, given=given[:100], usage=usage(command))
    return value


def _try(param: Param, given: str, platform: str) -> object | None:
    match param.kind:
        case "word" | "words":
            return given
        case "number":
            return int(given) if re.fullmatch(r"[+-]?\d{1,15}", given) else None
        case "yes_no":
            lowered = given.lower()
            return True if lowered in YES else False if lowered in NO else None
        case "choice":
            lowered = given.lower()
            return lowered if lowered in param.choices else None
        case "span":
            span: timedelta | None = read_span(given)
            return span
        case "member":
            return _member(given, platform)
        case "place":
            found = _REF.match(given)
            return PlaceRef(found[1], found[2]) if found else None


def _member(given: str, platform: str) -> MemberRef | None:
    mention = _MENTION.match(given)
    if mention:
        return MemberRef(platform, mention[1])
    found = _REF.match(given)
    return MemberRef(found[1], found[2]) if found else None
