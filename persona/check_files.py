"""The files of a pack beside its lines: are they readable, are colours colours, does a kind make a programme?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from persona.findings import Finding
from persona.fluentfile import unreadable
from persona.packs import KEY, Pack

COLOURS = ("accent", "accent_dark")
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_LEAD = re.compile(r"-[1-9][0-9]{0,3}(m|h|d)\Z")


def check_files(pack: Pack) -> Iterator[Finding]:
    for path in sorted(pack.folder.rglob("*.ftl")):
        file = path.relative_to(pack.folder.parent).as_posix()
        for line, message in unreadable(path):
            yield Finding(file, line, f"Fluent cannot read this: {message}")


def check_look(file: str, look: Mapping[str, Any]) -> Iterator[Finding]:
    for name in COLOURS:
        if name not in look:
            yield Finding(file, 0, f"the colour {name} is missing")
    for name, value in look.items():
        if name.startswith(COLOURS) and not _is_colour(value):
            yield Finding(file, 0, f"the colour {name} must look like #1a2b3c, in small letters")


def check_kind(
    file: str, key: str, kind: Mapping[str, Any], spoken: Collection[str], known: Collection[str]
) -> Iterator[Finding]:
    """`spoken` are the keys of lines that it may say, `known` the acts there are: none where nobody knows."""
    if kind.get("key") != key or not KEY.match(key):
        yield Finding(file, 0, f"key must be {key}, as the file is called")
    acts = kind.get("acts")
    if not isinstance(acts, list) or not acts:
        yield Finding(file, 0, "acts must list at least one act")
        acts = []
    for number, act in enumerate(acts, 1):
        if not isinstance(act, dict) or not isinstance(act.get("act"), str) or not _positive(act.get("minutes")):
            yield Finding(file, 0, f"act {number} needs an act and its minutes")
        elif known and act["act"] not in known:
            there = ", ".join(sorted(known))
            yield Finding(file, 0, f"act {number}: there is no act {act['act']!r}; there are {there}")
        elif not isinstance(act.get("line", ""), str) or not isinstance(act.get("person", False), bool):
            yield Finding(file, 0, f"act {number}: line is a line's key, person is true or false")
        elif act["act"] == "say" and act.get("line") not in spoken:
            yield Finding(file, 0, f"act {number}: say needs the key of a line")
    leads = kind.get("reminders", [])
    if not isinstance(leads, list):
        yield Finding(file, 0, 'reminders must be a list, such as ["-1h"]')
        leads = []
    for lead in leads:
        if not isinstance(lead, str) or not _LEAD.match(lead):
            yield Finding(file, 0, f"the reminder {lead!r} must look like -1h, -30m or -1d")
    if "capacity_default" in kind and not _positive(kind["capacity_default"], zero=True):
        yield Finding(file, 0, "capacity_default must be a whole number, 0 for no limit")


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.match(value) is not None


def _positive(value: object, zero: bool = False) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= (0 if zero else 1)
