"""The house's systemd unit: its text, where it lies, and how to name it to systemctl."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

NAME = "gastgeber.service"
SYSTEM_UNITS = Path("/etc/systemd/system")
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
RestartPreventExitStatus={taken_over}
RestartSec=5
TimeoutStartSec=15min
TimeoutStopSec=30
WatchdogSec=90
{walls}
[Install]
WantedBy={target}
"""


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
            taken_over=os.EX_CONFIG,  # as `gastgeber run` ends when another house has taken its data over
            walls=walls,
            target="multi-user.target" if self.system else "default.target",
        )

    @property
    def log(self) -> str:
        """The command that shows it; the system's is not everybody's to read."""
        return "sudo journalctl -u gastgeber" if self.system else "journalctl --user -u gastgeber"

    def systemctl(self, *words: str) -> list[str]:
        return ["systemctl", *([] if self.system else ["--user"]), *words]


def folder_in(unit: Path) -> str | None:
    """Where the service of that file works, None where there is no such file."""
    if not unit.is_file():
        return None
    lines = unit.read_text(encoding="utf-8").splitlines()
    found = [line.partition("=")[2] for line in lines if line.startswith("WorkingDirectory=")]
    return found[0].replace("%%", "%") if found else ""


def _quoted(path: Path) -> str:
    """As systemd reads words: see systemd.syntax(7)."""
    plain = str(path).replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"' if " " in plain else plain
