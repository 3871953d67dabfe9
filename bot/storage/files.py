"""Files that only the house's own account may read, and that are on the disk once it says so."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE = 0o600


def make_private(file: Path) -> None:
    """A new, empty file; one of the same name that was left over goes."""
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def fsynced(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fsync_folder(folder: Path) -> None:
    """A rename is on the disk only with its folder."""
    fsynced(folder)


def append_line(file: Path, line: str) -> None:
    """Returns once it is on the disk. A line that was torn off before is ended first."""
    handle = os.open(file, os.O_CREAT | os.O_APPEND | os.O_RDWR, PRIVATE)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, (b"\n" if torn else b"") + line.encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
