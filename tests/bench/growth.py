"""How the cost of what a guest notices grows with what the house remembers.

Three houses, each ten times the one before: timers that are set, guests with an account, an answer and a welcome each.
Every size is measured in a process of its own, so that its memory is its own. `slope` is that of the line through the
figures on logarithmic axes: 0 does not grow at all, 1 grows as the house does.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.core.events import ButtonPressed, Due, Envelope, MemberJoined, Profile, Scene
from bot.core.ports import Database
from bot.core.refs import MemberRef, PlaceRef
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Agenda
from bot.host import open_house
from bot.house import House
from bot.settings import Settings
from bot.storage.sealed import beneath
from cogs.parties.model import Party
from cogs.parties.store import Ledger
from tests.bench.pipeline import SERVER, found
from tests.bench.place import address

SIZES = ((10**3, 10**4), (10**4, 10**5), (10**5, 10**6))  # timers, guests
ROUNDS = 60
STARTS = 3
PARTIES = 1000  # over which the answers are spread; one of them is pressed at
PARTY = "growth0"
PLACE = PlaceRef("lobby", "p0")
FIGURES = ("ready_s", "next_due_ms", "due_ms", "rsvp_ms", "join_ms", "greeting_ms", "memory_mb")


async def measure_growth(database: str = "sqlite") -> dict[str, Any]:
    found = [await _in_a_process(database, timers, guests) for timers, guests in SIZES]
    sizes = {f"{timers} timers, {guests} guests": each for (timers, guests), each in zip(SIZES, found, strict=True)}
    slopes = {name: _slope([each[name] for each in found]) for name in FIGURES}
    return {"database": database, **sizes, "slope": slopes}


def _slope(values: list[float]) -> float:
    """Of the best line through log(value) over log(size); every size is ten times the one before."""
    ys = [math.log10(max(value, 1e-6)) for value in values]
    xs = list(range(len(ys)))
    middle_x, middle_y = statistics.mean(xs), statistics.mean(ys)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return round(slope / sum((x - middle_x) ** 2 for x in xs), 2)


async def _in_a_process(database: str, timers: int, guests: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="gastgeber-growth-") as folder:
        url = await address(database)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, folder, url, str(timers), str(guests), env=dict(os.environ),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"the house of {guests} guests could not be measured")
        measured: dict[str, float] = json.loads(out.splitlines()[-1])
        return measured


async def measure_size(folder: Path, url: str, timers: int, guests: int) -> dict[str, float]:
    settings = Settings(gastgeber_data_dir=folder, gastgeber_port=0, database_url=url)
    async with open_house(settings) as house:
        await _working(house, lambda: found(house))
        await fill(house, timers, guests)
    ready = [await _start(settings) for _ in range(STARTS)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    async with open_house(settings) as house:
        figures = await _working(house, lambda: _turns(house, guests))
    return {"ready_s": round(statistics.median(ready), 3), **figures, "memory_mb": round(memory, 1)}


async def _working(house: House, work: Callable[[], Awaitable[Any]]) -> Any:
    worker = asyncio.create_task(house.intake.run())
    try:
        return await work()
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


async def _start(settings: Settings) -> float:
    """Seconds until the house is open, on what is there already."""
    begun = time.perf_counter()
    async with open_house(settings) as house:
        running = asyncio.create_task(house.run())
        await house.ready.wait()
        took = time.perf_counter() - begun
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return took


async def fill(house: House, timers: int, guests: int) -> None:
    """In bulk, by the database itself: what so many guests leave behind in a year, in one community."""
    now = house.ambient.now()
    community = await _community(house.database)
    async with beneath(house.database).write() as tx:
        await Ledger(tx).keep(_party(community, 0, now))
        await Ledger(tx).put_cards(PARTY, [PLACE])
        for number in range(1, PARTIES):
            await Ledger(tx).keep(_party(community, number, now))
        for sql, values in _bulk(community, now, timers, guests):
            await tx.run(sql, *values)
    async with beneath(house.database).write() as tx:
        await tx.run("ANALYZE")  # as a house of that age has long done


def _bulk(community: str, now: datetime, timers: int, guests: int) -> list[tuple[str, tuple[object, ...]]]:
    year, at = to_ms(now) - 365 * 86_400_000, to_ms(now)
    age = f"{year} + (i % 365) * 86400000"
    return [
        (_each("member (platform, id, name, language)", "'lobby', 'm' || i, 'Guest ' || i, 'en'"), (guests,)),
        (_each("guest (id, community, since)", f"'g' || i, '{community}', {age}"), (guests,)),
        (
            _each(
                "guest_member (community, platform, member, guest, first_guest)",
                f"'{community}', 'lobby', 'm' || i, 'g' || i, 'g' || i",
            ),
            (guests,),
        ),
        (
            _each(
                "party_rsvp (party, guest, platform, member, answer, seated, ticket, claim_by, at)",
                f"'growth' || (i % {PARTIES}), 'g' || i, 'lobby', 'm' || i, 'yes', 1, i, 0, {age}",
            ),
            (guests,),
        ),
        (
            _each(
                "welcome (key, community, platform, place, member, name, joined_at, state, said_at, bookmark)",
                f"'w' || i, '{community}', 'lobby', 'p' || (i % 50), 'm' || i, '', {age}, 'said', {age},"
                " 'welcome/' || (i / 4) || '/lobby'",
            ),
            (guests,),
        ),
        (
            _each(
                "bookmark (name, platform, place, message, made_at)",
                f"'welcome/' || i || '/lobby', 'lobby', 'p' || (i % 50), 'b' || i, {age}",
            ),
            (guests // 4,),
        ),
        (
            _each(
                "timer (key, feature, kind, community, local, zone, due, body)",
                f"'party/growth' || i || '/reminder/60/x', 'parties', 'reminder', '{community}', '2027-01-01T00:00:00',"
                f" 'UTC', {at} + 86400000 + i * 1000, 'growth' || i || '.60'",
            ),
            (timers,),
        ),
    ]


def _each(table: str, values: str) -> str:
    """A row for every i from 0 on."""
    return (
        f"INSERT INTO {table} WITH RECURSIVE n (i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)"
        f" SELECT {values} FROM n"
    )


def _party(community: str, number: int, now: datetime) -> Party:
    ended = number > 0
    return Party(
        id=f"growth{number}",
        community=community,
        kind="motto",
        title=f"Party {number}",
        state="ended" if ended else "published",
        local=(now + timedelta(days=9)).replace(tzinfo=None),
        zone="UTC",
        starts=now + timedelta(days=9),
        made_at=now,
        published_at=now,
        ended_at=now if ended else None,
    )


async def _turns(house: House, guests: int) -> dict[str, float]:
    community = await _community(house.database)
    await _settled(house)
    return {
        "next_due_ms": await _median(lambda number: _next_due(house)),
        "due_ms": await _median(lambda number: house.intake.due()),
        "rsvp_ms": await _median(lambda number: house.intake.put([_press(house, number * 7919 % guests)])),
        "join_ms": await _median(lambda number: house.intake.put([_join(house, guests + number)])),
        "greeting_ms": await _greetings(house, community, guests),
    }


async def _settled(house: House) -> None:
    """The first turns fill the memory of the house, whatever its size."""
    for number in range(20):
        await house.intake.put([_press(house, number)])


async def _next_due(house: House) -> None:
    async with house.database.read() as reader:
        await Agenda(reader).next_due()


async def _median(work: Callable[[int], Awaitable[object]]) -> float:
    taken = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        await work(number)
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 3)


async def _greetings(house: House, community: str, guests: int) -> float:
    """The turn in which whoever waits is welcomed; joining comes before and is not counted."""
    taken = []
    for number in range(ROUNDS):
        await house.intake.put([_join(house, guests + ROUNDS + number)])
        async with house.database.read() as reader:
            (timer,) = await Agenda(reader).of(community, "greeter/welcome/")
        due = Due(timer.key, timer.feature, timer.kind, community, timer.body, timer.due)
        begun = time.perf_counter()
        await house.intake.put([Envelope(f"growth:due:{number}", "growth", house.ambient.now(), due)])
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 3)


def _press(house: House, guest: int) -> Envelope:
    now = house.ambient.now()
    scene = Scene(MemberRef("lobby", f"m{guest}"), Profile(f"Guest {guest}"), PLACE, SERVER, reply="x", reply_until=now)
    pressed = ButtonPressed(scene, f"parties/{'maybe' if guest % 2 else 'yes'}/{PARTY}")
    return Envelope(f"growth:p:{house.ambient.new_id()}", f"lobby:{PLACE.id}", now, pressed)


def _join(house: House, guest: int) -> Envelope:
    now = house.ambient.now()
    joined = MemberJoined(SERVER, PLACE, MemberRef("lobby", f"m{guest}"), Profile(f"Guest {guest}"), now)
    return Envelope(f"growth:j:{guest}", "lobby:bench", now, joined)


async def _community(database: Database) -> str:
    async with database.read() as reader:
        row = await reader.row("SELECT community FROM server WHERE platform = ? AND id = ?", "lobby", SERVER.id)
    assert row is not None
    return str(row[0])


def main() -> None:
    folder, url, timers, guests = sys.argv[1:]
    figures = asyncio.run(measure_size(Path(folder), url, int(timers), int(guests)))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
