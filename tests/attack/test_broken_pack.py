"""A pack that somebody copied in haste: one sentence with file and line, never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.errors import BadSettings
from persona.packs import ROOT
from persona.voice import open_voice

CORE = "lines/en/core.ftl"


def _instead_of_a_file(pack: Path) -> None:
    (pack / CORE).unlink()
    (pack / CORE).mkdir()


def _instead_of_a_folder(pack: Path) -> None:
    shutil.rmtree(pack)
    pack.write_text("x")


def _changed(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(pack: Path) -> None:
        (pack / name).write_bytes((pack / name).read_bytes().replace(old, new, 1))

    return change


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (shutil.rmtree, r"mine/pack\.toml: there is no such file"),
        (_instead_of_a_folder, r"mine/pack\.toml: the file cannot be read \(Not a directory\)"),
        (_instead_of_a_file, r"mine/lines/en/core\.ftl: the file cannot be read \(Is a directory\)"),
        (
            _changed(CORE, b"{ $role }", b"{ $rool }"),
            r"mine/lines/en/core\.ftl:\d+: not-allowed has \$rool, which nobody",
        ),
        (_changed(CORE, b"house-closed =", b"house-closed"), r"mine/lines/en/core\.ftl:\d+: Fluent cannot read this"),
        (_changed(CORE, b"house-closed", b"\xff"), r"mine/lines/en/core\.ftl: the file is not UTF-8"),
        (
            _changed("kinds/motto.toml", b"format = 1", b"format = 2"),
            r"mine/kinds/motto\.toml: the file must begin with",
        ),
        (_changed("mottos/neon.toml", b"=", b"[["), r"mine/mottos/neon\.toml: .*line 1"),
    ],
)
def test_what_is_broken_is_named_with_file_and_line(
    tmp_path: Path, break_it: Callable[[Path], None], said: str
) -> None:
    pack = tmp_path / "mine"
    shutil.copytree(ROOT / "house", pack)
    _changed("pack.toml", b'key = "house"', b'key = "mine"')(pack)
    break_it(pack)
    with pytest.raises(BadSettings, match=said):
        open_voice((pack,))
