"""Opening PostgreSQL: whoever cannot gets one sentence without the password, and one house lives on a database."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from bot.core.errors import BadSettings
from bot.storage import opening, postgres
from bot.storage.opening import open_database
from bot.storage.postgres import open_postgres
from tests.support.databases import address
from tests.support.postgres import server

pytestmark = pytest.mark.postgres
SECRET = "open sesame/ü"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "AFTERLIFE", 0.1)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    return await address(tmp_path)


async def test_a_second_house_on_the_same_database_is_refused_in_one_sentence(tmp_path: Path, url: str) -> None:
    database = await open_database(url, tmp_path / "here" / "house.db")
    with pytest.raises(
        BadSettings, match=r"^Another house is already running on the database \S+ at \S+\. Stop it first"
    ):
        await open_database(url, tmp_path / "elsewhere" / "house.db")
    async with database.write() as tx:
        await tx.run("CREATE TABLE still_mine (id BIGINT PRIMARY KEY)")
    await database.close()
    again = await open_database(url, tmp_path / "elsewhere" / "house.db")
    await again.close()


async def test_a_second_house_in_the_same_data_directory_is_refused_too(tmp_path: Path, url: str) -> None:
    database = await open_database(url, tmp_path / "data" / "house.db")
    other = await address(tmp_path / "other")
    with pytest.raises(BadSettings, match=r"^Another house is already running on \S+\. Stop it first\.$"):
        await open_database(other, tmp_path / "data" / "house.db")
    await database.close()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


async def test_after_a_kill_the_next_house_need_not_wait(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "AFTERLIFE", 20.0)
    code = (
        "import asyncio, sys\n"
        "from bot.storage.postgres import open_postgres\n"
        "async def main():\n"
        "    database = await open_postgres(sys.argv[1])\n"
        "    print('open', flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        other.kill()
        other.wait(10)
    database = await open_postgres(url)
    await database.close()


async def test_a_wrong_password_is_said_and_not_repeated(tmp_path: Path) -> None:
    name = (await address(tmp_path)).rpartition("/")[0]
    admin = await asyncpg.connect(server().url("postgres"))
    await admin.execute(f"DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    hba = server().data / "pg_hba.conf"
    open_to_all = hba.read_text()
    hba.write_text(f"local all guarded scram-sha-256\n{open_to_all}")
    await admin.execute("SELECT pg_reload_conf()")
    try:
        right = await asyncpg.connect(server().url("postgres", "guarded", SECRET))
        await right.close()
        with pytest.raises(BadSettings, match="refuses the user or the password in DATABASE_URL") as caught:
            await open_postgres(server().url("postgres", "guarded", "wrong secret"))
        assert "wrong" not in str(caught.value)
        with pytest.raises(BadSettings, match="may not make tables in the database postgres"):
            await open_postgres(server().url("postgres", "guarded", SECRET))
    finally:
        hba.write_text(open_to_all)
        await admin.execute("SELECT pg_reload_conf()")
        await admin.close()
    assert name


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://me:secret@127.0.0.1:1/house",
            r"^PostgreSQL at 127\.0\.0\.1:1 cannot be reached \(.+\)\. Is it running",
        ),
        ("postgres://me:secret@127.0.0.1:1/house", r"^PostgreSQL at 127\.0\.0\.1:1 cannot be reached"),
        ("postgresql://me:secret@127.0.0.1:port/house", r"^DATABASE_URL cannot be used: write postgresql://"),
        ("postgresql://me:secret@[half/house", r"^DATABASE_URL cannot be used: write postgresql://"),
        ("postgresql://me:secret@/house?host=/no/such/folder", r"^PostgreSQL at /no/such/folder cannot be reached"),
    ],
)
async def test_an_address_that_leads_nowhere_gets_one_sentence(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said) as caught:
        await open_database(url, tmp_path / "house.db")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_database_that_is_not_there_is_named() -> None:
    with pytest.raises(BadSettings, match=r"has no database nobodys\. Create it, or change DATABASE_URL\.$"):
        await open_postgres(server().url("nobodys"))


async def test_a_database_in_another_encoding_is_refused(tmp_path: Path) -> None:
    admin = await asyncpg.connect(server().url("postgres"))
    await admin.execute("DROP DATABASE IF EXISTS latin")
    await admin.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(
        BadSettings, match=r"^The database in DATABASE_URL is encoded in LATIN1; Gastgeber needs UTF8\.$"
    ):
        await open_postgres(server().url("latin"))
    await admin.close()


async def test_without_the_driver_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    with pytest.raises(BadSettings, match=r"whose driver is missing here: pip install asyncpg\.$"):
        await open_database("postgresql://me@localhost/house", tmp_path / "house.db")


async def test_a_house_that_could_not_open_leaves_nothing_behind(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="has no database"):
        await open_database(server().url("nobodys"), tmp_path / "house.db")
    database = await open_database(url, tmp_path / "house.db")
    await database.close()


async def test_a_server_with_room_for_one_connection_only_is_told_and_none_stays_open(tmp_path: Path, url: str) -> None:
    admin = await asyncpg.connect(url)
    await admin.execute("DROP ROLE IF EXISTS alone")
    await admin.execute("CREATE ROLE alone LOGIN CONNECTION LIMIT 1")
    await admin.execute("GRANT ALL ON SCHEMA public TO alone")
    with pytest.raises(BadSettings, match=r"^PostgreSQL at "):
        await open_postgres(server().url(url.rpartition("/")[2], user="alone"))
    left = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'alone'"
    async with asyncio.timeout(60):
        while await admin.fetchval(left):
            await asyncio.sleep(0.02)
    await admin.execute("DROP OWNED BY alone")
    await admin.execute("DROP ROLE alone")
    await admin.close()
