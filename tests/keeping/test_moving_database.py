"""A house moves from SQLite to PostgreSQL and back through a backup, and whoever was forgotten stays so on both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.ambient import Real
from bot.core.errors import BadSettings, Fault
from bot.core.ports import Row
from bot.host import migrations, open_house
from bot.restoring import back_up, bring_up_to_date, restore
from bot.settings import Settings
from bot.storage.migrate import migrate
from bot.storage.opening import open_database
from tests.core.test_host import running
from tests.keeping.house import MARK, open_home
from tests.keeping.test_restoring import backed_up, value
from tests.support.databases import address, tables


def on(folder: Path, url: str = "") -> Settings:
    return Settings(_env_file=None, gastgeber_data_dir=folder, gastgeber_port=0, database_url=url)


@pytest.mark.postgres
async def test_a_backup_of_the_still_empty_server_took_the_place_of_the_latest(tmp_path: Path) -> None:
    """Who names the server first and backs up then would move nothing, and be told that it went well."""
    there = on(tmp_path, await address(tmp_path))
    with pytest.raises(BadSettings, match="nothing to back up"):
        await back_up(there, Real(), None)
    assert not (tmp_path / "backups").exists()


@pytest.mark.postgres
async def test_over_a_house_of_before_the_list_of_erasures_on_the_server(tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    async with open_home(tmp_path / "other", url="", guests=0) as home:
        await backed_up(home, own)
    there = on(tmp_path / "data", await address(tmp_path / "data"))
    database = await open_database(there.database_url, there.sqlite_path)
    await migrate(
        database, [one for one in migrations() if one.owner == "bot.storage" and one.number < 6], Real().now()
    )
    await database.close()
    done = await restore(there, Real(), str(own))
    assert done.before is not None
    assert value(done.before, "SELECT max(number) FROM migration") == 5


@pytest.mark.postgres
async def test_to_postgresql_and_back(tmp_path: Path) -> None:
    data, own, moved = tmp_path / "data", tmp_path / "own.db", tmp_path / "moved"
    async with open_home(data, url="") as home:
        ann, ben = home.guests
        await home.asks(ann, "ask", f"Will there be a {MARK}?")
        await home.asks(ben, "ask", "Will there be a trombone?")
        await backed_up(home, own)
        await home.forget(ann)
    moved.mkdir()
    for file in ("secret.key", "erasures.jsonl"):
        shutil.copy(data / file, moved / file)
    there = on(moved, await address(moved))
    done = await restore(there, Real(), str(own))
    assert done.forgotten == 1
    assert done.before is None
    assert await bring_up_to_date(there, Real(), apply=False) == []
    async with open_house(there) as house, running(house):
        with pytest.raises(BadSettings, match="already running"):
            await restore(there, Real(), str(own))
        async with house.database.read() as reader:
            assert await reader.rows("SELECT question FROM faq_gap") == [("Will there be a trombone?",)]
        async with house.database.write() as tx:
            await tx.run("UPDATE community SET name = 'on the server'")
    made = await back_up(there, Real(), None)
    assert made.rows["faq_gap"] == 1
    assert value(made.file, "SELECT name FROM community") == "on the server"
    again = await restore(there, Real(), str(own))
    assert again.before is not None
    assert value(again.before, "SELECT name FROM community") == "on the server"
    back = await restore(on(data), Real(), str(made.file))
    assert back.forgotten == 0
    assert value(data / "gastgeber.db", "SELECT name FROM community") == "on the server"
    async with open_house(on(data)) as house, house.database.read() as reader:
        assert await reader.rows("SELECT question FROM faq_gap") == [("Will there be a trombone?",)]


@pytest.mark.postgres
async def test_forgetting_reaches_the_backups_of_a_house_on_postgresql(tmp_path: Path) -> None:
    async with open_home(tmp_path, url=await address(tmp_path)) as home:
        ann, ben = home.guests
        for guest in (ann, ben):
            await home.asks(guest, "ask", "Will there be a trombone?")
        made = await home.house.backups.make(home.house.database, "nightly", home.house.ambient.now())
        await home.forget(ann)
        await home.rests()
        assert value(made.file, "SELECT count(*) FROM faq_gap") == 1
        assert value(made.file, f"SELECT count(*) FROM member WHERE id = '{ann.id}'") == 0
        async with home.house.database.read() as reader:
            assert await reader.rows("SELECT member FROM faq_gap") == [(ben.id,)]


@pytest.mark.postgres
async def test_the_way_back_from_a_newer_release_on_postgresql(tmp_path: Path) -> None:
    """Its tables were not these, so the data of before could not be put back, only named."""
    own, url = tmp_path / "own.db", await address(tmp_path)
    home = on(tmp_path / "home", url)
    async with open_home(tmp_path / "home", url=url, guests=0) as opened:
        house = opened.house
        async with house.database.write() as tx:
            await tx.run("UPDATE community SET name = 'of before'")
        await house.backups.make(house.database, "asked", house.ambient.now(), own)
        async with house.database.write() as tx:
            await tx.run("UPDATE community SET name = 'of the newer one'")
            await tx.run("ALTER TABLE community RENAME COLUMN name TO called")
            await tx.run("CREATE TABLE planted (community TEXT REFERENCES community (id))")
            await tx.run(
                "INSERT INTO migration (owner, number, name, checksum, at) VALUES ('cogs.new', 1, 'n', 'c', 1)"
            )
    with pytest.raises(BadSettings, match=r"newer Gastgeber.*give --discard"):
        await restore(home, Real(), str(own))
    with pytest.raises(BadSettings, match="newer Gastgeber"):
        await bring_up_to_date(home, Real(), apply=False)
    await restore(home, Real(), str(own), discard=True)
    assert await bring_up_to_date(home, Real(), apply=False) == []
    async with open_house(home) as house, running(house), house.database.read() as reader:
        assert "planted" not in await tables(reader, house.database)
        assert await reader.rows("SELECT DISTINCT name FROM community") == [("of before",)]


@pytest.mark.postgres
async def test_a_way_back_that_breaks_leaves_the_newer_data_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, url = tmp_path / "own.db", await address(tmp_path)
    home = on(tmp_path / "home", url)
    async with open_home(tmp_path / "home", url=url, guests=0) as opened:
        house = opened.house
        await house.backups.make(house.database, "asked", house.ambient.now(), own)
        async with house.database.write() as tx:
            await tx.run("UPDATE community SET name = 'of the newer one'")
            await tx.run(
                "INSERT INTO migration (owner, number, name, checksum, at) VALUES ('cogs.new', 1, 'n', 'c', 1)"
            )
    monkeypatch.setattr("bot.storage.snapshot._read", broken)
    with pytest.raises(Fault, match="broken on purpose"):
        await restore(home, Real(), str(own), discard=True)
    database = await open_database(home.database_url, home.sqlite_path)
    async with database.read() as reader:
        assert await reader.rows("SELECT DISTINCT name FROM community") == [("of the newer one",)]
    await database.close()


def broken(*_: object) -> Iterator[list[Row]]:
    raise Fault("broken on purpose")
