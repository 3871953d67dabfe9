"""What the core writes comes back as it was, on PostgreSQL as on SQLite."""

from __future__ import annotations

import pytest

from bot.core.ports import Database


@pytest.mark.parametrize("words", ["", "ü 🎂 ?", "'quoted' \"twice\" \\ % _ $1", "two\nlines", "​ ‮"])
async def test_words_come_back_as_they_were(database: Database, words: str) -> None:
    async with database.write() as tx:
        found = await tx.rows("INSERT INTO guest_line (words) VALUES (?) RETURNING id, words", words)
        assert found == [(1, words)]
        assert await tx.row("SELECT id FROM guest_line WHERE words = ?", words) == (1,)


async def test_counts_and_sums_are_whole_numbers(database: Database) -> None:
    async with database.write() as tx:
        await tx.many("INSERT INTO guest_line (words) VALUES (?)", [["a"], ["b"], ["c"]])
    async with database.read() as reader:
        row = await reader.row("SELECT count(*), sum(id), coalesce(max(id), 0) FROM guest_line")
    assert row == (3, 6, 3)
    assert [type(value) for value in row] == [int, int, int]


async def test_a_change_says_how_many_rows_it_changed(database: Database) -> None:
    async with database.write() as tx:
        assert await tx.run("INSERT INTO guest_line (words) VALUES ('a'), ('b')") == 2
        assert await tx.run("UPDATE guest_line SET words = words || '!' WHERE id > ?", 1) == 1
        assert await tx.run("INSERT INTO guest_line (words) VALUES ('a') ON CONFLICT (words) DO NOTHING") == 0
        assert await tx.run("DELETE FROM guest_line WHERE words = ?", "z") == 0


async def test_texts_are_in_order_byte_by_byte(database: Database) -> None:
    words = ["z", "Z", "a/", "a.", "a", "B", "é", "b", "_", "~"]
    async with database.write() as tx:
        await tx.many("INSERT INTO guest_line (words) VALUES (?)", [[each] for each in words])
        rows = await tx.rows("SELECT words FROM guest_line ORDER BY words")
        assert [row[0] for row in rows] == sorted(words, key=lambda each: each.encode())
        assert await tx.rows("SELECT lower(words) FROM guest_line WHERE words IN ('B', 'é') ORDER BY 1") == [
            ("b",),
            ("é",),
        ]


@pytest.mark.postgres
async def test_a_nul_that_no_text_can_hold_costs_nobody_the_turn(database: Database) -> None:
    async with database.write() as tx:
        tx.later("INSERT INTO guest_line (words) VALUES (?)", "put off\0")
        await tx.run("INSERT INTO guest_line (words) VALUES (?)", "now\0")
        assert await tx.rows("SELECT words FROM guest_line ORDER BY id") == [("put off\ufffd",), ("now\ufffd",)]


@pytest.mark.postgres
async def test_a_reader_left_in_the_middle_of_a_transaction_is_given_on_clean(database: Database) -> None:
    for _ in range(3):
        async with database.read() as reader:
            await reader.rows("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            assert await reader.row("SELECT count(*) FROM guest_line") == (0,)
    async with database.write() as tx:
        await tx.run("INSERT INTO guest_line (words) VALUES ('new')")
    for _ in range(3):
        async with database.read() as reader:
            assert await reader.row("SELECT count(*) FROM guest_line") == (1,)
