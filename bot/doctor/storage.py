"""Facts about the data: whether it can be read and written, its migrations, and what the last survey knew of servers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.core.ambient import Real
from bot.core.errors import BadSettings, StorageFault
from bot.core.ports import Database, Reader
from bot.core.sealing import Locked
from bot.core.stamps import from_ms
from bot.doctor.facts import PlaceFacts, ServerFacts, Storage
from bot.features import FEATURE_PACKAGES
from bot.settings import Settings
from bot.storage.dialect import TABLE_IS_THERE
from bot.storage.keyring import KEY_FILE, MARK, Keyring, find_secrets
from bot.storage.migrate import find_migrations, of_its_own
from bot.storage.opening import POSTGRESQL, open_database
from bot.storage.sealed import PROBE
from cogs.setup.settings import GREET_PLACES, LOG, PARTY_PLACES

OUTSIDE = ("discord", "telegram")
CHECKED_BELOW = 512 * 1024 * 1024  # bytes; looking through a larger file would keep the house from reading meanwhile


async def look_at_closed_storage(settings: Settings) -> Storage:
    """The data of a house that does not run, under its lock; nothing is migrated, and nothing made that is not there."""
    if not settings.database_url.startswith(POSTGRESQL) and not settings.sqlite_path.exists():
        return Storage()
    try:
        database = await open_database(settings.database_url, settings.sqlite_path)
    except BadSettings as shut:
        return Storage(shut=str(shut))
    try:
        with of_its_own():
            return await look_at_storage(database, settings)
    except BadSettings as foreign:
        return Storage(shut=str(foreign))
    finally:
        await database.close()


async def look_at_storage(database: Database, settings: Settings) -> Storage:
    try:
        async with database.read() as reader:
            damaged = await _damage(reader, database.dialect, settings)
            known = Storage(damaged=damaged) if damaged else await _known(reader, database.dialect, settings)
    except StorageFault as fault:
        return Storage(damaged=_bare(fault))
    return known if known.since is None else await _with_writing(database, known)


async def _known(reader: Reader, dialect: str, settings: Settings) -> Storage:
    """Tables of another release are not looked into."""
    row = await reader.row(TABLE_IS_THERE[dialect], "migration")
    began = await reader.row("SELECT min(at) FROM migration") if row and row[0] else None
    if began is None or began[0] is None:
        return Storage()
    waiting, newer = await _migrations(reader)
    known = Storage(since=from_ms(began[0]), waiting=waiting, newer=newer)
    if newer or waiting:
        return known
    return replace(
        known,
        locked=await _is_locked(reader, settings),
        servers=await _servers(reader),
        places=await _places(reader),
        closed=await _closed(reader),
    )


async def _damage(reader: Reader, dialect: str, settings: Settings) -> str:
    """What SQLite finds first; PostgreSQL looks after its own pages."""
    if dialect != "sqlite" or settings.sqlite_path.stat().st_size > CHECKED_BELOW:
        return ""
    row = await reader.row("PRAGMA quick_check(1)")
    return "" if row is None or row[0] == "ok" else str(row[0]).splitlines()[-1]


async def _migrations(reader: Reader) -> tuple[int, str]:
    """How many wait, and a sentence where the data is of another release than this one."""
    done = {
        (owner, number): sum_
        for owner, number, sum_ in await reader.rows("SELECT owner, number, checksum FROM migration")
    }
    known = {(each.owner, each.number): each.checksum for each in find_migrations(("bot.storage", *FEATURE_PACKAGES))}
    for owner, number in sorted(set(done) - set(known)):
        return 0, f"The data was written by a newer Gastgeber (migration {owner} {number:04d})."
    for place in sorted(known):
        if place in done and done[place] != known[place]:
            return 0, f"Migration {place[0]} {place[1]:04d} is not the one that was applied to this data."
    return len(set(known) - set(done)), ""


async def _is_locked(reader: Reader, settings: Settings) -> bool:
    """Of a running house the reader has tried its keys already; a closed one's are tried here, and none is made.

    A key's file that cannot be read is a finding of its own.
    """
    row = await reader.row("SELECT value FROM adapter_state WHERE platform = ? AND key = ?", *PROBE)
    if row is None or isinstance(row[0], Locked) or not row[0].startswith(MARK):
        return row is not None and isinstance(row[0], Locked)
    there = settings.keys() or (settings.data_dir / KEY_FILE).exists()
    try:
        keys = find_secrets(settings.keys(), settings.data_dir, Real()) if there else []
    except BadSettings:
        return False
    return isinstance(Keyring(keys).open(row[0]), Locked)


async def _with_writing(database: Database, known: Storage) -> Storage:
    """A write that changes nothing: the lock, the disk and the file's mode are asked all the same."""
    try:
        async with database.write() as tx:
            await tx.run("UPDATE migration SET name = name WHERE owner = ''")
    except StorageFault as fault:
        return replace(known, readonly=str(fault))
    return known


async def _servers(reader: Reader) -> tuple[ServerFacts, ...]:
    rows = await reader.rows(
        "SELECT s.platform, s.name, s.community, s.house_rights, p.kind FROM server s"
        " LEFT JOIN place p ON p.platform = s.platform AND p.id = s.id"
        " WHERE s.there = 1 AND s.house_member <> '' AND s.platform IN (?, ?) ORDER BY s.platform, s.id",
        *OUTSIDE,
    )
    return tuple(
        ServerFacts(
            platform=platform,
            name=name,
            community=community,
            rights=frozenset(filter(None, rights.split(","))),
            channel=kind == "announcement",
        )
        for platform, name, community, rights, kind in rows
    )


async def _places(reader: Reader) -> tuple[PlaceFacts, ...]:
    knobs = await reader.rows(
        "SELECT community, value FROM knob WHERE key IN (?, ?, ?) ORDER BY community, key",
        GREET_PLACES,
        PARTY_PLACES,
        LOG,
    )
    chosen = dict.fromkeys((community, each) for community, value in knobs for each in _named(json.loads(value)))
    found = [await _place(reader, community, each) for community, each in chosen]
    return tuple(place for place in found if place)


def _named(value: object) -> Sequence[str]:
    """`platform:id`, as setup keeps one place or several."""
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each]


async def _place(reader: Reader, community: str, spelled: str) -> PlaceFacts | None:
    platform, _, id_ = spelled.partition(":")
    row = await reader.row(
        "SELECT p.name, s.name, p.there, p.writable FROM place p"
        " JOIN server s ON s.platform = p.platform AND s.id = p.server"
        " WHERE p.platform = ? AND p.id = ? AND s.there = 1 AND p.platform IN (?, ?)",
        platform,
        id_,
        *OUTSIDE,
    )
    if row is None:
        return None
    return PlaceFacts(name=row[0], server=row[1], community=community, there=bool(row[2]), writable=bool(row[3]))


async def _closed(reader: Reader) -> tuple[tuple[str, str], ...]:
    rows = await reader.rows(
        "SELECT DISTINCT c.id, c.name FROM community c JOIN server s ON s.community = c.id"
        " WHERE c.state = 'closed' AND s.there = 1 AND s.platform IN (?, ?) ORDER BY c.id",
        *OUTSIDE,
    )
    return tuple((id_, name) for id_, name in rows)


def _bare(fault: StorageFault) -> str:
    return str(fault).partition(".")[0]
