"""One gateway session: what it asked for, what it was told, and the line it hangs on."""

import asyncio
import json
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.discord_server.intents import Intent
from tests.support.discord_server.world import Json

# Discord keeps events for minutes; a test that outgrows this gets INVALID_SESSION, as there.
REPLAYABLE = 2000


class Line:
    """One websocket; packs zlib-stream when the client asked for it."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, *, packed: bool) -> None:
        self.socket = socket
        self.request = request
        self.wedged = False
        self.received = 0
        self._packer = zlib.compressobj() if packed else None
        self._turn = asyncio.Lock()

    async def send(self, payload: Json) -> None:
        """Send in order; a line that is gone or wedged swallows it."""
        if self.wedged:
            return
        async with self._turn:
            text = json.dumps(payload, separators=(",", ":"))
            try:
                await self._put(text)
            except (ConnectionError, RuntimeError):
                return

    async def _put(self, text: str) -> None:
        if self._packer is None:
            await self.socket.send_str(text)
            return
        packed = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(packed)

    async def close(self, code: int, why: str = "") -> None:
        await self.socket.close(code=code, message=why.encode())

    def abort(self) -> None:
        """Cut the cable: no close frame."""
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass(slots=True, eq=False)
class Session:
    id: str
    intents: Intent
    line: Line | None = None
    sequence: int = 0
    told: deque[Json] = field(default_factory=lambda: deque(maxlen=REPLAYABLE))
    ready: bool = False

    @property
    def connected(self) -> bool:
        return self.line is not None and not self.line.socket.closed

    async def dispatch(self, event: str, data: Any) -> None:
        self.sequence += 1
        payload = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self.told.append(payload)
        if self.line is not None:
            await self.line.send(payload)

    def missed_since(self, sequence: int) -> list[Json] | None:
        """What to replay, or None when that is no longer known."""
        if sequence > self.sequence:
            return None
        missed = [payload for payload in self.told if payload["s"] > sequence]
        return missed if len(missed) == self.sequence - sequence else None
