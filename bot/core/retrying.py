"""Another try for an event that is in the inbox already. After three it is set aside, reported, and in nobody's way."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from bot.core.actions import Answer, Post
from bot.core.attempt import attempt, handing_over
from bot.core.codec import UnknownBodyError, load
from bot.core.context import Context
from bot.core.counter import Slip
from bot.core.errors import StorageFault
from bot.core.events import CommandInvoked, Due, Envelope, Event, SceneEvent
from bot.core.faults import event_id, log_fault, what_broke
from bot.core.manners import LOG_PLACE
from bot.core.notes import Note
from bot.core.ports import Database, Row, Transaction
from bot.core.refs import PlaceRef
from bot.core.stamps import from_ms
from bot.core.stores.agenda import Planner
from bot.core.stores.inbox import Arrivals
from bot.core.turn import queue
from bot.core.whois import World, look

log = logging.getLogger(__name__)
TRIES = 3
FIRST_PAUSE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Retried:
    """`topics` are those of all that was committed."""

    topics: set[str]
    aside: bool = False


async def retry(row: Row, database: Database, world: World) -> Retried:
    """`row` as `stores.inbox.waiting` gives it. Raises StorageFault; that is no try."""
    id_, key, lane, at, body, tries = row
    try:
        envelope = Envelope(key, lane, from_ms(at), load(body))
    except UnknownBodyError as unknown:
        return Retried(await _set_aside(id_, key, str(unknown), None, database, world), aside=True)
    error, topics = await _once_more(id_, envelope, database, world)
    if error is None:
        return Retried(topics)
    if tries + 1 >= TRIES:
        return Retried(topics | await _set_aside(id_, key, error, envelope, database, world), aside=True)
    async with database.write() as tx:
        await Arrivals(tx).failed(id_, world.ambient.now() + FIRST_PAUSE * (tries + 1), error)
    return Retried(topics)


async def _once_more(row: int, envelope: Envelope, database: Database, world: World) -> tuple[str | None, set[str]]:
    try:
        async with handing_over(database, world) as (tx, slip):
            error = await attempt(tx, envelope, world, slip)
            if error is None:
                await Arrivals(tx).decided_at_last(row)
            return error, tx.topics
    except StorageFault:
        world.memory.clear()
        raise
    except Exception as broken:
        # What the turn had put off broke the transaction after the turn itself was through.
        world.memory.clear()
        log_fault(log, "a turn failed at its end", envelope, broken)
        return what_broke(broken), set()


async def _set_aside(
    row: int, key: str, error: str, envelope: Envelope | None, database: Database, world: World
) -> set[str]:
    """The asker gets the event's id instead of silence."""
    if envelope is not None:
        log_fault(log, f"set aside as event {row}", envelope, error)
    else:
        log.error("%s: set aside as event %d: %s", event_id(key), row, error, extra={"event_id": event_id(key)})
    async with handing_over(database, world) as (tx, slip):
        await Arrivals(tx).set_aside(row, error)
        if envelope is not None and isinstance(envelope.event, Due):
            # Still set, it would stand in for the next.
            await Planner(tx).fired(envelope.event.key, envelope.event.planned, world.ambient.now())
        if envelope is not None:
            await _own_up(tx, envelope, world, slip)
        return tx.topics


async def _own_up(tx: Transaction, envelope: Envelope, world: World, slip: Slip) -> None:
    mark = slip.mark()
    world.memory.begin()
    try:
        async with tx.savepoint():
            ctx = await look(envelope.event, tx, world.ambient.now(), world)
            answer = [Answer(Note(ctx.say("fault", id=event_id(envelope.key))))] if _asked(envelope.event) else []
            await queue([*answer, *_report(ctx, event_id(envelope.key))], ctx, f"{envelope.key}?", slip)
    except StorageFault:
        raise
    except Exception as error:
        slip.back_to(mark)
        world.memory.take_back(tx.touched)
        log_fault(log, "nobody could be told", envelope, error)


def _report(ctx: Context, id_: str) -> list[Post]:
    """One line a day to the team's log place: something went wrong here, and where to look."""
    platform, _, place = ctx.community.knob(LOG_PLACE).partition(":")
    if not place:
        return []
    said = ctx.say_in(ctx.community.language, "set-aside", id=id_)
    once = f"aside:{ctx.community.id}:{ctx.now.date()}"
    return [Post(PlaceRef(platform, place), Note(said), idem=once, tag="house/aside")]


def _asked(event: Event) -> bool:
    return isinstance(event, CommandInvoked) or (isinstance(event, SceneEvent) and bool(event.scene.reply))
