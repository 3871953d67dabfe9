"""Which house a verb speaks of, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import look_around, main
from bot.core.errors import BadSettings


@pytest.fixture(autouse=True)
def _no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GASTGEBER_DATA_DIR", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "data").mkdir(parents=True)
    return tmp_path / "home"


def test_called_from_another_folder_it_spoke_well_of_a_house_that_is_not_there(tmp_path: Path, home: Path) -> None:
    with pytest.raises(BadSettings) as wrong:
        look_around(tmp_path, home)
    assert (
        str(wrong.value)
        == f"There is no house in {tmp_path}; this program's own is in {home}. Go there first: cd {home}"
    )


def test_at_home_and_in_a_house_of_its_own_nothing_is_in_the_way(tmp_path: Path, home: Path) -> None:
    look_around(home, home)
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / ".env").touch()
    look_around(tmp_path / "second", home)


def test_before_the_first_start_any_folder_will_do(tmp_path: Path) -> None:
    look_around(tmp_path, tmp_path / "fresh")


def test_a_data_directory_that_was_named_is_the_one(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GASTGEBER_DATA_DIR", "elsewhere")
    look_around(tmp_path, home)


def test_a_fault_of_ours_is_one_line_that_says_where_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(language: str) -> object:
        raise ZeroDivisionError("what a guest said")

    monkeypatch.setattr("persona.voice.open_voice", lambda: broken("de"))
    assert main(["commands"]) == 70
    said = capsys.readouterr().err
    assert said.startswith("This is a fault of Gastgeber's own; please report it: ZeroDivisionError in bot/verbs/comm")
    assert (said.count("\n"), "guest" in said) == (1, False)


@pytest.mark.parametrize(("verb", "status"), [("commands", 130), ("run", 0)])
def test_an_interrupted_verb_is_not_called_done(monkeypatch: pytest.MonkeyPatch, verb: str, status: int) -> None:
    def interrupted(given: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"bot.verbs.{verb}.run", interrupted)
    assert main([verb]) == status
