"""Backups: each is one checked SQLite file in the data directory's `backups/`, the newest seven of a kind are kept."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.core.errors import Fault, StorageFault
from bot.core.ports import Database
from bot.storage.checking import BadBackup, Checked, check
from bot.storage.files import fsync_folder, fsynced, make_private
from bot.storage.migrate import Migration
from bot.storage.restoring import Work, on_a_copy, remove
from bot.storage.sealed import beneath
from bot.storage.snapshot import snapshot

log = logging.getLogger(__name__)
FOLDER = "backups"
KEPT = 7  # of each kind
LONGEST = timedelta(days=30)  # one that was not made by night goes then, however few there are
QUIET_HOUR = 4  # on this machine's clock
PATIENCE = 5.0  # seconds an operator's question waits for its answer
Kind = Literal["nightly", "asked", "migration", "replaced"]
_NAME = re.compile(r"(nightly|asked|migration|replaced)-(\d{8}-\d{6})Z\.db\Z")
_HALF = ".half"
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    file: Path
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    at: datetime
    why: str


class Backups:
    """`source` is the database's own file where it is one. `last_failure` is gone once a backup is good again."""

    def __init__(self, folder: Path, source: Path, migrations: Sequence[Migration]) -> None:
        self.folder = folder
        self.last_failure: Failure | None = None
        self._source = source
        self._migrations = migrations
        self._one_at_a_time = asyncio.Lock()
        self._asked: asyncio.Future[Checked] | None = None

    def all(self) -> list[Backup]:
        """Newest first. Whatever else lies there is nobody's business."""
        found = [_named(file) for file in self.folder.iterdir()] if self.folder.is_dir() else []
        return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)

    def newest(self) -> Backup | None:
        """What a restore of the latest takes: not what an earlier restore put aside."""
        return next((one for one in self.all() if one.kind != "replaced"), None)

    def night_due(self, now: datetime) -> bool:
        """Whether a night went by without one, whatever kept the house from it."""
        here = now.astimezone()
        quiet = here.replace(hour=QUIET_HOUR, minute=0, second=0, microsecond=0)
        last = quiet if quiet <= here else quiet - timedelta(days=1)
        return not any(one.at >= last for one in self.all() if one.kind == "nightly")

    async def make(self, database: Database, kind: Kind, now: datetime, to: Path | None = None) -> Checked:
        """One more, checked; older ones of its kind go. `to` is a file or folder elsewhere, which is left alone then.

        Raises Fault with one sentence. What is not whole never bears a backup's name.
        """
        async with self._one_at_a_time:
            try:
                made = await self._make(database, self._target(kind, now, to))
            except (Fault, OSError) as wrong:
                self.last_failure = Failure(now, _sentence(wrong))
                raise wrong if isinstance(wrong, BadBackup) else Fault(self.last_failure.why) from wrong
            self.last_failure = None
            if to is None:
                self.rotate(now)
            return made

    async def asked(self, database: Database, now: datetime, *, again: bool = False) -> Checked | None:
        """The operator's. None while it is still being made; asking `again` waits on.

        One that nobody waited for to its end is nobody's answer later: it would be told as if it were of now.
        """
        if self._asked is None or (self._asked.done() and not again):
            self._asked = asyncio.ensure_future(self.make(database, "asked", now))
        await asyncio.wait([self._asked], timeout=PATIENCE)
        if not self._asked.done():
            return None
        made, self._asked = self._asked, None
        return made.result()

    async def _make(self, database: Database, target: Path) -> Checked:
        half = _half(target)
        if target.exists():
            raise Fault(f"There is something at {target} already; a backup does not replace it.")
        try:
            make_private(half)
            rows = await snapshot(beneath(database), self._source, self._migrations, half)
            checked = await asyncio.to_thread(check, half, self._migrations, rows)
            await asyncio.to_thread(fsynced, half)
            half.rename(target)
            fsync_folder(target.parent)
        finally:
            remove(half)
        return Checked(target, checked.rows, checked.missing)

    async def rewrite(self, work: Work) -> None:
        """Change what is in every backup, also in one that is being made just now.

        One of an older schema goes, since what is to be erased in it cannot be found.
        """
        async with self._one_at_a_time:
            for backup in self.all():
                if (await asyncio.to_thread(check, backup.file, self._migrations)).missing:
                    backup.file.unlink()
                else:
                    await self._rewrite(backup.file, work)

    async def _rewrite(self, file: Path, work: Work) -> None:
        half = _half(file)
        await on_a_copy(file, half, work)
        await asyncio.to_thread(check, half, self._migrations)
        half.replace(file)
        fsync_folder(self.folder)

    def rotate(self, now: datetime) -> None:
        by_kind: dict[str, int] = {}
        for one in self.all():
            by_kind[one.kind] = by_kind.get(one.kind, 0) + 1
            if by_kind[one.kind] > KEPT or (one.kind != "nightly" and now - one.at > LONGEST):
                one.file.unlink(missing_ok=True)

    def _target(self, kind: Kind, now: datetime, to: Path | None) -> Path:
        name = f"{kind}-{now.astimezone(UTC).strftime(_STAMP)}Z.db"
        if to is not None:
            return to / name if to.is_dir() else to
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        return (
            self._target(kind, now + timedelta(seconds=1), to) if (self.folder / name).exists() else self.folder / name
        )


def _half(target: Path) -> Path:
    return target.with_name(f".{target.name}{_HALF}")


def _whole(file: Path) -> Path:
    """By the name that was asked for."""
    half = file.name.startswith(".") and file.name.endswith(_HALF)
    return file.with_name(file.name[1:].removesuffix(_HALF)) if half else file


def _named(file: Path) -> Backup | None:
    named = _NAME.match(file.name)
    if named is None:
        return None
    return Backup(file, named[1], datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC))


def _sentence(wrong: Fault | OSError) -> str:
    if isinstance(wrong, BadBackup):
        return str(wrong)
    if isinstance(wrong, OSError):
        where = _whole(Path(wrong.filename)) if wrong.filename else "the disk"
        return f"No backup was made: {where} cannot be written ({os.strerror(wrong.errno or 0)})."
    if isinstance(wrong, StorageFault) and "full" in str(wrong):
        return "No backup was made: the disk is full. Make room, and it is tried again within half an hour."
    return f"No backup was made. {wrong}"
