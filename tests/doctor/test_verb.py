"""`gastgeber doctor` for people and for scripts: sentences, JSON, and an exit status."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from bot.cli import main


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("GASTGEBER_PORT", "0")
    for name in ("DISCORD_TOKEN", "TELEGRAM_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_healthy_house_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "The house is healthy.\n"


def test_a_finding_is_one_line_and_status_one(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / ".env").write_text("GASTGEBER_PROT=80\n")
    (here / ".env").chmod(0o600)
    assert main(["doctor"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line == (
        "! .env sets GASTGEBER_PROT, which nobody reads. Did you mean GASTGEBER_PORT? Correct the name or take it out."
    )


def test_wrong_settings_are_findings_and_their_values_are_not_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GASTGEBER_PORT", "eighty-eighty")
    monkeypatch.setenv("DISCORD_API_URL", "hunter2")
    assert main(["doctor", "--json"]) == 1
    told = capsys.readouterr().out
    findings = json.loads(told)["findings"]
    assert [(each["code"], each["severity"]) for each in findings] == [("setting-wrong", "error")] * 2
    assert {each["blanks"]["name"] for each in findings} == {"GASTGEBER_PORT", "DISCORD_API_URL"}
    assert "eighty" not in told
    assert "hunter2" not in told


def test_a_note_leaves_the_house_healthy(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.machine.find_spec", lambda name: None)
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["healthy"] is True
    assert [each["code"] for each in told["findings"]] == ["speed-missing"]


def test_a_house_that_runs_and_is_silent_cannot_be_looked_at(
    capsys: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.control.PATIENCE", 0.1)
    (here / "data").mkdir(0o700)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(here / "data" / "gastgeber.sock"))
        silent.listen()
        assert main(["doctor"]) == 2
    assert "did not answer" in capsys.readouterr().err
