"""What the house says unasked: never at night, not five times an hour, not while somebody paused it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.actions import Post
from bot.core.context import Community
from bot.core.manners import HOURLY, NIGHT_FROM, NIGHT_TO, is_night, may_speak
from bot.core.notes import note
from bot.core.refs import Bookmark
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar
from tests.core.sending import Asking, say
from tests.support.stage import Stage, open_stage


def community(
    zone: str = "Europe/Berlin", paused: bool = False, until: datetime | None = None, **knobs: object
) -> Community:
    settings = {key.replace("_", ".", 1): value for key, value in knobs.items()}
    return Community("c", "House", "en", zone, "open", 0, until, paused, settings)


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "night"),
    [
        ("Europe/Berlin", "2026-11-23T20:59:59", False),  # 21:59:59
        ("Europe/Berlin", "2026-11-23T21:00:00", True),  # 22:00
        ("Europe/Berlin", "2026-11-24T06:59:59", True),
        ("Europe/Berlin", "2026-11-24T07:00:00", False),  # 08:00
        ("Europe/Berlin", "2026-07-23T20:00:00", True),  # in summer two hours ahead
        ("Europe/Berlin", "2026-07-23T19:59:59", False),
        ("Europe/Berlin", "2026-10-25T00:30:00", True),  # 02:30 for the first time
        ("Europe/Berlin", "2026-10-25T01:30:00", True),  # 02:30 for the second time
        ("Europe/Berlin", "2026-10-25T06:59:00", True),  # 07:59, an hour later than the day before
        ("Europe/Berlin", "2026-10-25T07:00:00", False),
        ("Europe/Berlin", "2026-03-29T05:59:00", True),  # 07:59 of the short night
        ("Europe/Berlin", "2026-03-29T06:00:00", False),
        ("America/Los_Angeles", "2026-11-23T12:00:00", True),  # 04:00
        ("America/Los_Angeles", "2026-11-23T20:00:00", False),
        ("Asia/Kolkata", "2026-11-23T16:29:59", False),  # 21:59:59
        ("Asia/Kolkata", "2026-11-23T16:30:00", True),
        ("Pacific/Chatham", "2026-11-23T08:15:00", True),  # 22:00 at +13:45
        ("UTC", "2026-11-23T07:59:59", True),
        ("UTC", "2026-11-23T08:00:00", False),
    ],
)
def test_the_night_is_the_communitys_own(zone: str, now: str, night: bool) -> None:
    assert is_night(community(zone), at(now)) is night


@pytest.mark.parametrize(
    ("start", "end", "now", "night"),
    [
        ("00:00", "06:00", "05:59", True),
        ("00:00", "06:00", "06:00", False),
        ("13:00", "15:00", "14:00", True),  # a siesta
        ("13:00", "15:00", "12:59", False),
        ("22:00", "22:00", "22:00", False),  # no night at all, as in a rehearsal
        ("22:00", "22:00", "03:00", False),
    ],
)
def test_a_night_of_its_own(start: str, end: str, now: str, night: bool) -> None:
    there = community("UTC", manners_night_from=start, manners_night_to=end)
    assert is_night(there, at(f"2026-11-23T{now}:00")) is night


DAY, NIGHT = at("2026-11-23T12:00:00"), at("2026-11-23T23:00:00")


@pytest.mark.parametrize(
    ("house", "in_party", "now", "said", "what"),
    [
        (community(), False, DAY, 0, "go"),
        (community(), False, DAY, 3, "go"),
        (community(), False, DAY, 4, "drop"),
        (community(manners_hourly=1), False, DAY, 1, "drop"),
        (community(), False, NIGHT, 0, "drop"),
        (community(), True, NIGHT, 99, "go"),
        (community(paused=True), False, DAY, 0, "hold"),
        (community(paused=True), True, DAY, 0, "hold"),  # a pause stops a running party too
        (community(paused=True), False, NIGHT, 0, "hold"),
        (community(paused=True, until=DAY + timedelta(minutes=1)), False, DAY, 0, "hold"),
        (community(paused=True, until=DAY), False, DAY, 0, "go"),
        (community(paused=False, until=DAY + timedelta(minutes=1)), False, DAY, 0, "go"),
    ],
)
def test_the_gate(house: Community, in_party: bool, now: datetime, said: int, what: str) -> None:
    assert may_speak(house, in_party=in_party, now=now, said_last_hour=said).what == what


def test_the_defaults_are_those_of_the_catalogue() -> None:
    assert (NIGHT_FROM.default, NIGHT_TO.default, HOURLY.default) == ("22:00", "08:00", 4)


# The gate before the sender


@pytest.fixture
def asking() -> Asking:
    return Asking()


@pytest.fixture
async def stage(tmp_path: Path, asking: Asking) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [asking.feature()], platforms=("discord",)) as opened:
        yield opened


def unasked(words: str, place: str = "general", *, in_party: bool = False) -> Post:
    return replace(say(words, place), unasked=True, in_party=in_party)


async def pause(stage: Stage, until: datetime | None = None) -> None:
    async with stage.database.write() as tx:
        await Registrar(tx).pause(await stage.community("discord"), until)


async def states(stage: Stage) -> list[tuple[str, str]]:
    async with stage.database.read() as reader:
        return [(row[0], row[1]) for row in await reader.rows("SELECT state, error FROM outbox ORDER BY id")]


async def test_a_paused_house_holds_what_nobody_asked_for_and_answers_what_somebody_did(
    stage: Stage, asking: Asking
) -> None:
    await asking.queue(stage, unasked("by the way"), unasked("at the party", in_party=True), say("as you asked"))
    await pause(stage)
    await stage.settle()
    assert stage.said() == ["as you asked"]
    assert await states(stage) == [("held", "paused"), ("held", "paused"), ("sent", "")]


async def test_nothing_held_is_said_late_by_itself(stage: Stage, asking: Asking) -> None:
    await pause(stage, stage.clock.now() + timedelta(minutes=30))
    await asking.queue(stage, unasked("by the way"))
    await stage.settle()
    await stage.passes(timedelta(hours=1))
    assert stage.said() == []
    await asking.queue(stage, unasked("after the pause"))
    await stage.settle()
    assert stage.said() == ["after the pause"]


async def test_at_night_what_nobody_asked_for_is_dropped_and_its_feature_learns_of_it(
    stage: Stage, asking: Asking
) -> None:
    stage.clock.move_to(stage.clock.now() + timedelta(hours=5))  # midnight in Berlin
    await asking.queue(stage, unasked("by the way"), unasked("at the party", in_party=True), say("as you asked"))
    await stage.settle()
    assert stage.said() == ["at the party", "as you asked"]
    assert asking.told()[0] == ("Refused", "stale")
    await stage.passes(timedelta(hours=12))
    assert stage.said() == []


async def test_the_fifth_unasked_line_of_an_hour_in_a_room_is_dropped_there_only(stage: Stage, asking: Asking) -> None:
    for number in range(5):
        await asking.queue(stage, unasked(f"line {number}"), unasked("party", in_party=True), say("asked"))
        await stage.settle()
    assert [line for line in stage.said() if line.startswith("line")] == [f"line {number}" for number in range(4)]
    await asking.queue(stage, unasked("elsewhere", "log"))
    await stage.settle()
    assert stage.said() == ["elsewhere"]
    await stage.passes(timedelta(minutes=61))
    await asking.queue(stage, unasked("an hour later"))
    await stage.settle()
    assert stage.said() == ["an hour later"]


async def test_five_unasked_lines_at_once_are_still_only_four(stage: Stage, asking: Asking) -> None:
    await asking.queue(stage, *(unasked(f"line {number}") for number in range(6)))
    await stage.settle()
    assert stage.said() == [f"line {number}" for number in range(4)]


async def test_a_line_aimed_at_a_bookmark_counts_in_the_room_it_stands_for(stage: Stage, asking: Asking) -> None:
    """Every party's room and card has a lane of its own; the hour's limit is the room's all the same."""
    for number in range(3):
        await asking.queue(stage, replace(say("made", "room"), bookmark=f"party/{number}/room/discord"))
    await stage.settle()
    stage.take()
    for number in range(3):
        aimed = Post(Bookmark(f"party/{number}/room/discord"), note(f"aimed {number}"), unasked=True)
        await asking.queue(stage, aimed, unasked(f"straight {number}", "room"))
    await stage.settle()
    assert len(stage.said()) == 4
    assert [state for state, _ in await states(stage)].count("failed") == 2


async def test_a_community_is_read_once_a_look_however_many_lines_wait(stage: Stage, asking: Asking) -> None:
    reads: list[str] = []
    load = Communities.load

    async def counted(self: Communities, id_: str) -> Community | None:
        reads.append(id_)
        return await load(self, id_)

    await asking.queue(stage, *(unasked(f"line {number}", f"room{number}", in_party=True) for number in range(20)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Communities, "load", counted)
        async with asyncio.TaskGroup() as group:
            worker = asyncio.create_task(stage.intake.run())
            assert await stage.senders["discord"].look(group) == 20
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    assert len(reads) <= 2  # the look's own, and what the results' turns ask for
    assert len(stage.said()) == 20
