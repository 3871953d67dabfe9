"""Forgotten is forgotten: not in the tables alone, but in every byte of every file of the data directory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.storage.erasures import FILE
from bot.storage.keyring import Keyring
from tests.keeping.house import MARK, files_with, open_home


@pytest.fixture(autouse=True)
def _unsealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sealed would be in no file anyway: here it has to be erased."""
    monkeypatch.setattr(Keyring, "seal", lambda keys, words: str(words))


async def test_no_file_of_the_data_directory_holds_a_word_of_whoever_was_forgotten(tmp_path: Path) -> None:
    async with open_home(tmp_path) as home:
        ann, ben = home.guests
        await ann.say(f"{MARK} in the lobby")
        await ben.say("Posaune in the lobby")
        await home.asks(ann, "ask", f"Will there be a {MARK}?")
        name, other = await home.name(ann), await home.name(ben)
        await home.house.backups.make(home.house.database, "asked", home.house.ambient.now())
        before = files_with(tmp_path, MARK, ann.id)
        assert {Path(file).parts[0] for file in before[MARK]} >= {"gastgeber.db-wal", "backups"}
        assert {Path(file).parts[0] for file in before[ann.id]} >= {"gastgeber.db-wal", "backups"}
        await home.forget(ann)
        await home.rests()
        left = files_with(tmp_path, MARK, name, "Posaune", other)
        assert left[MARK] == set()
        assert left[name] == set()
        assert any(file.startswith("backups/") for file in left["Posaune"])
        assert any(file.startswith("backups/") for file in left[other])
        [line] = (tmp_path / FILE).read_text().splitlines()
        assert sorted(json.loads(line)) == ["account", "at"]
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
        assert ann.id not in line
    assert files_with(tmp_path, MARK, name) == {MARK: set(), name: set()}
