"""A running house with its lobby, guests at tabs in it, and a look into every file it has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.core.ambient import Real
from bot.core.events import ButtonPressed, CommandInvoked, Envelope, Event, Profile, Scene
from bot.core.refs import MemberRef
from bot.core.stores.people import People
from bot.host import open_house
from bot.house import House
from bot.platforms.lobby.names import ROOM, SERVER
from bot.settings import Settings
from tests.core.test_host import running
from tests.platforms.lobby.guest import Guest, tabs
from tests.support.wired import until

MARK = "Xylophon"


@dataclass
class Home:
    house: House
    guests: list[Guest]

    @property
    def url(self) -> str:
        return self.house.lobby_url

    async def asks(self, guest: Guest, command: str, words: str = "") -> None:
        await self._happens(CommandInvoked(await self._scene(guest), command, words=words))

    async def forget(self, guest: Guest) -> None:
        await self._happens(ButtonPressed(await self._scene(guest), f"guestbook/gone/{await self.guest(guest)}"))

    async def _scene(self, guest: Guest) -> Scene:
        profile = Profile(await self.name(guest) or guest.id)
        return Scene(MemberRef("lobby", guest.id), profile, ROOM, SERVER, False, "")

    async def _happens(self, event: Event) -> None:
        """As the guest's tab would send it; returns once it is decided and everything that follows is done."""
        key = f"test:{Real().new_id()}"
        await self.house.intake.put([Envelope(key, "lobby", Real().now(), event)])
        await self.rests()

    async def name(self, guest: Guest) -> str:
        async with self.house.database.read() as reader:
            row = await reader.row("SELECT name FROM lobby_tab WHERE id = ?", guest.id)
        return str(row[0]) if row else ""

    async def guest(self, guest: Guest) -> str:
        async with self.house.database.read() as reader:
            row = await reader.row("SELECT community FROM server WHERE platform = 'lobby'")
            assert row
            found = await People(reader).guest_of(row[0], MemberRef("lobby", guest.id))
        assert found
        return found

    async def rests(self) -> None:
        async def open_rows() -> int:
            async with self.house.database.read() as reader:
                queued = await reader.row("SELECT count(*) FROM outbox WHERE state IN ('new', 'sending')")
                waiting = await reader.row("SELECT count(*) FROM inbox WHERE state = 'new'")
                erased = await reader.row("SELECT count(*) FROM erasure")
            return int((queued or [0])[0]) + int((waiting or [0])[0]) + int((erased or [0])[0])

        for _ in range(500):
            if not await open_rows() and self.house.eraser.idle and not self.house.eraser.awake.is_set():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the house does not come to rest")


@asynccontextmanager
async def open_home(folder: Path, guests: int = 2, url: str = "") -> AsyncIterator[Home]:
    """On SQLite, or on the PostgreSQL of this address."""
    where = Settings(_env_file=None, gastgeber_data_dir=folder, gastgeber_port=0, database_url=url)
    async with AsyncExitStack() as inside:
        house = await inside.enter_async_context(open_house(where))
        await inside.enter_async_context(running(house))
        await until(house.lobby.ready.is_set)
        home = Home(house, [])
        home.guests = await inside.enter_async_context(tabs(home, guests))
        await home.rests()
        yield home


def files_with(folder: Path, *words: str) -> dict[str, set[str]]:
    """By word: the files anywhere in the folder whose bytes hold it."""
    found: dict[str, set[str]] = {word: set() for word in words}
    for file in (path for path in folder.rglob("*") if path.is_file()):
        body = file.read_bytes()
        for word in words:
            if word.encode() in body:
                found[word].add(str(file.relative_to(folder)))
    return found
