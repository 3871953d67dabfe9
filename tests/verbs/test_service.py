"""`gastgeber service`: a unit that survives reboots, written once, told in plain words; systemd itself is a stand-in."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import releases, unit
from bot import service as services
from bot.cli import main
from bot.unit import NAME, Service

# Remembers what is enabled and active as the real one does, and says what it was called with.
STAND_IN = """#!/bin/sh
echo "$(basename "$0") $*" >> "$STAND_IN/calls"
[ -e "$STAND_IN/refuses" ] && { cat "$STAND_IN/refuses" >&2; exit 1; }
[ "$1" = --user ] && shift
[ "$1" = restart ] && [ -e "$STAND_IN/starts-not" ] && { cat "$STAND_IN/starts-not" >&2; exit 1; }
case "$1" in
  enable) touch "$STAND_IN/enabled" ;;
  restart) touch "$STAND_IN/active" ;;
  disable) rm -f "$STAND_IN/enabled" "$STAND_IN/active" ;;
  is-enabled) [ -e "$STAND_IN/enabled" ] || exit 1 ;;
  is-active) [ -e "$STAND_IN/active" ] || exit 3 ;;
esac
exit 0
"""


@dataclass
class Machine:
    folder: Path

    def calls(self) -> list[str]:
        """Since the last look."""
        file = self.folder / "calls"
        told = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return told

    def refuses(self, why: str) -> None:
        (self.folder / "refuses").write_text(why + "\n")

    @property
    def unit(self) -> Path:
        return self.folder / "config" / "systemd" / "user" / NAME

    def has_a_system_service(self, folder: Path) -> Path:
        file = self.folder / "units" / NAME
        file.parent.mkdir()
        account = pwd.getpwuid(os.geteuid()).pw_name
        file.write_text(Service(True, folder, Path("/python"), folder / "data", account).unit)
        for state in ("enabled", "active"):
            (self.folder / state).touch()
        return file


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Where systemd runs, for an ordinary account with a checkout of its own."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("systemctl", "loginctl"):
        (programs / name).write_text(STAND_IN)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("STAND_IN", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("DISCORD_TOKEN", "TELEGRAM_TOKEN", "DATABASE_URL", "GASTGEBER_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(services, "BOOTED", tmp_path)
    monkeypatch.setattr(services, "LINGERING", tmp_path / "linger")
    monkeypatch.setattr(releases, "ROOT", tmp_path / "house")
    for module in (services, unit):
        monkeypatch.setattr(module, "SYSTEM_UNITS", tmp_path / "units")
    monkeypatch.setattr(services, "SUPERUSER", -1)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "pyproject.toml").touch()
    return Machine(tmp_path)


def test_it_is_written_enabled_and_started(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["service", "install"]) == 0
    unit = machine.unit.read_text()
    assert f"WorkingDirectory={machine.folder / 'house'}\n" in unit
    assert " -m bot run\n" in unit
    assert "Type=notify\n" in unit
    assert "Restart=always\n" in unit
    assert "RestartPreventExitStatus=78\n" in unit
    assert "NoNewPrivileges=yes\n" in unit
    assert "User=" not in unit
    assert (machine.folder / "house" / "data").stat().st_mode & 0o777 == 0o700
    calls = machine.calls()
    assert calls[:3] == [
        f"systemctl --user {words}" for words in ("daemon-reload", f"enable {NAME}", f"restart {NAME}")
    ]
    assert calls[3].startswith("loginctl enable-linger ")
    assert "also after a reboot" in capsys.readouterr().out


def test_lingering_is_asked_for_only_where_it_is_missing_and_no_reboot_is_promised_without_it(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.folder / "bin" / "loginctl").write_text(
        "#!/bin/sh\necho 'Could not enable linger: Access denied' >&2; exit 1\n"
    )
    account = pwd.getpwuid(os.geteuid()).pw_name
    assert main(["service", "install"]) == 0
    told = capsys.readouterr().out
    assert "also after a reboot" not in told
    assert f"run once: sudo loginctl enable-linger {account}\n" in told
    (machine.folder / "linger").mkdir()
    (machine.folder / "linger" / account).touch()
    assert main(["service", "install"]) == 0
    told = capsys.readouterr().out
    assert "also after a reboot" in told
    assert "enable-linger" not in told


def test_installing_twice_is_the_same_as_once(machine: Machine) -> None:
    assert main(["service", "install"]) == 0
    before = machine.unit.stat().st_ino
    assert main(["service", "install"]) == 0
    assert machine.unit.stat().st_ino == before
    assert sorted(path.name for path in machine.unit.parent.iterdir()) == [NAME]


def test_the_status_is_one_sentence_and_an_exit_status(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["service", "status"]) == 1
    assert "No service is installed" in capsys.readouterr().out
    main(["service", "install"])
    capsys.readouterr()
    assert main(["service", "status"]) == 0
    assert "runs and starts at boot." in capsys.readouterr().out
    machine.unit.write_text(machine.unit.read_text() + "# of last year\n")
    assert main(["service", "status", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"installed": True, "enabled": True, "active": True, "current": False, "file": str(machine.unit)}
    (machine.folder / "active").unlink()
    assert main(["service", "status"]) == 1
    assert "does not run" in capsys.readouterr().out


def test_removing_leaves_the_data_and_may_be_repeated(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    main(["service", "install"])
    machine.calls()
    assert main(["service", "remove"]) == 0
    assert not machine.unit.exists()
    assert machine.calls() == [f"systemctl --user disable --now {NAME}", "systemctl --user daemon-reload"]
    assert (machine.folder / "house" / "data").is_dir()
    capsys.readouterr()
    assert main(["service", "remove"]) == 0
    assert "nothing to remove" in capsys.readouterr().out


def test_a_dry_run_shows_everything_and_changes_nothing(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["service", "install", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "[Service]" in told
    assert f"systemctl --user enable {NAME}" in told
    assert machine.calls() == []
    assert not machine.unit.exists()
    assert not (machine.folder / "house" / "data").exists()


def test_without_systemd_it_says_what_to_do_instead(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "BOOTED", machine.folder / "nowhere")
    assert main(["service", "install"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("There is no systemd here")
    assert f"cd {machine.folder / 'house'} && " in told
    assert not machine.unit.exists()


def test_without_systemd_the_status_as_json_was_a_sentence(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "BOOTED", machine.folder / "nowhere")
    assert main(["service", "status", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == {"installed": False, "enabled": False, "active": False, "current": False, "file": str(machine.unit)}


def test_what_is_told_in_sentences_only_is_refused_as_json(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["service", "install", "--json"]) == 2
    told = capsys.readouterr()
    assert (told.out, "gastgeber service status --json" in told.err) == ("", True)
    assert not machine.unit.exists()


def test_what_systemd_refuses_is_said_in_its_words(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.refuses("Failed to connect to bus: No medium found")
    assert main(["service", "install"]) == 2
    told = capsys.readouterr().err
    assert "systemd refused (systemctl --user daemon-reload): Failed to connect to bus: No medium found" in told
    assert "Log in to this account directly" in told


def test_a_refused_service_leaves_no_file_that_says_there_is_one(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.refuses("Failed to connect to bus: No medium found")
    main(["service", "install"])
    assert not machine.unit.exists()
    (machine.folder / "refuses").unlink()
    capsys.readouterr()
    assert main(["service", "remove"]) == 0
    assert "nothing to remove" in capsys.readouterr().out


def test_a_house_that_does_not_start_is_told_with_its_log_and_without_systemctls_hint(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.folder / "starts-not").write_text(
        "Job for gastgeber.service failed because the control process exited with error code.\n"
        'See "systemctl status gastgeber.service" and "journalctl -xeu gastgeber.service" for details.\n'
    )
    assert main(["service", "install"]) == 2
    assert capsys.readouterr().err == (
        "The service is installed, but the house does not start yet (Job for gastgeber.service failed because the"
        " control process exited with error code). Its log says why: journalctl --user -u gastgeber\n"
    )
    assert machine.unit.exists()


def test_the_account_sees_the_systems_service_and_does_not_install_a_second_one(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    file = machine.has_a_system_service(machine.folder / "house")
    assert main(["service", "status"]) == 0
    assert capsys.readouterr().out.startswith(f"The service ({file}) runs and starts at boot.")
    for words in (["install"], ["install", "--dry-run"]):
        assert main(["service", *words]) == 2
        assert "a service of the whole system already" in capsys.readouterr().err
    assert main(["service", "remove"]) == 2
    assert capsys.readouterr().err == "Only root removes a service of the whole system: run the same with sudo.\n"
    assert file.exists()
    assert not machine.unit.exists()


def test_the_service_of_another_house_is_neither_shown_nor_written_over(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = machine.has_a_system_service(machine.folder / "another 100% house")
    assert main(["service", "status"]) == 1
    assert "No service is installed" in capsys.readouterr().out
    before = file.read_text()
    monkeypatch.setattr(os, "geteuid", lambda: -1)
    monkeypatch.setattr(services, "_account", lambda uid: pwd.getpwuid(os.getuid()).pw_name)
    assert main(["service", "install"]) == 2
    assert f"another house already, in {machine.folder / 'another 100% house'}." in capsys.readouterr().err
    assert file.read_text() == before


def test_what_only_this_shell_knows_is_named(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret-word")
    monkeypatch.setenv("DISCORD_TOKEN", "another-secret-word")
    (machine.folder / "house" / ".env").write_text("DISCORD_TOKEN=x\n")
    main(["service", "install"])
    told = capsys.readouterr().out
    assert "put there what is set in this shell: TELEGRAM_TOKEN\n" in told
    assert "secret-word" not in told


def test_a_house_of_roots_is_refused(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "SUPERUSER", os.geteuid())
    assert main(["service", "install", "--system"]) == 2
    assert "the house is not run as root" in capsys.readouterr().err
    assert machine.calls() == []


def test_in_a_folder_of_roots_the_status_is_told_all_the_same(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "SUPERUSER", os.geteuid())
    for words in (["status"], ["status", "--system"]):
        assert main(["service", *words]) == 1
        assert capsys.readouterr().out == "No service is installed. Install it with: gastgeber service install\n"
    assert main(["service", "remove"]) == 0
    assert "nothing to remove" in capsys.readouterr().out


def test_a_folder_of_nobody_known_here_is_said_in_one_sentence(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(uid: int) -> pwd.struct_passwd:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert main(["service", "status"]) == 1
    assert "No service is installed" in capsys.readouterr().out
    assert main(["service", "install"]) == 2
    assert "an account this machine does not know" in capsys.readouterr().err


def test_data_that_belongs_to_somebody_else_is_named_before_the_service_fails_on_it(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = machine.folder / "house" / "data"
    data.mkdir()
    account = pwd.getpwuid(os.geteuid())
    other = pwd.struct_passwd((account.pw_name, "x", account.pw_uid + 1, *account[3:]))
    monkeypatch.setattr(pwd, "getpwnam", lambda name: other)
    assert main(["service", "install"]) == 2
    assert f"Run: sudo chown -R {account.pw_name}: {data}" in capsys.readouterr().err
    assert not machine.unit.exists()


@pytest.mark.parametrize("told", [True, False], ids=["told where its manager is", "entered through sudo"])
def test_an_account_entered_through_sudo_finds_its_own_manager(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    runtime = Path(f"/run/user/{os.geteuid()}")
    monkeypatch.setattr(Path, "is_dir", lambda path: path == runtime or os.path.isdir(path))  # noqa: PTH112
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if told:
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/elsewhere")
    (machine.folder / "bin" / "systemctl").write_text('#!/bin/sh\necho "$XDG_RUNTIME_DIR" >> "$STAND_IN/calls"\n')
    assert main(["service", "install"]) == 0
    assert set(machine.calls()[:-1]) == {"/run/elsewhere" if told else str(runtime)}


@pytest.mark.parametrize("name", ["house", "my house", "100% house"])
def test_the_systems_unit_is_walled_in_and_systemd_accepts_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    (folder / "data").mkdir(parents=True)
    python = folder / "python"
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    unit = Service(True, folder, python, folder / "data", "daemon").unit
    assert "\nUser=daemon\n" in unit
    assert "\nProtectSystem=strict\nReadWritePaths=" in unit
    assert "\nWantedBy=multi-user.target\n" in unit
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    file = tmp_path / NAME
    file.write_text(unit)
    said = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False)
    assert [line for line in said.stderr.splitlines() if NAME in line] == []
    assert said.returncode == 0
