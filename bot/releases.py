"""Which release is here and which is the newest: a checkout that follows its origin, or a package that pip installed."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any, Protocol

from bot.core.errors import BadSettings, Fault

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "gastgeber"
SHOWN = 12  # signs of a commit
_NEWEST_FIRST = ("--list", "v[0-9]*", "--sort=-version:refname")
Run = Callable[[Sequence[str | Path], Path], str]


class Release(Protocol):
    """`python` is the one that runs the house."""

    @property
    def python(self) -> Path: ...
    def now(self) -> str: ...
    def newest(self) -> str | None:
        """None when this is the newest. Raises BadSettings where an update would lose something of the operator's."""
        ...

    def switch(self, to: str) -> None:
        """The code of that release with what it needs installed. Raises Fault; then it may be in between."""
        ...


class Checkout:
    """Follows release tags (`v1.2`) where there are any, else the branch it is on. Moves forward only by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def python(self) -> Path:
        own = self._folder / ".venv" / "bin" / "python"
        return own if own.exists() else Path(sys.executable)

    def now(self) -> str:
        return self._named("HEAD")

    def newest(self) -> str | None:
        changed = self._git("status", "--porcelain", "--untracked-files=no").split("\n")
        names = [line[2:].strip() for line in changed if line.strip()]
        if names:
            raise BadSettings(
                f"Files of the house were changed here ({', '.join(names[:5])}), and an update would lose that."
                " Keep the changes with: git stash. Then update again."
            )
        self._fetch()
        target = self._target()
        if self._is_ancestor(target, "HEAD"):
            return None
        if not self._is_ancestor("HEAD", target):
            raise BadSettings(
                "This checkout has commits of its own, so it cannot simply move forward."
                f" Bring them together with {target} yourself (git merge {target})."
            )
        return self._named(target)

    def _named(self, commit: str) -> str:
        """Its release tag, else its first signs."""
        tags = self._git("tag", "--points-at", commit, *_NEWEST_FIRST).split()
        return tags[0] if tags else self._git("rev-parse", f"{commit}^{{commit}}")[:SHOWN]

    def switch(self, to: str) -> None:
        """A branch stays the branch it is. Forward nothing untracked is overwritten; back there is nothing to lose, as
        `newest` has looked for changes."""
        if self._is_ancestor("HEAD", to):
            self._git("merge", "--ff-only", "--quiet", to)
        else:
            self._git("reset", "--hard", "--quiet", to)
        bootstrap = self._folder / "bot" / "bootstrap.py"
        output([self.python, bootstrap, "--help"], self._folder)  # installs what changed, and shows that it can start

    def _fetch(self) -> None:
        try:
            self._git("fetch", "--quiet", "--tags", "--prune", self._remote())
        except Fault as fault:
            raise BadSettings(f"The newest release cannot be fetched: {fault}") from fault

    def _remote(self) -> str:
        remotes = self._git("remote").split()
        if not remotes:
            raise BadSettings(
                "This checkout knows no origin to update from; add one with: git remote add origin ADDRESS"
            )
        return "origin" if "origin" in remotes else remotes[0]

    def _target(self) -> str:
        tags = self._git("tag", *_NEWEST_FIRST).split()
        if tags:
            return tags[0]
        branch = self._git("rev-parse", "--abbrev-ref", "HEAD")
        return f"{self._remote()}/{'main' if branch == 'HEAD' else branch}"

    def _is_ancestor(self, older: str, newer: str) -> bool:
        return self._git("rev-list", "--count", f"{newer}..{older}") == "0"

    def _git(self, *words: str) -> str:
        return output(["git", *words], self._folder).rstrip()


class Installed:
    """A package that pip took from an index."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.python = Path(sys.executable)

    def now(self) -> str:
        return version(PACKAGE)

    def newest(self) -> str | None:
        try:
            told = self._pip("--upgrade", "--dry-run", "--report", "-", PACKAGE)
            install = json.loads(told)["install"]
        except (Fault, ValueError, KeyError) as wrong:
            raise BadSettings(f"The newest release cannot be looked up: {wrong}") from wrong
        ours = [one["metadata"]["version"] for one in install if one["metadata"]["name"].lower() == PACKAGE]
        return str(ours[0]) if ours else None

    def switch(self, to: str) -> None:
        self._pip(f"{PACKAGE}=={to}")

    def _pip(self, *words: str) -> str:
        return self._run([self.python, "-m", "pip", "install", "--quiet", *words], Path.cwd())


def house_folder() -> Path:
    """Where the house is run, with its `.env`: the checkout, else the folder the operator is in."""
    return ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()


def release_here() -> Release:
    """Raises BadSettings for a copy that came from somewhere only the operator knows."""
    if (ROOT / ".git").exists():
        return Checkout(ROOT)
    if _came_directly():
        raise BadSettings(
            "This house is neither a git checkout nor from a package index, so only you know where the next release is."
            " Back up (gastgeber backup), put the newer files in this place, and start it again;"
            " in a container: build the newer image, and make the container anew from it."
        )
    return Installed(output)


def _came_directly() -> bool:
    """From a folder, a file or an address: see PEP 610."""
    try:
        return distribution(PACKAGE).read_text("direct_url.json") is not None
    except PackageNotFoundError:
        return True


def output(command: Sequence[str | Path], folder: Path, fine: Sequence[int] = (0,)) -> str:
    """What a program prints, run as the folder's owner even if root asks. Raises Fault with its last words on failure."""
    words = [str(word) for word in command]
    done: subprocess.CompletedProcess[str] = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, **_as_owner(folder)
    )
    if done.returncode not in fine:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Fault(said[-1] if said else f"{Path(str(command[0])).name} ended with status {done.returncode}.")
    return done.stdout


def _as_owner(folder: Path) -> dict[str, Any]:
    """Else root would leave files behind that the house may not read, and git would refuse to work there."""
    owner = folder.stat().st_uid
    if os.geteuid() != 0 or owner == 0:
        return {}
    account = pwd.getpwuid(owner)
    home = {"HOME": account.pw_dir, "USER": account.pw_name, "LOGNAME": account.pw_name}
    return {"user": owner, "group": account.pw_gid, "extra_groups": [], "env": {**os.environ, **home}}
