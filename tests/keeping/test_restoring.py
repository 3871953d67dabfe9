"""A backup takes the house's place: all of it, with every erasure since, or nothing is changed at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.ambient import Planned, Real
from bot.core.errors import BadSettings, Fault
from bot.host import migrations, open_house
from bot.restoring import restore
from bot.storage.checking import BadBackup
from bot.storage.migrate import migrate
from bot.storage.sqlite import open_sqlite
from tests.core.test_host import settings
from tests.keeping.house import MARK, Home, files_with, open_home


async def backed_up(home: Home, to: Path) -> Path:
    return (await home.house.backups.make(home.house.database, "asked", home.house.ambient.now(), to)).file


def value(file: Path, sql: str) -> object:
    with closing(sqlite3.connect(file)) as reading:
        return reading.execute(sql).fetchone()[0]


async def test_the_house_is_as_it_was_and_what_was_there_is_a_backup(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with open_home(data) as home:
        await home.guests[0].say(f"{MARK} for everybody")
        await home.house.backups.make(home.house.database, "nightly", home.house.ambient.now())
        async with home.house.database.write() as tx:
            await tx.run("DELETE FROM lobby_message")
            await tx.run("UPDATE community SET name = 'of today'")
    done = await restore(settings(data), Real(), "latest")
    assert done.checked.file.name.startswith("nightly-")
    assert value(data / "gastgeber.db", "SELECT count(*) FROM lobby_message WHERE author <> 'house'") != 0
    assert done.before is not None
    assert value(done.before, "SELECT name FROM community") == "of today"
    assert sorted(path.name for path in data.iterdir()) == [
        "backups",
        "gastgeber.db",
        "gastgeber.lock",
        "secret.key",
    ]
    again = await restore(settings(data), Real(), done.before.name)
    assert again.checked.file == done.before
    assert value(data / "gastgeber.db", "SELECT name FROM community") == "of today"
    async with open_home(data):
        pass


async def test_whoever_was_forgotten_since_is_forgotten_again_before_the_house_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.keyring.Keyring.seal", lambda keys, words: str(words))
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data) as home:
        ann, ben = home.guests
        await ann.say(f"{MARK} for everybody")
        await ben.say("Posaune for everybody")
        await home.asks(ann, "ask", f"Will there be a {MARK}?")
        name = await home.name(ann)
        await backed_up(home, own)
        await home.forget(ann)
    assert files_with(tmp_path, MARK, name) == {MARK: {"own.db"}, name: {"own.db"}}
    shutil.copy(own, data / "own.db")
    done = await restore(settings(data), Real(), str(data / "own.db"))
    (data / "own.db").unlink()
    assert done.forgotten == 1
    left = files_with(data, MARK, name, ann.id, "Posaune")
    assert left[MARK] == left[name] == set()
    assert "gastgeber.db" in left["Posaune"]
    assert value(data / "gastgeber.db", "SELECT count(*) FROM guest_member WHERE platform = 'lobby'") == 1


async def test_whoever_came_back_since_is_somebody_new_and_stays(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=1) as home:
        [ann] = home.guests
        await home.forget(ann)
        await home.asks(ann, "ask", f"Will there be a {MARK}?")
        guest = await home.guest(ann)
        await backed_up(home, own)
    done = await restore(settings(data), Real(), str(own))
    assert done.forgotten == 0
    assert value(data / "gastgeber.db", f"SELECT count(*) FROM guest WHERE id = '{guest}'") == 1


async def test_an_erasure_that_a_crash_kept_from_the_list_is_in_it_before_anything_is_replaced(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=1) as home:
        [ann] = home.guests
        await home.asks(ann, "ask", f"Will there be a {MARK}?")
        await backed_up(home, own)
        await home.forget(ann)
        log = (data / "erasures.jsonl").read_text()
    (data / "erasures.jsonl").unlink()
    with closing(sqlite3.connect(data / "gastgeber.db")) as late:
        for line in log.splitlines():
            late.execute(
                "INSERT INTO erasure (at, account) SELECT json_extract(?, '$.at'), json_extract(?, '$.account')",
                (line, line),
            )
        late.commit()
    assert (await restore(settings(data), Real(), str(own))).forgotten == 1
    assert (data / "erasures.jsonl").read_text() == log


async def test_what_is_past_its_time_and_what_was_said_since_does_not_come_back(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=0) as home:
        async with home.house.database.write() as tx:
            for state, policy in (("held", "once"), ("sent", "once"), ("new", "sure")):
                await tx.run(
                    "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
                    " VALUES (?, 'n', 'away', 'away:room', 2, ?, '', 'x', ?, 1, 1)",
                    f"{state}/{policy}",
                    policy,
                    state,
                )
            await tx.run(
                "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
                " VALUES ('greeting', 'n', 'away', 'away:room', 2, 'once', '', 'x', 'new', ?, 1)",
                round(home.house.ambient.now().timestamp() * 1000),
            )
        await backed_up(home, own)
    await restore(settings(data), Real(), str(own))
    with closing(sqlite3.connect(data / "gastgeber.db")) as reading:
        rows = reading.execute("SELECT idem, state, body FROM outbox WHERE platform = 'away' ORDER BY idem").fetchall()
    assert rows == [("greeting", "dropped", ""), ("new/sure", "new", "x")]


async def test_a_running_house_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with open_home(data, guests=0) as home:
        made = await backed_up(home, tmp_path / "own.db")
        with pytest.raises(BadSettings, match="already running"):
            await restore(settings(data), Real(), str(made))
        async with home.house.database.read() as reader:
            assert await reader.row("SELECT 1 FROM community")


@pytest.mark.parametrize("broken", ["damaged", "missing", "full"])
async def test_when_it_cannot_be_done_nothing_is_changed(
    tmp_path: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=0) as home:
        await backed_up(home, own)
    before = (data / "gastgeber.db").read_bytes()
    if broken == "damaged":
        own.write_bytes(own.read_bytes()[:20_000])
    elif broken == "missing":
        own.unlink()
    else:
        monkeypatch.setattr("bot.storage.restoring._copied", _no_room)
    with pytest.raises(Fault) as refused:
        await restore(settings(data), Real(), str(own))
    assert isinstance(refused.value, BadBackup) == (broken != "full")
    assert (data / "gastgeber.db").read_bytes() == before
    assert {path.name for path in data.iterdir()} <= {"backups", "gastgeber.db", "gastgeber.lock", "secret.key"}


def _no_room(file: Path, copy: Path) -> None:
    copy.write_bytes(b"half")
    raise OSError(28, "No space left on device", str(copy))


async def test_a_house_that_cannot_be_read_lies_aside_afterwards(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=0) as home:
        await backed_up(home, own)
    whole = (data / "gastgeber.db").read_bytes()
    (data / "gastgeber.db").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    done = await restore(settings(data), Real(), str(own))
    assert done.before is None
    assert done.kept_aside is not None
    assert done.kept_aside.stat().st_size == len(whole)
    async with open_house(settings(data)):
        pass


async def test_over_a_house_of_before_the_list_of_erasures_a_restore_ended_in_a_traceback(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(tmp_path / "other", guests=0) as home:
        await backed_up(home, own)
    database = await open_sqlite(data / "gastgeber.db")
    await migrate(
        database, [one for one in migrations() if one.owner == "bot.storage" and one.number < 6], Real().now()
    )
    await database.close()
    done = await restore(settings(data), Real(), str(own))
    assert done.before is not None
    assert value(done.before, "SELECT max(number) FROM migration") == 5
    async with open_house(settings(data)):
        pass


async def test_another_programs_database_in_the_houses_place_is_kept_aside(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=0) as home:
        await backed_up(home, own)
    (data / "gastgeber.db").unlink()
    with closing(sqlite3.connect(data / "gastgeber.db")) as other:
        other.execute("CREATE TABLE migration (layer INTEGER)")
    done = await restore(settings(data), Real(), str(own))
    assert done.before is None
    assert done.kept_aside is not None
    assert value(done.kept_aside, "SELECT count(*) FROM migration") == 0


async def test_a_backup_without_one_of_its_tables_ended_in_a_traceback(tmp_path: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own.db"
    async with open_home(data, guests=0) as home:
        await backed_up(home, own)
    with closing(sqlite3.connect(own)) as changing:
        changing.execute("DROP TABLE outbox")
    before = (data / "gastgeber.db").read_bytes()
    with pytest.raises(BadBackup, match=r"own\.db lacks something that belongs there \(no such table: "):
        await restore(settings(data), Real(), str(own))
    assert (data / "gastgeber.db").read_bytes() == before


async def test_a_data_directory_that_cannot_be_made_ended_a_restore_in_a_traceback(tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    async with open_home(tmp_path / "other", guests=0) as home:
        await backed_up(home, own)
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(BadSettings, match=r"^The data directory \S+ cannot be written \(.+\)\.$"):
        await restore(settings(tmp_path / "data"), Real(), str(own))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"Dear operator, this was never a backup. " * 200, r"^The file \S+ is damaged, or no backup at all\.$"),
        (None, r"^\S+ is a folder\. Name one of the backups in it\.$"),
    ],
)
async def test_who_named_the_wrong_file_was_told_to_restore_a_backup(
    tmp_path: Path, words: bytes | None, said: str
) -> None:
    file = tmp_path / "letter"
    file.mkdir() if words is None else file.write_bytes(words)
    with pytest.raises(BadBackup, match=said):
        await restore(settings(tmp_path / "data"), Real(), str(file))


async def test_an_older_backup_is_brought_up_and_a_migration_of_data_is_backed_up_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    from bot import host

    known = host.migrations()
    monkeypatch.setattr("bot.host.migrations", lambda: known[:-1])
    clock = Planned(Real().now())
    async with open_house(settings(data), clock):
        pass
    assert not (data / "backups").exists()  # there was nothing to lose
    monkeypatch.setattr("bot.host.migrations", lambda: known)
    clock.move_to(clock.now() + timedelta(days=1))
    async with open_house(settings(data), clock) as house:
        [made] = house.backups.all()
        assert made.kind == "migration"
        assert value(made.file, "SELECT count(*) FROM migration") == len(known) - 1
    done = await restore(settings(data), clock, "latest")
    assert [one.name for one in done.checked.missing] == [known[-1].name]
    assert value(data / "gastgeber.db", "SELECT count(*) FROM migration") == len(known)
