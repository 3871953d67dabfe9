"""One writing transaction at a time: kept whole or not at all, whoever fails or walks away."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.ports import Database, Transaction
from bot.storage.weather import StorageFull
from tests.storage.conftest import BREAKS_A_RULE, MEANS_NOTHING, lines

ADD = "INSERT INTO guest_line (words) VALUES (?)"


async def test_what_is_written_is_there_for_the_next_reader(database: Database) -> None:
    async with database.write() as tx:
        assert await tx.run(ADD, "hello") == 1
    assert await lines(database) == ["hello"]


async def test_nothing_of_a_failing_transaction_is_kept(database: Database) -> None:
    with pytest.raises(RuntimeError, match="on purpose"):
        async with database.write() as tx:
            await tx.run(ADD, "one")
            await tx.many(ADD, [["two"], ["three"]])
            tx.later(ADD, "four")
            raise RuntimeError("on purpose")
    assert await lines(database) == []


async def test_a_wrong_statement_stays_what_it_is_and_undoes_its_transaction(database: Database) -> None:
    with pytest.raises(BREAKS_A_RULE):
        async with database.write() as tx:
            await tx.run(ADD, "same")
            await tx.run(ADD, "same")
    with pytest.raises(MEANS_NOTHING, match="full_and_locked"):
        async with database.write() as tx:
            await tx.run("UPDATE guest_line SET full_and_locked = 1")
    assert await lines(database) == []


async def test_rows_put_off_are_there_after_the_commit(database: Database) -> None:
    async with database.write() as tx:
        tx.later(ADD, "later")
        await tx.run(ADD, "now")
    assert sorted(await lines(database)) == ["later", "now"]


async def test_a_read_sees_the_rows_put_off_before_it(database: Database) -> None:
    async with database.write() as tx:
        tx.later(ADD, "later")
        assert await tx.rows("SELECT words FROM guest_line") == [("later",)]
        async with tx.savepoint():
            tx.later(ADD, "mine")
            assert await tx.row("SELECT count(*) FROM guest_line") == (2,)
            assert await tx.row("SELECT count(*) FROM guest_line") == (2,)
    assert await lines(database) == ["later", "mine"]


async def test_a_put_off_row_that_breaks_a_rule_fails_the_whole_transaction(database: Database) -> None:
    with pytest.raises(BREAKS_A_RULE):
        async with database.write() as tx:
            await tx.run(ADD, "same")
            tx.later(ADD, "same")
    assert await lines(database) == []


async def test_writers_come_one_after_the_other(database: Database) -> None:
    inside = 0

    async def count_up() -> None:
        nonlocal inside
        async with database.write() as tx:
            inside += 1
            assert inside == 1
            row = await tx.row("SELECT count(*) FROM guest_line")
            await asyncio.sleep(0)
            await tx.run(ADD, f"line {row[0] if row else ''}")
            inside -= 1

    await asyncio.gather(*(count_up() for _ in range(30)))
    assert await lines(database) == [f"line {number}" for number in range(30)]


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.read() as reader:
        with pytest.raises(StorageFull, match="read-only"):
            await reader.rows("INSERT INTO guest_line (words) VALUES ('x') RETURNING id")


async def test_a_reader_does_not_wait_for_a_writer_and_sees_nothing_half_done(database: Database) -> None:
    async with database.write() as tx:
        await tx.run(ADD, "unfinished")
        assert await lines(database) == []
    assert await lines(database) == ["unfinished"]


@pytest.mark.parametrize("steps", range(12))
async def test_a_writer_cancelled_at_any_point_leaves_no_transaction_open(database: Database, steps: int) -> None:
    """Either all of it is kept or nothing, and the next one writes as if nothing had been."""

    async def write() -> None:
        async with database.write() as tx:
            async with tx.savepoint():
                await tx.run(ADD, "one")
                await tx.run(ADD, "two")
            await tx.run(ADD, "three")

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    kept = await lines(database)
    assert kept in ([], ["one", "two", "three"])
    async with database.write() as tx:
        await tx.run(ADD, "next")
    assert await lines(database) == [*kept, "next"]


async def test_a_commit_under_way_is_kept_although_its_writer_was_cancelled(database: Database) -> None:
    committing = asyncio.Event()
    commit = database._commit  # type: ignore[attr-defined]  # either one's

    async def slow_commit(*line: object) -> None:
        committing.set()
        await asyncio.sleep(0)
        await commit(*line)

    database._commit = slow_commit  # type: ignore[attr-defined]  # the only way to be cancelled exactly there
    task = asyncio.create_task(_add(database, "kept"))
    await committing.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await lines(database) == ["kept"]


async def test_a_writer_cancelled_twice_still_leaves_cleanly(database: Database) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with database.write() as tx:
            await tx.run(ADD, "one")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await _add(database, "next")
    assert await lines(database) == ["next"]


async def test_a_handler_that_gave_up_on_a_slow_statement_undoes_its_turn_only(database: Database) -> None:
    async with database.write() as tx:
        async with tx.savepoint():
            await tx.run(ADD, "other turn")
        with pytest.raises(TimeoutError):
            async with tx.savepoint():
                await _impatient(tx)
        async with tx.savepoint():
            await tx.run(ADD, "next turn")
    assert await lines(database) == ["other turn", "next turn"]


async def _impatient(tx: Transaction) -> None:
    async with asyncio.timeout(-1):
        await tx.run(ADD, "too slow")


async def _add(database: Database, words: str) -> None:
    async with database.write() as tx:
        await tx.run(ADD, words)
