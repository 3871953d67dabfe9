"""A PostgreSQL server that ends, crashes or hangs under a running house: nothing is lost, and it goes on by itself."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from bot.core.errors import Fault, TakenOver
from bot.storage import postgres
from bot.storage.dialect import in_dialect
from bot.storage.postgres import Postgres, open_postgres
from bot.storage.postgres_line import PostgresLine
from tests.storage.conftest import lines
from tests.support.databases import address
from tests.support.postgres import server

pytestmark = pytest.mark.postgres
ADD = "INSERT INTO guest_line (words) VALUES (?)"
TABLE = "CREATE TABLE guest_line (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE)"


@pytest.fixture
async def url(tmp_path: Path) -> str:
    return await address(tmp_path)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Postgres]:
    opened = await open_postgres(url)
    async with opened.write() as tx:
        await tx.run(in_dialect(TABLE, opened.dialect))
    try:
        yield opened
    finally:
        if server().is_down:
            server().start()
        await opened.close()


async def add(database: Postgres, words: str) -> None:
    async with database.write() as tx:
        await tx.run(ADD, words)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["ended", "crashed"])
async def test_a_server_that_starts_again_is_found_again(database: Postgres, how: signal.Signals) -> None:
    await add(database, "before")
    server().stop(how)
    waiting = asyncio.create_task(add(database, "while it was away"))
    await asyncio.to_thread(server().start)
    await waiting
    assert await lines(database) == ["before", "while it was away"]


async def test_a_server_that_stays_away_is_said_in_one_sentence(
    database: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PATIENCE", 0.2)
    server().stop()
    for _ in range(3):
        with pytest.raises(Fault, match=r"^PostgreSQL cannot be reached now: nothing was lost"):
            await add(database, "nowhere")
        with pytest.raises(Fault, match=r"^PostgreSQL cannot be reached now"):
            await lines(database)
    await asyncio.to_thread(server().start)
    await add(database, "here again")
    assert await lines(database) == ["here again"]


async def test_a_transaction_that_was_under_way_is_undone_whole_and_can_be_made_again(database: Postgres) -> None:
    with pytest.raises(Fault, match="nothing was lost"):
        async with database.write() as tx:
            async with tx.savepoint():
                await tx.run(ADD, "first turn")
            async with tx.savepoint():
                await tx.run(ADD, "second turn")
                server().stop(signal.SIGQUIT)
                await asyncio.to_thread(server().start)
                await tx.run(ADD, "into the void")
    assert await lines(database) == []
    await add(database, "first turn")
    assert await lines(database) == ["first turn"]


@pytest.mark.parametrize("kept", [True, False])
async def test_a_commit_nobody_answered_is_told_by_the_database_itself(
    database: Postgres, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    """The line breaks just before or just after the server has done it; both look the same from here."""
    real = PostgresLine._say

    async def breaking(line: PostgresLine, sql: str) -> None:
        if not sql.endswith("COMMIT"):
            return await real(line, sql)
        monkeypatch.undo()
        if kept:
            await real(line, sql)
        line._connection.terminate()
        return await real(line, sql)

    monkeypatch.setattr(PostgresLine, "_say", breaking)
    if kept:
        await add(database, "kept")
    else:
        with pytest.raises(Fault, match="nothing was lost"):
            await add(database, "kept")
    assert await lines(database) == (["kept"] if kept else [])
    await add(database, "next")
    assert await lines(database) == [*(["kept"] if kept else []), "next"]


async def test_a_connection_ended_by_an_administrator_is_made_again(database: Postgres, url: str) -> None:
    other = await asyncpg.connect(url)
    await other.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'gastgeber'"
    )
    await other.close()
    for words in ("one", "two"):
        try:
            await add(database, words)
        except Fault:  # where the news had not come yet
            await add(database, words)
    assert await lines(database) == ["one", "two"]


async def test_a_frozen_house_that_was_replaced_can_write_nothing_any_more(
    database: Postgres, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "AFTERLIFE", 0.0)
    monkeypatch.setattr(postgres, "FAREWELL", 0.0)
    losing = asyncio.create_task(database.lost())
    await _expire(url)
    successor = await open_postgres(url)
    for _ in range(2):
        with pytest.raises(Fault, match=r"taken this database over|cannot be reached now"):
            await add(database, "from the grave")
    with pytest.raises(TakenOver, match="taken this database over"):
        await add(database, "from the grave")
    assert "taken this database over" in await losing
    await add(successor, "alive")
    assert await lines(successor) == ["alive"]
    await successor.close()
    with pytest.raises(Fault, match="taken this database over"):
        await add(database, "what it remembers may be wrong")


async def test_a_transaction_cut_off_by_another_house_is_not_put_down_to_a_server_that_is_away(
    database: Postgres, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "AFTERLIFE", 0.0)
    monkeypatch.setattr(postgres, "FAREWELL", 0.0)
    await _expire(url)
    with pytest.raises(TakenOver, match="taken this database over"):
        async with database.write() as tx:
            await tx.run(ADD, "before")
            successor = await open_postgres(url)
            await tx.run(ADD, "from the grave")
    await successor.close()


async def test_who_asks_a_database_that_was_lost_has_nothing_to_tell_before_the_house_has_ended(
    database: Postgres, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "AFTERLIFE", 0.0)
    monkeypatch.setattr(postgres, "FAREWELL", 3600.0)
    assert database._writer
    database._writer.terminate()
    await _expire(url)
    successor = await open_postgres(url)
    asking = [asyncio.create_task(add(database, words)) for words in ("one", "two")]
    await database.lost()
    for one in asking:
        one.cancel()
    assert [type(one) for one in await asyncio.gather(*asking, return_exceptions=True)] == [asyncio.CancelledError] * 2
    await successor.close()


async def _expire(url: str) -> None:
    other = await asyncpg.connect(url)
    await other.execute("UPDATE house_holder SET expires = clock_timestamp() - interval '1 hour'")
    await other.close()
