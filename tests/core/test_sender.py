"""The sender: who goes first, who waits for whom, and what becomes of a call nobody answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.actions import Admit, Amend, Answer, Erase, OpenPlace, Policy, Post, Whisper
from bot.core.choosing import AT_ONCE, KEPT_FREE
from bot.core.errors import Fault
from bot.core.events import Envelope
from bot.core.notes import note
from bot.core.outcomes import GIVES_UP
from bot.core.pace import ROOM as ROOM_KEPT
from bot.core.pace import Pace, Pauses
from bot.core.ports import Delivery, Failed, Later, Outcome, Torn
from bot.core.refs import Bookmark, MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.stores.deliveries import AT_A_LOOK
from bot.core.stores.outbox import Outbox
from tests.core.sending import Asking, say, scripted, words
from tests.support.databases import read_only
from tests.support.stage import Stage, open_stage

ROOM = PlaceRef("discord", "general")


@pytest.fixture
def asking() -> Asking:
    return Asking()


@pytest.fixture
async def stage(tmp_path: Path, asking: Asking) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [asking.feature()], platforms=("discord", "telegram")) as opened:
        yield opened


async def outbox(stage: Stage) -> list[str]:
    async with stage.database.read() as reader:
        return [row[0] for row in await reader.rows("SELECT state FROM outbox ORDER BY id")]


# Who goes first


async def test_answers_go_before_the_door_before_chat_before_bulk(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    door = replace(say("door", "d"), urgency="door")
    bulk = replace(say("bulk", "b"), urgency="bulk")
    answer = replace(say("answer", "a"), urgency="answer")
    await asking.queue(stage, bulk, say("chat", "c"), door, answer)
    await stage.settle()
    assert platform.calls() == ["answer", "door", "chat", "bulk"]


async def test_in_one_room_lines_keep_their_order(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    lines = [f"line {number}" for number in range(20)]
    await asking.queue(stage, *map(say, lines))
    await stage.settle()
    assert platform.calls() == lines


async def test_what_may_be_said_only_once_begins_by_itself(stage: Stage, asking: Asking) -> None:
    """A process that dies takes with it what is under way: nothing else makes that longer."""
    begun: list[int] = []
    platform = scripted(stage, "telegram")

    async def perform(delivery: Delivery) -> Outcome:
        begun.append((await outbox(stage)).count("sending"))
        return Failed("gone")

    platform.perform = perform  # type: ignore[method-assign]
    rooms = [replace(say(f"{room}", "x"), at=PlaceRef("telegram", f"room{room}"), policy="once") for room in range(5)]
    await asking.queue(stage, *rooms)
    await stage.settle()
    assert len(begun) == 5
    assert begun[0] == 1


async def test_one_room_has_one_call_at_a_time_and_chat_leaves_some_of_a_platforms_calls_free(
    stage: Stage, asking: Asking
) -> None:
    flying: list[str] = []
    most = 0
    gate = asyncio.Event()
    platform = scripted(stage, "discord")

    async def perform(delivery: Delivery) -> Outcome:
        nonlocal most
        assert isinstance(delivery.action, Post)
        assert isinstance(delivery.action.at, PlaceRef)
        assert delivery.action.at.id not in flying
        flying.append(delivery.action.at.id)
        most = max(most, len(flying))
        if len(flying) == AT_ONCE - KEPT_FREE:
            gate.set()
        await gate.wait()
        flying.remove(delivery.action.at.id)
        return Failed("gone")

    platform.perform = perform  # type: ignore[method-assign]  # calls that stay in the air until all are there
    await asking.queue(stage, *(say(f"{room}.{number}", f"room{room}") for room in range(40) for number in range(2)))
    await stage.settle()
    assert most == AT_ONCE - KEPT_FREE
    assert set(await outbox(stage)) == {"failed"}


async def test_the_same_effect_asked_for_twice_is_one(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    once = replace(say("welcome"), idem="welcome/ann")
    await asking.queue(stage, once, once)
    await asking.queue(stage, once)
    await stage.settle()
    await asking.queue(stage, once)
    await stage.settle()
    assert platform.calls() == ["welcome"]


# Who waits for whom


async def test_a_line_for_a_room_that_is_still_to_be_opened_waits_and_then_goes_there(
    stage: Stage, asking: Asking
) -> None:
    platform = scripted(stage, "discord")
    await asking.queue(stage, Post(Bookmark("party/1/room/discord"), note("inside")))
    await stage.settle()
    assert platform.calls() == []
    await asking.queue(stage, OpenPlace(ROOM, "Neon", "party/1/room/discord"))
    await stage.settle()
    assert [words(delivery.action) for delivery in platform.tried] == ["OpenPlace", "inside"]
    assert platform.tried[1].where == PlaceRef("discord", "general/1")


async def test_a_line_fails_with_the_room_that_could_not_be_opened(stage: Stage, asking: Asking) -> None:
    platform = scripted(
        stage, "discord", lambda delivery: Failed("forbidden") if isinstance(delivery.action, OpenPlace) else None
    )
    await asking.queue(
        stage,
        Post(Bookmark("party/1/room/discord"), note("inside"), tag="ask/post"),
        OpenPlace(ROOM, "Neon", "party/1/room/discord", tag="ask/open"),
    )
    await stage.settle()
    assert platform.calls() == ["OpenPlace"]
    assert asking.told() == [("Refused", "forbidden"), ("Refused", "gone")]


async def test_a_line_fails_with_the_room_nobody_can_tell_about(stage: Stage, asking: Asking) -> None:
    """A greeting that may be there or not has no message to be edited."""
    scripted(stage, "telegram", lambda delivery: Torn() if isinstance(delivery.action, Post) else None)
    greeting = replace(say("hello", "house", "telegram"), bookmark="hello/telegram", policy="once")
    await asking.queue(stage, greeting, Amend("hello/telegram", note("hello all"), tag="ask/amend"))
    await stage.settle()
    assert asking.told() == [("Unknown", ""), ("Refused", "gone")]


async def test_what_a_platform_cannot_do_is_told_to_whoever_asked(stage: Stage, asking: Asking) -> None:
    server = ServerRef("discord", "house")
    await asking.queue(stage, Admit(server, MemberRef("discord", "bob"), tag="ask/admit"))
    await stage.settle()
    assert asking.told() == [("Refused", "unsupported")]


async def test_what_was_to_be_made_where_nobody_is_fails_at_once(stage: Stage, asking: Asking) -> None:
    room = OpenPlace(PlaceRef("lobby", "hall"), "Neon", "party/1/room/lobby", tag="ask/open")
    await asking.queue(stage, room)
    await stage.settle()
    assert asking.told() == [("Refused", "unsupported")]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT name, state FROM bookmark") == [("party/1/room/lobby", "failed")]


async def test_a_message_that_is_gone_is_not_edited_again(stage: Stage, asking: Asking) -> None:
    platform = scripted(
        stage, "discord", lambda delivery: Failed("gone") if isinstance(delivery.action, Amend) else None
    )
    await asking.queue(stage, replace(say("card"), bookmark="card/discord"))
    await asking.queue(stage, Amend("card/discord", note("one")))
    await stage.settle()
    await asking.queue(stage, Amend("card/discord", note("two"), tag="ask/two"))
    await stage.settle()
    assert platform.calls() == ["card", "one"]
    assert ("Refused", "gone") in asking.told()


async def test_of_edits_not_sent_yet_only_the_newest_goes(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    await asking.queue(stage, replace(say("card"), bookmark="card/discord"))
    for number in range(5):
        await asking.queue(stage, Amend("card/discord", note(f"{number} guests")))
    await stage.settle()
    assert platform.calls() == ["card", "4 guests"]


async def test_an_edit_that_got_lost_never_overwrites_a_newer_one(stage: Stage, asking: Asking) -> None:
    outcomes: list[Outcome | None] = [None, Torn(), None, None]

    def answers(delivery: Delivery) -> Outcome | None:
        return outcomes.pop(0)

    platform = scripted(stage, "discord", answers)
    await asking.queue(stage, replace(say("card"), bookmark="card/discord"))
    await asking.queue(stage, Amend("card/discord", note("old")))
    await stage.settle()
    await asking.queue(stage, Amend("card/discord", note("new")))
    await stage.settle()
    await stage.passes(timedelta(minutes=5))
    assert platform.calls()[-1] == "new"
    assert platform.deliveries[-1].message == MessageRef(ROOM, "m1")


async def test_an_edit_refused_for_now_gives_way_to_the_newer_one_queued_meanwhile(stage: Stage) -> None:
    async with stage.database.write() as tx:
        for state, body in (("sending", "old"), ("new", "new")):
            await tx.run(
                "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, collapse, body, state,"
                " made_at, due) VALUES (?, 'n', 'discord', 'discord:c', 2, 'free', '', 'amend:c', '', ?, 1, 1)",
                body,
                state,
            )
        row = await tx.row("SELECT id FROM outbox WHERE idem = 'old'")
        assert row
        await Outbox(tx).try_again(row[0], stage.clock.now(), "torn", begun=True)
        assert await tx.rows("SELECT idem, state FROM outbox ORDER BY id") == [("old", "dropped"), ("new", "new")]


async def test_what_was_taken_back_before_it_began_is_not_begun(stage: Stage) -> None:
    async with stage.database.write() as tx:
        for state in ("new", "dropped", "held"):
            await tx.run(
                "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
                " VALUES (?, 'n', 'discord', 'discord:c', 2, 'free', '', '', ?, 1, 1)",
                state,
                state,
            )
        ids = [row[0] for row in await tx.rows("SELECT id FROM outbox ORDER BY id")]
        assert await Outbox(tx).begin(ids, 1, stage.clock.now()) == {ids[0]}


# What becomes of a call nobody answered


@pytest.mark.parametrize(
    ("platform", "policy", "tries", "told"),
    [
        ("telegram", "once", 1, [("Unknown", "")]),
        ("telegram", "sure", 3, [("Performed", "")]),
        ("telegram", "free", 3, [("Performed", "")]),
        ("discord", "once", 3, [("Performed", "")]),  # the nonce makes a second try harmless
    ],
)
async def test_a_torn_call_is_repeated_only_where_that_was_promised(
    stage: Stage, asking: Asking, platform: str, policy: Policy, tries: int, told: list[tuple[str, str]]
) -> None:
    outcomes: list[Outcome | None] = [Torn(), Torn(), None]
    window = scripted(stage, platform, lambda delivery: outcomes.pop(0))
    await asking.queue(stage, replace(say("hello", "house", platform), policy=policy), platform=platform)
    await stage.settle()
    for _ in range(3):
        await stage.passes(timedelta(seconds=30))
    assert [delivery.again for delivery in window.tried] == [False, True, True][:tries]
    assert len({delivery.nonce for delivery in window.tried}) == 1
    assert asking.told() == told


async def test_a_call_that_never_gets_through_is_given_up_after_a_day_and_told(stage: Stage, asking: Asking) -> None:
    scripted(stage, "discord", lambda delivery: Torn("cut"))
    await asking.queue(stage, say("hello"))
    await stage.settle()
    await stage.passes(GIVES_UP - timedelta(hours=1))
    assert asking.told() == []
    for _ in range(4):
        await stage.passes(timedelta(hours=1))
    assert asking.told() == [("Refused", "broken")]


async def test_nine_hours_of_a_platform_being_down_lose_no_line(stage: Stage, asking: Asking) -> None:
    down = True
    platform = scripted(stage, "discord", lambda delivery: Torn("cut") if down else None)
    await asking.queue(stage, say("hello"))
    for _ in range(9):
        await stage.passes(timedelta(hours=1))
    down = False
    await stage.passes(timedelta(minutes=5))
    assert platform.calls()[-1] == "hello"
    assert asking.told() == [("Performed", "")]


async def test_what_comes_after_a_torn_line_waits_for_it(stage: Stage, asking: Asking) -> None:
    outcomes: list[Outcome | None] = [Torn(), None, None, None]
    platform = scripted(stage, "discord", lambda delivery: outcomes.pop(0))
    await asking.queue(stage, say("one"), say("two"))
    await stage.settle()
    await asking.queue(stage, say("three"))
    await stage.settle()
    await stage.passes(timedelta(seconds=5))
    assert platform.calls() == ["one", "one", "two", "three"]


async def test_an_adapter_that_raises_counts_as_a_torn_call(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "telegram")

    async def perform(delivery: Delivery) -> Outcome:
        raise KeyError("a bug")

    platform.perform = perform  # type: ignore[method-assign]  # an adapter that breaks its promise
    await asking.queue(stage, replace(say("hello", "house", "telegram"), policy="once"), platform="telegram")
    await stage.settle()
    assert asking.told() == [("Unknown", "")]


@pytest.mark.parametrize(
    ("platform", "policy", "behind", "state"),
    [
        ("telegram", "once", "", "unknown"),
        ("telegram", "once", "17", "new"),  # it can be looked for
        ("telegram", "sure", "", "new"),
        ("telegram", "free", "", "new"),
        ("discord", "once", "", "new"),
    ],
)
async def test_after_a_crash_in_the_middle_of_a_call(
    stage: Stage, asking: Asking, platform: str, policy: Policy, behind: str, state: str
) -> None:
    await asking.queue(stage, replace(say("hello", "house", platform), policy=policy), platform=platform)
    async with stage.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'sending', tries = 1, behind = ?", behind)
    worker = asyncio.create_task(stage.intake.run())
    await stage.senders[platform].recover()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    assert await outbox(stage) == [state]
    await stage.settle()
    assert asking.told() == ([("Unknown", "")] if state == "unknown" else [("Performed", "")])


async def test_after_a_crash_whatever_was_to_be_edited_there_is_not_waited_for(stage: Stage, asking: Asking) -> None:
    greeting = replace(say("hello", "house", "telegram"), bookmark="hello/telegram", policy="once")
    await asking.queue(stage, greeting, Amend("hello/telegram", note("hello all"), tag="ask/amend"))
    async with stage.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'sending', tries = 1 WHERE makes <> ''")
    worker = asyncio.create_task(stage.intake.run())
    await stage.senders["telegram"].recover()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    await stage.settle()
    assert asking.told() == [("Unknown", ""), ("Refused", "gone")]


# Being asked to wait


async def test_a_room_that_asks_to_wait_stops_nobody_else(stage: Stage, asking: Asking) -> None:
    waits = [Later(timedelta(seconds=30))]

    def answers(delivery: Delivery) -> Outcome | None:
        return waits.pop() if words(delivery.action) == "slow 1" and waits else None

    platform = scripted(stage, "discord", answers)
    await asking.queue(stage, say("slow 1", "slow"), say("slow 2", "slow"), say("fast 1", "fast"))
    await stage.settle()
    await asking.queue(stage, say("fast 2", "fast"), say("slow 3", "slow"))
    await stage.passes(timedelta(seconds=29))
    assert platform.calls() == ["slow 1", "fast 1", "fast 2"]
    await stage.passes(timedelta(seconds=2))
    assert platform.calls() == ["slow 1", "slow 2", "slow 3"]


async def test_a_bot_that_is_asked_to_wait_says_nothing_at_all(stage: Stage, asking: Asking) -> None:
    waits = [Later(timedelta(seconds=30), whole_bot=True)]
    platform = scripted(stage, "discord", lambda delivery: waits.pop() if waits else None)
    await asking.queue(stage, say("one", "a"))
    await stage.settle()
    await asking.queue(stage, say("two", "b"), say("other", "house", "telegram"))
    await stage.settle()
    assert platform.calls() == ["one"]
    assert stage.said("telegram") == ["other"]
    await stage.passes(timedelta(seconds=31))
    assert sorted(platform.calls()) == ["one", "two"]


async def test_being_asked_to_wait_is_no_try_and_nothing_to_look_for(stage: Stage, asking: Asking) -> None:
    outcomes: list[Outcome | None] = [*[Later(timedelta(seconds=1))] * 12, Torn(), None]
    platform = scripted(stage, "discord", lambda delivery: outcomes.pop(0))
    await asking.queue(stage, say("hello"))
    for _ in range(20):
        await stage.passes(timedelta(seconds=2))
    assert [delivery.again for delivery in platform.tried] == [*[False] * 13, True]
    assert asking.told() == [("Performed", "")]


async def test_a_line_nobody_needs_any_more_is_not_said_late(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    late = replace(say("in five minutes"), stale_after=stage.clock.now() + timedelta(minutes=5))
    await asking.queue(stage, late)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=6))
    await stage.settle()
    assert platform.calls() == []
    assert asking.told() == [("Refused", "stale")]


# Pace


async def test_a_bucket_lets_through_its_burst_and_then_its_rate(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord", buckets=lambda delivery: (("all", 1.0, 3.0),))
    await asking.queue(stage, *(say(str(number), f"room{number}") for number in range(10)))
    await stage.settle()
    assert len(platform.calls()) == 3
    await stage.passes(timedelta(seconds=1))
    assert len(platform.calls()) == 1
    await stage.passes(timedelta(seconds=60))
    assert len(platform.calls()) == 3


async def test_of_two_buckets_none_is_drained_by_what_the_other_holds_back(stage: Stage, asking: Asking) -> None:
    def buckets(delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        room = words(delivery.action).split()[0]
        return ("all", 0.001, 5.0), (room, 0.001, 1.0)

    platform = scripted(stage, "discord", buckets=buckets)
    await asking.queue(
        stage, *(say(f"a {number}", f"a{number}") for number in range(4)), say("b 1", "b"), say("c 1", "c")
    )
    await stage.settle()
    assert platform.calls() == ["a 0", "b 1", "c 1"]


async def test_bulk_leaves_half_of_a_bucket_to_the_others(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord", buckets=lambda delivery: (("all", 0.001, 10.0),))
    bulk = [replace(say(f"bulk {number}", f"room{number}"), urgency="bulk") for number in range(10)]
    await asking.queue(stage, *bulk)
    await stage.settle()
    assert len(platform.calls()) == 5
    await asking.queue(stage, say("chat", "c"))
    await stage.settle()
    assert platform.calls() == ["chat"]


async def test_bulk_still_goes_where_a_bucket_holds_one(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord", buckets=lambda delivery: (("all", 1.0, 1.0),))
    await asking.queue(stage, replace(say("bulk"), urgency="bulk"))
    await stage.settle()
    assert platform.calls() == ["bulk"]


async def test_a_long_queue_that_cannot_move_hides_nobody_behind_it(stage: Stage, asking: Asking) -> None:
    stuck = [say(f"stuck {number}", "stuck") for number in range(AT_A_LOOK + 50)]

    def buckets(delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return (("stuck", 0.001, 1.0),) if words(delivery.action).startswith("stuck") else ()

    platform = scripted(stage, "discord", buckets=buckets)
    await asking.queue(stage, *stuck)
    await asking.queue(stage, say("free", "elsewhere"))
    await stage.settle()
    assert sorted(platform.calls()) == ["free", "stuck 0"]


async def test_a_line_held_back_by_its_pace_is_not_overtaken_in_its_room(stage: Stage, asking: Asking) -> None:
    def buckets(delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return (("posts", 0.1, 1.0),) if words(delivery.action) != "unpaced" else ()

    platform = scripted(stage, "discord", buckets=buckets)
    await asking.queue(stage, say("one"), say("two"), say("unpaced"))
    await stage.settle()
    assert platform.calls() == ["one"]
    await stage.passes(timedelta(seconds=11))
    assert platform.calls() == ["two", "unpaced"]


# When the storage is in trouble


async def test_a_result_that_cannot_be_kept_is_told_again(
    stage: Stage, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = stage.intake, [Fault("full"), Fault("full")]
    yielding = asyncio.sleep

    class Flaky:
        async def put(self, envelopes: Sequence[Envelope]) -> None:
            if failures:
                raise failures.pop()
            await real.put(envelopes)

    monkeypatch.setattr("bot.core.outcomes.asyncio.sleep", lambda seconds: yielding(0))
    platform = scripted(stage, "discord")
    stage.senders["discord"].inbox = Flaky()
    await asking.queue(stage, say("hello"))
    await stage.settle()
    assert platform.calls() == ["hello"]
    assert asking.told() == [("Performed", "")]


async def test_after_a_restart_what_was_put_off_still_comes_before_what_came_later(
    stage: Stage, asking: Asking
) -> None:
    """The pause of its lane died with the process."""
    platform = scripted(stage, "discord", lambda delivery: Torn("502"))
    await asking.queue(stage, replace(say("first"), policy="sure"))
    await stage.settle()
    platform.answers = lambda delivery: None
    sender = stage.senders["discord"]
    sender.pauses = Pauses()
    await sender.recover()
    assert platform.calls() == ["first"]
    await asking.queue(stage, replace(say("second"), policy="sure"))
    await stage.settle()
    assert platform.calls() == ["first", "second"]


async def test_calls_that_could_not_be_begun_are_made_later(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    await asking.queue(stage, say("hello"))
    async with read_only(stage.database), asyncio.TaskGroup() as calls:
        with pytest.raises(Fault, match="cannot be written"):
            await stage.senders["discord"].look(calls)
    assert platform.calls() == []
    await stage.settle()
    assert platform.calls() == ["hello"]


async def test_a_running_sender_survives_a_full_disk(stage: Stage, asking: Asking) -> None:
    platform, sender = scripted(stage, "discord"), stage.senders["discord"]
    said = asyncio.Event()

    def answers(delivery: Delivery) -> Outcome | None:
        said.set()
        return None

    platform.answers = answers
    await asking.queue(stage, say("hello"))
    async with read_only(stage.database):
        worker = asyncio.create_task(stage.intake.run())
        running = asyncio.create_task(sender._look_again_and_again())
        for _ in range(30):
            await asyncio.sleep(0)
        async with stage.database.read() as reader:
            await reader.rows("SELECT 1")
        assert not running.done()
        assert platform.calls() == []
    sender.awake.set()
    async with asyncio.timeout(5):
        await said.wait()
    for task in (running, worker):
        task.cancel()
    await asyncio.gather(running, worker, return_exceptions=True)
    assert platform.calls() == ["hello"]


async def test_a_line_of_another_release_is_kept_aside_and_holds_up_nobody(stage: Stage, asking: Asking) -> None:
    platform = scripted(stage, "discord")
    future = '{"v":2,"body":{"$":"Hologram"}}'
    await asking.queue(stage, replace(say("one"), bookmark="one/discord"), say("two"))
    async with stage.database.write() as tx:
        await tx.run("UPDATE outbox SET body = ? WHERE makes <> ''", future)
    await asking.queue(stage, Amend("one/discord", note("edit"), tag="ask/edit"))
    await stage.settle()
    assert platform.calls() == ["two"]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT state, body FROM outbox WHERE makes <> ''") == [("failed", future)]
    assert asking.told() == [("Performed", ""), ("Refused", "gone")]


async def test_nothing_that_was_said_stays_in_the_queue(stage: Stage, asking: Asking) -> None:
    scripted(stage, "discord")
    await asking.queue(stage, replace(say("a secret"), bookmark="card/discord"))
    await asking.queue(stage, Amend("card/discord", note("another secret")))
    await asking.queue(stage, Amend("card/discord", note("a third secret")), Erase(MessageRef(ROOM, "m9")))
    await stage.settle()
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT body, scene FROM outbox WHERE body <> '' OR scene <> ''") == []


# Whispers


async def test_a_whisper_to_a_closed_chat_waits_for_the_next_contact(stage: Stage, asking: Asking) -> None:
    stage.recorders["telegram"].closed.add("ann")
    ann = stage.actor("Ann", "telegram")
    await asking.queue(stage, Whisper(ann.ref, note("your seat is free"), tag="ask/seat"))
    await stage.settle()
    assert asking.told() == [("Refused", "unreachable")]
    assert await outbox(stage) == ["waiting"]
    await ann.writes("I am here, in the group")
    assert stage.take() == []
    stage.recorders["telegram"].closed.clear()
    await ann.opens_chat()
    assert stage.said() == ["your seat is free"]
    assert asking.told() == [("Performed", "")]


async def test_what_waits_for_one_guest_is_never_told_to_another(stage: Stage, asking: Asking) -> None:
    stage.recorders["telegram"].closed.add("ann")
    await asking.queue(stage, Whisper(MemberRef("telegram", "ann"), note("for Ann alone")))
    await stage.settle()
    stage.recorders["telegram"].closed.clear()
    await stage.actor("Bob", "telegram").opens_chat()
    assert stage.take() == []
    await stage.actor("Ann", "telegram").opens_chat()
    assert stage.said() == ["for Ann alone"]


async def test_an_answer_to_a_press_goes_with_its_reply_handle(stage: Stage) -> None:
    platform = scripted(stage, "discord")
    await stage.actor("Ann", "discord").presses("gone/for/ever")
    [delivery] = platform.tried
    assert isinstance(delivery.action, Answer)
    assert delivery.scene is not None
    assert delivery.scene.reply.startswith("reply-")


def test_buckets_and_pauses_that_say_nothing_any_more_are_cleared_away() -> None:
    """A house of a year has met more rooms than fit into memory."""
    pace, pauses, now = Pace(), Pauses(), datetime(2026, 11, 23, tzinfo=UTC)
    for number in range(10 * ROOM_KEPT):
        assert pace.take([(f"room {number}", 1.0, 5.0)], float(number), bulk=False) == 0.0
        pauses.pause(f"room {number}", now + timedelta(seconds=number + 5), now + timedelta(seconds=number))
    assert len(pace.buckets) <= 2 * ROOM_KEPT
    assert len(pauses.lanes) <= 2 * ROOM_KEPT


def test_a_bucket_that_is_not_full_again_is_kept() -> None:
    pace = Pace()
    for _ in range(5):
        pace.take([("slow", 0.001, 5.0)], 0.0, bulk=False)
    for number in range(2 * ROOM_KEPT):
        pace.take([(f"room {number}", 1000.0, 5.0)], 1.0 + number, bulk=False)
    assert pace.take([("slow", 0.001, 5.0)], 1.0, bulk=False) > 0
