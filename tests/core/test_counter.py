"""The short way out of a running house: an answer leaves with the commit that decided it, in order and only then."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - how long calls take, from a seed
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Whisper
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.events import CommandInvoked, Envelope
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.ports import Delivery, Done, Outcome
from tests.core.sending import Scripted, scripted, words
from tests.support.stage import Stage, open_stage

TWICE = "INSERT INTO lease (role, owner, epoch, expires) VALUES ('noted', '', 1, 1)"


@command("count")
async def count(ctx: Context, words: Words) -> list[Action]:
    if words == "fault":
        ctx.tx.later(TWICE)
        ctx.tx.later(TWICE)
    if words.startswith("later"):
        return [Whisper(ctx.who.member, note(words), policy="sure"), ctx.answer(f"answer to {words}")]
    return [ctx.answer(words)]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [Feature("count", (count,))], platforms=("discord",)) as opened:
        yield opened


@asynccontextmanager
async def open_for_business(stage: Stage) -> AsyncIterator[None]:
    """The house as it runs: worker, sender and the short way between them."""
    stage.world.counter.open(stage.senders)
    stage.intake._wake = lambda topics: stage.senders["discord"].awake.set() if "outbox:discord" in topics else None
    tasks = [asyncio.create_task(stage.intake.run()), asyncio.create_task(stage.senders["discord"].run())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def asked(stage: Stage, name: str, text: str) -> Envelope:
    scene = stage.actor(name, "discord").scene(reply=True)
    return Envelope(f"ask:{stage.next()}", "lane", stage.clock.now(), CommandInvoked(scene, "count", words=text))


async def said(platform: Scripted, number: int) -> list[str]:
    async with asyncio.timeout(20):
        while len(platform.deliveries) < number:
            await asyncio.sleep(0)
    return [words(delivery.action) for delivery in platform.deliveries]


@pytest.mark.parametrize("seed", range(5))
async def test_every_member_reads_the_answers_in_the_order_they_asked(stage: Stage, seed: int) -> None:
    dice = random.Random(seed)
    flying: set[str] = set()
    platform = scripted(stage, "discord")

    async def perform(delivery: Delivery) -> Outcome:
        action = delivery.action
        who = action.member.id if isinstance(action, Whisper) else delivery.scene.member.id if delivery.scene else ""
        assert who not in flying, "two calls for one member at once"
        flying.add(who)
        for _ in range(dice.randrange(20)):
            await asyncio.sleep(0)
        flying.remove(who)
        platform.deliveries.append(delivery)
        return Done()

    platform.perform = perform  # type: ignore[method-assign]  # a platform that takes its time
    names = ["Ann", "Bob", "Cem"]
    async with open_for_business(stage):
        for number in range(60):
            await stage.intake.put([asked(stage, dice.choice(names), f"{number}")])
            for _ in range(dice.randrange(40)):
                await asyncio.sleep(0)
        await said(platform, 60)
    for name in names:
        mine = [one for one in platform.deliveries if one.scene and one.scene.member.id == name.lower()]
        numbers = [int(words(delivery.action)) for delivery in mine]
        assert numbers == sorted(numbers)


async def test_an_answer_of_a_turn_that_was_undone_never_leaves(stage: Stage) -> None:
    platform = scripted(stage, "discord")
    async with open_for_business(stage):
        await stage.intake.put([asked(stage, "Ann", "fault"), asked(stage, "Bob", "fine")])
        for _ in range(4):
            await stage.intake.again()
            stage.clock.move_to(stage.clock.now() + timedelta(minutes=1))
        own_up, fine = sorted(await said(platform, 2))
    assert (own_up[:9], fine) == ("fault id=", "fine")


async def test_an_answer_that_was_on_its_way_when_the_house_fell_is_given_after_its_return(stage: Stage) -> None:
    platform = scripted(stage, "discord")
    called = asyncio.Event()

    async def perform(delivery: Delivery) -> Outcome:
        called.set()
        await asyncio.Event().wait()
        return Done()

    platform.perform = perform  # type: ignore[method-assign]  # the house falls during the call
    async with open_for_business(stage):
        await stage.intake.put([asked(stage, "Ann", "hello")])
        await called.wait()
    stage.senders["discord"].busy.clear()
    again = scripted(stage, "discord")
    async with open_for_business(stage):
        assert await said(again, 1) == ["hello"]


async def test_answers_count_against_the_pace_like_everything_else(stage: Stage) -> None:
    def buckets(delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return (("all", 0.001, 3.0),)

    platform = scripted(stage, "discord", buckets=buckets)
    async with open_for_business(stage):
        for number in range(3):
            await stage.intake.put([asked(stage, f"Ann{number}", f"{number}")])
            await said(platform, number + 1)
        await stage.intake.put([asked(stage, "Bob", "later")])
        await said(platform, 3)
        for _ in range(50):
            await asyncio.sleep(0)
    assert stage.senders["discord"]._choosing.pace.buckets["all"].level < 1
