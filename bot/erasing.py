"""Erasing what guests asked to be forgotten in everything beside the database: its log, the backups, what is restored."""

from __future__ import annotations

import asyncio
import logging

from bot.core.context import Context
from bot.core.errors import Fault
from bot.core.forgetting import FORGOTTEN, forget
from bot.core.memory import Memory
from bot.core.ports import Database
from bot.core.stores.communities import Communities
from bot.core.stores.people import People
from bot.core.whois import World
from bot.platforms.lobby.forgetting import forget_tab
from bot.platforms.lobby.names import PLATFORM as LOBBY
from bot.storage.backups import Backups
from bot.storage.erasures import Again, ErasureLog
from bot.storage.scrubbing import scrub
from bot.storage.sealed import SealedDatabase

log = logging.getLogger(__name__)


class Eraser:
    """Woken when something was erased. What a crash interrupts is taken up at the next start."""

    def __init__(self, database: SealedDatabase, world: World, backups: Backups, erasures: ErasureLog) -> None:
        self.awake = asyncio.Event()
        self.awake.set()
        self.idle = False
        self._starting = True  # then there is something to do only if a crash left it
        self.trouble = ""  # why something erased may still be in a file, in one sentence
        self._database = database
        self._world = world
        self._backups = backups
        self._erasures = erasures

    async def run(self) -> None:
        """What fails is tried again when the next thing is erased, and every half hour."""
        while True:
            self.idle = not self.awake.is_set()
            await self.awake.wait()
            self.idle = False
            self.awake.clear()
            try:
                await self.once()
                self.trouble = ""
            except Fault as fault:
                self.trouble = str(fault)
                log.error("what was erased is not out of every file yet: %s", fault)
            except Exception as error:
                self.trouble = f"{type(error).__name__}: {error}"
                log.exception("what was erased is not out of every file yet")

    async def once(self) -> None:
        last = await self._erasures.take(self._database)
        if last or not self._starting:
            await scrub(self._database)
        self._starting = False
        if not last or await self._lobby_holds_it():
            return  # the lobby wakes us once it has let go as well
        backed_up = self._backups.newest() is not None
        await self._backups.rewrite(self._in_backup)
        if backed_up and self._backups.newest() is None:
            await self._backups.make(self._database, "nightly", self._world.ambient.now())
        await self._erasures.done(self._database, last)

    async def _lobby_holds_it(self) -> bool:
        async with self._database.read() as reader:
            row = await reader.row(
                "SELECT 1 FROM outbox WHERE platform = ? AND state IN ('new', 'sending') AND tag = ?", LOBBY, FORGOTTEN
            )
        return row is not None

    async def _in_backup(self, database: Database) -> None:
        await forget_again(self._world, SealedDatabase(database, self._database.keys), self._erasures)


async def forget_again(world: World, database: Database, erasures: ErasureLog) -> int:
    """In data that is older than some erasures; returns how many guests that were. Nobody is told anything of it."""
    async with database.read() as reader:
        found = await erasures.again(reader)
    for one in found:
        await _forget(world, database, one)
    async with database.write() as tx:
        await tx.run("DELETE FROM erasure")  # they are in the list, where this came from
    return len(found)


async def _forget(world: World, database: Database, again: Again) -> None:
    async with database.write() as tx:
        community = await Communities(tx).load(again.community)
        if community is None:
            return
        now = world.ambient.now()
        ctx = Context(tx, now, world.ambient, world.voice, world.catalogue, world.platforms, Memory())
        tabs = [one.ref.id for one in await People(tx).accounts(again.guest) if one.ref.platform == LOBBY]
        await forget(ctx.seen_as(community), again.guest)
        for tab in tabs:
            await forget_tab(tx, tab)
