"""Wire latency: from a platform server's event to our call back, beside a bare echo bot on the same library."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
from telegram import Bot

from bot.running import keep_what_stands
from tests.support.discord_server import DiscordServer, Interaction, Permission, User, point_discord_py_at
from tests.support.telegram_server import TelegramServer
from tests.support.wired import Town, open_town

ROUNDS = 150
ASKED = "report"  # answered by the house in one short line, as an echo is
PEOPLE = 40  # ask in turn, so that nobody asks more than once a second
WARM = PEOPLE  # everybody is known before the first round counts
BLOCK = 10  # rounds in a row on one side before the other has its turn, so that drift hits both

BETWEEN = 0.05  # seconds: below Telegram's 30 messages a second, which the house keeps and a bare bot would not

Round = Callable[[], Awaitable[None]]


async def measure_wire() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_town(Path(folder)) as town:
            await town.open_quietly("discord", "telegram")
            async with _echo_on_telegram() as telegram_echo:
                keep_what_stands()
                on_telegram = await _compare(_house_on_telegram(town), telegram_echo)
        # discord.py keeps its addresses on classes: the echo bot has the same server to itself afterwards.
        async with open_town(Path(folder) / "discord") as town:
            await town.open_quietly("discord", "telegram")
            keep_what_stands()
            house = await _time(_house_on_discord(town), ROUNDS)
        async with _echo_on_discord() as discord_echo:
            keep_what_stands()
            echo = await _time(discord_echo, ROUNDS)
    return {"telegram": on_telegram, "discord": _figures(house, echo)}


async def _compare(house: Round, echo: Round) -> dict[str, float]:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS // BLOCK):
        ours += await _time(house, BLOCK, warm=0 if ours else WARM)
        theirs += await _time(echo, BLOCK, warm=0 if theirs else WARM)
    return _figures(ours, theirs)


def _figures(house: list[float], echo: list[float]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, pick in (("p50", statistics.median), ("p99", lambda taken: statistics.quantiles(taken, n=100)[98])):
        ours, theirs = pick(house), pick(echo)
        figures |= {
            f"house_ms_{name}": round(ours, 2),
            f"echo_ms_{name}": round(theirs, 2),
            f"ratio_{name}": round(ours / theirs, 2),
        }
    return figures


async def _time(once: Round, rounds: int, warm: int = WARM) -> list[float]:
    for _ in range(warm):
        await once()
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        await once()
        taken.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(BETWEEN)
    return taken


def _house_on_telegram(town: Town) -> Round:
    return _ask_on_telegram(town.telegram)


def _ask_on_telegram(server: TelegramServer) -> Round:
    """Somebody else asks every time: the house keeps Telegram's pace of about one message a second and chat."""
    people = itertools.cycle([server.add_user(f"Guest {n}", started=True) for n in range(PEOPLE)])

    async def once() -> None:
        person = next(people)
        count = len(server.journal.of("sendMessage"))
        await server.write(person, person, f"/{ASKED}")
        await server.wait_for(lambda: len(server.journal.of("sendMessage")) > count, 10)

    return once


@asynccontextmanager
async def _echo_on_telegram() -> AsyncIterator[Round]:
    async with TelegramServer() as server, Bot(server.token, base_url=server.base_url) as bot:
        echo = asyncio.create_task(_echo_updates(bot))
        try:
            yield _ask_on_telegram(server)
        finally:
            echo.cancel()
            await asyncio.gather(echo, return_exceptions=True)


async def _echo_updates(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            if update.message and update.message.text:
                await bot.send_message(update.message.chat_id, update.message.text)


def _house_on_discord(town: Town) -> Round:
    return _ask_on_discord(town.discord, town.general, town.ann, ASKED)


def _ask_on_discord(server: DiscordServer, channel: Any, user: User, name: str) -> Round:
    async def once() -> None:
        interaction: Interaction = await server.use_command(channel, user, name)
        await interaction.answered()

    return once


@asynccontextmanager
async def _echo_on_discord() -> AsyncIterator[Round]:
    async with DiscordServer() as server:
        with point_discord_py_at(server):
            owner = server.add_user("Olga")
            guild = server.add_guild("Town", owner, with_bot=False)
            server.seat_bot(guild, Permission.SEND_MESSAGES)
            channel = server.add_channel(guild, "general")
            client = discord.Client(intents=discord.Intents.default())
            tree = discord.app_commands.CommandTree(client)

            @tree.command(name=ASKED, description="says hello")
            async def hello(interaction: discord.Interaction) -> None:
                await interaction.response.send_message("hello", ephemeral=True)

            ready = asyncio.Event()

            @client.event
            async def on_ready() -> None:
                await tree.sync()
                ready.set()

            running = asyncio.create_task(client.start(server.token))
            try:
                await ready.wait()
                yield _ask_on_discord(server, channel, owner, ASKED)
            finally:
                await client.close()
                await asyncio.gather(running, return_exceptions=True)
