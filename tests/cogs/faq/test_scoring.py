"""A question is scored before its turn, and what was scored is used only where it still holds."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.core.events import CommandInvoked, Envelope, FormFilled, MessageWritten, PlaceMigrated, Profile, Scene
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.text import Text
from cogs.faq import faq, library, scoring
from cogs.faq.matching import Index, Match
from tests.cogs.faq.test_asking import FAQ, HOUSE, Known
from tests.support.stage import Stage, open_stage


@dataclass
class Gate:
    """Holds every scoring up in its thread until it is opened, and counts them."""

    begun: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)
    scored: list[str] = field(default_factory=list)

    def best(self, index: Index, question: str) -> Match | None:
        self.scored.append(threading.current_thread().name)
        self.begun.set()
        assert self.opened.wait(20)
        return REAL(index, question)


REAL = Index.best


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FAQ], packages=("cogs.faq",)) as opened:
        yield opened


def asks(stage: Stage, name: str, text: str, lane: str) -> Envelope:
    scene = stage.actor(name, "discord", "de").scene(reply=True)
    return Envelope(f"ask:{stage.next()}", lane, stage.clock.now(), CommandInvoked(scene, "ask", words=text))


async def begun(gate: Gate) -> None:
    await asyncio.to_thread(gate.begun.wait, 20)
    assert gate.begun.is_set()


async def test_entries_changed_between_the_scoring_and_the_turn_answer_as_they_stand_now(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    monkeypatch.setattr(scoring, "WORTH_A_THREAD", 0)
    monkeypatch.setattr(Index, "best", lambda index, question: gate.best(index, question))
    worker = asyncio.create_task(stage.intake.run())
    asked = asyncio.create_task(stage.intake.put([asks(stage, "Ann", "Wo ist die Garderobe?", "ann")]))
    await begun(gate)
    async with stage.database.write() as tx:
        await tx.run(
            "INSERT INTO faq_entry (community, key, language, asks, answer, by_member, at)"
            " VALUES (?, 'coat', 'de', ?, 'Rechts im Keller.', '', 1)",
            await stage.community("discord"),
            '["Wo ist die Garderobe?"]',
        )
    stage.world.memory.clear()
    gate.opened.set()
    await asked
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    await stage.settle()
    assert stage.said() == ["Rechts im Keller."]


async def test_a_long_scoring_holds_up_nobody_but_its_own_lane(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(scoring, "WORTH_A_THREAD", 0)
    monkeypatch.setattr(Index, "best", lambda index, question: gate.best(index, question))
    worker = asyncio.create_task(stage.intake.run())
    first = asyncio.create_task(stage.intake.put([asks(stage, "Ann", "Wo ist die Garderobe?", "ann")]))
    behind = asyncio.create_task(stage.intake.put([written(stage, "Ann", "ann")]))
    await begun(gate)
    async with asyncio.timeout(20):
        await stage.intake.put([written(stage, "Bob", "bob") for _ in range(250)])
    assert not first.done()
    assert not behind.done()
    gate.opened.set()
    await asyncio.gather(first, behind)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT lane FROM inbox WHERE lane IN ('ann', 'bob') ORDER BY id")
    assert [row[0] for row in rows] == ["bob"] * 250 + ["ann"] * 2
    assert not any("MainThread" in name for name in gate.scored)


async def test_what_was_scored_is_not_scored_again_in_the_turn(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[str] = []

    def noted(index: Index, question: str) -> Match | None:
        scored.append(question)
        return REAL(index, question)

    monkeypatch.setattr(Index, "best", noted)
    await stage.delivers(asks(stage, "Ann", "Wo ist die Garderobe?", "ann"))
    assert stage.said() == ["Links neben der Tür."]
    assert scored == ["Wo ist die Garderobe?"]


async def test_chatter_is_prepared_by_nobody_and_costs_no_read(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> None:
        raise AssertionError("nobody asked for this")

    monkeypatch.setattr("bot.core.intake.prepare", never)
    await stage.delivers(*(written(stage, "Ann", "ann") for _ in range(3)))
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT count(*) FROM inbox WHERE lane = 'ann' AND state = 'done'") == [(3,)]


async def test_a_preparation_that_breaks_costs_the_asker_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> library.Shelf:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(library.Library, "shelf_before", broken)
    await stage.delivers(asks(stage, "Ann", "Wo ist die Garderobe?", "ann"))
    assert stage.said() == ["Links neben der Tür."]


async def test_a_long_faq_is_indexed_before_the_turn_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    build = Index.__init__

    def noted(self: Index, entries: object) -> None:
        threads.append(threading.current_thread().name)
        build(self, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "__init__", noted)
    many = tuple(Known(f"k{n}", "de", (f"Wo ist Raum {n}?",), Text.of(f"Raum {n}")) for n in range(300))
    async with open_stage(tmp_path, [faq(lambda pack: (*HOUSE, *many))], packages=("cogs.faq",)) as stage:
        await stage.delivers(asks(stage, "Ann", "Wo ist die Garderobe?", "ann"))
        assert stage.said() == ["Links neben der Tür."]
    assert len(threads) == 2
    assert not any(name == "MainThread" for name in threads)


async def test_what_was_said_in_a_group_is_known_in_the_supergroup_it_became(stage: Stage) -> None:
    old, new = stage.server("telegram"), ServerRef("telegram", "-1001")
    room = PlaceRef("telegram", "house")
    await stage.actor("Ann", "telegram", "de").writes("Wo ist die Garderobe?", room, to_house=True)
    assert stage.said() == ["Links neben der Tür."]
    await stage.happens(PlaceMigrated(old, new))
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT place, what FROM faq_said") == [("-1001", "coat/de")]


def test_the_question_is_what_the_handlers_look_for() -> None:
    scene = Scene(MemberRef("discord", "ann"), Profile("Ann"), PlaceRef("discord", "general"), None)
    assert scoring.question_in(CommandInvoked(scene, "ask", words=" wo  bin\nich ")) == "wo bin ich"
    assert scoring.question_in(CommandInvoked(scene, "frage", (("question", "wo bin ich"),))) == "wo bin ich"
    assert scoring.question_in(CommandInvoked(scene, "party", words="wo bin ich")) == ""
    assert scoring.question_in(FormFilled(scene, "faq/ask", (("question", " wo bin  ich"),))) == "wo bin ich"
    assert scoring.question_in(FormFilled(scene, "faq/add", (("question", "wo bin ich"),))) == ""


def written(stage: Stage, name: str, lane: str) -> Envelope:
    scene = stage.actor(name, "discord", "de").scene()
    number = stage.next()
    event = MessageWritten(scene, MessageRef(scene.place, f"w{number}"), "hallo zusammen", stage.clock.now())
    return Envelope(f"w:{number}", lane, stage.clock.now(), event)
