"""The composition root: opens everything, wires it, runs it, closes it. The only module that knows everyone."""

from __future__ import annotations

import asyncio
import locale
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.console.web import host_of, loopback_hosts, make_app, serve
from bot.control import listen
from bot.core.ambient import Ambient, Real
from bot.core.chores import house
from bot.core.errors import BadSettings, Fault
from bot.core.features import Catalogue
from bot.core.intake import Intake
from bot.core.memory import Memory
from bot.core.painting import Painters
from bot.core.ports import Database, Menu, Platform, Voice
from bot.core.pruning import prune
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.sender import Sender
from bot.core.stores.communities import COMMUNITY
from bot.core.stores.standing import STANDING
from bot.core.whois import World
from bot.features import FEATURE_PACKAGES, features, painters
from bot.platforms.discord.preview import preview as as_discord
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.names import SERVER
from bot.platforms.telegram.preview import preview as as_telegram
from bot.rehearsal import is_linked, lobby_feature
from bot.settings import Settings
from bot.storage.adapter_state import AdapterState
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import open_sqlite
from bot.ticking import start_ticking
from persona.voice import open_voice

log = logging.getLogger(__name__)
WEBHOOK_PATH = "/webhook/telegram"  # where TELEGRAM_WEBHOOK_URL has no path of its own
EVERYWHERE = ("0.0.0.0", "::")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
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
    platforms: tuple[Platform, ...]
    senders: dict[str, Sender]
    linked: set[str]  # not empty once the lobby is no rehearsal any more
    trouble: dict[str, str] = field(default_factory=dict)  # platform -> what keeps it from working, in one sentence
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    @property
    def socket_path(self) -> Path:
        return self.settings.sqlite_path.with_suffix(".sock")

    @property
    def lobby_url(self) -> str:
        """Where people reach the lobby: the public address, else this machine's."""
        host = self.settings.gastgeber_host
        here = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
        return self.settings.gastgeber_public_url or f"http://{here}:{self.port}"

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
            async with listen(self.socket_path, self._verbs()), asyncio.TaskGroup() as group:
                group.create_task(self.intake.run())
                group.create_task(self._again())
                menu = self.menu()
                for platform in self.platforms:
                    group.create_task(self._keep_running(platform, menu))
                    group.create_task(self.senders[platform.name].run())
                scheduler = start_ticking(self._tick, self._chores)
                self.ready.set()
                await self._until_told_to_end()
        finally:
            if scheduler:
                scheduler.shutdown(wait=False)
            await runner.cleanup()
            for platform in self.platforms:
                await platform.close()

    async def _until_told_to_end(self) -> None:
        """Calls in flight come back first: after the next start nobody could tell whether they were made."""
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.gather(*(sender.finish(GOODBYE_SECONDS) for sender in self.senders.values()))
            raise

    async def _serve(self) -> web.AppRunner:
        settings = self.settings
        runner = await serve(self._app, settings.gastgeber_host, settings.gastgeber_port)
        self.port = runner.addresses[0][1]
        self._hosts.update({*loopback_hosts(self.port), host_of(self.lobby_url)})
        self.lobby.url = self.lobby_url
        return runner

    def __post_init__(self) -> None:
        self._hosts: set[str] = set(loopback_hosts(self.settings.gastgeber_port))
        if self.settings.gastgeber_public_url:
            self._hosts.add(host_of(self.settings.gastgeber_public_url))
        hook = webhook_url(self.settings)
        self._app = make_app(
            self.lobby,
            allowed_hosts=self._hosts,
            extra_routes=self._machine_routes(),
            machine_hosts=(host_of(hook),) if hook else (),
        )

    def _machine_routes(self) -> list[web.RouteDef]:
        routes = [web.get("/healthz", self._health)]
        hook = webhook_url(self.settings)
        for platform in self.platforms:
            receive = getattr(platform, "receive", None)
            if receive and hook:
                routes.append(web.post(urlsplit(hook).path, receive))
        return routes

    async def _health(self, request: web.Request) -> web.Response:
        state = self.state()
        return web.json_response(state, status=503 if state["trouble"] else 200)

    def state(self) -> dict[str, Any]:
        return {
            "platforms": [platform.name for platform in self.platforms],
            "trouble": self.trouble | _told(self.platforms),
            "last_good": _last_good(self.platforms),
            "waiting": {name: sender.waiting for name, sender in self.senders.items()},
            "set_aside": self.intake.set_aside,
        }

    def _verbs(self) -> dict[str, Any]:
        async def badge(asked: dict[str, Any]) -> dict[str, Any]:
            return {"url": self.lobby_url + self.lobby.new_badge()}

        async def state(asked: dict[str, Any]) -> dict[str, Any]:
            return self.state()

        async def invite(asked: dict[str, Any]) -> dict[str, Any]:
            until = self.ambient.now() + timedelta(days=int(asked["days"]))
            return {"url": await self.lobby.new_invitation(int(asked["uses"]), until)}

        return {"badge": badge, "state": state, "invite": invite}

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
                self.trouble[platform.name] = str(fault)
                log.error("%s stopped and is started again: %s", platform.name, fault)
            except Exception as error:
                self.trouble[platform.name] = f"{type(error).__name__}: {error}"
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
        await self.intake.due()
        if not self.linked and await is_linked(self.database):
            self.linked.add(self.lobby.name)

    async def _chores(self) -> None:
        await prune(self.database, self.ambient.now())


@asynccontextmanager
async def open_house(settings: Settings, ambient: Ambient | None = None) -> AsyncIterator[House]:
    """Raises BadSettings, in the operator's words, before anything reaches a platform."""
    ambient = ambient or Real()
    database = await open_sqlite(settings.sqlite_path)
    try:
        await migrate(database, find_migrations(("bot.storage", *FEATURE_PACKAGES)), ambient.now())
        yield build(settings, ambient, database)
    finally:
        await database.close()


def build(settings: Settings, ambient: Ambient, database: Database) -> House:
    voice = open_voice()
    memory = Memory()
    linked: set[str] = set()
    lobby = _lobby(settings, ambient, database, memory, linked)
    catalogue = Catalogue((house, *features(voice), lobby_feature(lobby)))
    platforms: tuple[Platform, ...] = (lobby, *_outside(settings, ambient))
    world = World(ambient, voice, catalogue, {one.name: one.abilities for one in platforms}, memory)
    senders: dict[str, Sender] = {}

    def wake(topics: set[str]) -> None:
        for name, sender in senders.items():
            if f"outbox:{name}" in topics:
                sender.awake.set()

    intake = Intake(database, world, wake)
    drawn: Painters = painters(voice)
    for one in platforms:
        senders[one.name] = Sender(one, database, intake, world, drawn)
    world.counter.open(senders)
    return House(settings, ambient, database, voice, world, intake, lobby, platforms, senders, linked)


def _lobby(settings: Settings, ambient: Ambient, database: Database, memory: Memory, linked: set[str]) -> Lobby:
    def roles(member: MemberRef) -> frozenset[Role]:
        here = memory.peek(COMMUNITY, SERVER)
        held: frozenset[Role] = memory.peek(STANDING, (here, member)) or frozenset()
        return held

    return Lobby(
        ambient,
        database,
        by_invitation=_is_public(settings),
        previews={"discord": as_discord, "telegram": as_telegram},
        roles=roles,
        rehearsing=lambda: not linked,
        language=(locale.getlocale()[0] or "").partition("_")[0],
    )


def _outside(settings: Settings, ambient: Ambient) -> Sequence[Platform]:
    """Adapters are imported only where there is a token: a Telegram-only house never loads discord.py."""
    found: list[Platform] = []
    if settings.discord_token.get_secret_value():
        from bot.platforms.discord.adapter import Discord

        found.append(Discord(settings.discord_token.get_secret_value(), ambient, settings.discord_api_url))
    if settings.telegram_token.get_secret_value():
        from bot.platforms.telegram.adapter import Telegram

        found.append(
            Telegram(
                settings.telegram_token.get_secret_value(),
                ambient,
                settings.telegram_api_url,
                webhook_url(settings),
            )
        )
    return found


def webhook_url(settings: Settings) -> str:
    """Where Telegram brings its updates: the address as given, with a path of ours where it has none."""
    url = settings.telegram_webhook_url
    return url if not url or urlsplit(url).path.strip("/") else url.rstrip("/") + WEBHOOK_PATH


def _told(platforms: Sequence[Platform]) -> dict[str, str]:
    """What adapters say themselves keeps them from working, in one sentence each."""
    told = {platform.name: getattr(platform, "trouble", "") for platform in platforms}
    return {name: sentence for name, sentence in told.items() if sentence}


def _last_good(platforms: Sequence[Platform]) -> dict[str, str]:
    """When a platform last answered, where its adapter keeps count of it."""
    told = {platform.name: getattr(getattr(platform, "health", None), "last_good", None) for platform in platforms}
    return {name: instant.isoformat(timespec="seconds") for name, instant in told.items() if instant}


def _is_public(settings: Settings) -> bool:
    """Whether anybody but who sits at this machine may get to the lobby."""
    public = urlsplit(settings.gastgeber_public_url).hostname
    return settings.gastgeber_host not in LOOPBACK or (public is not None and public not in LOOPBACK)
