"""Who may read the data directory: nobody but the house. What is found open to others is closed at every start."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

log = logging.getLogger(__name__)
FOLDER, FILE = 0o700, 0o600
OURS = ("*.db", "*.db-*", "*.lock", "*.sock", "*.key", "*.jsonl", "*.log", "backups", "backups/*")
ASIDE = ".new"  # a key that was being written when the process ended


def keep_to_ourselves(folder: Path, database: Path) -> list[Path]:
    """Closes the data directory and everything of ours in it; returns what was open, and says so in one line.

    A directory that others use as well (sticky, such as /tmp, or somebody else's) stays as it is; our files are closed
    there all the same.
    """
    mended = [path for path in _ours(folder, database) if _close(path)]
    if mended:
        shown = ", ".join(path.name or str(path) for path in mended[:5])
        log.warning("others could read %d of the house's files or folders; they no longer can: %s", len(mended), shown)
    return mended


def is_open(path: Path) -> bool:
    """Whether anybody but its owner may do anything with it."""
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _ours(folder: Path, database: Path) -> Iterator[Path]:
    if folder.is_dir() and not _shared(folder):
        yield folder
    seen: set[Path] = set()
    for pattern in OURS:
        seen.update(folder.glob(pattern))
    seen.update(database.parent.glob(f"{database.stem}.*"))
    yield from sorted(path for path in seen if not path.is_symlink())


def _shared(folder: Path) -> bool:
    found = folder.stat()
    return bool(found.st_mode & stat.S_ISVTX) or found.st_uid != os.geteuid()


def _close(path: Path) -> bool:
    try:
        if not is_open(path) or path.stat().st_uid != os.geteuid():
            return False
        path.chmod(FOLDER if path.is_dir() else FILE)
    except FileNotFoundError:
        return False
    except OSError as error:
        log.warning("%s can be read by others and cannot be closed (%s)", path.name, error.strerror)
        return False
    return True
