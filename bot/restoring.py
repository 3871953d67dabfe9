"""`gastgeber restore` and `gastgeber migrate`, while no house runs: they hold its lock from the first look to the last."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import SecretStr

from bot.core.ambient import Ambient
from bot.core.errors import BadSettings, Fault
from bot.core.ports import Database
from bot.core.pruning import prune
from bot.erasing import forget_again
from bot.host import backups_of, bring_up, build, erasures_of, migrations, sealed
from bot.settings import Settings
from bot.storage.backups import Backups
from bot.storage.checking import BadBackup, Checked, check
from bot.storage.dialect import TABLE_IS_THERE
from bot.storage.migrate import Migration, OtherRelease, migrate, missing
from bot.storage.opening import POSTGRESQL, open_database
from bot.storage.restoring import on_a_copy, put_back_aside, put_in_place, remove, set_aside_name
from bot.storage.snapshot import put_back, put_instead
from bot.storage.sqlite import move_in

LATEST = "latest"
NOBODY = SecretStr("")
_UNREADABLE = ("damaged", "newer Gastgeber", "another Gastgeber", "no backup of a Gastgeber")
# Lines that were waiting when the backup was made have been said since, unless saying them twice does no harm.
_SAID_SINCE = (
    "UPDATE outbox SET state = 'dropped', error = 'from a backup', body = '', scene = ''"
    " WHERE state IN ('new', 'sending') AND policy = 'once'"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """`before` is the backup of what was there, None where there was nothing or nothing that could be read."""

    checked: Checked
    file: Path
    forgotten: int
    before: Path | None
    kept_aside: Path | None = None


async def restore(settings: Settings, ambient: Ambient, wanted: str, *, discard: bool = False) -> Restored:
    """Raises BadSettings or Fault with one sentence; the house is then what it was.

    `discard`: what is there and cannot be read by this release goes, instead of being kept aside (SQLite) or refused
    (PostgreSQL).
    """
    backups = backups_of(settings)
    file = _wanted(backups, wanted)
    found = await asyncio.to_thread(check, file, migrations())
    copy = settings.data_dir / ".restoring.db"
    if settings.database_url.startswith(POSTGRESQL):
        return await _into_postgres(settings, ambient, backups, found, copy, discard)
    done = await _into_sqlite(settings, ambient, backups, found, copy)
    if not (discard and done.kept_aside):
        return done
    remove(done.kept_aside)
    return replace(done, kept_aside=None)


async def back_up(settings: Settings, ambient: Ambient, to: Path | None) -> Checked:
    """Of a house that does not run. Raises BadSettings where there is none yet: a backup of nothing would be the latest."""
    none = f"There is no house in {_place(settings)} yet, so there is nothing to back up."
    if not _is_there(settings):
        raise BadSettings(none)
    async with _opened(settings) as database:
        known = migrations()
        if len(await missing(database, known)) == len(known):
            raise BadSettings(none)
        return await backups_of(settings).make(database, "asked", ambient.now(), to)


async def bring_up_to_date(settings: Settings, ambient: Ambient, *, apply: bool) -> list[Migration]:
    """What is missing; applied, after a backup, only if wanted: else nothing is made that is not there."""
    if not apply and not _is_there(settings):
        return migrations()
    async with _opened(settings) as database:
        if not apply:
            return await missing(database, migrations())
        return await bring_up(database, backups_of(settings), ambient.now())


async def _into_sqlite(settings: Settings, ambient: Ambient, backups: Backups, found: Checked, copy: Path) -> Restored:
    house = settings.sqlite_path
    before = await _back_up(settings, ambient, backups) if house.exists() else None
    with move_in(house):
        readable = before is not None or not house.exists()
        forgotten = await _prepared(settings, ambient, found.file, copy)
        put_in_place(copy, house)
        try:
            await asyncio.to_thread(check, house, migrations())
        except BaseException:
            put_back_aside(house)
            raise
        if readable:
            remove(set_aside_name(house))
    aside = None if readable else set_aside_name(house)
    return Restored(found, house, forgotten, before, aside)


async def _into_postgres(
    settings: Settings, ambient: Ambient, backups: Backups, found: Checked, copy: Path, discard: bool
) -> Restored:
    """All of it in one transaction: what was there is there until everything else is."""
    async with _opened(settings) as database:
        before, same = None, True
        try:
            before = await _back_up_postgres(database, settings, ambient, backups)
        except OtherRelease as other:
            if not discard:
                raise BadSettings(
                    f"{other} To go back all the same: make a backup with the release that wrote it, then give --discard"
                    " here, and what is there now goes."
                ) from None
            same = False
        forgotten = await _prepared(settings, ambient, found.file, copy)
        try:
            await (put_back(copy, database) if same else put_instead(copy, database, migrations()))
        finally:
            remove(copy)
    return Restored(found, settings.data_dir, forgotten, before)


async def _back_up_postgres(database: Database, settings: Settings, ambient: Ambient, backups: Backups) -> Path | None:
    """Brought up to this release then; None where there was nothing. Raises OtherRelease."""
    known, now = migrations(), ambient.now()
    before = None
    if len(await missing(database, known)) < len(known):
        before = (await backups.make(database, "replaced", now)).file
        await _take_erasures(database, settings, ambient)
    await migrate(database, known, now)
    return before


async def _back_up(settings: Settings, ambient: Ambient, backups: Backups) -> Path | None:
    """Of a house that can be read; what it has erased lately comes into the list, too. None where this release cannot
    read it: damaged, of another release, or another program's."""
    try:
        async with _opened(settings) as database:
            with suppress(Fault):
                await _take_erasures(database, settings, ambient)
            made = await backups.make(database, "replaced", ambient.now())
    except BadSettings:
        with move_in(settings.sqlite_path):
            return None
    except Fault as fault:
        if any(word in str(fault) for word in _UNREADABLE):
            return None
        raise
    return made.file


async def _take_erasures(database: Database, settings: Settings, ambient: Ambient) -> None:
    """Data of an early release has no such table yet."""
    async with database.read() as reader:
        row = await reader.row(TABLE_IS_THERE[database.dialect], "erasure")
    if row and row[0]:
        await erasures_of(settings, sealed(database, settings, ambient)).take(database)


async def _prepared(settings: Settings, ambient: Ambient, file: Path, copy: Path) -> int:
    """`copy` is the backup as it may be opened: of this release, with every erasure since.

    Of what is past its time only the core's goes here; the features let theirs go as the house opens.
    """
    forgotten = 0

    async def work(database: Database) -> None:
        nonlocal forgotten
        await migrate(database, migrations(), ambient.now())
        private = sealed(database, settings, ambient)
        quiet = settings.model_copy(update={"discord_token": NOBODY, "telegram_token": NOBODY})
        world = build(quiet, ambient, private).world
        forgotten = await forget_again(world, private, erasures_of(settings, private))
        async with database.write() as tx:
            await tx.run(_SAID_SINCE)
        await prune(private, ambient.now())

    try:
        await on_a_copy(file, copy, work)
    except sqlite3.Error as error:
        raise BadBackup(f"The backup {file} lacks something that belongs there ({error}).") from error
    return forgotten


def _is_there(settings: Settings) -> bool:
    """Whether there is a database to be looked into."""
    return settings.database_url.startswith(POSTGRESQL) or settings.sqlite_path.exists()


def _place(settings: Settings) -> str:
    return "this database" if settings.database_url.startswith(POSTGRESQL) else str(settings.data_dir)


def _wanted(backups: Backups, wanted: str) -> Path:
    if wanted != LATEST:
        given = Path(wanted).expanduser()
        return given if given.exists() or given.parent != Path() else backups.folder / given
    newest = backups.newest()
    if newest is None:
        raise BadSettings(f"There is no backup in {backups.folder} yet.")
    return newest.file


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    database = await open_database(settings.database_url, settings.sqlite_path)
    try:
        yield database
    finally:
        await database.close()
