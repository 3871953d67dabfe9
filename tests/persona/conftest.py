"""Packs made of a few lines, in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from persona.packs import HOUSE, read_pack
from persona.voice import FluentVoice, open_voice

MakePack = Callable[..., Path]
ABOUT = """format = 1
key = "{key}"
base = "{base}"
[name]
de = "Probe"
en = "Trial"
[colours]
accent = "#102030"
accent_dark = "#a0b0c0"
"""


@pytest.fixture(scope="session")
def house() -> FluentVoice:
    return open_voice()


@pytest.fixture
def make_pack(tmp_path: Path) -> MakePack:
    """`make_pack(de=..., en=..., files={name: words})` writes a pack of its own without a base."""

    def make(
        de: str = "", en: str = "", *, key: str = "trial", base: str = "", files: dict[str, str] | None = None
    ) -> Path:
        folder = tmp_path / key
        lines = {"lines/de/core.ftl": de, "lines/en/core.ftl": en}
        for name, words in {"pack.toml": ABOUT.format(key=key, base=base), **lines, **(files or {})}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def speak(make_pack: MakePack) -> Callable[..., FluentVoice]:
    """A voice that has the given lines and nothing else."""

    def made(de: str = "", en: str = "", files: dict[str, str] | None = None) -> FluentVoice:
        return FluentVoice({HOUSE: read_pack(make_pack(de, en, key=HOUSE, files=files))})

    return made
