"""The lobby for the contract: its own pages and sockets over aiohttp, with tabs for people."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp

from bot.console.web import loopback_hosts, make_app, serve
from bot.core.actions import IssueLink, Remove
from bot.core.ambient import Real
from bot.core.events import CommandInvoked, Scene
from bot.core.ports import Done, Platform
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.names import PLATFORM, ROOM, SERVER
from bot.storage.sqlite import Sqlite
from tests.platforms.contract import MENU, PATIENCE, Heard, Kept, Shown, delivery
from tests.platforms.lobby.guest import Guest, words
from tests.platforms.lobby.house import Echo, House, Memory, database_at
from tests.platforms.lobby.words import says


class LobbyRig:
    def __init__(self, house: House, platform: Lobby, inbox: Heard, session: aiohttp.ClientSession) -> None:
        self.house = house
        self.platform: Platform = platform
        self.inbox = inbox
        self.server = SERVER
        self.room: PlaceRef = ROOM
        self.session = session
        self.tabs: dict[str, Guest] = {}
        self.last: tuple[MemberRef, str] = (MemberRef("", ""), "")
        self._said = 0

    async def seat(self, **brings: str) -> MemberRef:
        guest = Guest(self.house, self.session)
        await guest.enter(**brings)
        await guest.connect()
        self.tabs[guest.id] = guest
        return MemberRef(PLATFORM, guest.id)

    async def say(self, who: MemberRef, words: str) -> None:
        self._said += 1
        self.last = who, words
        await self.tabs[who.id].say(words, n=f"said{self._said}")

    async def ask(self, who: MemberRef) -> Scene:
        await self.tabs[who.id].say("/help")
        return (await self.inbox.next(CommandInvoked, lambda event: event.scene.member == who)).scene

    async def press(self, who: MemberRef, message: MessageRef, button: str, choice: str = "") -> None:
        await self.tabs[who.id].ask("press", message=int(message.id), button=button, choice=choice)

    async def fill(self, who: MemberRef, message: MessageRef, button: str, values: Mapping[str, str]) -> None:
        opened = await self.tabs[who.id].ask("press", message=int(message.id), button=button)
        assert opened["form"]["id"] == button
        await self.tabs[who.id].ask(
            "fill", room=message.place.id, message=int(message.id), form=button, values=dict(values)
        )

    async def repeat(self) -> None:
        who, said = self.last
        await self.tabs[who.id].say(said, n=f"said{self._said}")

    async def garble(self) -> None:
        for raw in ("{", '{"do": "something new", "n": "n1"}', '{"do": "say", "n": "n2", "text": 7}'):
            guest = Guest(self.house, self.session)
            guest.token = self.tabs[self.ben.id].token
            await guest.connect()
            await guest.socket.send_str(raw)
            async for _ in guest.socket:
                pass

    def tear(self) -> None:
        """Nothing lies between the house and its own lobby."""

    async def reads(self, who: MemberRef) -> list[str]:
        guest = self.tabs[who.id]
        if not guest.socket.closed:
            await guest.settle()
        return [json.dumps(frame, ensure_ascii=False) for frame in guest.frames if "ack" not in frame]

    async def shown(self, message: MessageRef) -> Shown | None:
        seen = [guest.rows[int(message.id)] for guest in self.tabs.values() if int(message.id) in guest.rows]
        row = max(seen, key=lambda found: int(found["rev"]))
        if row.get("gone"):
            return None
        spans = row["note"]["spans"]
        buttons = tuple(button["id"] for line in row["note"].get("rows", ()) for button in line)
        kinds = {span["t"] for span in spans}
        pinged = any(span["t"] == "mention" and span["member"] for span in spans)
        return Shown(words(row), bool(kinds - {"plain", "mention"}), pinged, buttons)

    async def can_speak(self, who: MemberRef) -> bool:
        return "no" not in await self.tabs[who.id].say("may I?")

    async def inside(self, who: MemberRef) -> bool:
        status, _ = await self.tabs[who.id].knock()
        return status == 200

    async def returns(self, who: MemberRef) -> bool:
        invited = await self._invitation("contract/return")
        guest = self.tabs[who.id]
        status, _ = await guest.knock(invite=invited, again="yes")
        if status == 200:
            await guest.connect()
        return status == 200

    async def enters(self, url: str) -> bool:
        status, _ = await Guest(self.house, self.session).knock(invite=url.partition("invite=")[2])
        return status == 200

    async def knocks(self) -> MemberRef:
        raise NotImplementedError("the lobby asks for no permission")

    def unconnected(self) -> Platform:
        return Lobby(Real(), self.house.database)

    async def people(self) -> None:
        invited = await self._invitation("contract/door")
        badge = self.house.lobby.new_badge().removeprefix("/?badge=")
        self.chief = await self.seat(badge=badge)
        self.ann, self.ben, self.shut = [await self.seat(invite=invited) for _ in range(3)]
        await self.platform.perform(delivery(Remove(SERVER, self.shut)))

    async def _invitation(self, bookmark: str) -> str:
        outcome = await self.platform.perform(delivery(IssueLink(SERVER, bookmark)))
        assert isinstance(outcome, Done)
        return outcome.url.partition("invite=")[2]


@asynccontextmanager
async def lobby_rig(folder: Path) -> AsyncIterator[LobbyRig]:
    async with database_at(folder) as database, _served(database) as rig:
        await rig.people()
        yield rig


@asynccontextmanager
async def _served(database: Sqlite) -> AsyncIterator[LobbyRig]:
    hosts: set[str] = set()
    platform, inbox = Lobby(Real(), database, by_invitation=True), Heard()
    house = House(platform, Echo(platform), database, Real(), Memory())
    running = asyncio.create_task(platform.run(inbox, replace(MENU, says=says), Kept()))
    runner = await serve(make_app(platform, allowed_hosts=hosts), "127.0.0.1", 0)
    house.port = runner.addresses[0][1]
    hosts |= loopback_hosts(house.port)
    try:
        async with aiohttp.ClientSession() as session:
            async with asyncio.timeout(PATIENCE):
                await platform.ready.wait()
            yield LobbyRig(house, platform, inbox, session)
    finally:
        await runner.cleanup()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
