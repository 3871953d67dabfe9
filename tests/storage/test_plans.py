"""What every turn and every look of a sender asks is found by an index, however long the tables are."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosqlite import Connection

from bot.core.actions import Action, Amend, Post, Whisper
from bot.core.context import Context
from bot.core.events import MessageWritten
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.ports import Row
from bot.core.retention import let_go
from bot.core.stores.held import HeldLines
from bot.core.stores.people import People
from bot.features import FEATURE_PACKAGES, features
from bot.storage.sealed import beneath
from bot.storage.sqlite import Sqlite
from bot.storage.transaction import StoredReader, StoredTransaction
from persona.voice import open_voice
from tests.support.stage import Stage, open_stage

pytestmark = pytest.mark.sqlite

LONG = r"SCAN (inbox|outbox|o|timer|member|m|guest_member|g|bookmark|recent)"

GROWING = r"SCAN (party|door|welcome|faq)"


class Explained(StoredTransaction):
    """The same transaction; how its statements are looked up is noted."""

    plans: list[str]

    async def rows(self, sql: str, *values: object) -> list[Row]:
        self.plans += await plan(self._connection, sql)
        return await super().rows(sql, *values)

    async def run(self, sql: str, *values: object) -> int:
        self.plans += await plan(self._connection, sql)
        return await super().run(sql, *values)


class ExplainedReader(StoredReader):
    plans: list[str]

    async def rows(self, sql: str, *values: object) -> list[Row]:
        self.plans += await plan(self._connection, sql)
        return await super().rows(sql, *values)


class Watched(Sqlite):
    """The stage's own database, with the plan of everything that is asked of it."""

    def __init__(self, real: Sqlite) -> None:
        self.real = real
        self.plans: list[str] = []

    @asynccontextmanager
    async def write(self) -> AsyncIterator[StoredTransaction]:
        async with self.real.write() as tx:
            tx.__class__ = Explained
            assert isinstance(tx, Explained)
            tx.plans = self.plans
            yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[StoredReader]:
        async with self.real.read() as reader:
            reader.__class__ = ExplainedReader
            assert isinstance(reader, ExplainedReader)
            reader.plans = self.plans
            yield reader


async def plan(connection: object, sql: str) -> list[str]:
    assert isinstance(connection, Connection)
    rows = await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))
    return [f"{row[3]} <- {sql}" for row in rows]


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    name = "plan/card/telegram"
    if event.text == "amend":
        return [Amend(name, note("new"))]
    return [
        Post(event.scene.place, note("card"), bookmark=name, unasked=True, in_party=True, idem="card"),
        Whisper(ctx.who.member, note("psst")),
    ]


async def watch(stage: Stage) -> Watched:
    database = beneath(stage.database)
    assert isinstance(database, Sqlite)
    watched = Watched(database)
    stage.intake._database = watched
    for sender in stage.senders.values():
        sender.database = watched
    return watched


async def test_no_turn_and_no_look_reads_a_whole_table(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [Feature("plan", listens={MessageWritten: heard})]) as stage:
        watched = await watch(stage)
        stage.recorders["telegram"].closed.add("ann")
        ann = stage.actor("Ann", "telegram")
        await ann.writes("hello")
        await ann.writes("amend")
        stage.recorders["telegram"].closed.clear()
        await ann.opens_chat()
        await ann.writes("hi", private=True)
        async with watched.write() as tx:
            await HeldLines(tx).of(await stage.community("telegram"), stage.clock.now())
            await People(tx).communities_of(ann.ref)
        assert len(watched.plans) > 50
        assert [each for each in watched.plans if re.match(LONG, each) and " USING " not in each.split(" <- ")[0]] == []


async def test_housekeeping_finds_what_is_past_its_time_without_reading_a_whole_table(tmp_path: Path) -> None:
    voice = open_voice()
    async with open_stage(tmp_path, features(voice), packages=FEATURE_PACKAGES, voice=voice) as stage:
        watched = await watch(stage)
        await let_go(watched, stage.world)
        asked = " ".join(watched.plans)
        assert all(f" FROM {table}" in asked for table in ("party", "door_case", "door_forward", "welcome", "faq_gap"))
        whole = [each for each in watched.plans if re.match(GROWING, each) and " USING " not in each.split(" <- ")[0]]
        assert whole == []
