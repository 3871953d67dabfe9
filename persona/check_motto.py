"""A motto speaks in a party's cheerful lines and nowhere else, and brings something to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from persona.check_files import check_look
from persona.findings import Finding, about
from persona.fluentfile import Entry
from persona.packs import Motto, Pack
from persona.shape import shape_of

ICEBREAKERS = 6
REQUIRED = (
    "motto-name",
    "motto-about",
    *(f"icebreaker-{number}" for number in range(1, ICEBREAKERS + 1)),
    "poll-1",
    "poll-1-option-1",
    "poll-1-option-2",
)
# Never errors, privacy or cancellations: those are said plainly whatever the motto.
OWN = ("motto-", "icebreaker-", "poll-")
CHEERFUL = "parties-cheer-"


def check_motto(pack: Pack, base: Pack | None, motto: Motto) -> Iterator[Finding]:
    folder = f"{pack.folder.name}/mottos"
    if motto.look.get("key") != motto.key:
        yield Finding(f"{folder}/{motto.key}.toml", 0, f"key must be {motto.key}, as the file is called")
    yield from check_look(f"{folder}/{motto.key}.toml", motto.look)
    for language in sorted((base or pack).lines):
        entries = motto.lines.get(language, {})
        below = {**(base.lines.get(language, {}) if base else {}), **pack.lines.get(language, {})}
        for key in REQUIRED:
            if key not in entries:
                yield Finding(f"{folder}/{motto.key}.{language}.ftl", 0, f"the motto needs the line {key}")
        for entry in entries.values():
            yield from _line(entry, below)


def _line(entry: Entry, below: Mapping[str, Entry]) -> Iterator[Finding]:
    if entry.key.startswith(("-", *OWN)):
        allowed = frozenset[str]()
    elif entry.key.startswith(CHEERFUL) and entry.key in below:
        allowed = shape_of(below[entry.key]).blanks
    elif entry.key.startswith(CHEERFUL):
        yield about(entry, f"{entry.key} is a line nobody says")
        return
    else:
        yield about(entry, f"{entry.key} is not for a motto to say; its own lines begin with {CHEERFUL}")
        return
    for name in sorted(shape_of(entry).blanks - allowed):
        yield about(entry, f"{entry.key} has ${name}, which nobody fills")
