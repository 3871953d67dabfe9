"""The inbox: every event is decided exactly once, whatever repeats, breaks or runs out meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Post
from bot.core.codec import dump
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.errors import Fault, Mistake
from bot.core.events import CommandInvoked, Due, Envelope, MessageWritten
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.ports import Reader
from bot.core.refs import MessageRef
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Agenda, Planner
from bot.core.stores.communities import COMMUNITY
from bot.core.stores.inbox import Arrivals
from bot.core.stores.people import PEOPLE
from bot.core.stores.registrar import Registrar
from bot.storage.sqlite import StorageFull
from tests.support.databases import as_written, full_disk, read_only
from tests.support.stage import Stage, open_stage

NOTED = "INSERT INTO code_try (platform, member, at) VALUES ('noted', ?, 1)"
TWICE = "INSERT INTO lease (role, owner, epoch, expires) VALUES ('noted', ?, 1, 1)"


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    """Notes what it hears; some words break it."""
    await ctx.tx.run(NOTED, event.text)
    match event.text:
        case "fault":
            raise RuntimeError("broken on purpose")
        case "breaks at the end":
            ctx.tx.later(TWICE, "first")
            ctx.tx.later(TWICE, "second")
        case "wrong at the end":
            ctx.tx.later("INSERT INTO no_such_table (x) VALUES (?)", 1)
        case "long":
            ctx.tx.later(NOTED, "x" * 200_000)
    return [Post(event.scene.place, note(event.text))] if event.to_house else []


@command("wrong")
async def wrong(ctx: Context, words: Words = Words("")) -> list[Action]:
    raise Mistake("wrong-line", **({"unsayable": object()} if words == "unsayable" else {}))


async def ticked(ctx: Context, due: Due) -> list[Action]:
    await ctx.tx.run(NOTED, due.body)
    if due.body == "fault":
        raise RuntimeError("broken on purpose")
    return []


FEATURE = Feature("note", (wrong,), listens={MessageWritten: heard}, timers={"tick": ticked})


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FEATURE]) as opened:
        yield opened


def written(stage: Stage, text: str, key: str = "", *, to_house: bool = False) -> Envelope:
    scene = stage.actor("Ann", "discord").scene()
    number = stage.next()
    event = MessageWritten(scene, MessageRef(scene.place, f"w{number}"), text, stage.clock.now(), to_house=to_house)
    return Envelope(key or f"key:{number}", "lane", stage.clock.now(), event)


async def noted(stage: Stage) -> list[str]:
    async with stage.database.read() as reader:
        return [
            row[0] for row in await reader.rows(f"SELECT member FROM code_try ORDER BY {as_written(stage.database)}")
        ]


async def states(stage: Stage) -> list[tuple[str, int]]:
    """Events that are not done: their state and tries."""
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT state, tries FROM inbox WHERE state <> 'done' ORDER BY id")
    return [(row[0], row[1]) for row in rows]


async def test_a_batch_is_decided_in_order(stage: Stage) -> None:
    await stage.delivers(*(written(stage, f"line {number}") for number in range(250)))
    assert await noted(stage) == [f"line {number}" for number in range(250)]


async def test_the_same_happening_twice_in_a_batch_counts_once(stage: Stage) -> None:
    await stage.delivers(written(stage, "hi", "same"), written(stage, "other"), written(stage, "hi", "same"))
    assert sorted(await noted(stage)) == ["hi", "other"]


async def test_the_same_happening_from_two_adapters_at_once_counts_once(stage: Stage) -> None:
    worker = asyncio.create_task(stage.intake.run())
    await asyncio.gather(*(stage.intake.put([written(stage, "hi", "same")]) for _ in range(20)))
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    assert await noted(stage) == ["hi"]


async def test_after_a_restart_a_repeated_happening_is_still_known(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [FEATURE]) as before:
        await before.delivers(written(before, "hi", "same"))
    async with open_stage(tmp_path, [FEATURE]) as after:
        await after.delivers(written(after, "hi", "same"), written(after, "new"))
        assert await noted(after) == ["hi", "new"]


async def test_a_poison_event_does_not_hold_its_lane_and_leaves_nothing_behind(stage: Stage) -> None:
    await stage.delivers(written(stage, "one"), written(stage, "fault"), written(stage, "two"))
    assert await noted(stage) == ["one", "two"]
    assert await states(stage) == [("new", 1)]
    for _ in range(3):
        await stage.passes(timedelta(seconds=5))
    assert await states(stage) == [("aside", 2)]
    assert stage.intake.set_aside == 1
    assert await noted(stage) == ["one", "two"]


async def test_a_put_off_row_that_breaks_the_batch_costs_nobody_else_a_thing(stage: Stage) -> None:
    await stage.delivers(written(stage, "one"), written(stage, "breaks at the end"), written(stage, "two"))
    for _ in range(3):
        await stage.passes(timedelta(seconds=5))
    assert await noted(stage) == ["one", "two"]
    assert await states(stage) == [("aside", 2)]


async def test_a_put_off_statement_that_is_wrong_is_set_aside_and_the_platform_is_not_kept_waiting(
    stage: Stage,
) -> None:
    await stage.delivers(written(stage, "wrong at the end"), written(stage, "two"))
    for _ in range(3):
        await stage.passes(timedelta(seconds=5))
    assert await noted(stage) == ["two"]
    assert await states(stage) == [("aside", 2)]


async def test_events_kept_after_a_broken_batch_are_decided_in_their_order(stage: Stage) -> None:
    lines = [f"line {number}" for number in range(10)]
    batch = [written(stage, line) for line in lines]
    await stage.delivers(*batch[:5], written(stage, "breaks at the end"), *batch[5:])
    assert await noted(stage) == lines
    await stage.delivers(*batch)
    assert await noted(stage) == lines


async def test_an_excuse_that_cannot_be_said_is_a_fault_of_ours_and_stops_nobody(stage: Stage) -> None:
    await stage.actor("Ann", "discord").asks("wrong", "unsayable")
    await stage.delivers(written(stage, "two"))
    for _ in range(3):
        await stage.passes(timedelta(seconds=5))
    assert await noted(stage) == ["two"]
    assert await states(stage) == [("aside", 2)]
    [told] = stage.said()
    assert told.startswith("fault id=")


@pytest.mark.parametrize(
    "body",
    [
        '{"v":2,"body":{"$":"MessageWritten"}}',
        '{"v":1,"body":{"$":"PartyFromTheFuture"}}',
        "no json",
        "",
        "[" * 100_000,
    ],
)
async def test_an_event_of_an_unknown_release_is_set_aside_not_dropped(stage: Stage, body: str) -> None:
    async with stage.database.write() as tx:
        await tx.run("INSERT INTO inbox (key, lane, at, body, state) VALUES ('old', 'lane', 1, ?, 'new')", body)
    await stage.delivers(written(stage, "one"))
    assert await noted(stage) == ["one"]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT body FROM inbox WHERE state = 'aside'") == [(body,)]


async def test_nothing_is_confirmed_before_it_is_committed(stage: Stage) -> None:
    waiting = asyncio.create_task(stage.intake.put([written(stage, "one")]))
    async with stage.database.write():
        worker = asyncio.create_task(stage.intake.run())
        for _ in range(50):
            await asyncio.sleep(0)
        assert not waiting.done()
    await waiting
    assert await noted(stage) == ["one"]
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)


async def test_with_a_full_disk_nothing_is_confirmed_and_later_nothing_is_lost(stage: Stage) -> None:
    batch = [written(stage, "one"), written(stage, "long"), written(stage, "two")]
    async with full_disk(stage.database):
        with pytest.raises(StorageFull, match="disk is full"):
            await stage.delivers(*batch)
        assert await noted(stage) == []
        assert await states(stage) == []
    await stage.delivers(*batch)
    assert [line[:4] for line in await noted(stage)] == ["one", "long", "xxxx", "two"]


async def test_a_full_disk_costs_a_waiting_event_no_try(stage: Stage) -> None:
    event = written(stage, "long")
    async with stage.database.write() as tx:
        await tx.run(
            "INSERT INTO inbox (key, lane, at, body, state) VALUES ('kept', 'lane', 1, ?, 'new')", dump(event.event)
        )
    async with full_disk(stage.database):
        for _ in range(5):
            with pytest.raises(StorageFull):
                await stage.intake.again()
        assert await states(stage) == [("new", 0)]
    await stage.settle()
    assert await states(stage) == []


async def test_one_adapter_that_gave_up_does_not_stop_the_others_events(stage: Stage) -> None:
    gone = asyncio.create_task(stage.intake.put([written(stage, "gone")]))
    stays = asyncio.create_task(stage.intake.put([written(stage, "stays")]))
    await asyncio.sleep(0)
    gone.cancel()
    worker = asyncio.create_task(stage.intake.run())
    await stays
    worker.cancel()
    await asyncio.gather(worker, gone, return_exceptions=True)
    assert await noted(stage) == ["gone", "stays"]


async def test_half_a_character_is_left_out_and_the_rest_is_kept_like_any_other(stage: Stage) -> None:
    """Half a surrogate pair or NUL, which JSON may carry, are signs that not every database takes."""
    await stage.delivers(written(stage, "bad \ud83d"), written(stage, "go\x00od"))
    assert await noted(stage) == ["bad ", "good"]
    assert await states(stage) == []


async def test_a_timer_that_breaks_is_tried_three_times_and_does_not_hide_the_others(stage: Stage) -> None:
    community = await stage.community("discord")
    async with stage.database.write() as tx:
        for number in range(120):
            key, at = f"note/fault/{number}", stage.clock.now() + timedelta(minutes=1)
            await Planner(tx).set_at(key, "note", "tick", community, at, "fault")
        await Planner(tx).set_at("note/good", "note", "tick", community, at + timedelta(seconds=1), "good")
    await stage.passes(timedelta(minutes=2))
    for _ in range(4):
        await stage.passes(timedelta(seconds=5))
    assert await noted(stage) == ["good"]
    assert await states(stage) == [("aside", 2)] * 120


async def test_a_timer_that_was_set_aside_does_not_stand_in_for_the_next(stage: Stage) -> None:
    """A welcome that failed three times stayed set: whoever joined that place later found it waiting, for ever."""
    community = await stage.community("discord")
    async with stage.database.write() as tx:
        at = stage.clock.now() + timedelta(minutes=1)
        await Planner(tx).set_at("note/fault", "note", "tick", community, at, "fault")
    await stage.passes(timedelta(minutes=2))
    for _ in range(4):
        await stage.passes(timedelta(seconds=5))
    assert await states(stage) == [("aside", 2)]
    async with stage.database.read() as reader:
        assert await Agenda(reader).of(community, "note/") == []


async def test_a_timer_moved_while_it_waited_for_another_try_goes_at_its_new_time(stage: Stage) -> None:
    """Its earlier instant, tried for the last time, was marked as the new one's."""
    community = await stage.community("discord")
    start = stage.clock.now()

    async def plan(at: datetime, body: str) -> None:
        async with stage.database.write() as tx:
            await Planner(tx).set_at("note/moved", "note", "tick", community, at, body)

    await plan(start + timedelta(minutes=1), "fault")
    await stage.passes(timedelta(minutes=2))
    await plan(start + timedelta(minutes=10), "moved")
    for _ in range(4):
        await stage.passes(timedelta(seconds=5))
    assert await noted(stage) == []
    await stage.passes(timedelta(minutes=10))
    assert await noted(stage) == ["moved"]


async def test_a_timer_moved_before_its_time_goes_once_at_the_new_time(stage: Stage) -> None:
    community = await stage.community("discord")
    start = stage.clock.now()

    async def plan(at: datetime) -> None:
        async with stage.database.write() as tx:
            await Planner(tx).set_at("note/move", "note", "tick", community, at, f"at {to_ms(at)}")

    await plan(start + timedelta(minutes=5))
    await plan(start + timedelta(minutes=10))
    await stage.passes(timedelta(minutes=6))
    assert await noted(stage) == []
    await stage.passes(timedelta(minutes=6))
    await plan(start + timedelta(minutes=20))
    await stage.passes(timedelta(minutes=20))
    assert len(await noted(stage)) == 1


async def test_what_is_said_is_said_once_however_often_the_platform_repeats_it(stage: Stage) -> None:
    for _ in range(3):
        await stage.delivers(written(stage, "hello", "same", to_house=True), written(stage, "fault", "broken"))
        await stage.passes(timedelta(seconds=1))
    assert stage.said() == ["hello"]


async def test_a_mistake_in_a_room_nobody_asked_in_is_not_corrected_there(stage: Stage) -> None:
    scene = stage.actor("Ann", "telegram").scene()
    await stage.happens(CommandInvoked(scene, "wrong"))
    assert [type(action).__name__ for action in stage.take()] == ["Whisper"]


async def test_a_fault_of_the_storage_is_told_to_whoever_delivered(stage: Stage) -> None:
    async with read_only(stage.database):
        with pytest.raises(Fault):
            await stage.delivers(written(stage, "one"))
    await stage.delivers(written(stage, "one"))
    assert await noted(stage) == ["one"]


async def test_a_mistake_makes_the_house_forget_nothing_but_what_that_turn_learned(stage: Stage) -> None:
    """Clearing everything cost the next five hundred members a query each, whenever one of them mistyped."""
    bob, memory = stage.actor("Bob", "discord"), stage.world.memory
    await bob.writes("hello")
    known = memory.peek(PEOPLE, bob.ref)
    assert known
    stranger = stage.actor("Eve", "discord")
    await stranger.asks("wrong", "unsayable")
    await stage.delivers(written(stage, "fault"))
    assert memory.peek(PEOPLE, bob.ref) is known
    assert memory.peek(PEOPLE, stranger.ref) is None
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT id FROM member WHERE id = 'eve'") == []


async def test_what_a_broken_turn_had_changed_is_read_again(tmp_path: Path) -> None:
    async def shaping(ctx: Context, event: MessageWritten) -> list[Action]:
        if event.text == "rename and break":
            await Registrar(ctx.tx).shape(ctx.community.id, name="Renamed")
            ctx.memory.forget({COMMUNITY})
            assert await ctx.memory.recall(COMMUNITY, ctx.tx, names, key="all") == "Renamed"
            raise RuntimeError("broken on purpose")
        name = await ctx.memory.recall(COMMUNITY, ctx.tx, names, key="all")
        return [Post(event.scene.place, note(name))]

    async def names(reader: Reader) -> str:
        return ",".join(row[0] for row in await reader.rows("SELECT name FROM community ORDER BY name"))

    async with open_stage(
        tmp_path, [Feature("shape", listens={MessageWritten: shaping})], platforms=("discord",)
    ) as own:
        await own.actor("Ann", "discord").writes("hello")
        await own.delivers(written(own, "rename and break"))
        await own.actor("Ann", "discord").writes("hello again")
        assert own.said() == ["House on discord", "House on discord"]


async def test_a_broken_batch_is_decided_before_anything_newer_of_its_lanes(stage: Stage) -> None:
    worker = asyncio.create_task(stage.intake.run())
    broken = [*(written(stage, f"old {n}") for n in range(3)), written(stage, "breaks at the end")]
    first = asyncio.create_task(stage.intake.put(broken))
    second = asyncio.create_task(stage.intake.put([written(stage, f"new {n}") for n in range(3)]))
    await asyncio.gather(first, second)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    assert await noted(stage) == ["old 0", "old 1", "old 2", "new 0", "new 1", "new 2"]


async def test_what_an_earlier_life_only_kept_is_decided_before_what_comes_now(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [FEATURE]) as before:
        kept = written(before, "kept")
        async with before.database.write() as tx:
            await Arrivals(tx).keep(kept, before.clock.now())
    async with open_stage(tmp_path, [FEATURE]) as after:
        assert await noted(after) == ["kept"]
        await after.delivers(written(after, "now", "of this life"))
        assert await noted(after) == ["kept", "now"]


async def test_of_a_delivery_that_could_not_be_kept_nothing_is_decided_out_of_order(stage: Stage) -> None:
    """More than one batch: the first meets a full disk, so the rest of it may not overtake when all of it comes again."""
    await stage.delivers(written(stage, "warm"))
    lines = [written(stage, f"line {number}") for number in range(250)]
    real, failures = stage.intake._together, [StorageFull("no room")]

    async def full_once(*args: object) -> tuple[set[str], set[str]]:
        if failures:
            raise failures.pop()
        return await real(*args)  # type: ignore[arg-type]

    stage.intake._together = full_once  # type: ignore[method-assign,assignment]  # a disk that is full for one batch
    with pytest.raises(StorageFull):
        await stage.delivers(*lines)
    await stage.delivers(*lines)
    assert await noted(stage) == ["warm", *(f"line {number}" for number in range(250))]


async def test_the_result_of_a_welcome_does_not_wait_for_a_long_batch(stage: Stage) -> None:
    """Fifteen events of a house that had just begun took a quarter of a second; killed in it, nobody knew what was said."""
    worker = asyncio.create_task(stage.intake.run())
    new = asyncio.create_task(stage.intake.put([written(stage, f"line {number}") for number in range(50)]))
    await asyncio.sleep(0)
    while stage.intake._lanes._line:
        await asyncio.sleep(0)
    await stage.intake.put([replace(written(stage, "said"), urgent=True)])
    order = await noted(stage)
    assert order[0] == "line 0"
    assert order.index("said") < 50
    await new
    assert [line for line in await noted(stage) if line != "said"] == [f"line {number}" for number in range(50)]
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)


async def test_ten_thousand_timers_of_one_minute_are_taken_without_keeping_others_waiting(stage: Stage) -> None:
    """A tick took a hundred of them; the last reminder would have come a hundred seconds late."""
    community = await stage.community("discord")
    at = stage.clock.now() + timedelta(minutes=1)
    async with stage.database.write() as tx:
        for number in range(1000):
            await Planner(tx).set_at(f"note/{number:04}", "note", "tick", community, at, f"{number}")
    stage.clock.move_to(at)
    worker = asyncio.create_task(stage.intake.run())
    ticking = asyncio.create_task(stage.intake.all_due())
    while not await noted(stage):
        await asyncio.sleep(0)
    await stage.intake.put([written(stage, "meanwhile")])
    assert not ticking.done()
    assert await ticking == 1000
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    order = await noted(stage)
    assert len(order) == 1001
    assert order.index("meanwhile") < 600
