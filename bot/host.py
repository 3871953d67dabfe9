"""The composition root: opens everything, wires it, closes it. The only module that knows everyone."""

from __future__ import annotations

import locale
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web

from bot.alerting import watch_feature
from bot.console.web import host_of, loopback_hosts, make_app
from bot.core.ambient import Ambient, Real
from bot.core.chores import house as own_feature
from bot.core.features import Catalogue
from bot.core.intake import Intake
from bot.core.memory import Memory
from bot.core.painting import Painters
from bot.core.ports import Database, Platform
from bot.core.refs import MemberRef
from bot.core.retention import let_go
from bot.core.roles import Role
from bot.core.sender import Sender
from bot.core.stores.communities import COMMUNITY
from bot.core.stores.erasures import ERASED
from bot.core.stores.standing import STANDING
from bot.core.whois import World
from bot.desk import REQUESTS
from bot.doctor.chat import Surgery, doctor_feature
from bot.doctor.examining import examine_running
from bot.erasing import Eraser
from bot.features import FEATURE_PACKAGES, features, painters
from bot.health import routes as health_routes
from bot.house import House
from bot.housekeeping import CHORES
from bot.notifying import keep_telling
from bot.platforms.discord.preview import preview as as_discord
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.names import SERVER
from bot.platforms.shell.adapter import Shell
from bot.platforms.telegram.preview import preview as as_telegram
from bot.rehearsal import lobby_feature
from bot.settings import Settings
from bot.storage.backups import FOLDER, Backups
from bot.storage.erasures import FILE as ERASURES
from bot.storage.erasures import ErasureLog
from bot.storage.keyring import KEY_FILE, Keyring, find_secrets
from bot.storage.migrate import Migration, find_migrations, migrate, missing
from bot.storage.modes import keep_to_ourselves
from bot.storage.opening import open_database
from bot.storage.sealed import SealedDatabase, can_open, once_more
from bot.watching import Watch
from persona.packs import own_packs
from persona.voice import open_voice

WEBHOOK_PATH = "/webhook/telegram"  # where TELEGRAM_WEBHOOK_URL has no path of its own
LOCKED = (
    "Some private texts are sealed with a key that is missing. Put the earlier key back, after a comma in GASTGEBER_SECRET"
    f" or as {KEY_FILE} in the data directory, and start again; until then they are kept as they are."
)
log = logging.getLogger(__name__)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@asynccontextmanager
async def open_house(settings: Settings, ambient: Ambient | None = None) -> AsyncIterator[House]:
    """Raises BadSettings, in the operator's words, before anything reaches a platform."""
    ambient = ambient or Real()
    keep_to_ourselves(settings.data_dir, settings.sqlite_path)
    database = await open_database(settings.database_url, settings.sqlite_path)
    try:
        await bring_up(database, backups_of(settings), ambient.now())
        house = build(settings, ambient, sealed(database, settings, ambient))
        house.locked = await _unlocked(house.database)
        await let_go(house.database, house.world)  # before anybody is shown anything: the data may be an old backup
        yield house
    finally:
        await database.close()


def sealed(database: Database, settings: Settings, ambient: Ambient) -> SealedDatabase:
    """Only after the database is ours: two houses that start at once must not make two keys."""
    return SealedDatabase(database, Keyring(find_secrets(settings.keys(), settings.data_dir, ambient)))


async def _unlocked(database: Database) -> str:
    """Empty, or what to do about a missing key. What another key had sealed has another try either way."""
    tried = await once_more(database)
    if tried:
        log.info("%d queued bodies that could not be read have another try", tried)
    if await can_open(database):
        return ""
    log.error(LOCKED)
    return LOCKED


def migrations() -> list[Migration]:
    return find_migrations(("bot.storage", *FEATURE_PACKAGES))


def backups_of(settings: Settings) -> Backups:
    return Backups(settings.data_dir / FOLDER, settings.sqlite_path, migrations())


def erasures_of(settings: Settings, database: SealedDatabase) -> ErasureLog:
    return ErasureLog(settings.data_dir / ERASURES, database.keys)


async def bring_up(database: Database, backups: Backups, now: datetime) -> list[Migration]:
    """Apply the migrations that are missing, after a backup wherever there is data; returns them."""
    known = migrations()
    wanted = await missing(database, known)
    if wanted and len(wanted) < len(known):
        await backups.make(database, "migration", now)
    return await migrate(database, known, now)


def build(settings: Settings, ambient: Ambient, database: SealedDatabase) -> House:
    packs = own_packs(settings.gastgeber_data_dir)
    voice = open_voice(packs)
    memory = Memory()
    linked: set[str] = set()
    lobby = _lobby(settings, ambient, database, memory, linked)
    surgery = Surgery(ambient.now)
    catalogue = Catalogue(
        (own_feature, *features(voice, packs), lobby_feature(lobby), watch_feature, doctor_feature(surgery))
    )
    shell = Shell(ambient, database)
    platforms: tuple[Platform, ...] = (lobby, shell, *_outside(settings, ambient))
    world = World(ambient, voice, catalogue, {one.name: one.abilities for one in platforms}, memory)
    senders: dict[str, Sender] = {}

    def wake(topics: set[str]) -> None:
        for name, sender in senders.items():
            if f"outbox:{name}" in topics:
                sender.awake.set()
        if ERASED in topics:
            eraser.awake.set()

    backups = backups_of(settings)
    eraser = Eraser(database, world, backups, erasures_of(settings, database))
    intake = Intake(database, world, wake)
    drawn: Painters = painters(voice)
    for one in platforms:
        senders[one.name] = Sender(one, database, intake, world, drawn)
    world.counter.open(senders)
    house = House(
        settings,
        ambient,
        database,
        voice,
        world,
        intake,
        lobby,
        shell,
        platforms,
        senders,
        linked,
        backups,
        eraser,
    )
    house.hosts = _hosts(settings)
    house.app, house.desk, house.chores = _doors(house), REQUESTS, CHORES
    house.watch = Watch(house).look
    house.jobs = (partial(surgery.run, partial(examine_running, house)), partial(keep_telling, house))
    return house


def _doors(house: House) -> web.Application:
    hook = webhook_url(house.settings)
    routes = [*health_routes(house)]
    for platform in house.platforms:
        receive = getattr(platform, "receive", None)
        if receive and hook:
            routes.append(web.post(urlsplit(hook).path, receive))
    return make_app(
        house.lobby,
        allowed_hosts=house.hosts,
        extra_routes=routes,
        machine_hosts=(host_of(hook),) if hook else (),
    )


def _hosts(settings: Settings) -> set[str]:
    hosts = set(loopback_hosts(settings.gastgeber_port))
    return hosts | {host_of(settings.gastgeber_public_url)} if settings.gastgeber_public_url else hosts


def _lobby(settings: Settings, ambient: Ambient, database: Database, memory: Memory, linked: set[str]) -> Lobby:
    def roles(member: MemberRef) -> frozenset[Role]:
        here = memory.peek(COMMUNITY, SERVER)
        held: frozenset[Role] = memory.peek(STANDING, (here, member)) or frozenset()
        return held

    return Lobby(
        ambient,
        database,
        by_invitation=is_public(settings),
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


def is_public(settings: Settings) -> bool:
    """Whether anybody but who sits at this machine may get to the lobby."""
    public = urlsplit(settings.gastgeber_public_url).hostname
    return settings.gastgeber_host not in LOOPBACK or (public is not None and public not in LOOPBACK)
