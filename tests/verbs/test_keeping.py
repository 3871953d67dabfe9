"""Backups from the shell: with and without a running house, one sentence each, figures as JSON."""

from __future__ import annotations

import asyncio
import errno
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from bot.core.ports import Database
from bot.host import open_house
from bot.storage.backups import Backups
from bot.storage.checking import Checked
from tests.core.test_host import running, settings

IS_DIR = Path.is_dir


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of a house that was open once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))

    async def open_once() -> None:
        async with open_house(settings(tmp_path / "data")) as house, house.database.write() as tx:
            await tx.run(
                "INSERT INTO community (id, name, language, zone, state, founded_at)"
                " VALUES ('c', 'Before', 'de', 'UTC', 'open', 1)"
            )

    asyncio.run(open_once())
    return tmp_path / "data"


def name_in(file: Path) -> str:
    with closing(sqlite3.connect(file)) as reading:
        return str(reading.execute("SELECT name FROM community").fetchone()[0])


def test_back_up_change_and_restore(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup"]) == 0
    [made] = (folder / "backups").iterdir()
    assert capsys.readouterr().out.startswith(f"Backed up and checked: {made} (")
    with closing(sqlite3.connect(folder / "gastgeber.db")) as changing:
        changing.execute("UPDATE community SET name = 'After'")
        changing.commit()
    assert main(["restore", "latest"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Restored ")
    assert said.count("\n") == 1
    assert name_in(folder / "gastgeber.db") == "Before"
    [before] = [path for path in (folder / "backups").iterdir() if path != made]
    assert str(before) in said
    assert name_in(before) == "After"
    assert main(["restore", "--json", before.name]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["restored"] == str(before)
    assert told["forgotten"] == 0
    assert name_in(folder / "gastgeber.db") == "After"


def test_a_backup_of_ones_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--json", "--to", "own.db"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(folder.parent / "own.db")
    assert told["rows"]["community"] == 1
    assert told["schema"] == "current"
    assert main(["backup", "--to", "own.db"]) == 2
    assert "already" in capsys.readouterr().err


async def test_while_the_house_runs_it_is_backed_up_and_neither_restored_nor_migrated(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_house(settings(folder)) as house, running(house):
        assert await asyncio.to_thread(main, ["backup", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert name_in(Path(told["file"])) == "Before"
        assert await asyncio.to_thread(main, ["restore", "latest"]) == 2
        assert "Stop it first" in capsys.readouterr().err
        assert await asyncio.to_thread(main, ["migrate"]) == 2
        assert "Stop it first" in capsys.readouterr().err
        async with house.database.read() as reader:
            assert await reader.row("SELECT name FROM community WHERE id = 'c'") == ("Before",)


async def test_a_backup_of_ones_own_is_written_by_the_shell_and_not_by_the_walled_in_house(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a service the house may write to its data directory only, and its /tmp is not the operator's."""
    places: list[Path] = []
    make_file = Backups._make

    async def noted(backups: Backups, database: Database, target: Path) -> Checked:
        places.append(target.parent)
        return await make_file(backups, database, target)

    monkeypatch.setattr(Backups, "_make", noted)
    (folder.parent / "shelf").mkdir()
    async with open_house(settings(folder)) as house, running(house):
        for to in ("own.db", "shelf"):
            assert await asyncio.to_thread(main, ["backup", "--json", "--to", to]) == 0
            made = Path(json.loads(capsys.readouterr().out)["file"])
            assert made.is_relative_to(folder.parent / to)
            assert (name_in(made), made.stat().st_mode & 0o777) == ("Before", 0o600)
        for to, why in (("own.db", "already"), ("nowhere/own.db", "cannot be written (No such file or directory)")):
            assert await asyncio.to_thread(main, ["backup", "--to", to]) == 2
            assert why in capsys.readouterr().err
        with monkeypatch.context() as closed:
            closed.setattr(Path, "is_dir", not_ours)
            assert await asyncio.to_thread(main, ["backup", "--to", "elsewhere/own.db"]) == 2
        assert "elsewhere/own.db cannot be written (Permission denied)." in capsys.readouterr().err
    assert set(places) == {folder / "backups"}
    assert list((folder / "backups").iterdir()) == []
    assert sorted(path.name for path in folder.parent.iterdir()) == ["data", "own.db", "shelf"]


def not_ours(path: Path) -> bool:
    if path.parent.name == "elsewhere":
        raise PermissionError(errno.EACCES, "Permission denied", str(path))
    return IS_DIR(path)


async def test_a_large_backup_is_waited_for(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.backups.PATIENCE", 0.0)
    async with open_house(settings(folder)) as house, running(house):
        assert await asyncio.to_thread(main, ["backup", "--json"]) == 0
    assert name_in(Path(json.loads(capsys.readouterr().out)["file"])) == "Before"


async def test_a_backup_asked_for_into_the_houses_own_folder_stays_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was found to lie there already, refused as such, and removed."""
    async with open_house(settings(folder)) as house, running(house):
        assert await asyncio.to_thread(main, ["backup", "--json", "--to", str(folder / "backups")]) == 0
    assert name_in(Path(json.loads(capsys.readouterr().out)["file"])) == "Before"


def test_what_is_missing_is_said_and_applied_after_a_backup(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["migrate", "--plan"]) == 0
    assert capsys.readouterr().out == "Nothing is missing.\n"
    with closing(sqlite3.connect(folder / "gastgeber.db")) as older:
        older.execute("DELETE FROM migration WHERE owner = 'cogs.setup'")
        older.execute("DROP TABLE setup_mark")
        older.commit()
    assert main(["migrate", "--plan"]) == 1
    assert capsys.readouterr().out == "Missing: cogs.setup 0001 setup\n"
    assert not (folder / "backups").exists()
    assert main(["migrate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"applied": ["cogs.setup 0001 setup"]}
    [made] = (folder / "backups").iterdir()
    assert made.name.startswith("migration-")
    assert main(["migrate", "--plan"]) == 0


def test_where_there_is_no_house_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))
    assert main(["backup"]) == 2
    assert "nothing to back up" in capsys.readouterr().err
    assert main(["restore", "latest"]) == 2
    assert "no backup" in capsys.readouterr().err
    assert main(["migrate", "--plan"]) == 1
    assert capsys.readouterr().out.startswith("Missing: bot.storage 0001 core\n")
    assert not (tmp_path / "data").exists()


def test_a_backup_of_a_house_that_never_opened_was_the_latest_and_could_not_be_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir(0o700)
    (tmp_path / "data" / "gastgeber.db").touch(0o600)
    assert main(["backup"]) == 2
    assert "nothing to back up" in capsys.readouterr().err
    assert not (tmp_path / "data" / "backups").exists()


def test_a_place_that_cannot_be_written_is_named_as_it_was_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--to", "nowhere/own.db"]) == 2
    wanted = folder.parent / "nowhere" / "own.db"
    assert capsys.readouterr().err == f"No backup was made: {wanted} cannot be written (No such file or directory).\n"
