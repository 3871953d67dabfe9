"""One try at an event: decided and written down, or undone to its savepoint with what went wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.core.counter import Slip
from bot.core.errors import Mistake, StorageFault
from bot.core.events import Envelope, MessageWritten
from bot.core.faults import log_fault, platform_of, what_broke
from bot.core.ports import Database, Transaction
from bot.core.stores.recent import remember
from bot.core.turn import excuse, take_turn
from bot.core.whois import World
from bot.core.whole import whole_event

log = logging.getLogger(__name__)
# Rounds of the loop in which an answer gets to its socket before the adapter, told that its event is kept, asks for
# more: both share a thread, and the asker waits for the first only (measured: a millisecond less on Telegram).
HEAD_START = 12
NOTHING: Mapping[str, object] = {}


@asynccontextmanager
async def handing_over(database: Database, world: World) -> AsyncIterator[tuple[Transaction, Slip]]:
    """A transaction whose answers leave the moment it is committed, and only then."""
    slip = world.counter.slip()
    try:
        async with database.write() as tx:
            yield tx, slip
    except BaseException:
        slip.back_to()
        raise
    if slip.go():
        for _ in range(HEAD_START):
            await asyncio.sleep(0)


async def attempt(
    tx: Transaction, envelope: Envelope, world: World, slip: Slip, prepared: Mapping[str, object] = NOTHING
) -> str | None:
    """None when it is decided, else what went wrong. The asker's mistakes are answered here."""
    envelope = replace(envelope, event=whole_event(envelope.event))
    now, mark, began = world.ambient.now(), slip.mark(), world.ambient.tick()
    world.memory.begin()
    try:
        async with tx.savepoint():
            await take_turn(envelope, tx, now, world, slip, prepared)
    except Mistake as mistake:
        world.tally.mistakes += 1
        _undo(tx, world, slip, mark)
        wrong = await _excuse(tx, envelope, mistake, world, slip)
        if wrong:
            return wrong
    except StorageFault:
        raise
    except Exception as error:
        _undo(tx, world, slip, mark)
        world.tally.faults += 1
        log_fault(log, "a turn failed", envelope, error)
        return what_broke(error)
    if isinstance(said := envelope.event, MessageWritten):
        remember(tx, said.message, said.scene.member.id, said.text, said.at)
    if tx.touched:
        world.memory.forget(tx.touched)
        tx.touched.clear()
    world.tally.turn(platform_of(envelope), type(envelope.event).__name__, world.ambient.tick() - began)
    return None


async def _excuse(tx: Transaction, envelope: Envelope, mistake: Mistake, world: World, slip: Slip) -> str | None:
    mark = slip.mark()
    try:
        async with tx.savepoint():
            await excuse(envelope, mistake, tx, world.ambient.now(), world, slip)
    except StorageFault:
        raise
    except Exception as error:
        _undo(tx, world, slip, mark)
        log_fault(log, f"a mistake could not be answered ({mistake.key})", envelope, error)
        return what_broke(error)
    return None


def _undo(tx: Transaction, world: World, slip: Slip, mark: int) -> None:
    slip.back_to(mark)
    world.memory.take_back(tx.touched)
    tx.touched.clear()
