"""Messages through the whole pipeline: committed in, decided by every cog, nothing left behind."""

from __future__ import annotations

import asyncio
import resource
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.core.events import Envelope, MemberRights, MessageWritten, PlaceSeen, Profile, Scene, ServerJoined, ServerSeen
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.host import open_house
from bot.house import House
from bot.settings import Settings
from tests.bench.place import address

MESSAGES = 20_000
MEMBERS = 500
PLACES = 50
PRODUCERS = 200  # that many events are on their way at once, like a busy gateway's
SINGLE = 300  # turns measured one by one
SERVER = ServerRef("lobby", "bench")
WORDS = "hello everybody, who comes along tonight and what shall I bring with me"


async def measure_pipeline(database: str = "sqlite") -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        url = await address(database)
        settings = Settings(gastgeber_data_dir=Path(folder), gastgeber_port=0, database_url=url)
        async with open_house(settings) as house:
            worker = asyncio.create_task(house.intake.run())
            try:
                return {"database": database, **await _measure(house)}
            finally:
                worker.cancel()
                await asyncio.gather(worker, return_exceptions=True)


async def _measure(house: House) -> dict[str, Any]:
    await found(house)
    await _pour(house, 0, 2000)  # everybody has been seen, everything is warm
    begun = time.perf_counter()
    await _pour(house, 2000, 2000 + MESSAGES)
    took = time.perf_counter() - begun
    alone = await _one_by_one(house)
    async with house.database.read() as reader:
        left = await reader.row("SELECT count(*) FROM inbox WHERE state <> 'done'")
    assert left == (0,), "something was left behind"
    return {
        "messages_per_second": round(MESSAGES / took),
        "turn_ms_p50": round(statistics.median(alone), 3),
        "turn_ms_p99": round(statistics.quantiles(alone, n=100)[98], 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


async def found(house: House) -> None:
    now = house.ambient.now()
    me = MemberRights(MemberRef("lobby", "house"), "Gastgeber", frozenset({"post", "read"}))
    places = tuple(PlaceSeen(PlaceRef("lobby", f"p{n}"), f"p{n}", "room") for n in range(PLACES))
    await house.intake.put(
        [
            Envelope("bench:1", "bench", now, ServerJoined(SERVER, "Bench", None, rehearsal=True)),
            Envelope("bench:2", "bench", now, ServerSeen(SERVER, "Bench", places, (), me, ())),
        ]
    )


async def _pour(house: House, first: int, last: int) -> None:
    numbers = iter(range(first, last))

    async def produce() -> None:
        for number in numbers:
            await house.intake.put([message(number)])

    await asyncio.gather(*(produce() for _ in range(PRODUCERS)))


async def _one_by_one(house: House) -> list[float]:
    taken = []
    for number in range(SINGLE):
        begun = time.perf_counter()
        await house.intake.put([message(10**6 + number)])
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def message(number: int) -> Envelope:
    place = PlaceRef("lobby", f"p{number % PLACES}")
    member = MemberRef("lobby", f"m{number % MEMBERS}")
    at = datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(milliseconds=number)
    scene = Scene(member, Profile(f"Guest {number % MEMBERS}"), place, SERVER)
    written = MessageWritten(scene, MessageRef(place, str(number)), f"{WORDS} {number}", at)
    return Envelope(f"bench:m:{number}", f"lobby:{place.id}", at, written)
