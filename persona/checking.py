"""Checking a pack before anybody hears it: everything wrong is named at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot.core.errors import BadSettings
from persona.answers import check_answers
from persona.check_files import check_files, check_kind, check_look
from persona.check_line import check_line
from persona.check_motto import check_motto
from persona.findings import Finding, about
from persona.fluentfile import Entry
from persona.packs import HOUSE, Lines, Pack, base_of, read_pack, read_packs
from persona.shape import shape_of

_MORE = re.compile(r"-(?:[2-9]|\d\d+)(?:-|\Z)|-option-")


def check_pack(
    path: Path,
    wanted: Mapping[str, frozenset[str]] | None = None,
    others: Sequence[Path] = (),
    acts: Collection[str] = (),
) -> list[Finding]:
    """`wanted` are the keys the house says, each with the blanks it fills; `others` are folders that may hold the base.

    `acts` are those that a party can have; without any their names are not checked. An empty list means the pack is sound.
    """
    try:
        pack = read_pack(path)
        beside = list(_readable(others))
        base = base_of(pack, {**read_packs(), **{each.key: each for each in (*beside, pack)}})
        return sorted(set(_findings(pack, base, wanted or {}, acts)))
    except BadSettings as error:
        file, _, sentence = str(error).partition(": ")
        return [Finding(file, 0, sentence)]


def lines_of_house() -> dict[str, frozenset[str]]:
    """What the house's own pack says, with the blanks: a pack without a base needs all of it.

    Of numbered wordings (`icebreaker-3`) the first is enough.
    """
    lines = read_packs()[HOUSE].lines
    keys = sorted({key for entries in lines.values() for key in entries if not key.startswith("-")})
    return {key: _blanks(lines, key) for key in keys if not _MORE.search(key)}


def _readable(folders: Sequence[Path]) -> Iterator[Pack]:
    """What is wrong with the others is said where they are checked themselves."""
    for folder in folders:
        with suppress(BadSettings):
            yield read_pack(folder)


def _findings(
    pack: Pack, base: Pack | None, wanted: Mapping[str, frozenset[str]], acts: Collection[str]
) -> Iterator[Finding]:
    yield from check_files(pack)
    yield from check_look(f"{pack.folder.name}/pack.toml", pack.look)
    yield from check_answers(pack)
    for first, second in pack.doubles:
        yield about(second, f"{second.key} is already in {first.where}")
    yield from _languages(pack, base)
    yield from _lines(pack.lines)
    yield from _against(pack.lines, base.lines if base else {})
    yield from _wanted(pack, base, wanted)
    for motto in pack.mottos.values():
        yield from _lines(motto.lines)
        yield from check_motto(pack, base, motto)
    yield from _kinds(pack, base, acts)


def _kinds(pack: Pack, base: Pack | None, acts: Collection[str]) -> Iterator[Finding]:
    spoken = {key for each in (pack, base) if each for entries in each.lines.values() for key in entries}
    for key, kind in pack.kinds.items():
        yield from check_kind(f"{pack.folder.name}/kinds/{key}.toml", key, kind, spoken, acts)


def _languages(pack: Pack, base: Pack | None) -> Iterator[Finding]:
    file = f"{pack.folder.name}/pack.toml"
    for language in sorted(set((base or pack).lines) - set(pack.lines)):
        yield Finding(file, 0, f"there is no folder lines/{language}")
    for language in sorted(set(pack.lines) - set(base.lines)) if base else ():
        yield Finding(file, 0, f"nobody hears lines/{language}: {pack.base} does not speak it")
    for language in sorted(set(pack.lines) - set(pack.names)):
        yield Finding(file, 0, f"name lacks {language}")


def _lines(lines: Lines) -> Iterator[Finding]:
    """What holds for any set of lines in several languages."""
    for language, entries in sorted(lines.items()):
        for entry in entries.values():
            yield from check_line(entry)
            yield from _references(entry, entries)
        for other, others in sorted(lines.items()):
            yield from _beside(entries, language, others, other)


def _references(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[Finding]:
    for name in sorted(shape_of(entry).refers - set(entries)):
        yield about(entry, f"{entry.key} refers to {name}, which is not in this language of the pack")


def _beside(entries: Mapping[str, Entry], language: str, others: Mapping[str, Entry], other: str) -> Iterator[Finding]:
    """A blank that one language only chooses by may be without use in another: German asks for more than English."""
    for key, entry in entries.items():
        if key.startswith("-") or language == other:
            continue
        if key not in others:
            yield about(entry, f"{key} is missing in {other}")
            continue
        for name in sorted(shape_of(entry).shown - shape_of(others[key]).blanks):
            yield about(others[key], f"{key} lacks ${name}, which it has in {language}")


def _against(lines: Lines, reference: Lines) -> Iterator[Finding]:
    """A pack that rests on another says the same things in other words."""
    for language in sorted(set(lines) & set(reference)):
        for key, entry in lines[language].items():
            if key.startswith("-"):
                continue
            if key not in reference[language]:
                yield about(entry, f"{key} is a line nobody says")
                continue
            house = _blanks(reference, key)
            yield from _differing(entry, house, shape_of(reference[language][key]).shown)


def _differing(entry: Entry, allowed: frozenset[str], needed: frozenset[str]) -> Iterator[Finding]:
    used = shape_of(entry).blanks
    for name in sorted(used - allowed):
        yield about(entry, f"{entry.key} has ${name}, which nobody fills")
    for name in sorted(needed - used):
        yield about(entry, f"{entry.key} lacks ${name}")


def _wanted(pack: Pack, base: Pack | None, wanted: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for language, entries in sorted(pack.lines.items()):
        for key, filled in sorted(wanted.items()):
            if key in entries:
                yield from _differing(entries[key], filled, frozenset())
            elif base is None:
                yield Finding(f"{pack.folder.name}/lines/{language}", 0, f"the house says {key}, which is nowhere")


def _blanks(lines: Lines, key: str) -> frozenset[str]:
    """All blanks a line has in any language."""
    return frozenset[str]().union(*(shape_of(lines[each][key]).blanks for each in lines if key in lines[each]))
