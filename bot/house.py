"""The running house: its adapters, senders, clock and doors, from the first breath to the last."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from aiohttp import web

from bot.clockwork import keep_step, set_back
from bot.console.web import host_of, loopback_hosts, serve
from bot.control import listen
from bot.core.ambient import Ambient
from bot.core.errors import BadSettings, Fault
from bot.core.faults import what_broke
from bot.core.intake import Intake
from bot.core.ports import Database, Menu, Platform, Voice
from bot.core.sender import Sender
from bot.core.whois import World
from bot.erasing import Eraser
from bot.logs import hide_in, secrets_in_text
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.shell.adapter import Shell
from bot.rehearsal import is_linked
from bot.settings import Settings
from bot.storage.adapter_state import AdapterState
from bot.storage.backups import Backups
from bot.ticking import start_ticking

log = logging.getLogger(__name__)
EVERYWHERE = ("0.0.0.0", "::")
FIRST_PAUSE = 1.0  # seconds before an adapter that fell over is started again, doubling
LONGEST_PAUSE = 60.0
GOODBYE_SECONDS = 5.0  # for calls in flight when the house is told to end
STEADY = 30.0  # seconds after which an adapter that was started again counts as well


@dataclass
class House:
    """Everything that lives as long as the process."""

    settings: Settings
    ambient: Ambient
    database: Database
    voice: Voice
    world: World
    intake: Intake
    lobby: Lobby
    shell: Shell
    platforms: tuple[Platform, ...]
    senders: dict[str, Sender]
    linked: set[str]  # not empty once the lobby is no rehearsal any more
    backups: Backups
    eraser: Eraser
    trouble: dict[str, str] = field(default_factory=dict)  # platform -> what keeps it from working, in one sentence
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    last_tick: datetime | None = None
    ticked_at: float | None = None  # the same on the clock that nobody sets
    locked: str = ""  # what to do about private texts whose key is missing
    port: int = 0
    app: web.Application = field(default_factory=web.Application)
    hosts: set[str] = field(default_factory=set)  # names under which the lobby may be asked
    desk: Mapping[str, Request] = field(default_factory=dict)  # what the command line may ask of the running house
    watch: Callable[[], Awaitable[None]] | None = None  # looks at every tick for what the owner has to know
    chores: Sequence[Chore] = ()  # what is looked after every half hour
    jobs: Sequence[Callable[[], Coroutine[Any, Any, None]]] = ()  # what runs beside everything, until the end

    @property
    def lobby_url(self) -> str:
        """Where people reach the lobby: the public address, else this machine's."""
        host = self.settings.gastgeber_host
        here = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
        return self.settings.gastgeber_public_url or f"http://{here}:{self.port}"

    def troubles(self) -> dict[str, str]:
        """What keeps a platform from working, by its name, in one sentence each: seen from outside or told by itself."""
        told = {platform.name: str(getattr(platform, "trouble", "")) for platform in self.platforms}
        return self.trouble | {name: sentence for name, sentence in told.items() if sentence}

    def last_good(self) -> dict[str, datetime | None]:
        """When each platform last answered, where its adapter keeps count of it."""
        return {
            platform.name: getattr(getattr(platform, "health", None), "last_good", None)
            for platform in self.platforms
            if platform is not self.shell
        }

    def hidden(self, told: dict[str, Any]) -> dict[str, Any]:
        """What leaves the house for a screen holds none of its secrets, whatever a library put into an error."""
        whole = json.dumps(told, ensure_ascii=False)
        clean: dict[str, Any] = json.loads(hide_in(whole, secrets_in_text(self.settings.secrets())))
        return clean

    def menu(self) -> Menu:
        catalogue = self.world.catalogue
        unique = {command.name: command for command in catalogue.commands.values()}
        return Menu(
            commands=tuple(unique.values()),
            forms=catalogue.forms(),
            opened_by={name: form for name, command in unique.items() if (form := catalogue.form_of(command))},
            says=lambda language, key: self.voice.say(language, key, {}).plain,
            languages=self.voice.languages(),
        )

    async def run(self) -> None:
        """Until cancelled."""
        runner = await self._serve()
        scheduler = None
        try:
            async with listen(self.settings.socket_path, self._requests()), asyncio.TaskGroup() as group:
                group.create_task(self.intake.run())
                group.create_task(self._again())
                group.create_task(self.eraser.run())
                for job in self.jobs:
                    group.create_task(job())
                menu = self.menu()
                for platform in self.platforms:
                    group.create_task(self._keep_running(platform, menu))
                    group.create_task(self.senders[platform.name].run())
                scheduler = start_ticking(self._tick, self._do_chores)
                self.ready.set()
                await self._until_told_to_end()
        finally:
            if scheduler:
                scheduler.shutdown(wait=False)
            await runner.cleanup()
            for platform in self.platforms:
                await platform.close()

    @asynccontextmanager
    async def deciding(self) -> AsyncIterator[None]:
        """Turns are taken and the shell is answered, nothing else goes out: for a verb while no house runs."""
        sender = self.senders[self.shell.name]
        work = [asyncio.create_task(one) for one in (self.intake.run(), self._again(), sender.run())]
        try:
            yield
        finally:
            for one in work:
                one.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _until_told_to_end(self) -> None:
        """Calls in flight come back first: after the next start nobody could tell whether they were made."""
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.gather(*(sender.finish(GOODBYE_SECONDS) for sender in self.senders.values()))
            raise

    async def _serve(self) -> web.AppRunner:
        settings = self.settings
        runner = await serve(self.app, settings.gastgeber_host, settings.gastgeber_port)
        self.port = runner.addresses[0][1]
        self.hosts.update({*loopback_hosts(self.port), host_of(self.lobby_url)})
        self.lobby.url = self.lobby_url
        return runner

    def _requests(self) -> dict[str, Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]]:
        return {name: partial(self._answer, request) for name, request in self.desk.items()}

    async def _answer(self, request: Request, asked: dict[str, Any]) -> dict[str, Any]:
        return self.hidden(await request(self, asked))

    async def _keep_running(self, platform: Platform, menu: Menu) -> None:
        """An adapter that falls over is started again; one that cannot work says why and leaves the others alone."""
        pause = FIRST_PAUSE
        while True:
            steady = asyncio.get_running_loop().call_later(STEADY, self.trouble.pop, platform.name, None)
            began = self.ambient.tick()
            try:
                await platform.run(self.intake, menu, AdapterState(self.database, platform.name))
                return
            except BadSettings as wrong:
                self.trouble[platform.name] = str(wrong)
                log.error("%s is switched off: %s", platform.name, wrong)
                return
            except (Fault, OSError) as fault:
                self.trouble[platform.name] = what_broke(fault)
                log.error("%s stopped and is started again: %s", platform.name, what_broke(fault))
            except Exception as error:
                self.trouble[platform.name] = what_broke(error)
                log.exception("%s fell over and is started again", platform.name)
            finally:
                steady.cancel()
            if self.ambient.tick() - began > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _again(self) -> None:
        """Second tries and results of our own making: at once when something wakes us, else every half second."""
        while True:
            try:
                moved = await self.intake.again()
            except Fault as fault:
                log.error("the inbox cannot be read: %s", fault)
                moved = 0
            except Exception:
                log.exception("the inbox's second tries failed")
                moved = 0
            if not moved:
                try:
                    async with asyncio.timeout(0.5):
                        await self.intake.wait_again()
                except TimeoutError:
                    pass

    async def _tick(self) -> None:
        now, tick = self.ambient.now(), self.ambient.tick()
        if self.last_tick is not None and self.ticked_at is not None:
            back = set_back((self.last_tick, self.ticked_at), (now, tick))
            if back:
                await keep_step(self.database, self.senders.values(), back, now)
        self.last_tick, self.ticked_at = now, tick
        await self.intake.all_due()
        if not self.linked and await is_linked(self.database):
            self.linked.add(self.lobby.name)
            self.lobby.rehearsal_over()
        if self.watch:
            await self.watch()

    async def _do_chores(self) -> None:
        """Every one, whatever became of the one before it."""
        for chore in self.chores:
            try:
                await chore(self)
            except Fault as fault:
                log.error("a chore has to be tried again: %s", fault)
            except Exception:
                log.exception("a chore failed")


# What the command line asks of a running house, answered with what becomes one JSON line. Raises Fault with a sentence.
Request = Callable[[House, dict[str, Any]], Awaitable[dict[str, Any]]]
Chore = Callable[[House], Awaitable[object]]
