"""The note on what the last update came from: there before anything changes, so that whatever ends an update, even a
power cut, leaves a way on and a way back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.core.errors import BadSettings
from bot.releases import house_folder

FILE = "update.json"
WHOLE = "whole"  # its mark once the update is through
Noted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Last:
    """`backup` is empty where there was no data yet."""

    before: str
    after: str
    backup: str


class Note:
    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def read(self) -> Noted | None:
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def cut_short(self) -> bool:
        return not (self.read() or {}).get(WHOLE, True)

    def last(self) -> Last:
        """Raises BadSettings where nobody knows it or its backup is gone."""
        noted = self.read() or {}
        try:
            last = Last(**{name: value for name, value in noted.items() if name != WHOLE})
        except TypeError:
            raise BadSettings("No update is known to go back from.") from None
        if last.backup and not Path(last.backup).is_file():
            raise BadSettings(f"The backup of before the last update is gone ({last.backup}), so there is no way back.")
        return last

    def write(self, last: Last, *, whole: bool) -> None:
        self._write({**asdict(last), WHOLE: whole})

    def put_back(self, earlier: Noted | None) -> None:
        """None leaves nothing known."""
        if earlier is None:
            self._file.unlink(missing_ok=True)
        else:
            self._write(earlier)

    def _write(self, noted: Noted) -> None:
        folder, half = self._file.parent, self._file.with_suffix(".new")
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
            _give_away(folder)
        half.touch(mode=0o600)
        half.write_text(json.dumps(noted), encoding="utf-8")
        _give_away(half)
        half.replace(self._file)


def _give_away(path: Path) -> None:
    """To the house's owner, as everything there is, if root updates it."""
    if os.geteuid() == 0:
        owner = house_folder().stat()
        os.chown(path, owner.st_uid, owner.st_gid)
