"""Answers to interactions: acknowledged in time, whatever the house is busy with, and private."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
import discord

from bot.core.refs import MessageRef
from bot.platforms.discord.cards import EPHEMERAL, Body, Card, same
from bot.platforms.discord.handles import Handle
from bot.platforms.discord.inbound import place_of
from bot.platforms.discord.rest import ALREADY_ACKNOWLEDGED, EXPIRED, Tries
from bot.platforms.discord.seam import new_webhooks, token_request
from bot.platforms.discord.twin import Twin

log = logging.getLogger(__name__)
Spawn = Callable[[Coroutine[Any, Any, None]], object]
REPLY, DEFER_REPLY, DEFER_UPDATE, UPDATE, MODAL = 4, 5, 6, 7, 9
# Discord waits three seconds; this leaves a slow line more than one of them.
DEFER_AFTER = 1.2
# What has no answer by then is not going to have one: "thinking" goes away.
GIVE_UP_AFTER = 10.0
REMEMBERED = 2000
# unknown: made before a restart. waiting: deferred, its first answer fills the gap. open: further answers follow up.
Stage = Literal["unknown", "new", "waiting", "open"]


@dataclass(slots=True)
class Exchange:
    handle: Handle
    stage: Stage
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Replies:
    """The exchanges of the last minutes. One that is not here any more is answered by its handle alone."""

    def __init__(self, spawn: Spawn, twin: Twin, defer_after: float, give_up_after: float) -> None:
        self._spawn = spawn
        self._twin = twin
        self._defer_after = defer_after
        self._give_up_after = give_up_after
        self._exchanges: OrderedDict[str, Exchange] = OrderedDict()
        self._webhooks = new_webhooks()
        self._tries = Tries()
        timeout = aiohttp.ClientTimeout(total=30)
        self._session = aiohttp.ClientSession(timeout=timeout, trace_configs=[self._tries.trace])

    async def close(self) -> None:
        await self._session.close()

    def open(self, handle: Handle) -> None:
        """Begin an exchange: somebody waits, and the clock is running. What Discord tells twice begins once."""
        if handle.interaction not in self._exchanges:
            exchange = self._remember(Exchange(handle, "new"))
            self._spawn(self._acknowledge_in_time(exchange))

    def open_with(self, handle: Handle, modal: Body) -> None:
        """Begin an exchange whose first answer is a form."""
        if handle.interaction not in self._exchanges:
            exchange = self._remember(Exchange(handle, "new"))
            self._spawn(self._show_form(exchange, modal))

    async def answer(self, handle: Handle, card: Card, replace: bool = False) -> MessageRef | None:
        """Raises discord.HTTPException; 10062 and 10015 mean that the token ran out."""
        exchange = self._exchanges.get(handle.interaction) or self._remember(Exchange(handle, "unknown"))
        replace = replace and handle.kind == "panel"
        async with exchange.lock:
            made = await self._say(exchange, card, replace)
            exchange.stage = "open"
            exchange.answered.set()
        return MessageRef(place_of(made["channel_id"]), str(made["id"])) if made else None

    async def _say(self, exchange: Exchange, card: Card, replace: bool) -> Body | None:
        handle = exchange.handle
        if exchange.stage in ("new", "unknown"):
            try:
                return await self._first(exchange, UPDATE if replace else REPLY, _private(card, handle, replace), card)
            except discord.HTTPException as error:
                # An exchange from before a restart may long be acknowledged, and Discord calls that too late as well.
                known_late = exchange.stage == "unknown" and error.code in EXPIRED
                if error.code != ALREADY_ACKNOWLEDGED and not known_late:
                    raise
        if replace or (exchange.stage == "waiting" and handle.kind != "panel"):
            return await self._edit_original(handle, card)
        if exchange.stage in ("new", "unknown") and (said := await self._said_before(handle, card)):
            return said
        return await self._follow_up(handle, card)

    async def _said_before(self, handle: Handle, card: Card) -> Body | None:
        """Discord's word that it was said may have been lost, or an earlier process with its note of it.

        Of these Discord keeps no nonce.
        """
        try:
            first = await self._call(handle, "GET", "/messages/@original")
        except discord.HTTPException:
            return None
        found: Body | None = first if same(card.body, first) else None
        return found

    async def _show_form(self, exchange: Exchange, modal: Body) -> None:
        async with exchange.lock:
            await self._first(exchange, MODAL, modal)
            exchange.stage = "open"

    async def _acknowledge_in_time(self, exchange: Exchange) -> None:
        if await _within(exchange.answered, self._defer_after):
            return
        async with exchange.lock:
            if exchange.stage == "new":
                await self._defer(exchange)
        if exchange.stage != "waiting" or exchange.handle.kind == "panel":
            return
        if await _within(exchange.answered, self._give_up_after):
            return
        async with exchange.lock:
            if exchange.stage == "waiting":
                exchange.stage = "open"
                await self._call(exchange.handle, "DELETE", "/messages/@original")

    async def _defer(self, exchange: Exchange) -> None:
        handle = exchange.handle
        try:
            if handle.kind == "panel":
                await self._first(exchange, DEFER_UPDATE)
            else:  # a reply of its own can be found again after a crash, a follow-up cannot
                await self._first(exchange, DEFER_REPLY, _flags(handle))
        except discord.HTTPException as error:
            log.warning("an interaction could not be acknowledged: %s %s", error.status, error.code)
            exchange.stage = "unknown"
        except (aiohttp.ClientError, OSError, TimeoutError):
            exchange.stage = "unknown"
        else:
            exchange.stage = "waiting"

    async def _first(
        self, exchange: Exchange, kind: int, data: Body | None = None, card: Card | None = None
    ) -> Body | None:
        """The one response that acknowledges. Who finds that it was given, and has not tried before, was not alone."""
        with self._tries.counted() as tries:
            try:
                return await self._respond(exchange.handle, kind, data, card)
            except discord.HTTPException as error:
                if error.code == ALREADY_ACKNOWLEDGED and exchange.stage == "new" and len(tries) == 1:
                    self._twin.beaten(exchange.handle.interaction)
                if error.status >= 500:
                    exchange.stage = "unknown"  # it may have been taken all the same
                raise
            except (aiohttp.ClientError, OSError, TimeoutError):
                exchange.stage = "unknown"
                raise

    async def _respond(
        self, handle: Handle, kind: int, data: Body | None = None, card: Card | None = None
    ) -> Body | None:
        told = await token_request(
            self._session,
            self._webhooks,
            "POST",
            (handle.interaction, handle.token),
            "/interactions/{webhook_id}/{webhook_token}/callback",
            {"type": kind} | ({} if data is None else {"data": data}),
            card.uploads if card else (),
            {"with_response": "1"},
        )
        resource = (told or {}).get("resource") or {} if isinstance(told, dict) else {}
        message: Body | None = resource.get("message")
        return message

    async def _edit_original(self, handle: Handle, card: Card) -> Body | None:
        made: Body | None = await self._call(handle, "PATCH", "/messages/@original", card.body, card)
        return made

    async def _follow_up(self, handle: Handle, card: Card) -> Body | None:
        made: Body | None = await self._call(handle, "POST", "", _private(card, handle, False), card, {"wait": "1"})
        return made

    async def _call(
        self,
        handle: Handle,
        method: str,
        path: str,
        body: Body | None = None,
        card: Card | None = None,
        params: Body | None = None,
    ) -> Any:
        uploads = card.uploads if card else ()
        whole = "/webhooks/{webhook_id}/{webhook_token}" + path
        ids = (handle.app, handle.token)
        return await token_request(self._session, self._webhooks, method, ids, whole, body, uploads, params)

    def _remember(self, exchange: Exchange) -> Exchange:
        self._exchanges[exchange.handle.interaction] = exchange
        if len(self._exchanges) > REMEMBERED:
            self._exchanges.popitem(last=False)
        return exchange


def _private(card: Card, handle: Handle, replace: bool) -> Body:
    return card.body if replace else card.body | _flags(handle)


def _flags(handle: Handle) -> Body:
    """In the private chat an answer may stay; in a room only the asker sees it."""
    return {} if handle.in_private else {"flags": EPHEMERAL}


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
