"""A small house in a process of its own, to be killed at any moment: `python -m tests.support.smallhouse FOLDER TOTAL`.

Its platform is a file server of sorts: events are numbered, the offset moves only after they were confirmed, and every
call is a line in `calls`, written before the house hears of it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.core.actions import Action, Post
from bot.core.ambient import Real
from bot.core.chores import house
from bot.core.context import Context
from bot.core.events import Envelope, MessageWritten, Profile, Scene, ServerJoined
from bot.core.features import Catalogue, Feature
from bot.core.intake import Intake
from bot.core.memory import Memory
from bot.core.notes import note
from bot.core.ports import Database, Delivery, Done, Inbox, Menu, Outcome, State
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.sender import Sender
from bot.core.stores.registrar import Registrar
from bot.core.whois import World
from bot.storage.adapter_state import AdapterState
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import open_sqlite
from tests.support.stage import TELEGRAM_LIKE
from tests.support.voice import BareVoice

SERVER = ServerRef("telegram", "house")
ROOM = PlaceRef("telegram", "house")
STEP = 7  # events a batch of the platform


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    """Every third line is answered at least once, every other third at most once."""
    await ctx.tx.run("INSERT INTO code_try (platform, member, at) VALUES ('decided', ?, 1)", event.text)
    number = int(event.text)
    if number % 3 == 0:
        return [Post(event.scene.place, note(f"sure {number}"), policy="sure")]
    if number % 3 == 1:
        return [Post(event.scene.place, note(f"once {number}"), policy="once")]
    return []


FEATURE = Feature("note", listens={MessageWritten: heard})


class FilePlatform:
    name = "telegram"
    abilities = TELEGRAM_LIKE

    def __init__(self, folder: Path, total: int) -> None:
        self._calls = (folder / "calls").open("a", buffering=1)
        self._total = total

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        while (offset := int(await state.get("offset") or 0)) < self._total:
            numbers = range(offset, min(offset + STEP, self._total))
            await inbox.put([written(number) for number in numbers])
            await state.put("offset", str(numbers.stop))

    async def perform(self, delivery: Delivery) -> Outcome:
        assert isinstance(delivery.action, Post)
        self._calls.write(delivery.action.note.text.plain + "\n")
        await asyncio.sleep(0)
        return Done(message=MessageRef(ROOM, str(delivery.id)))

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return ()

    async def close(self) -> None:
        self._calls.close()


def written(number: int) -> Envelope:
    scene = Scene(MemberRef("telegram", f"m{number % 5}"), Profile("Ann"), ROOM, SERVER)
    now = Real().now()
    return Envelope(
        f"update:{number}", "lane", now, MessageWritten(scene, MessageRef(ROOM, str(number)), str(number), now)
    )


async def run(folder: Path, total: int) -> None:
    ambient = Real()
    database = await open_sqlite(folder / "house.db")
    await migrate(database, find_migrations(("bot.storage",)), ambient.now())
    world = World(ambient, BareVoice(), Catalogue((house, FEATURE)), {"telegram": TELEGRAM_LIKE}, Memory())
    senders: list[Sender] = []

    def wake(topics: set[str]) -> None:
        for sender in senders:
            sender.awake.set()

    intake = Intake(database, world, wake)
    platform = FilePlatform(folder, total)
    senders.append(Sender(platform, database, intake, world, {}))
    worker = asyncio.create_task(intake.run())
    await intake.put([Envelope("joined", "lane", ambient.now(), ServerJoined(SERVER, "House", None))])
    async with database.write() as tx:
        row = await tx.row("SELECT community FROM server")
        assert row
        await Registrar(tx).shape(row[0], state="open")
    world.memory.clear()
    sending = asyncio.create_task(senders[0].run())
    again = asyncio.create_task(_again(intake))
    print("open", flush=True)
    menu = Menu((), {}, {}, lambda language, key: key, ("en",))
    await platform.run(intake, menu, AdapterState(database, "telegram"))
    while not await at_rest(database):
        await asyncio.sleep(0.005)
    for task in (sending, again, worker):
        task.cancel()
    await asyncio.gather(sending, again, worker, return_exceptions=True)
    await platform.close()
    await database.close()
    print("done", flush=True)


async def at_rest(database: Database) -> bool:
    async with database.read() as reader:
        waiting = await reader.row("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1")
        unsaid = await reader.row("SELECT 1 FROM outbox WHERE state IN ('new', 'sending') LIMIT 1")
    return waiting is None and unsaid is None


async def _again(intake: Intake) -> None:
    while True:
        if not await intake.again():
            with suppress(TimeoutError):
                async with asyncio.timeout(0.05):
                    await intake.wait_again()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2])))
