"""A turn is a savepoint: a failing one takes only its own rows with it."""

from __future__ import annotations

import random  # noqa: TID251 - a seeded order of turns, nothing of the house's

import pytest

from bot.core.ports import Database
from tests.storage.conftest import BREAKS_A_RULE, lines

ADD = "INSERT INTO guest_line (words) VALUES (?)"


class Broken(Exception):  # noqa: N818
    pass


async def test_a_failing_turn_is_undone_and_its_neighbours_stay(database: Database) -> None:
    async with database.write() as tx:
        async with tx.savepoint():
            await tx.run(ADD, "before")
        with pytest.raises(Broken):
            async with tx.savepoint():
                await tx.run(ADD, "broken")
                raise Broken
        async with tx.savepoint():
            await tx.run(ADD, "after")
    assert await lines(database) == ["before", "after"]


async def test_rows_that_other_turns_put_off_survive_a_failing_turn(database: Database) -> None:
    async with database.write() as tx:
        async with tx.savepoint():
            tx.later(ADD, "put off before")
        with pytest.raises(Broken):
            async with tx.savepoint():
                tx.later(ADD, "put off and broken")
                await tx.run(ADD, "broken")
                raise Broken
        async with tx.savepoint():
            tx.later(ADD, "put off after")
    assert await lines(database) == ["put off before", "put off after"]


async def test_a_failing_turn_that_wrote_nothing_takes_its_put_off_rows_along(database: Database) -> None:
    async with database.write() as tx:
        tx.later(ADD, "before")
        with pytest.raises(Broken):
            async with tx.savepoint():
                tx.later(ADD, "broken")
                raise Broken
    assert await lines(database) == ["before"]


async def test_a_turn_that_only_reads_sees_what_earlier_turns_put_off(database: Database) -> None:
    async with database.write() as tx:
        async with tx.savepoint():
            tx.later(ADD, "first")
        async with tx.savepoint():
            assert await tx.rows("SELECT words FROM guest_line") == [("first",)]
        with pytest.raises(Broken):
            async with tx.savepoint():
                assert await tx.rows("SELECT words FROM guest_line") == [("first",)]
                raise Broken
    assert await lines(database) == ["first"]


async def test_a_turn_whose_own_put_off_row_breaks_a_rule_fails_alone_once_it_reads(database: Database) -> None:
    async with database.write() as tx:
        async with tx.savepoint():
            await tx.run(ADD, "taken")
        with pytest.raises(BREAKS_A_RULE):
            async with tx.savepoint():
                tx.later(ADD, "taken")
                await tx.rows("SELECT 1")
        async with tx.savepoint():
            await tx.run(ADD, "next")
    assert await lines(database) == ["taken", "next"]


async def test_turns_do_not_nest(database: Database) -> None:
    async with database.write() as tx, tx.savepoint():
        with pytest.raises(RuntimeError, match="do not nest"):
            async with tx.savepoint():
                pass
        await tx.run(ADD, "still here")
    assert await lines(database) == ["still here"]


@pytest.mark.parametrize("seed", range(20))
async def test_exactly_the_rows_of_turns_that_went_well_are_kept(database: Database, seed: int) -> None:
    dice = random.Random(seed)
    wanted: set[str] = set()
    async with database.write() as tx:
        for turn in range(12):
            broken = dice.random() < 0.4
            mine = [f"{turn}.{step}" for step in range(dice.randrange(4))]
            try:
                async with tx.savepoint():
                    for words in mine:
                        match dice.randrange(3):
                            case 0:
                                tx.later(ADD, words)
                            case 1:
                                await tx.run(ADD, words)
                            case _:
                                tx.later(ADD, words)
                                assert await tx.row("SELECT 1 FROM guest_line WHERE words = ?", words) == (1,)
                    if broken:
                        raise Broken
                wanted |= set(mine)
            except Broken:
                pass
    assert set(await lines(database)) == wanted
