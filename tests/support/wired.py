"""The whole house over the wire: real client libraries, both platform servers, the lobby, one process."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.stores.registrar import Registrar
from bot.host import open_house
from bot.house import House
from bot.platforms.discord.invite import permissions_value
from bot.settings import Settings
from tests.support.databases import house_address
from tests.support.discord_server import Channel, DiscordServer, Guild, Permission, User, point_discord_py_at
from tests.support.telegram_server import ALL_RIGHTS, Chat, TelegramServer
from tests.support.telegram_server import User as Person

os.environ.setdefault("PTB_TIMEDELTA", "1")  # else a 429 is a deprecation warning


@dataclass
class Town:
    """A Discord server and a Telegram group with their people, and the house among them."""

    house: House
    discord: DiscordServer
    telegram: TelegramServer
    guild: Guild
    general: Channel
    log: Channel
    olga: User  # owns the Discord server
    ann: User
    mo: User  # moderator on Discord
    group: Chat
    otto: Person  # owns the Telegram group
    tina: Person
    settings: Settings = field(default_factory=Settings)
    inside: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def close_house(self) -> None:
        """The process ends; servers and people stay."""
        await self.inside.aclose()

    async def restart(self) -> None:
        """The process ends and another one begins on the same data."""
        await self.close_house()
        await self.open_house()

    async def open_house(self) -> None:
        self.house = await self.inside.enter_async_context(running_house(self.settings))
        await _menus(self)

    async def community(self, platform: str, server: int | None = None) -> str:
        """Of this server, else of the first one the house knows there; empty while it knows none."""
        which = ("platform = ?", platform) if server is None else ("platform = ? AND id = ?", platform, str(server))
        async with self.house.database.read() as reader:
            row = await reader.row(f"SELECT community FROM server WHERE {which[0]}", *which[1:])
        return str(row[0]) if row else ""

    async def open_quietly(self, *platforms: str, language: str = "en") -> None:
        """As if `/setup` had been walked through, for tests of something else."""
        for platform in platforms:
            await self.open_community(await self.community(platform), language=language)

    async def open_community(self, community: str, *, language: str = "en") -> None:
        async with self.house.database.write() as tx:
            await Registrar(tx).shape(community, language=language, zone="Europe/Berlin", state="open")
            # These tests run on the real clock, at any hour.
            for key, value in (("manners.night_from", '"00:00"'), ("manners.night_to", '"00:00"')):
                await tx.run(
                    "INSERT INTO knob (community, key, value, by_member, at) VALUES (?, ?, ?, 'test', 0)"
                    " ON CONFLICT (community, key) DO NOTHING",
                    community, key, value,
                )  # fmt: skip
        self.house.world.memory.clear()


async def until(holds: Callable[[], object], patience: float = 10.0) -> None:
    """Until it is so of the house itself; what happens at a platform's server has a bell of its own."""
    async with asyncio.timeout(patience):
        while True:
            if holds():
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def open_town(folder: Path, *, forum: bool = False) -> AsyncIterator[Town]:
    """Both platforms' servers are checked at the end for everything a real one would not have liked."""
    async with DiscordServer() as discord, TelegramServer() as telegram:
        with point_discord_py_at(discord):
            olga, ann, mo = (discord.add_user(name) for name in ("Olga", "Ann", "Mo"))
            guild = discord.add_guild("Town", olga, with_bot=False)
            moderators = discord.add_role(guild, "Moderators", Permission.MODERATE_MEMBERS)
            discord.seat_bot(guild, Permission(permissions_value()))
            general, log = discord.add_channel(guild, "general"), discord.add_channel(guild, "log")
            discord.add_member(guild, ann)
            discord.add_member(guild, mo, moderators)
            otto, tina = telegram.add_user("Otto", started=True), telegram.add_user("Tina")
            group = telegram.add_group("Town group", owner=otto, members=(tina,), forum=forum)
            settings = Settings(
                gastgeber_data_dir=folder,
                database_url=house_address(folder),
                gastgeber_port=0,
                discord_token=discord.token,
                telegram_token=telegram.token,
                discord_api_url=discord.api_url,
                telegram_api_url=telegram.base_url.removesuffix("/bot"),
            )
            async with AsyncExitStack() as inside:
                house = await inside.enter_async_context(running_house(settings))
                people = (olga, ann, mo, group, otto, tina)
                town = Town(house, discord, telegram, guild, general, log, *people, settings, inside)
                await _ready(town)
                yield town
            assert not discord.unexpected
            assert not discord.violations
            assert not telegram.unexpected
            assert not telegram.violations
            assert not telegram.crashes


@asynccontextmanager
async def running_house(settings: Settings) -> AsyncIterator[House]:
    """One process's worth of house; whatever ends it before its time is raised here."""
    async with open_house(settings) as house:
        running = asyncio.create_task(house.run())
        opened = asyncio.create_task(house.ready.wait())
        try:
            await asyncio.wait((running, opened), return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield house
        finally:
            opened.cancel()
            running.cancel()
            await asyncio.gather(running, opened, return_exceptions=True)


async def _ready(town: Town) -> None:
    """The Discord server is the older community, always."""
    await _surveyed(town, "discord")
    await town.telegram.add_bot(town.group, by=town.otto, rights=ALL_RIGHTS)
    await _surveyed(town, "telegram")
    await _menus(town)


async def _surveyed(town: Town, platform: str) -> None:
    """Until the house has seen the server as it is: who runs it, and what it may do there itself."""
    async with asyncio.timeout(60):
        while True:
            async with town.house.database.read() as reader:
                if await reader.row("SELECT 1 FROM server WHERE platform = ? AND house_member <> ''", platform):
                    return
            await asyncio.sleep(0.02)


async def _menus(town: Town) -> None:
    async with asyncio.timeout(20):
        for platform in town.house.platforms:
            ready = getattr(platform, "synced", None)
            if ready:
                await ready.wait()
