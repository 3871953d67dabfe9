"""The house as a systemd service: its unit, and installing, showing and removing it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import BadSettings
from bot.releases import house_folder
from bot.settings import Settings, read_settings

NAME = "gastgeber.service"
SYSTEM_UNITS = Path("/etc/systemd/system")
BOOTED = Path("/run/systemd/system")  # there exactly where systemd runs the machine; see sd_booted(3)
SUPERUSER = 0
# Filters of calls, which need no privilege and so work in a user's own manager as well.
_FILTERS = """\
NoNewPrivileges=yes
UMask=0077
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
"""
# These make a file system view of their own, for which many systems allow only the system's manager.
_WALLS = """\
CapabilityBoundingSet=
ProtectSystem=strict
ReadWritePaths={data}
PrivateTmp=yes
PrivateDevices=yes
ProtectHome=read-only
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictNamespaces=yes
"""
_UNIT = """\
[Unit]
Description=Gastgeber, a community host for Discord and Telegram
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=notify
{user}WorkingDirectory={folder}
ExecStart={python} -m bot run
Restart=always
RestartSec=5
TimeoutStartSec=15min
TimeoutStopSec=30
WatchdogSec=90
{walls}
[Install]
WantedBy={target}
"""
NO_SYSTEMD = (
    "There is no systemd here (a container, perhaps), so nothing was installed."
    " Let whatever starts programs here run this, and start it again when it ends:\n"
    "    cd {folder} && {python} -m bot run\n"
    "The README has a Dockerfile for containers."
)


@dataclass(frozen=True, slots=True)
class Service:
    """Where the house is and who starts it: the system's manager for the account `user`, or that user's own."""

    system: bool
    folder: Path
    python: Path
    data: Path
    user: str

    @property
    def file(self) -> Path:
        if self.system:
            return SYSTEM_UNITS / NAME
        config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        return Path(config) / "systemd" / "user" / NAME

    @property
    def unit(self) -> str:
        walls = _FILTERS + (_WALLS.format(data=_quoted(self.data)) if self.system else "")
        return _UNIT.format(
            user=f"User={self.user}\n" if self.system else "",
            folder=str(self.folder).replace("%", "%%"),
            python=_quoted(self.python),
            walls=walls,
            target="multi-user.target" if self.system else "default.target",
        )

    def systemctl(self, *words: str) -> list[str]:
        return ["systemctl", *([] if self.system else ["--user"]), *words]


def this_service(*, system: bool) -> Service:
    """Raises BadSettings for settings that cannot be read, and for a house that would run as root."""
    folder = house_folder()
    settings = read_settings(str(folder / ".env"))
    system = system or os.geteuid() == SUPERUSER
    owner = pwd.getpwuid(folder.stat().st_uid if system else os.geteuid())
    if system and owner.pw_uid == SUPERUSER:
        raise BadSettings(
            "This folder belongs to root, and the house is not run as root. Give it to an account of its own"
            f" (useradd --system --create-home gastgeber; chown -R gastgeber: {folder}) and try again."
        )
    data = (folder / settings.data_dir).absolute()  # as the service will see it, which starts in that folder
    return Service(system, folder, Path(sys.executable), data, owner.pw_name)


def installed() -> Service | None:
    """The one that is there. Raises BadSettings where it is the system's and who asks is not root."""
    if not has_systemd():
        return None
    if (SYSTEM_UNITS / NAME).exists():
        if os.geteuid() != SUPERUSER:
            raise BadSettings("The house is a service of the whole system: run the same with sudo.")
        return this_service(system=True)
    if os.geteuid() == SUPERUSER:
        return None
    service = this_service(system=False)
    return service if service.file.exists() else None


def has_systemd() -> bool:
    return BOOTED.is_dir() and shutil.which("systemctl") is not None


def plan(service: Service) -> list[list[str]]:
    """The commands after the unit's file is there."""
    steps = [service.systemctl("daemon-reload"), service.systemctl("enable", NAME), service.systemctl("restart", NAME)]
    return steps if service.system else [*steps, ["loginctl", "enable-linger", service.user]]


def install(service: Service) -> list[str]:
    """What to tell the operator. Raises BadSettings with what systemd said where it refuses."""
    if service.system and os.geteuid() != SUPERUSER:
        raise BadSettings("Only root installs a service for the whole system: run the same with sudo.")
    _make_data(service)
    _write(service.file, service.unit)
    told = [f"The house is a service now ({service.file}) and starts again by itself, also after a reboot."]
    for command in plan(service):
        said = _call(command)
        if said is None:
            continue
        if command[0] == "loginctl":
            told.append(
                f"So that it starts without you logging in, run once: sudo loginctl enable-linger {service.user}"
            )
        else:
            raise BadSettings(f"systemd refused ({' '.join(command)}): {said}{_advice(said)}")
    return [
        *told,
        *_not_carried_over(service),
        f"Its log: journalctl {'-u' if service.system else '--user -u'} {NAME} -f",
    ]


def remove(service: Service) -> list[str]:
    if not service.file.exists():
        return ["No service is installed; there is nothing to remove."]
    if said := _call(service.systemctl("disable", "--now", NAME)):
        raise BadSettings(f"systemd refused to stop the service: {said}{_advice(said)}")
    service.file.unlink()
    _call(service.systemctl("daemon-reload"))
    return ["The house is no service any more. Its data stays where it is."]


def status(service: Service) -> Mapping[str, object]:
    """`installed`, `enabled` (starts at boot), `active` (runs), and `current`: the unit is what this release writes."""
    there = service.file.exists()
    return {
        "installed": there,
        "enabled": there and _call(service.systemctl("is-enabled", "--quiet", NAME)) is None,
        "active": there and _call(service.systemctl("is-active", "--quiet", NAME)) is None,
        "current": there and service.file.read_text(encoding="utf-8") == service.unit,
        "file": str(service.file),
    }


def restart(service: Service) -> None:
    """Nothing where no service is installed."""
    if service.file.exists() and has_systemd() and (said := _call(service.systemctl("restart", NAME))):
        raise BadSettings(f"The service could not be started again ({said}).")


def stop(service: Service) -> bool:
    """Whether it is meant to run. One that ends and starts again by itself is stopped as well."""
    if not service.file.exists() or not has_systemd():
        return False
    meant = any(_call(service.systemctl(word, "--quiet", NAME)) is None for word in ("is-active", "is-enabled"))
    if said := _call(service.systemctl("stop", NAME)):
        raise BadSettings(f"The service could not be stopped ({said}).")
    return meant


def _advice(said: str) -> str:
    """An account that was entered through su or sudo has no manager of its own to talk to."""
    return "\nLog in to this account directly (ssh), or use --system as root." if " bus" in said else ""


def _make_data(service: Service) -> None:
    """The unit may write nowhere else, so the directory has to be there before it starts."""
    if service.data.exists():
        return
    service.data.mkdir(mode=0o700, parents=True)
    if service.system:
        shutil.chown(service.data, service.user)


def _write(file: Path, text: str) -> None:
    """All of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as writing:
        writing.write(text)
        os.fchmod(writing.fileno(), 0o644)
    Path(writing.name).replace(file)


def _not_carried_over(service: Service) -> list[str]:
    """A service has no shell whose variables it could inherit."""
    env = service.folder / ".env"
    known = env.read_text(encoding="utf-8").upper() if env.is_file() else ""
    names = [name.upper() for name in Settings.model_fields]
    lost = [name for name in names if os.environ.get(name) and f"{name}=" not in known]
    return [f"The service reads {env} only; put there what is set in this shell: {', '.join(lost)}"] if lost else []


def _call(command: Sequence[str]) -> str | None:
    """None when it went well, else what it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error.strerror)
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return None if done.returncode == 0 else (said[-1] if said else f"status {done.returncode}")


def _quoted(path: Path) -> str:
    """As systemd reads words: see systemd.syntax(7)."""
    plain = str(path).replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"' if " " in plain else plain
