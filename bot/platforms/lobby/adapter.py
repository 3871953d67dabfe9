"""The browser as a platform: a room that needs no account, through the same contract as every other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import hdrs, web

from bot.core.actions import Forget
from bot.core.ambient import Ambient
from bot.core.events import Envelope
from bot.core.ports import Database, Delivery, Done, Inbox, Later, Menu, Outcome, State
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.platforms.lobby import inbound
from bot.platforms.lobby.abilities import ABILITIES
from bot.platforms.lobby.desk import Desk, RolesOf, roles_of_nobody
from bot.platforms.lobby.door import Door
from bot.platforms.lobby.hub import Hub
from bot.platforms.lobby.kept import Held, kept_of
from bot.platforms.lobby.links import Badges, Links
from bot.platforms.lobby.names import PLATFORM
from bot.platforms.lobby.outbound import Outbound
from bot.platforms.lobby.pages import Pages, static_file
from bot.platforms.lobby.previews import Previewer, Previews
from bot.platforms.lobby.requests import PressButton
from bot.platforms.lobby.rooms import Rooms
from bot.platforms.lobby.socket import Socket

TIDY_SECONDS = 24 * 3600
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FALLBACK = "en"
_JOINED = "lobby.joined"
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Open:
    """What exists only while the lobby runs, because it speaks the menu's lines."""

    inbox: Inbox
    menu: Menu
    door: Door
    desk: Desk
    pages: Pages
    socket: Socket
    outbound: Outbound


class Lobby:
    """`url` is where people reach the lobby, for invitation links. `previews` draw a note as another platform shows
    it, as HTML that is safe. `roles` tells from memory what a member may do, for the command menu alone. `rehearsing`
    is false once an owner has linked the lobby to something outside: the banner would then be a lie.
    """

    name = PLATFORM
    abilities = ABILITIES

    def __init__(
        self,
        ambient: Ambient,
        database: Database,
        *,
        url: str = "http://127.0.0.1:8080",
        by_invitation: bool = False,
        previews: Mapping[str, Previewer] | None = None,
        roles: RolesOf = roles_of_nobody,
        rehearsing: Callable[[], bool] = lambda: True,
        language: str = "",
    ) -> None:
        self._ambient = ambient
        self._database = database
        self.url = url.rstrip("/")
        self._by_invitation = by_invitation
        self._previews = Previews(ambient, previews or {})
        self._roles = roles
        self._rehearsing = rehearsing
        self._language = language
        self._badges = Badges(ambient)
        self._rooms = Rooms(ambient, database, Hub())
        self._opened: _Open | None = None
        self.ready = asyncio.Event()
        self._inbox: Inbox | None = None

    # The platform's side

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        self._inbox = inbox
        await self._rooms.load(menu.says)
        await self._tidy()
        await self._rooms.furnish(self._spoken(menu))
        await self._announce(inbox, menu, state)
        self._opened = self._wire(inbox, menu)
        self.ready.set()
        try:
            while True:
                await asyncio.sleep(TIDY_SECONDS)
                await self._tidy()
        finally:
            self._opened = None
            self.ready.clear()
            self._rooms.hub.end_all()

    async def perform(self, delivery: Delivery) -> Outcome:
        if self._opened is None:
            return Later(_MOMENT, whole_bot=True)
        if isinstance(delivery.action, Forget):
            await self.forget(delivery.action.member)
            return Done()
        return await self._opened.outbound.perform(delivery)

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return ()

    async def close(self) -> None:
        self._rooms.hub.end_all()

    # The host's side

    def new_badge(self) -> str:
        """A path that makes the tab which opens it the moderator's: once, within ten minutes, in this process."""
        return f"/?badge={self._badges.new()}"

    async def new_invitation(self, uses: int, until: datetime) -> str:
        """The address that lets in `uses` new guests (0: any number) until then, where the lobby asks for one."""
        secret = self._ambient.new_secret()
        await Links(self._database).issue(f"operator/{self._ambient.new_id()}/{PLATFORM}", secret, uses, until)
        return f"{self.url}/?invite={secret}"

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._if_open(lambda it: it.pages.lobby)),
            web.post("/lobby/enter", self._if_open(lambda it: it.pages.enter)),
            web.get("/lobby/socket", self._if_open(lambda it: it.socket.serve)),
            web.get(r"/lobby/picture/{name:[0-9a-f]{64}}", self._if_open(lambda it: it.pages.picture)),
            web.get(r"/lobby/preview/{name:[A-Za-z0-9_-]{1,80}}", self._if_open(lambda it: it.pages.preview)),
            web.get(r"/lobby/static/{name:[a-z-]+\.[a-z0-9]+}", self._static),
        ]

    async def keeps(self, member: MemberRef) -> Held:
        """What the lobby itself holds about a member, as JSON."""
        return await kept_of(self._rooms, member)

    async def forget(self, member: MemberRef) -> None:
        """Takes back everything the member said and was told, and the name. A running mute or ban stays."""
        tab = await self._rooms.tabs.get(member.id)
        if tab is None:
            return
        for message in await self._rooms.messages.of_author(tab.id):
            await self._rooms.erase(message.id)
        await self._rooms.messages.forget_private(tab.id)
        running = self._running()
        await running.door.forget(tab, running.menu.says)

    # The rehearsal's side

    def rehearsal_over(self) -> None:
        """Open pages take the banner down: an owner has linked the lobby to something outside."""
        self._rooms.hub.show(lambda _: {"linked": True}, lambda _: True)

    async def pretend(self, name: str) -> MemberRef:
        """A labelled guest who belongs to no browser; greeted, seated and counted like any other."""
        return (await self._running().door.pretend(name)).ref

    async def press_as(self, member: MemberRef, message: MessageRef, button: str) -> None:
        """Raises LookupError for a member that is not pretended: nobody presses for a real guest."""
        running, tab = self._running(), await self._rooms.tabs.get(member.id)
        if tab is None or not tab.pretend:
            raise LookupError(member.id)
        await running.desk.answer(tab, PressButton(self._ambient.new_id(), int(message.id), button, ""))

    async def say_as(self, member: MemberRef, place: PlaceRef, text: str) -> None:
        """Raises LookupError for a member that is not pretended."""
        running, tab = self._running(), await self._rooms.tabs.get(member.id)
        if tab is None or not tab.pretend:
            raise LookupError(member.id)
        await running.desk.speak(tab, place.id, text, f"p/{self._ambient.new_id()}")

    # Inside

    def _running(self) -> _Open:
        if self._opened is None:
            raise web.HTTPServiceUnavailable(headers={hdrs.RETRY_AFTER: "1"})
        return self._opened

    def _wire(self, inbox: Inbox, menu: Menu) -> _Open:
        door = Door(
            self._ambient,
            self._database,
            self._rooms,
            self._badges,
            self._put,
            languages=menu.languages,
            by_invitation=self._by_invitation,
        )
        desk = Desk(self._ambient, self._rooms, door, self._previews, self._put, menu, self._roles)
        return _Open(
            inbox,
            menu,
            door,
            desk,
            Pages(door, self._rooms.messages, self._previews, menu.says, menu.languages, self._rehearsing),
            Socket(self._rooms, door, desk, self._rehearsing),
            Outbound(self._ambient, self._database, self._rooms, menu.says, self._put, self.url),
        )

    def _spoken(self, menu: Menu) -> str:
        """The language of the room itself; every tab has its own."""
        return self._language if self._language in menu.languages else FALLBACK

    async def _announce(self, inbox: Inbox, menu: Menu, state: State) -> None:
        now, language = self._ambient.now(), self._spoken(menu)
        name, house, room = (menu.says(language, key) for key in ("lobby-title", "lobby-house-name", "lobby-room-name"))
        seen = inbound.server_seen(
            name,
            house,
            room,
            language,
            self._rooms.opened(),
            await self._rooms.tabs.badged(),
            self._ambient.new_id(),
            now,
        )
        if await state.get(_JOINED):
            await inbox.put([seen])
            return
        await inbox.put([inbound.founded(name, language, now), seen])
        await state.put(_JOINED, "1")

    async def _tidy(self) -> None:
        """A tab that stands open is not forgotten, however long nobody touched it."""
        now = self._ambient.now()
        for tab in self._rooms.hub.present():
            await self._rooms.tabs.seen(tab.id, tab.language, now)
        await self._rooms.tabs.forget_old(now)

    async def _put(self, envelope: Envelope) -> None:
        if self._inbox is None:
            raise web.HTTPServiceUnavailable
        await self._inbox.put([envelope])

    def _if_open(self, pick: Callable[[_Open], Handler]) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await pick(self._running())(request)

        return handle

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = static_file(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={hdrs.CACHE_CONTROL: "no-cache"})
