"""One tab's socket: what it asks goes to the desk, what happens comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from aiohttp import WSCloseCode, WSMsgType, web

from bot.platforms.lobby import inbound
from bot.platforms.lobby.desk import Desk
from bot.platforms.lobby.door import Door
from bot.platforms.lobby.hub import Connection
from bot.platforms.lobby.requests import FRAME_LIMIT, Hello, UnknownRequestError, read_request
from bot.platforms.lobby.rooms import Rooms

HELLO_SECONDS = 20.0  # to say which tab this is
HEARTBEAT_SECONDS = 25.0  # finds a phone that went to sleep, and keeps proxies from closing an idle line
UNKNOWN_TAB = 4001  # the page then comes in again by the door


class Socket:
    def __init__(self, rooms: Rooms, door: Door, desk: Desk, rehearsing: Callable[[], bool]) -> None:
        self._rooms = rooms
        self._door = door
        self._desk = desk
        self._rehearsing = rehearsing

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=FRAME_LIMIT, heartbeat=HEARTBEAT_SECONDS)
        await socket.prepare(request)
        connection = await self._greet(socket)
        if connection is None:
            return socket
        writer = asyncio.create_task(self._write(socket, connection))
        try:
            await self._read(socket, connection)
        finally:
            self._rooms.hub.leave(connection)
            self._rooms.show_here()
            connection.end()
            with suppress(ConnectionError):
                await writer
        return socket

    async def _greet(self, socket: web.WebSocketResponse) -> Connection | None:
        """None after closing the socket of somebody the house does not know."""
        try:
            hello = read_request(await socket.receive_str(timeout=HELLO_SECONDS))
        except (TimeoutError, UnknownRequestError, TypeError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return None
        tab = await self._door.known(hello.token) if isinstance(hello, Hello) else None
        if tab is None or not isinstance(hello, Hello):
            await socket.close(code=UNKNOWN_TAB)
            return None
        connection = Connection(tab)
        more = {"commands": self._desk.offered(tab), "linked": not self._rehearsing()}
        await self._rooms.welcome(connection, hello.since, hello.rooms, more)
        if not tab.announced:
            await self._desk.put(inbound.joined(tab, self._desk.ambient.now()))
            await self._rooms.tabs.announced(tab.id)
        return connection

    async def _read(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            try:
                request = read_request(frame.data)
            except UnknownRequestError:
                await socket.close(code=WSCloseCode.POLICY_VIOLATION)
                return
            if isinstance(request, Hello):
                continue
            tab = await self._rooms.tabs.get(connection.tab.id)
            if tab is None or tab.outside(self._desk.ambient.now()):
                connection.end()
                continue
            connection.show({"ack": request.nonce} | await self._desk.answer(tab, request))

    async def _write(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        while (frame := await connection.next_frame()) is not None:
            await socket.send_str(frame)
        await socket.close(code=WSCloseCode.GOING_AWAY)
