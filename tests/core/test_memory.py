"""What is kept in memory never says anything else than the rows behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.actions import Action, Post, Whisper
from bot.core.commands import command
from bot.core.context import Context
from bot.core.events import MessageWritten
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.stores.outbox import Outbox
from tests.support.stage import Stage, open_stage


@command("here")
async def here(ctx: Context) -> list[Action]:
    return [ctx.answer("here", language=ctx.language)]


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    if event.text == "psst":
        return [Whisper(ctx.who.member, note("for you alone"))]
    return [Post(event.scene.place, note(f"heard in {ctx.language}"), unasked=event.text == "by itself")]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [Feature("memory", (here,), listens={MessageWritten: heard})]) as opened:
        yield opened


async def states(stage: Stage) -> list[str]:
    async with stage.database.read() as reader:
        return [row[0] for row in await reader.rows("SELECT state FROM outbox ORDER BY id")]


async def test_a_language_learned_from_a_command_counts_for_messages_that_tell_none(stage: Stage) -> None:
    silent = stage.actor("Ann", "discord")
    await silent.writes("hello")
    assert stage.said() == ["heard in en"]
    await stage.actor("Ann", "discord", "de").asks("here")
    stage.take()
    await silent.writes("hello again")
    assert stage.said() == ["heard in de"]


async def test_what_waited_for_a_guest_wakes_the_sender_at_their_next_contact(stage: Stage) -> None:
    stage.recorders["telegram"].closed.add("ann")
    ann = stage.actor("Ann", "telegram")
    await ann.writes("psst")
    assert await states(stage) == ["waiting"]
    stage.recorders["telegram"].closed.clear()
    woken: set[str] = set()
    stage.intake._wake = woken.update
    await ann.opens_chat()
    assert "outbox:telegram" in woken
    assert stage.said("telegram") == ["for you alone"]


async def test_a_line_dropped_while_the_sender_looked_at_it_is_not_held_again(stage: Stage) -> None:
    await stage.actor("Ann", "discord").writes("by itself")
    async with stage.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'dropped', body = ''")
        await Outbox(tx).put_back(1, stage.clock.now(), "held", "paused")
    assert await states(stage) == ["dropped"]
