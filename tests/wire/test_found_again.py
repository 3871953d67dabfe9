"""A welcome whose call broke on Telegram is found by its number: said once, and nobody has to wonder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.telegram_server import Chat, Message
from tests.support.wired import Town, open_town

pytestmark = pytest.mark.wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        await opened.open_quietly("telegram")
        await opened.telegram.write(opened.group, opened.tina, "good evening")
        yield opened


def welcomes(town: Town, group: Chat) -> list[Message]:
    return [message for message in town.telegram.said(group) if "Theo" in message.words]


async def ended(town: Town) -> list[str]:
    """What the house knows of its welcomes, once nothing is under way any more."""
    async with asyncio.timeout(60):
        while True:
            async with town.house.database.read() as reader:
                rows = await reader.rows("SELECT state FROM outbox WHERE tag = 'greeter/welcome'")
            states = [str(row[0]) for row in rows]
            if states and not {"new", "sending"} & {*states}:
                return states
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("done", [True, False], ids=["said", "not said"])
async def test_a_welcome_whose_call_broke_is_said_once(town: Town, done: bool) -> None:
    town.telegram.drop(method="sendMessage", done=done)
    await town.telegram.join(town.group, town.telegram.add_user("Theo"))
    assert await ended(town) == ["sent"]
    assert len(welcomes(town, town.group)) == 1
    assert town.telegram.violations == []


async def test_what_others_wrote_and_took_back_meanwhile_does_not_hide_it(town: Town) -> None:
    town.telegram.drop(method="sendMessage", done=True)
    theo = town.telegram.add_user("Theo")
    await town.telegram.join(town.group, theo)
    for words in ("hello Anna", "and good night"):
        await town.telegram.write(town.group, town.tina, words)
    assert await ended(town) == ["sent"]
    [welcome] = welcomes(town, town.group)
    async with town.house.database.read() as reader:
        assert await reader.rows("SELECT message FROM bookmark WHERE name LIKE 'welcome/%'") == [(str(welcome.id),)]


async def test_a_welcome_found_again_is_the_one_that_the_next_one_replaces(town: Town) -> None:
    town.telegram.drop(method="sendMessage", done=True)
    await town.telegram.join(town.group, town.telegram.add_user("Theo"))
    assert await ended(town) == ["sent"]
    [first] = welcomes(town, town.group)
    assert first.words.count("Theo") == 1
    assert first.keyboard  # looking for it took nothing from it


async def test_after_a_restart_it_is_looked_for_behind_what_was_seen_before(town: Town) -> None:
    await town.telegram.wait_for(lambda: not town.telegram.feed.queue, 60)
    await town.restart()
    town.telegram.drop(method="sendMessage", done=True)
    theo = town.telegram.add_user("Theo")
    town.group.service_messages = False  # of a big group nothing else tells how far its numbers are
    await town.telegram.join(town.group, theo)
    assert await ended(town) == ["sent"]
    assert len(welcomes(town, town.group)) == 1


@pytest.mark.parametrize("restarted", [False, True], ids=["same life", "next life"])
async def test_another_line_of_ours_was_taken_for_the_one_that_broke(town: Town, restarted: bool) -> None:
    town.group.service_messages = False
    await town.telegram.write(town.group, town.tina, "@gastgeber_bot what can you do?")
    await town.telegram.wait_for(lambda: any("I am the house" in m.words for m in town.telegram.said(town.group)), 60)
    await town.telegram.wait_for(lambda: not town.telegram.feed.queue, 60)
    if restarted:
        await town.restart()
    town.telegram.drop(method="sendMessage", done=False)
    await town.telegram.join(town.group, town.telegram.add_user("Theo"))
    assert await ended(town) == ["sent"]
    assert len(welcomes(town, town.group)) == 1


async def test_where_the_house_does_not_read_along_nobody_can_tell(town: Town) -> None:
    """Numbers it never saw lie between: looked for, the welcome could be said twice."""
    line = town.house.platforms[[one.name for one in town.house.platforms].index("telegram")]._line  # type: ignore[attr-defined]
    line.reads_all = False
    line.chats.put(replace(line.chats.get(town.group.id), admin=False))
    town.telegram.drop(method="sendMessage", done=True)
    await town.telegram.join(town.group, town.telegram.add_user("Theo"))
    assert await ended(town) == ["unknown"]
    assert len(welcomes(town, town.group)) == 1
