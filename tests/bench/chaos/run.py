"""`gastgeber bench chaos`: kill the house again and again under load, and count what the guests saw.

What counts as greeted: who is named in a welcome where they came in. Nobody is greeted twice however often the platform
tells of them, so a second welcome with the same name is a doubled one. At most four wait for theirs in one place at a
time, because a welcome names no more than eight; the limits of welcomes an hour and of the night are lifted.

`unknown` are guests whose welcome was under way on Telegram when the house died: it cannot be asked for again without
the risk of a second one, so the house lets it be. How many there are depends on how often it is killed: the share is
the time a call takes, from its note in the outbox to its result, divided by the length of a life.

A reminder that the house could not tell of is said again on Telegram (at least once), never on Discord (keys).
"""

from __future__ import annotations

import asyncio
import logging
import os
import random  # noqa: TID251 - the bench's own dice, with a seed that is printed
import secrets  # noqa: TID251 - a seed where none was given
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.storage.opening import open_database
from tests.bench.chaos.load import Load
from tests.bench.chaos.nursery import Nursery, open_nursery
from tests.bench.chaos.town import Town, found, open_town
from tests.bench.chaos.watch import Watch, count
from tests.bench.place import address

YOUNG = (0.05, 1.0)  # seconds until one life in three dies, while it begins
CALLS = (1, 160)  # made by the others before they die, so that a slow machine's get as far
LINGER = 0.6  # seconds at most until they do, so that no instant is likelier than another
LONGEST = 8.0  # seconds of a life with nothing to do
EXPECTED = 2.1  # seconds a life, with its beginning
REMINDERS = 0.8  # a kill
CALM = 8.0  # seconds in which nothing more is shown, at the end
PATIENCE = 120.0
UNKNOWN_AIM = 0.005  # of those who joined on Telegram


async def measure_chaos(kills: int, database: str = "sqlite", seed: int | None = None) -> dict[str, Any]:
    """`missed` is what fell short of the aim, in words; empty when all is well."""
    seed = secrets.randbelow(2**32) if seed is None else seed
    began = time.perf_counter()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of a process that died while it asked
    with tempfile.TemporaryDirectory(prefix="gastgeber-chaos-") as name:
        folder, url = Path(name), await address(database)
        dice = random.Random(seed)
        async with open_town(folder / "data", url, dice) as town:
            await found(town, max(1, round(kills * REMINDERS)), timedelta(seconds=kills * EXPECTED))
            load = Load(town)
            watch = Watch(town, load.seen)
            async with open_nursery(_environment(town), folder) as nursery:
                died = await _live_and_die(nursery, kills, load, watch)
                await _calm_down(load, watch)
                await nursery.end_well()
            figures = await _count(watch, town, folder)
    figures = {
        "kills": died,
        "database": database,
        "seed": seed,
        "seconds": round(time.perf_counter() - began, 1),
        **_load_figures(load),
        **figures,
    }
    return figures | {"missed": missed(figures)}


def missed(figures: dict[str, Any]) -> list[str]:
    """What fell short of the aim."""
    found = []
    for platform in ("discord", "telegram"):
        told = figures[platform]
        greetings, reminders = told["greetings"], told["reminders"]
        exact = {
            "greetings lost": greetings["lost"],
            "greetings doubled": greetings["doubled"],
            "reminders lost": reminders["lost"],
            "answers lost": told["answers_lost"],
            "mutes lost": told["mutes_lost"],
        }
        if platform == "discord":
            exact["reminders doubled"] = reminders["doubled"]
            exact["answers doubled"] = told["answers_doubled"]
            exact["greetings unknown"] = greetings["unknown"]
        found += [f"{platform}: {number} {what}" for what, number in exact.items() if number]
    greetings = figures["telegram"]["greetings"]
    if greetings["unknown"] > UNKNOWN_AIM * greetings["joined"]:
        found.append(f"telegram: {greetings['unknown']} of {greetings['joined']} greetings unknown")
    for what in ("rsvps_lost", "cards_wrong", "seats_over_capacity", "set_aside", "violations", "tracebacks"):
        if figures[what]:
            found.append(f"{figures[what]} {what.replace('_', ' ')}")
    return found


def _environment(town: Town) -> dict[str, str]:
    settings = town.settings
    return {
        **os.environ,
        "PTB_TIMEDELTA": "1",
        "GASTGEBER_DATA_DIR": str(settings.gastgeber_data_dir),
        "GASTGEBER_PORT": "0",
        "DATABASE_URL": settings.database_url,
        "DISCORD_TOKEN": town.discord.token,
        "TELEGRAM_TOKEN": town.telegram.token,
        "DISCORD_API_URL": settings.discord_api_url,
        "TELEGRAM_API_URL": settings.telegram_api_url,
    }


async def _live_and_die(nursery: Nursery, kills: int, load: Load, watch: Watch) -> int:
    """Returns how many lives ended by our hand; the last one goes on."""
    watching = asyncio.create_task(_keep_watching(watch))
    going_on = asyncio.create_task(load.run())
    died = 0
    try:
        for _ in range(kills):
            await nursery.give_life()
            await _live(load.town)
            if going_on.done():
                going_on.result()
            died += nursery.kill()
            load.town.discord.gateway.forget_sessions()  # as Discord does; nobody could take them up
        await nursery.give_life()
    finally:
        for task in (going_on, watching):
            task.cancel()
        await asyncio.gather(going_on, watching, return_exceptions=True)
    return died


async def _live(town: Town) -> None:
    if town.dice.random() < 1 / 3:
        await asyncio.sleep(town.dice.uniform(*YOUNG))
        return
    enough = _calls(town) + town.dice.randint(*CALLS)
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            while _calls(town) < enough:
                await asyncio.sleep(0.01)
    await asyncio.sleep(town.dice.uniform(0.0, LINGER))


def _calls(town: Town) -> int:
    return len(town.telegram.journal) + len(town.discord.journal)


async def _keep_watching(watch: Watch) -> None:
    while True:
        watch.look()
        await asyncio.sleep(0.1)


async def _calm_down(load: Load, watch: Watch) -> None:
    """The last life has the time it needs: until all has been seen and nothing more comes."""
    await load.settle()
    clock = asyncio.get_running_loop().time
    ends, quiet_since, before = clock() + PATIENCE, clock(), -1
    while clock() < ends:
        watch.look()
        now = _calls(load.town) + watch.changes
        if now != before:
            before, quiet_since = now, clock()
            ends = max(ends, clock() + CALM) if not watch.is_complete() else ends
        if watch.is_complete() and clock() - quiet_since > CALM:
            return
        await asyncio.sleep(0.1)


async def _count(watch: Watch, town: Town, folder: Path) -> dict[str, Any]:
    watch.look()
    database = await open_database(town.settings.database_url, town.settings.sqlite_path)
    try:
        async with database.read() as reader:
            figures = await count(watch, reader)
    finally:
        await database.close()
    servers = town.discord, town.telegram
    broken = [*town.telegram.crashes, *(one for server in servers for one in (*server.unexpected, *server.violations))]
    log = (folder / "house.log").read_text(encoding="utf-8", errors="replace")
    return figures | {
        "violations": len(broken),
        "violation": str(broken[0])[:500] if broken else "",
        "tracebacks": log.count("Traceback (most recent call last)"),
        "traceback": _last_traceback(log),
    }


def _last_traceback(log: str) -> str:
    return log[log.rfind("Traceback (most") :][:3000] if "Traceback (most" in log else ""


def _load_figures(load: Load) -> dict[str, int]:
    seen, town = load.seen, load.town
    sent = len(town.telegram.updates) + seen.events
    return {
        "events": sent,
        "repeated": seen.again,
        "swapped": seen.swapped,
        "faults": seen.faults,
        "calls": _calls(town),
    }
