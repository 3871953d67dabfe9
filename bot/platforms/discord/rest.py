"""Calls to Discord, and what its answers mean to the house."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from bot.core.events import RefusedReason
from bot.core.ports import Failed, Later, Outcome, Torn
from bot.platforms.discord.cards import Upload
from bot.platforms.discord.seam import request

log = logging.getLogger(__name__)
GONE = {10003, 10004, 10006, 10007, 10008, 10011, 10013, 10026, 50083}
EXPIRED = {10015, 10062, 50027}
UNREACHABLE = {50007, 50033, 50278}
ALREADY_ACKNOWLEDGED = 40060
NO_LINE = timedelta(seconds=5)
# Below this discord.py waits by itself inside a call; longer waits come back to the sender.
LONGEST_WAIT = 30.0
_REASONS: dict[RefusedReason, set[int]] = {"gone": GONE, "expired": EXPIRED, "unreachable": UNREACHABLE}


class Rest:
    """Calls with the bot's token."""

    def __init__(self, client: discord.Client) -> None:
        self.client = client

    @property
    def house(self) -> str:
        """The house's own user id, empty before the first login."""
        return str(self.client.user.id) if self.client.user else ""

    async def call(self, method: str, path: str, body: Any = None, uploads: Sequence[Upload] = ()) -> Any:
        return await request(self.client, method, path, body, uploads)


class LimitWatch:
    """Sees on the wire what discord.py does not tell: whether a rate limit was the whole bot's."""

    def __init__(self) -> None:
        self.whole_bot = False
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._seen)

    async def _seen(self, _session: object, _context: object, params: aiohttp.TraceRequestEndParams) -> None:
        if params.response.status == 429:
            headers = params.response.headers
            self.whole_bot = "X-RateLimit-Global" in headers or headers.get("X-RateLimit-Scope") == "global"


class Tries:
    """Sees on the wire how often discord.py tried a call that it tries again by itself after a broken line."""

    def __init__(self) -> None:
        self._now: ContextVar[list[None] | None] = ContextVar("tries", default=None)
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_start.append(self._begun)

    @contextmanager
    def counted(self) -> Iterator[list[None]]:
        tries: list[None] = []
        token = self._now.set(tries)
        try:
            yield tries
        finally:
            self._now.reset(token)

    async def _begun(self, _session: object, _context: object, _params: aiohttp.TraceRequestStartParams) -> None:
        tries = self._now.get()
        if tries is not None:
            tries.append(None)


def outcome_of(error: Exception, whole_bot: bool = False) -> Outcome:
    """What a failed call means: not done for a reason, not yet, or nobody knows."""
    match error:
        case discord.RateLimited():
            return Later(timedelta(seconds=error.retry_after), whole_bot)
        case discord.HTTPException(code=30046):
            return Later(_wait_of(error))
        case discord.HTTPException(status=429):
            return Later(_wait_of(error), whole_bot=True)  # discord.py passes on only what shuts out the whole address
        case discord.HTTPException() if error.status >= 500:
            return Torn(_words(error))
        case discord.HTTPException():
            return Failed(_reason(error), _words(error))
        case aiohttp.ClientConnectorError():
            return Later(NO_LINE, whole_bot=True)  # nothing left this machine
        case aiohttp.ClientError() | OSError() | asyncio.TimeoutError():
            return Torn(type(error).__name__)
        case _:
            log.error("a call to Discord failed in the house itself", exc_info=error)
            return Failed("broken", repr(error)[:300])


def token_refused(error: Exception) -> bool:
    """The bot's own token, not an interaction's: no call will work until the operator has acted."""
    return isinstance(error, discord.HTTPException) and error.status == 401 and error.code not in EXPIRED


def _reason(error: discord.HTTPException) -> RefusedReason:
    for reason, codes in _REASONS.items():
        if error.code in codes:
            return reason
    if error.status in (401, 403):
        return "forbidden"
    return "gone" if error.status == 404 else "broken"


def _wait_of(error: discord.HTTPException) -> timedelta:
    given = error.response.headers.get("Retry-After", "")
    known = given.replace(".", "", 1).isdecimal()
    return timedelta(seconds=float(given) if known else 60)


def _words(error: discord.HTTPException) -> str:
    return f"{error.status} {error.code} {error.text}"[:300]
