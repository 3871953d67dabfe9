"""A backup is one whole, private file of one moment, from either database and back into either."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.errors import Fault
from bot.core.ports import Database
from bot.features import FEATURE_PACKAGES
from bot.storage.backups import KEPT, Backups
from bot.storage.checking import BadBackup, check
from bot.storage.migrate import Migration, find_migrations
from bot.storage.sealed import beneath
from bot.storage.snapshot import put_back
from bot.storage.sqlite import open_sqlite
from tests.support.databases import open_at

PACKAGES = ("bot.storage", *FEATURE_PACKAGES)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ODD = "Zoë 🎉 'quoted' \"twice\"\n% _ ; --"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_at(tmp_path / "data", PACKAGES)
    try:
        await _fill(opened)
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return backups_in(tmp_path)


def backups_in(folder: Path) -> Backups:
    return Backups(folder / "data" / "backups", folder / "data" / "house.db", find_migrations(PACKAGES))


async def _fill(database: Database, names: int = 5000) -> None:
    async with database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at) VALUES ('c', ?, 'de', 'UTC', 'open', 1)",
            ODD,
        )
        await tx.run(
            "INSERT INTO server (platform, id, community, name, seen_at) VALUES ('discord', 's', 'c', 'Server', 1)"
        )
        await tx.many(
            "INSERT INTO member (platform, id, name) VALUES ('discord', ?, ?)",
            [(f"m{number}", f"{ODD}{number}") for number in range(names)],
        )
        await tx.run(
            "INSERT INTO inbox (id, key, lane, at, body, state) VALUES (9007199254740993, 'k', 'l', 1, ?, 'aside')", ODD
        )


async def rows_of(database: Database, table: str, columns: str) -> list[tuple[object, ...]]:
    async with beneath(database).read() as reader:
        return await reader.rows(f"SELECT {columns} FROM {table} ORDER BY {columns}")


def rows_in(file: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as reading:
        return reading.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}").fetchall()


async def test_it_holds_every_row_of_every_table_in_one_private_file(database: Database, backups: Backups) -> None:
    made = await backups.make(database, "nightly", NOW)
    for table, columns in (
        ("member", "platform, id, name"),
        ("inbox", "id, key, body"),
        ("migration", "owner, number"),
    ):
        assert rows_in(made.file, table, columns) == await rows_of(database, table, columns)
    assert made.rows["member"] == 5000
    assert made.missing == ()
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in made.file.parent.iterdir()] == [made.file.name]
    newest = backups.newest()
    assert newest is not None
    assert newest.file == made.file
    assert newest.at == NOW


async def test_it_waits_for_no_writer_and_no_writer_waits_for_it(database: Database, backups: Backups) -> None:
    async with database.write() as tx:
        await tx.run("DELETE FROM member")
        made = await backups.make(database, "nightly", NOW)
    assert made.rows["member"] == 5000
    assert await rows_of(database, "member", "id") == []


async def test_it_goes_back_into_either_database_and_new_rows_get_new_numbers(
    database: Database, backups: Backups, tmp_path: Path
) -> None:
    made = await backups.make(database, "nightly", NOW)
    async with database.write() as tx:
        await tx.run("UPDATE member SET name = 'somebody else'")
        await tx.run("INSERT INTO inbox (key, lane, at, body, state) VALUES ('later', 'l', 1, 'x', 'new')")
    if database.dialect == "sqlite":
        return  # there the file itself takes the house's place: tests/keeping
    await put_back(made.file, beneath(database))
    for table, columns in (("member", "platform, id, name"), ("inbox", "id, key, body")):
        assert await rows_of(database, table, columns) == rows_in(made.file, table, columns)
    async with database.write() as tx:
        row = await tx.row(
            "INSERT INTO inbox (key, lane, at, body, state) VALUES ('new', 'l', 1, 'x', 'new') RETURNING id"
        )
    assert row == (9007199254740994,)


@pytest.mark.sqlite
async def test_a_backup_whose_asker_went_away_is_not_told_as_the_next_ones(
    database: Database, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.backups.PATIENCE", 0.0)
    assert await backups.asked(database, NOW) is None
    assert backups._asked
    await asyncio.wait([backups._asked])
    monkeypatch.setattr("bot.storage.backups.PATIENCE", 60.0)
    made = await backups.asked(database, NOW + timedelta(days=3))
    assert made
    assert backups.all()[0].file == made.file
    assert len(backups.all()) == 2


@pytest.mark.sqlite
async def test_seven_of_a_kind_are_kept_and_none_that_somebody_else_put_there(
    database: Database, backups: Backups
) -> None:
    await backups.make(database, "asked", NOW)
    mine = backups.folder / "my own.db"
    mine.write_bytes(b"mine")
    for day in range(KEPT + 3):
        await backups.make(database, "nightly", NOW + timedelta(days=day))
    nights = [one for one in backups.all() if one.kind == "nightly"]
    assert [one.at for one in nights] == [NOW + timedelta(days=day) for day in range(KEPT + 2, 2, -1)]
    assert [one.kind for one in backups.all()].count("asked") == 1
    await backups.make(database, "nightly", NOW + timedelta(days=31))
    assert [one.kind for one in backups.all()].count("asked") == 0
    assert mine.read_bytes() == b"mine"


@pytest.mark.sqlite
async def test_it_is_due_every_night_and_after_nights_that_went_by_without_one(
    database: Database, backups: Backups
) -> None:
    evening = datetime(2026, 11, 23, 20, 0).astimezone()
    assert backups.night_due(evening)
    await backups.make(database, "nightly", evening)
    assert not backups.night_due(evening + timedelta(hours=1))
    assert not backups.night_due(evening + timedelta(hours=7, minutes=59))
    assert backups.night_due(evening + timedelta(hours=8))
    assert backups.night_due(evening + timedelta(days=40))
    await backups.make(database, "asked", evening + timedelta(days=40))
    assert backups.night_due(evening + timedelta(days=40))


@contextmanager
def full_after(limit: int) -> Iterator[None]:
    """No file of this process may grow past this many bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.sqlite
async def test_on_a_full_disk_nothing_bears_a_backups_name_and_one_sentence_says_so(
    database: Database, backups: Backups
) -> None:
    good = await backups.make(database, "nightly", NOW)
    with full_after(100_000), pytest.raises(Fault, match="No backup was made"):
        await backups.make(database, "nightly", NOW + timedelta(days=1))
    assert [path.name for path in backups.folder.iterdir()] == [good.file.name]
    assert backups.last_failure is not None
    assert backups.last_failure.at == NOW + timedelta(days=1)
    await backups.make(database, "nightly", NOW + timedelta(days=1))
    assert backups.last_failure is None


@pytest.mark.sqlite
async def test_what_is_damaged_cut_off_newer_or_something_else_is_refused(
    database: Database, backups: Backups, tmp_path: Path
) -> None:
    known = find_migrations(PACKAGES)
    made = await backups.make(database, "nightly", NOW)
    whole = made.file.read_bytes()

    def refused(body: bytes, match: str, migrations: list[Migration] = known) -> None:
        file = tmp_path / "candidate.db"
        file.write_bytes(body)
        with pytest.raises(BadBackup, match=match):
            check(file, migrations)

    refused(whole[: len(whole) // 2], "damaged|cannot be read")
    refused(whole[:8192] + b"\xff" * 4096 + whole[12288:], "damaged|cannot be read")
    refused(b"no database at all, but a letter" * 100, "is damaged, or no backup at all")
    refused(whole, "newer Gastgeber", known[:-1])
    with pytest.raises(BadBackup, match="no backup"):
        check(tmp_path / "nowhere.db", known)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE cake (slice INTEGER)")
    with pytest.raises(BadBackup, match="no backup of a Gastgeber"):
        check(tmp_path / "other.db", known)
    with pytest.raises(BadBackup, match="fewer rows"):
        check(made.file, known, {**made.rows, "member": 5001})


@pytest.mark.sqlite
async def test_one_with_rows_that_point_nowhere_is_refused(database: Database, backups: Backups) -> None:
    made = await backups.make(database, "nightly", NOW)
    with closing(sqlite3.connect(made.file)) as changing:
        changing.execute("DELETE FROM community")
        changing.commit()
    with pytest.raises(BadBackup, match="not whole"):
        check(made.file, find_migrations(PACKAGES))


@pytest.mark.sqlite
async def test_an_operators_own_file_is_neither_rotated_nor_replaced(
    database: Database, backups: Backups, tmp_path: Path
) -> None:
    own = tmp_path / "own.db"
    made = await backups.make(database, "asked", NOW, own)
    assert made.file == own
    assert backups.all() == []
    with pytest.raises(Fault, match="already"):
        await backups.make(database, "asked", NOW, own)
    (tmp_path / "shelf").mkdir()
    made = await backups.make(database, "asked", NOW, tmp_path / "shelf")
    assert made.file.parent == tmp_path / "shelf"


@pytest.mark.sqlite
async def test_a_backup_opens_like_a_house(database: Database, backups: Backups) -> None:
    made = await backups.make(database, "nightly", NOW)
    opened = await open_sqlite(made.file)
    assert await rows_of(opened, "community", "name") == [(ODD,)]
    await opened.close()
