"""What waits for its turn: what became of a call comes before what is new."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.events import Envelope, Event, Performed, Reconnected
from bot.core.lanes import Lanes

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def test_results_of_calls_come_first_and_in_their_order() -> None:
    lanes = Lanes(lambda event: False, nothing)
    lanes.put([arrived("new 1", Reconnected("discord", NOW)), arrived("new 2", Reconnected("discord", NOW))])
    lanes.put([arrived("result 1", Performed(1, "", ""))])
    lanes.put([arrived("result 2", Performed(2, "", ""))])
    keys = [one.envelope.key for one in await lanes.next(3)]
    assert keys == ["result 1", "result 2", "new 1"]
    assert [one.envelope.key for one in await lanes.next(3)] == ["new 2"]


async def test_what_is_urgent_comes_before_everything_and_by_itself() -> None:
    """In one transaction with what is new it would be kept no sooner than that."""
    lanes = Lanes(lambda event: False, nothing)
    lanes.put([arrived("new", Reconnected("discord", NOW))])
    lanes.put([arrived("result", Performed(1, "", ""))])
    lanes.put([replace(arrived("urgent", Performed(2, "", "")), urgent=True)])
    assert lanes.hurried
    assert [one.envelope.key for one in await lanes.next(3)] == ["urgent"]
    assert not lanes.hurried
    assert [one.envelope.key for one in await lanes.next(3)] == ["result", "new"]


async def test_what_was_put_back_is_before_what_came_meanwhile() -> None:
    lanes = Lanes(lambda event: False, nothing)
    lanes.put([arrived(f"new {number}", Reconnected("discord", NOW)) for number in (1, 2, 3)])
    taken = await lanes.next(3)
    lanes.put([arrived("new 4", Reconnected("discord", NOW))])
    lanes.put_back(taken[1:])
    assert [one.envelope.key for one in await lanes.next(9)] == ["new 2", "new 3", "new 4"]


async def test_what_was_put_back_is_not_overtaken_by_its_lane_nor_by_later_results() -> None:
    """The next of its lane was being prepared by then; both went back into one line, the later one before it."""
    prepared = asyncio.Event()

    async def prepare(event: Event) -> Mapping[str, object]:
        prepared.set()
        return {}

    lanes = Lanes(lambda event: event == Reconnected("slow", NOW), prepare)
    lanes.put([arrived("first", Reconnected("discord", NOW)), arrived("slow", Reconnected("slow", NOW))])
    lanes.put([arrived("result 1", Performed(1, "", ""))])
    taken = await lanes.next(9)
    assert [one.envelope.key for one in taken] == ["result 1", "first"]
    lanes.put([arrived("result 2", Performed(2, "", ""))])
    lanes.put_back(taken)
    await prepared.wait()
    while lanes._tasks:
        await asyncio.sleep(0)
    assert [one.envelope.key for one in await lanes.next(9)] == ["result 1", "first", "result 2", "slow"]


async def test_what_is_urgent_keeps_nobody_waiting_for_as_long_as_there_is_more_of_it() -> None:
    lanes = Lanes(lambda event: False, nothing)
    lanes.put([arrived("new", Reconnected("discord", NOW))])
    order = []
    for number in range(3):
        lanes.put([replace(arrived(f"urgent {number}", Performed(number, "", "")), urgent=True)])
        order += [one.envelope.key for one in await lanes.next(9)]
    assert order == ["urgent 0", "new", "urgent 1", "urgent 2"]


def arrived(key: str, event: Event) -> Envelope:
    return Envelope(key, "lane", NOW, event)


async def nothing(event: Event) -> Mapping[str, object]:
    return {}
