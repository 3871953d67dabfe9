"""The inbox: events are committed together with what was decided on them, and only then confirmed to the platform.

A turn that fails rolls back to its savepoint; its event stays with another try and is set aside after three. When even
the shared commit fails, the events are kept by themselves first and decided one at a time.
"""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core.actions import Answer, Post
from bot.core.codec import UnknownBodyError, dump, load
from bot.core.context import Context
from bot.core.counter import Slip
from bot.core.errors import Mistake, StorageFault
from bot.core.events import CommandInvoked, Due, Envelope, Event, MessageWritten, SceneEvent
from bot.core.manners import LOG_PLACE
from bot.core.notes import Note
from bot.core.ports import Database, Transaction
from bot.core.refs import PlaceRef
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.agenda import Agenda, happening
from bot.core.turn import excuse, queue, take_turn
from bot.core.whois import World, look
from bot.core.whole import whole_event

log = logging.getLogger(__name__)
BATCH = 100
TRIES = 3
FIRST_PAUSE = timedelta(seconds=1)
INBOX = "inbox"
_DONE = "INSERT INTO inbox (key, lane, at, body, state) VALUES (?, ?, ?, '', 'done')"
_RECENT = (
    "INSERT INTO recent (platform, place, message, member, fingerprint, at) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (platform, place, message) DO NOTHING"
)


@dataclass(slots=True)
class _Waiting:
    envelopes: Sequence[Envelope]
    kept: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass(frozen=True, slots=True)
class Kept:
    """An event that is in the inbox already: a second try, or a result of our own making."""

    row: int
    tries: int
    envelope: Envelope


class Intake:
    """The Inbox port, and the worker behind it. `wake(topics)` tells the senders that there is something for them."""

    def __init__(self, database: Database, world: World, wake: Callable[[set[str]], None]) -> None:
        self._database = database
        self._world = world
        self._wake = wake
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._again = asyncio.Event()
        self.set_aside: int = 0

    async def put(self, envelopes: Sequence[Envelope]) -> None:
        if not envelopes:
            return
        waiting = _Waiting(envelopes)
        self._queue.put_nowait(waiting)
        await waiting.kept

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            waiting = [await self._queue.get()]
            size = len(waiting[0].envelopes)
            while size < BATCH and not self._queue.empty():
                waiting.append(self._queue.get_nowait())
                size += len(waiting[-1].envelopes)
            await self._take(waiting)

    async def _take(self, waiting: list[_Waiting]) -> None:
        try:
            await self.decide([envelope for one in waiting for envelope in one.envelopes])
        except Exception as error:
            log.error("events could not be kept: %s", error)
            for one in waiting:
                if not one.kept.done():
                    one.kept.set_exception(error if isinstance(error, StorageFault) else StorageFault(str(error)))
                    # An adapter that was cancelled meanwhile never looks at it.
                    one.kept.exception()
            return
        for one in waiting:
            if not one.kept.done():
                one.kept.set_result(None)

    async def decide(self, envelopes: Sequence[Envelope]) -> None:
        """Keep and decide a batch in one transaction; a StorageFault means that nothing was kept."""
        try:
            topics = await self._together(envelopes)
        except StorageFault:
            self._world.memory.clear()
            raise
        except Exception as error:
            self._world.memory.clear()
            log.warning("a batch failed as a whole; its events are taken one at a time: %r", error)
            topics = await self._keep_only(envelopes)
        self._after(topics)

    async def _together(self, envelopes: Sequence[Envelope]) -> set[str]:
        async with self._handing_over() as (tx, slip):
            fresh = await self._fresh(tx, envelopes)
            for envelope in fresh:
                error = await self._try(tx, envelope, slip)
                if error is None:
                    tx.later(_DONE, envelope.key, envelope.lane, to_ms(envelope.at))
                else:
                    await self._keep(tx, envelope, tries=1, error=error)
            return tx.topics

    @asynccontextmanager
    async def _handing_over(self) -> AsyncIterator[tuple[Transaction, Slip]]:
        """A transaction whose answers leave the moment it is committed, and only then."""
        slip = self._world.counter.slip()
        try:
            async with self._database.write() as tx:
                yield tx, slip
        except BaseException:
            slip.back_to()
            raise
        slip.go()

    async def _fresh(self, tx: Transaction, envelopes: Sequence[Envelope]) -> list[Envelope]:
        unique = {envelope.key: envelope for envelope in envelopes}
        marks = ", ".join("?" * len(unique))
        rows = await tx.rows(f"SELECT key FROM inbox WHERE key IN ({marks})", *unique)
        for (key,) in rows:
            del unique[key]
        return list(unique.values())

    async def _try(self, tx: Transaction, envelope: Envelope, slip: Slip) -> str | None:
        """None when it is decided, else what went wrong. The asker's mistakes are answered here."""
        world, envelope = self._world, replace(envelope, event=whole_event(envelope.event))
        now, mark = world.ambient.now(), slip.mark()
        try:
            async with tx.savepoint():
                await take_turn(envelope, tx, now, world, slip)
        except Mistake as mistake:
            slip.back_to(mark)
            world.memory.clear()
            wrong = await self._excuse(tx, envelope, mistake, slip)
            if wrong:
                return wrong
        except StorageFault:
            raise
        except Exception as error:
            slip.back_to(mark)
            world.memory.clear()
            log.exception("%s: a turn failed (%s)", envelope.key, type(envelope.event).__name__)
            return f"{type(error).__name__}: {error}"
        if isinstance(envelope.event, MessageWritten):
            _remember(tx, envelope.event)
        if tx.touched:
            world.memory.forget(tx.touched)
            tx.touched.clear()
        return None

    async def _excuse(self, tx: Transaction, envelope: Envelope, mistake: Mistake, slip: Slip) -> str | None:
        world, mark = self._world, slip.mark()
        try:
            async with tx.savepoint():
                await excuse(envelope, mistake, tx, world.ambient.now(), world, slip)
        except StorageFault:
            raise
        except Exception as error:
            slip.back_to(mark)
            world.memory.clear()
            log.exception("%s: a mistake could not be answered (%s)", envelope.key, mistake.key)
            return f"{type(error).__name__}: {error}"
        return None

    async def _keep(self, tx: Transaction, envelope: Envelope, *, tries: int, error: str) -> None:
        due = self._world.ambient.now() + FIRST_PAUSE * tries
        await tx.run(
            "INSERT INTO inbox (key, lane, at, body, state, tries, due, error) VALUES (?, ?, ?, ?, 'new', ?, ?, ?)"
            " ON CONFLICT (key) DO NOTHING",
            envelope.key,
            envelope.lane,
            to_ms(envelope.at),
            dump(envelope.event),
            tries,
            to_ms(due),
            error[:500],
        )

    async def _keep_only(self, envelopes: Sequence[Envelope]) -> set[str]:
        async with self._database.write() as tx:
            for envelope in await self._fresh(tx, envelopes):
                await self._keep(tx, envelope, tries=0, error="")
        self._again.set()
        return set()

    async def again(self) -> int:
        """Take what waits in the inbox for another try, and results of our own making; returns how many there were."""
        async with self._database.read() as reader:
            rows = await reader.rows(
                "SELECT id, key, lane, at, body, tries FROM inbox WHERE state = 'new' AND due <= ? ORDER BY id LIMIT ?",
                to_ms(self._world.ambient.now()),
                BATCH,
            )
        for row, key, lane, at, body, tries in rows:
            try:
                envelope = Envelope(key, lane, from_ms(at), load(body))
            except UnknownBodyError as error:
                await self._aside(row, key, str(error), None)
                continue
            await self._once_more(Kept(row, tries, envelope))
        return len(rows)

    async def _once_more(self, kept: Kept) -> None:
        try:
            error, topics = await self._decide_kept(kept)
        except StorageFault:
            self._world.memory.clear()
            raise
        except Exception as broken:
            # What the turn had put off broke the transaction after the turn itself was through.
            self._world.memory.clear()
            log.exception("%s: a turn failed at its end", kept.envelope.key)
            error, topics = f"{type(broken).__name__}: {broken}", set()
        if error is not None:
            await self._failed(kept, error)
        self._after(topics)

    async def _decide_kept(self, kept: Kept) -> tuple[str | None, set[str]]:
        async with self._handing_over() as (tx, slip):
            error = await self._try(tx, kept.envelope, slip)
            if error is None:
                await tx.run("UPDATE inbox SET state = 'done', body = '' WHERE id = ?", kept.row)
            return error, tx.topics

    async def _failed(self, kept: Kept, error: str) -> None:
        if kept.tries + 1 >= TRIES:
            await self._aside(kept.row, kept.envelope.key, error, kept.envelope)
            return
        due = self._world.ambient.now() + FIRST_PAUSE * (kept.tries + 1)
        async with self._database.write() as tx:
            await tx.run(
                "UPDATE inbox SET tries = tries + 1, due = ?, error = ? WHERE id = ?", to_ms(due), error[:500], kept.row
            )

    async def _aside(self, row: int, key: str, error: str, envelope: Envelope | None) -> None:
        """Kept, reported, and not in the way of anything: the asker gets the event's id instead of silence."""
        self.set_aside += 1
        log.error("%s: set aside as event %d: %s", key, row, error)
        async with self._handing_over() as (tx, slip):
            await tx.run("UPDATE inbox SET state = 'aside', error = ? WHERE id = ?", error[:500], row)
            if envelope is not None:
                await self._own_up(tx, row, envelope, slip)
            topics = tx.topics
        self._after(topics)

    async def _own_up(self, tx: Transaction, row: int, envelope: Envelope, slip: Slip) -> None:
        mark = slip.mark()
        try:
            async with tx.savepoint():
                ctx = await look(envelope.event, tx, self._world.ambient.now(), self._world)
                answer = [Answer(Note(ctx.say("fault", id=str(row))))] if _asked(envelope.event) else []
                await queue([*answer, *_report(ctx, row)], ctx, f"{envelope.key}?", slip)
        except StorageFault:
            raise
        except Exception:
            slip.back_to(mark)
            self._world.memory.clear()
            log.exception("%s: nobody could be told", envelope.key)

    async def due(self) -> int:
        """Put timers whose time has come into the inbox; returns how many."""
        now = self._world.ambient.now()
        async with self._database.read() as reader:
            timers = await Agenda(reader).due(now)
        envelopes = [
            Envelope(
                happening(timer.key, timer.due),
                f"timer:{timer.community}",
                now,
                Due(timer.key, timer.feature, timer.kind, timer.community, timer.body, timer.due),
            )
            for timer in timers
        ]
        await self.put(envelopes)
        return len(envelopes)

    def _after(self, topics: set[str]) -> None:
        if INBOX in topics:
            self._again.set()
        self._wake(topics)

    async def wait_again(self) -> None:
        await self._again.wait()
        self._again.clear()


def _report(ctx: Context, row: int) -> list[Post]:
    """One line a day to the team's log place: something went wrong here, and where to look."""
    platform, _, place = ctx.community.knob(LOG_PLACE).partition(":")
    if not place:
        return []
    said = ctx.say_in(ctx.community.language, "set-aside", id=str(row))
    once = f"aside:{ctx.community.id}:{ctx.now.date()}"
    return [Post(PlaceRef(platform, place), Note(said), idem=once, tag="house/aside")]


def _asked(event: Event) -> bool:
    return isinstance(event, CommandInvoked) or (isinstance(event, SceneEvent) and bool(event.scene.reply))


def _remember(tx: Transaction, event: MessageWritten) -> None:
    """What the door may need of the recent past: no text, 48 hours."""
    place, member = event.message.place, event.scene.member
    tx.later(_RECENT, place.platform, place.id, event.message.id, member.id, _fingerprint(event.text), to_ms(event.at))


def _fingerprint(text: str) -> int:
    """Equal for equal texts, whatever their case and spaces; not reversible."""

    return zlib.crc32(" ".join(text.lower().split()).encode("utf-8", "replace"))
