"""`gastgeber update` with this very house as the release: forward, back, and back by itself where the new one fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import releases, unit
from bot import service as services
from bot.cli import main
from bot.update_note import Last, Note
from bot.updating import Update
from tests.doctor.grounds import write_pack

HERE = Path(__file__).resolve().parent.parent.parent
# The packages are here already; all the rest of the real one is kept to: install, then the verb.
BOOTSTRAP = """
import os, sys
from pathlib import Path
root = Path(__file__).resolve().parent.parent
if (root / "needs-the-impossible").exists():
    sys.exit("The packages could not be installed; what pip said is above.")
os.chdir(root)
os.execv(sys.executable, [sys.executable, "-m", "bot", *sys.argv[1:]])
"""
LINES = "persona/house/lines/de/help.ftl"
SQL = "bot/storage/migrations/0099_planted.sql"
AS_SOMEBODY = {
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.invalid",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.invalid",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Project:
    """`origin` is where releases are made, `house` the operator's checkout of it."""

    origin: Path
    house: Path

    def write(self, name: str, text: str, tag: str = "") -> str:
        (self.origin / name).parent.mkdir(parents=True, exist_ok=True)
        (self.origin / name).write_text(text)
        git(self.origin, "add", "--all", "--force", ".")
        git(self.origin, "commit", "--quiet", "--message", f"write {name}")
        if tag:
            git(self.origin, "tag", tag)
        return git(self.origin, "rev-parse", "HEAD")[:12]

    @property
    def at(self) -> str:
        return git(self.house, "rev-parse", "HEAD")[:12]

    def verb(self, *words: str) -> subprocess.CompletedProcess[str]:
        """As the operator types it there."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *words], cwd=self.house, capture_output=True, text=True, check=False
        )

    def tables(self) -> set[str]:
        with closing(sqlite3.connect(self.house / "data" / "gastgeber.db")) as connection:
            return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for name, value in AS_SOMEBODY.items():
        monkeypatch.setenv(name, value)
    for name in ("DISCORD_TOKEN", "TELEGRAM_TOKEN", "DATABASE_URL", "GASTGEBER_DATA_DIR", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GASTGEBER_PORT", "0")
    made = Project(tmp_path / "origin", tmp_path / "house")
    made.origin.mkdir()
    git(made.origin, "init", "--quiet", "--initial-branch", "main")
    for part in ("bot", "cogs", "persona"):
        shutil.copytree(HERE / part, made.origin / part, ignore=shutil.ignore_patterns("__pycache__"))
    (made.origin / "bot" / "bootstrap.py").write_text(BOOTSTRAP)
    (made.origin / ".gitignore").write_text("data/\n.env\n__pycache__/\n")
    made.write("pyproject.toml", "[project]\n")
    git(tmp_path, "clone", "--quiet", str(made.origin), str(made.house))
    monkeypatch.setattr(releases, "ROOT", made.house)
    monkeypatch.setattr("bot.service.BOOTED", tmp_path / "nowhere")
    monkeypatch.chdir(made.house)
    return made


def test_forward_with_the_data_and_back_with_the_data(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.verb("migrate").returncode == 0
    old = project.at
    new = project.write(SQL, "CREATE TABLE planted (id TEXT PRIMARY KEY);\n")
    assert main(["update"]) == 0
    said = capsys.readouterr().out
    assert f"Updated to {new}" in said
    assert project.at == new
    assert "planted" in project.tables()
    assert main(["update"]) == 0
    assert "This is the newest release." in capsys.readouterr().out

    assert main(["update", "--back", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["before"], told["after"]) == ("back", old, new)
    assert project.at == old
    assert "planted" not in project.tables()
    assert not list((project.house / "data").glob("*.replaced*"))
    assert main(["update", "--back"]) == 2
    assert "No update is known to go back from." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (SQL, "CREATE TABLE planted (id TEXT PRIMARY KEY);\nCREATE TABLE guest (id TEXT);\n", "already exists"),
        (LINES, "help-other = Something\n", "help-closed is a line nobody says"),
        ("needs-the-impossible", "", "could not be installed"),
    ],
    ids=["a migration that cannot be applied", "something the doctor finds", "packages that cannot be had"],
)
def test_a_release_that_fails_here_is_left_again(
    project: Project, capsys: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    project.verb("migrate")
    write_pack(project.house / "data", "help-closed")
    before, tables = project.at, project.tables()
    if "doctor" in file:
        lines = project.origin / "persona" / "house" / "lines" / "de" / "help.ftl"
        lines.write_text(lines.read_text(encoding="utf-8").split("\n", 6)[-1], encoding="utf-8")
    project.write(file, text)
    assert main(["update"]) == 1
    told = capsys.readouterr().out
    assert said in told
    assert f"Everything is as it was before, on {before}." in told
    assert project.at == before
    assert project.tables() == tables
    assert project.verb("migrate", "--plan").returncode == 0
    assert main(["update", "--back"]) == 2


def test_a_release_that_answers_in_an_unknown_way_is_left_again(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.verb("migrate")
    before = project.at
    told = project.house / "bot" / "verbs" / "doctor.py"
    project.write("bot/verbs/doctor.py", told.read_text() + "\n\nprint('Look at this first.')\n")
    assert main(["update"]) == 1
    said = capsys.readouterr().out
    assert "It answers in an unknown way (JSONDecodeError)." in said
    assert f"Everything is as it was before, on {before}." in said
    assert project.at == before


# Whoever comes with this release stops the update that brings it, once.
STOPS = """
import os, signal, sys
from pathlib import Path
once = Path(__file__).resolve().parent.parent / "data" / "stopped"
if not once.exists():
    once.touch()
    os.kill(os.getppid(), signal.{name})
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupted_update_goes_back_and_does_not_stay_half_done(project: Project, name: str) -> None:
    project.verb("migrate")
    before, tables = project.at, project.tables()
    project.write(SQL, "CREATE TABLE planted (id TEXT PRIMARY KEY);\n")
    project.write("bot/bootstrap.py", STOPS.format(name=name) + BOOTSTRAP)
    update = project.verb("update")
    assert (update.returncode, update.stderr) == (1, "")
    assert f"The update was interrupted. Everything is as it was before, on {before}." in update.stdout
    assert (project.at, project.tables()) == (before, tables)
    assert not (project.house / "data" / "update.json").exists()


def test_an_update_interrupted_while_it_backs_up_says_so_without_a_traceback(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C reaches the programs it started as well; a verb that is interrupted ends quietly and has said nothing."""

    def nothing_said(update: Update) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return str(json.loads(""))

    before = project.at
    project.write("NEWS", "1")
    monkeypatch.setattr(Update, "_back_up", nothing_said)
    assert main(["update"]) == 1
    told = f"The update was interrupted. Everything is as it was before, on {before}.\n"
    assert capsys.readouterr().out == told
    assert project.at == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def killed(project: Project) -> tuple[str, str]:
    """The releases before and after; the update between them lost power when the code was new and the data was not."""
    project.verb("migrate")
    before = project.at
    project.write(SQL, "CREATE TABLE planted (id TEXT PRIMARY KEY);\n")
    after = project.write("bot/bootstrap.py", STOPS.format(name="SIGKILL") + BOOTSTRAP)
    assert project.verb("update").returncode == -9
    assert project.at == after
    assert "planted" not in project.tables()
    return before, after


def test_an_update_that_lost_power_is_finished_by_the_next_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = killed(project)
    assert main(["update", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["before"], told["after"]) == ("updated", before, after)
    assert "planted" in project.tables()
    assert main(["update"]) == 0
    assert "This is the newest release." in capsys.readouterr().out


def test_an_update_that_lost_power_knows_its_way_back(project: Project) -> None:
    before, _ = killed(project)
    assert main(["update", "--back"]) == 0
    assert project.at == before
    assert project.verb("migrate", "--plan").returncode == 0


def test_a_terminal_that_is_gone_does_not_end_an_update(project: Project) -> None:
    project.verb("migrate")
    new = project.write(SQL, "CREATE TABLE planted (id TEXT PRIMARY KEY);\n")
    nobody, mouth = os.pipe()
    os.close(nobody)
    subprocess.run([sys.executable, "-m", "bot", "update"], cwd=project.house, stdout=mouth, stderr=mouth, check=False)
    os.close(mouth)
    assert project.at == new
    assert "planted" in project.tables()


def test_what_root_notes_belongs_to_the_houses_account(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: dict[str, tuple[int, int]] = {}
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda path, user, group: given.update({path.name: (user, group)}))
    Note(tmp_path / "data").write(Last("1", "2", ""), whole=True)
    owner = project.house.stat()
    assert given == dict.fromkeys(("data", "update.new"), (owner.st_uid, owner.st_gid))


# Starts and ends the house as systemd does: a start is over when the house is open or has ended.
SYSTEMCTL = """#!/bin/sh
[ "$1" = --user ] && shift
runs() { kill -0 "$(cat "$HOUSE/../pid")" 2>&-; }
case "$1" in
  restart)
    cd "$HOUSE" && { "$PYTHON" -m bot run > "$HOUSE/../log" 2>&1 & echo $! > "$HOUSE/../pid"; }
    while runs && [ ! -S data/gastgeber.sock ]; do sleep 0.1; done
    runs || { echo "Job for gastgeber.service failed" >&2; exit 1; } ;;
  stop) kill "$(cat "$HOUSE/../pid")" 2>&-; while runs; do sleep 0.1; done ;;
  is-active) runs ;;
esac
"""


@pytest.fixture
def served(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The house runs as a service of the operator's account."""
    top = project.house.parent
    (top / "bin").mkdir()
    (top / "bin" / "systemctl").write_text(SYSTEMCTL)
    (top / "bin" / "systemctl").chmod(0o755)
    file = top / "config" / "systemd" / "user" / unit.NAME
    file.parent.mkdir(parents=True)
    file.touch()
    for name, value in (("HOUSE", project.house), ("PYTHON", sys.executable), ("XDG_CONFIG_HOME", top / "config")):
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("PATH", f"{top / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(services, "BOOTED", top)
    for module in (services, unit):
        monkeypatch.setattr(module, "SYSTEM_UNITS", top / "units")
    monkeypatch.setattr(services, "SUPERUSER", -1)
    subprocess.run(["systemctl", "restart"], check=True)
    try:
        yield project
    finally:
        subprocess.run(["systemctl", "stop"], check=False, stderr=subprocess.DEVNULL)


def test_a_service_is_stopped_updated_and_runs_again(served: Project, capsys: pytest.CaptureFixture[str]) -> None:
    new = served.write(SQL, "CREATE TABLE planted (id TEXT PRIMARY KEY);\n")
    assert main(["update"]) == 0
    assert f"Updated to {new}" in capsys.readouterr().out
    assert json.loads(served.verb("state").stdout)["trouble"] == {}
    assert "planted" in served.tables()


def test_a_release_that_does_not_start_is_left_and_the_old_one_runs_again(
    served: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = served.at
    served.write("bot/running.py", "raise SystemExit('not on this machine')\n")
    assert main(["update"]) == 1
    told = capsys.readouterr().out
    assert "The service could not be started again (Job for gastgeber.service failed). Its log says why:" in told
    assert f"Everything is as it was before, on {before}." in told
    assert served.verb("state").returncode == 0


def test_the_newest_release_tag_counts_where_there_are_any(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("NEWS", "1", tag="v1.9")
    newest = project.write("NEWS", "2", tag="v1.10")
    project.write("NEWS", "not released yet")
    assert main(["update", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["after"] == "v1.10"
    assert project.at == newest
    assert git(project.house, "rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_changed_files_are_kept_and_named(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.at
    project.write("NEWS", "1")
    (project.house / "pyproject.toml").write_text("[project] # mine\n")
    assert main(["update"]) == 2
    said = capsys.readouterr().err
    assert "Files of the house were changed here (pyproject.toml)" in said
    assert "git stash" in said
    assert project.at == before
    assert (project.house / "pyproject.toml").read_text() == "[project] # mine\n"


def test_commits_of_ones_own_are_not_thrown_away(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("NEWS", "1")
    (project.house / "MINE").touch()
    git(project.house, "add", "MINE")
    git(project.house, "commit", "--quiet", "--message", "mine")
    before = project.at
    assert main(["update"]) == 2
    assert "commits of its own" in capsys.readouterr().err
    assert project.at == before


def test_an_origin_that_is_away_is_said_in_one_sentence(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.origin.rename(project.origin.with_name("elsewhere"))
    assert main(["update"]) == 2
    assert "The newest release cannot be fetched" in capsys.readouterr().err


def test_a_house_in_the_foreground_is_not_pulled_from_under_anybody(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("NEWS", "1")
    before = project.at
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=project.house, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline().startswith(b"The lobby is open")
        assert main(["update"]) == 2
        assert "Stop it, then update again" in capsys.readouterr().err
        assert project.at == before
    finally:
        running.terminate()
        running.wait(20)
        running.communicate()


def test_a_package_from_an_index_is_asked_of_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[list[str]] = []

    def run(command: object, folder: Path) -> str:
        words = [str(word) for word in command]  # type: ignore[attr-defined]
        calls.append(words[words.index("install") :])
        return json.dumps({"install": [{"metadata": {"name": "gastgeber", "version": "9.1"}}]})

    package = releases.Installed(run)
    assert package.newest() == "9.1"
    package.switch("9.1")
    assert calls == [
        ["install", "--quiet", "--upgrade", "--dry-run", "--report", "-", "gastgeber"],
        ["install", "--quiet", "gastgeber==9.1"],
    ]


def test_a_copy_from_nobody_knows_where_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(releases, "ROOT", tmp_path)
    monkeypatch.setattr("bot.service.BOOTED", tmp_path / "nowhere")
    monkeypatch.chdir(tmp_path)
    assert main(["update"]) == 2
    assert "only you know where the next release is" in capsys.readouterr().err
