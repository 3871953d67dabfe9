"""A tab without a browser: it enters, listens and asks exactly as the page's scripts do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiohttp

PATIENCE = 5.0


class Addressed(Protocol):
    """Anything with a door: all a tab knows of a house."""

    @property
    def url(self) -> str: ...


class Guest:
    def __init__(self, house: Addressed, session: aiohttp.ClientSession) -> None:
        self._house = house
        self._session = session
        self._count = 0
        self.token = ""
        self.id = ""
        self.rows: dict[int, dict[str, Any]] = {}
        self.frames: list[dict[str, Any]] = []
        self.socket: aiohttp.ClientWebSocketResponse

    @property
    def _headers(self) -> dict[str, str]:
        return {"Origin": self._house.url, "Accept-Language": "en"}

    async def get(self, path: str, **headers: str) -> tuple[int, str, aiohttp.ClientResponse]:
        async with self._session.get(self._house.url + path, headers=headers) as answer:
            return answer.status, (await answer.read()).decode("utf-8", "replace"), answer

    async def knock(self, **brings: str) -> tuple[int, dict[str, Any]]:
        body = {"token": self.token, "language": "en", **brings}
        async with self._session.post(self._house.url + "/lobby/enter", json=body, headers=self._headers) as answer:
            return answer.status, await answer.json()

    async def post_raw(self, body: bytes, kind: str, **headers: str) -> int:
        """The status of a knock that no page would make."""
        headers["Content-Type"] = kind
        async with self._session.post(self._house.url + "/lobby/enter", data=body, headers=headers) as answer:
            return answer.status

    async def enter(self, **brings: str) -> dict[str, Any]:
        status, answer = await self.knock(**brings)
        assert status == 200, answer
        self.token, self.id = answer["token"], answer["member"]
        return answer

    async def connect(self, since: int = 0, rooms: tuple[str, ...] = ()) -> dict[str, Any]:
        self.socket = await self._session.ws_connect(self._house.url + "/lobby/socket", headers=self._headers)
        await self.socket.send_json({"do": "hello", "token": self.token, "since": since, "rooms": list(rooms)})
        frame = await self.read()
        welcome: dict[str, Any] = frame["welcome"]
        self._take(welcome["rows"])
        return welcome

    async def read(self) -> dict[str, Any]:
        frame: dict[str, Any] = await asyncio.wait_for(self.socket.receive_json(), PATIENCE)
        self.frames.append(frame)
        self._take(frame.get("rows", []))
        return frame

    async def ask(self, do: str, *, n: str = "", **wish: Any) -> dict[str, Any]:
        """What the house answers to this tab; whatever else came before it is taken in."""
        self._count += 1
        nonce = n or f"n{self._count}"
        await self.socket.send_json({"do": do, "n": nonce, **wish})
        while (frame := await self.read()).get("ack") != nonce:
            pass
        return frame

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        return await self.ask("say", **{"room": "room", "text": text, **more})

    async def settle(self) -> None:
        """Frames of one socket come in order: after this answer, all that happened before has arrived."""
        await self.ask("commands")

    def texts(self, room: str = "room") -> list[str]:
        shown = [row for _, row in sorted(self.rows.items()) if row["room"] == room and not row.get("gone")]
        return [words(row) for row in shown]

    def last(self) -> dict[str, Any]:
        return self.rows[max(self.rows)]

    def _take(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["rev"] > self.rows.get(row["id"], {"rev": -1})["rev"]:
                self.rows[row["id"]] = row


def words(row: dict[str, Any]) -> str:
    return "".join(span["words"] for span in row["note"]["spans"])


@asynccontextmanager
async def tabs(house: Addressed, count: int, *, connected: bool = True) -> AsyncIterator[list[Guest]]:
    async with aiohttp.ClientSession() as session:
        guests = [Guest(house, session) for _ in range(count)]
        for guest in guests if connected else []:
            await guest.enter()
            await guest.connect()
        yield guests
