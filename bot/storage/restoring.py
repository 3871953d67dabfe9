"""A backup takes the house's place: brought up on a copy beside it first, then put there in one step."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from bot.core.errors import Fault, StorageFault
from bot.core.ports import Database
from bot.storage.files import fsync_folder, fsynced, make_private
from bot.storage.snapshot import opened
from bot.storage.sqlite import Sqlite, open_sqlite

Work = Callable[[Database], Awaitable[None]]
_BESIDE = ("-wal", "-shm", "-journal")


async def on_a_copy(file: Path, copy: Path, work: Work) -> None:
    """Make `copy` of a backup and let `work` change it as a database that nobody else has. Removed when that fails."""
    try:
        await asyncio.to_thread(_copied, file, copy)
        database = await _open(copy)
        try:
            await work(database)
        finally:
            await database.close()
            copy.with_suffix(".lock").unlink(missing_ok=True)
        await asyncio.to_thread(_made_one_file, copy)
    except BaseException as wrong:
        remove(copy)
        if isinstance(wrong, OSError):
            raise Fault(f"{copy} cannot be written ({wrong.strerror}). Nothing was changed.") from wrong
        raise


async def _open(copy: Path) -> Sqlite:
    """A cancellation takes effect afterwards: a connection half open would keep its thread."""
    opening = asyncio.ensure_future(open_sqlite(copy))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        await (await opening).close()
        raise


def put_in_place(copy: Path, house: Path) -> None:
    """The file that was there stays aside as `<name>.replaced` until the caller removes it.

    Whatever ends the process in between, the house's file is the old one or the new one.
    """
    aside = set_aside_name(house)
    remove(aside)
    if house.exists():
        settle(house)
        os.link(house, aside)
    copy.replace(house)
    fsync_folder(house.parent)


def put_back_aside(house: Path) -> None:
    """What was replaced is the house's file again."""
    aside = set_aside_name(house)
    if aside.exists():
        remove_beside(house)
        aside.replace(house)
        fsync_folder(house.parent)


def settle(house: Path) -> None:
    """All of it in the one file. A log of pages that cannot be taken in goes aside: it is not the new file's."""
    try:
        with closing(sqlite3.connect(house)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error:
        pass
    for end in _BESIDE:
        left = house.with_name(house.name + end)
        if left.exists():
            left.replace(house.with_name(f"{house.name}.replaced{end}"))


def set_aside_name(house: Path) -> Path:
    return house.with_name(f"{house.name}.replaced")


def remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    remove_beside(file)


def remove_beside(file: Path) -> None:
    for end in _BESIDE:
        file.with_name(file.name + end).unlink(missing_ok=True)


def _copied(file: Path, copy: Path) -> None:
    """Through SQLite, so that a copy of a house that was running is whole as well."""
    remove(copy)
    make_private(copy)
    with opened(file) as reading, closing(sqlite3.connect(copy)) as writing:
        reading.backup(writing)


def _made_one_file(copy: Path) -> None:
    """What was erased in it is in no free page any more."""
    try:
        with opened(copy) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("VACUUM")
    except StorageFault as fault:
        raise Fault(f"{fault} Nothing was changed.") from fault
    fsynced(copy)
