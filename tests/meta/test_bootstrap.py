"""README's command one on a bare machine: says kindly what is missing, and needs the network only once."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot import bootstrap

BOOTSTRAP: Any = bootstrap  # untyped, for old Pythons to read
SOURCE = Path(bootstrap.__file__).read_text(encoding="utf-8")


@dataclass
class Elsewhere:
    """The same bootstrap for an empty checkout; calls are written down and all go well."""

    calls: list[list[str]] = field(default_factory=list)

    def call(self, command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        self.calls.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 0)

    def installs(self) -> int:
        """How often since the last look."""
        calls, self.calls[:] = list(self.calls), []
        return sum("install" in command for command in calls)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Elsewhere:
    made = Elsewhere()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "pins.txt").write_text("aiosqlite==0.22.1\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PINS", tmp_path / "pins.txt")
    monkeypatch.setattr("bot.bootstrap.subprocess.run", made.call)
    monkeypatch.setattr("bot.bootstrap.subprocess.call", made.call)
    monkeypatch.setattr("bot.bootstrap.os.execv", made.call)
    return made


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 0), (3, 10, 99)])
def test_an_old_python_is_refused_kindly(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], version: tuple[int, ...]
) -> None:
    monkeypatch.setattr("bot.bootstrap.sys.version_info", version)
    assert BOOTSTRAP.main([]) == 1
    assert elsewhere.calls == []
    assert capsys.readouterr().err == f"Gastgeber needs Python 3.11 or newer; this is {version[0]}.{version[1]}.\n"


def test_an_old_python_can_read_far_enough_to_say_so() -> None:
    """No annotation, walrus, match or f-string: Python 3.5 would stop at them before it could say a word."""
    ast.parse(SOURCE, feature_version=(3, 5))
    for node in ast.walk(ast.parse(SOURCE)):
        assert not isinstance(node, ast.JoinedStr | ast.NamedExpr | ast.Match | ast.AnnAssign)
    assert set(re.findall(r"(?m)^(?:import|from) (\w+)", SOURCE)) <= {
        "hashlib",
        "os",
        "subprocess",
        "sys",
        "pathlib",
    }


def test_a_second_start_needs_no_network(elsewhere: Elsewhere, tmp_path: Path) -> None:
    assert BOOTSTRAP._install("python", "dev,speed")
    assert elsewhere.installs() == 1
    assert BOOTSTRAP._install("python", "speed")
    assert BOOTSTRAP._install("python", "dev,speed")
    assert elsewhere.calls == []


def test_changed_requirements_and_missing_extras_are_installed(elsewhere: Elsewhere, tmp_path: Path) -> None:
    BOOTSTRAP._install("python", "speed")
    BOOTSTRAP._install("python", "dev,speed")
    assert elsewhere.installs() == 2
    (tmp_path / "pins.txt").write_text("aiosqlite==0.22.2\n")
    BOOTSTRAP._install("python", "speed")
    assert elsewhere.installs() == 1


def test_an_installation_that_failed_is_tried_again(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, int("install" in command))

    with monkeypatch.context() as patched:
        patched.setattr("bot.bootstrap.subprocess.run", fails)
        assert not BOOTSTRAP._install("python", "speed")
    assert BOOTSTRAP._install("python", "speed")
    assert elsewhere.installs() == 1


def test_what_pip_said_is_in_the_last_line_which_is_all_an_update_shows(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = b"ERROR: Could not find a version (from versions: none)\nERROR: No matching distribution found for aunt>=1\n"

    def fails(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, int("install" in command), stderr=said)

    monkeypatch.setattr("bot.bootstrap.subprocess.run", fails)
    assert not BOOTSTRAP._install("python", "speed")
    told = capsys.readouterr().err
    assert said.decode() in told
    last = "The packages could not be installed. pip says: No matching distribution found for aunt>=1"
    assert told.splitlines()[-1] == last


def test_pins_name_every_requirement_and_no_address() -> None:
    pins = bootstrap.PINS.read_text(encoding="utf-8")
    assert "://" not in pins
    assert not re.search(r"(?m)^-", pins)
    project = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    pinned = {plain(line) for line in pins.splitlines() if "==" in line}
    assert {plain(one) for one in wanted} <= pinned


def plain(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[._-]+", "-", name[0]).lower()
