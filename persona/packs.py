"""A pack in memory: lines by language, mottos, kinds of party and colours, read from one folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.core.errors import BadSettings
from persona.fluentfile import Entry, read_entries

FORMAT = 1
HOUSE = "house"
ROOT = Path(__file__).parent
KEY = re.compile(r"[a-z][a-z0-9-]{0,31}\Z")

Lines = Mapping[str, Mapping[str, Entry]]


@dataclass(frozen=True, slots=True)
class Motto:
    """`look` has the colours and the poster's words; `lines` are by language and key."""

    key: str
    look: Mapping[str, Any]
    lines: Lines


@dataclass(frozen=True, slots=True)
class Pack:
    """`names` are by language. `doubles` are entries whose key was taken already."""

    key: str
    base: str
    names: Mapping[str, str]
    look: Mapping[str, Any]
    lines: Lines
    mottos: Mapping[str, Motto]
    kinds: Mapping[str, Mapping[str, Any]]
    folder: Path
    doubles: Sequence[tuple[Entry, Entry]] = field(default=())


def read_packs(folders: Sequence[Path] = ()) -> dict[str, Pack]:
    """The packs that come with the house, then those in `folders`. Raises BadSettings."""
    packs: dict[str, Pack] = {}
    for folder in (*sorted(found.parent for found in ROOT.glob("*/pack.toml")), *folders):
        pack = read_pack(folder)
        if pack.key in packs:
            raise BadSettings(f"{folder.name}/pack.toml: there is a pack {pack.key} already")
        packs[pack.key] = pack
    for pack in packs.values():
        base_of(pack, packs)
    return packs


def own_packs(data: Path) -> list[Path]:
    """The folders of the operator's own packs: `packs/<key>/pack.toml` in the data directory."""
    return sorted(found.parent for found in data.expanduser().glob("packs/*/pack.toml"))


def base_of(pack: Pack, packs: Mapping[str, Pack]) -> Pack | None:
    """Raises BadSettings for a base that does not exist or has a base itself: two layers can be kept in mind."""
    if not pack.base:
        return None
    base = packs.get(pack.base)
    if base is None:
        raise BadSettings(f"{pack.folder.name}/pack.toml: base names {pack.base}, and there is no such pack")
    if base.base:
        raise BadSettings(f"{pack.folder.name}/pack.toml: {pack.base} rests on another pack itself")
    return base


def read_pack(folder: Path) -> Pack:
    """Raises BadSettings with the file named for whatever keeps the pack from being read at all."""
    about = read_toml(folder / "pack.toml", folder)
    key = about.get("key", "")
    _check_about(f"{folder.name}/pack.toml", key, about)
    reader = _Reader(folder)
    return Pack(
        key=key,
        base=about.get("base", "" if key == HOUSE else HOUSE),
        names=about.get("name", {}),
        look=about.get("colours", {}),
        lines={lines.name: reader.entries(sorted(lines.glob("*.ftl"))) for lines in _folders(folder / "lines")},
        mottos={path.stem: reader.motto(path) for path in sorted(folder.glob("mottos/*.toml"))},
        kinds={path.stem: read_toml(path, folder) for path in sorted(folder.glob("kinds/*.toml"))},
        folder=folder,
        doubles=reader.doubles,
    )


def _check_about(file: str, key: object, about: Mapping[str, Any]) -> None:
    if not isinstance(key, str) or not KEY.match(key):
        raise BadSettings(f"{file}: key must be 1 to 32 of a-z, 0-9 and -, a letter first")
    for name, kind in (("base", str), ("name", dict), ("colours", dict)):
        if not isinstance(about.get(name, kind()), kind):
            raise BadSettings(f"{file}: {name} must be a {'table' if kind is dict else 'word'}")
    if not all(isinstance(name, str) and name for name in about.get("name", {}).values()):
        raise BadSettings(f'{file}: name must be a word in each language, such as en = "Aunt"')


def read_toml(path: Path, folder: Path) -> dict[str, Any]:
    name = _name(path, folder)
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise BadSettings(f"{name}: there is no such file") from error
    except OSError as error:
        raise BadSettings(f"{name}: the file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{name}: the file is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{name}: {error}") from error
    if read.get("format") != FORMAT:
        raise BadSettings(f"{name}: the file must begin with format = {FORMAT}")
    return read


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.doubles: list[tuple[Entry, Entry]] = []

    def motto(self, path: Path) -> Motto:
        about = read_toml(path, self.folder)
        files = sorted(path.parent.glob(f"{path.stem}.*.ftl"))
        lines = {file.suffixes[-2][1:]: self.entries([file]) for file in files}
        return Motto(path.stem, {name: about[name] for name in about if name != "format"}, lines)

    def entries(self, paths: Sequence[Path]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for path in paths:
            for entry in self._read(path):
                if entry.key in found:
                    self.doubles.append((found[entry.key], entry))
                found[entry.key] = entry
        return found

    def _read(self, path: Path) -> list[Entry]:
        name = _name(path, self.folder)
        try:
            return read_entries(path, name)
        except UnicodeDecodeError as error:
            raise BadSettings(f"{name}: the file is not UTF-8") from error
        except OSError as error:
            raise BadSettings(f"{name}: the file cannot be read ({error.strerror})") from error


def _folders(path: Path) -> list[Path]:
    return sorted(found for found in path.iterdir() if found.is_dir()) if path.is_dir() else []


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()
