"""What a pack can answer about the house itself: `answers.toml`, in every language of the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.errors import BadSettings
from bot.core.text import Text
from persona.findings import Finding
from persona.markup import PRIVATE_USE, Slot, pieces_of, unbalanced
from persona.packs import HOUSE, KEY, Pack, base_of, read_packs, read_toml

FILE = "answers.toml"
ASKS = 20  # phrasings of one entry
ASK_LIMIT = 300  # characters
SAYS_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class HouseAnswer:
    key: str
    language: str
    asks: tuple[str, ...]
    says: Text


def open_answers(folders: Sequence[Path] = ()) -> Callable[[str], Sequence[HouseAnswer]]:
    """The entries by pack, those of a pack before those of its base. Raises BadSettings with every finding."""
    packs = read_packs(folders)
    findings = [str(finding) for pack in packs.values() for finding in check_answers(pack)]
    if findings:
        raise BadSettings("\n".join(findings))
    read = {key: tuple(_layered(pack, packs)) for key, pack in packs.items()}
    return lambda pack: read.get(pack, read[HOUSE])


def check_answers(pack: Pack) -> Iterator[Finding]:
    """A pack needs no answers of its own; those it has are in all its languages."""
    file = f"{pack.folder.name}/{FILE}"
    seen: set[str] = set()
    for number, entry in enumerate(_entries(pack), 1):
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(key, str) or not KEY.match(key):
            yield Finding(file, 0, f"answer {number}: key must be 1 to 32 of a-z, 0-9 and -, a letter first")
            continue
        if key in seen:
            yield Finding(file, 0, f"{key} is there twice")
        seen.add(key)
        for language in sorted(pack.lines):
            yield from _wrong(file, f"{key} in {language}", entry.get(language))


def _wrong(file: str, name: str, said: object) -> Iterator[Finding]:
    if not isinstance(said, dict):
        yield Finding(file, 0, f"{name} is missing")
        return
    asks, says = said.get("asks"), said.get("says")
    if not isinstance(asks, list) or not 1 <= len(asks) <= ASKS or not all(_fits(ask, ASK_LIMIT) for ask in asks):
        yield Finding(file, 0, f"{name}: asks needs 1 to {ASKS} questions of at most {ASK_LIMIT} characters")
    if not isinstance(says, str) or not _fits(says, SAYS_LIMIT):
        yield Finding(file, 0, f"{name}: says needs 1 to {SAYS_LIMIT} characters")
    elif unbalanced(says):
        yield Finding(file, 0, f"{name}: {unbalanced(says)} is opened and never closed")


def _fits(words: object, limit: int) -> bool:
    return isinstance(words, str) and bool(words.strip()) and len(words) <= limit and not PRIVATE_USE.search(words)


def _layered(pack: Pack, packs: Mapping[str, Pack]) -> Iterator[HouseAnswer]:
    base = base_of(pack, packs)
    own = list(_answers(pack))
    yield from own
    if base:
        taken = {(answer.key, answer.language) for answer in own}
        yield from (answer for answer in _answers(base) if (answer.key, answer.language) not in taken)


def _answers(pack: Pack) -> Iterator[HouseAnswer]:
    for entry in _entries(pack):
        for language in sorted(pack.lines):
            said = entry[language]
            yield HouseAnswer(entry["key"], language, tuple(said["asks"]), _text(said["says"]))


def _text(says: str) -> Text:
    return Text(tuple(piece for piece in pieces_of(says) if not isinstance(piece, Slot)))


def _entries(pack: Pack) -> list[Any]:
    path = pack.folder / FILE
    found = read_toml(path, pack.folder).get("answer", []) if path.exists() else []
    if not isinstance(found, list):
        raise BadSettings(f"{pack.folder.name}/{FILE}: answer must be a list of tables, [[answer]]")
    return found
