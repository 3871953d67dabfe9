"""Updates that Telegram brings: 403 without the secret, 400 for what is no update, 200 only when committed."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from aiohttp import web
from telegram import Bot

from bot.core.ambient import Ambient
from bot.core.ports import State
from bot.core.sealing import Private
from bot.platforms.telegram.albums import Raw
from bot.platforms.telegram.health import Health
from bot.platforms.telegram.inbound import ALLOWED_UPDATES

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 8  # few, so that messages of one group seldom overtake each other on the way


class Webhook:
    def __init__(
        self, secret: str, take: Callable[[Sequence[Raw]], Awaitable[None]], health: Health, now: Callable[[], datetime]
    ) -> None:
        self._secret = secret
        self._take = take
        self._health = health
        self._now = now

    async def receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=403, text="wrong secret")
        try:
            raw = read_body(await request.read())
        except ValueError as error:
            return web.Response(status=400, text=str(error))
        try:
            await self._take([raw])
        except Exception:
            log.exception("update %s could not be kept; Telegram brings it again", raw["update_id"])
            self._health.bad("updates cannot be kept")
            return web.Response(status=500, text="not kept")
        self._health.good(self._now())
        return web.Response()


def read_body(body: bytes) -> Raw:
    """Raises ValueError for half-written bodies and for anything that is no update."""
    try:
        read = json.loads(body)
    except RecursionError:
        raise ValueError("nested beyond all measure") from None
    if not isinstance(read, dict) or not isinstance(read.get("update_id"), int):
        raise ValueError("no update")
    return read


async def secret_of(state: State, ambient: Ambient) -> str:
    """Made once and kept."""
    kept = await state.get("webhook_secret")
    if not kept:
        kept = ambient.new_secret()
        await state.put("webhook_secret", Private(kept))
    return kept


async def point(bot: Bot, url: str, secret: str) -> None:
    await bot.set_webhook(url, max_connections=CONNECTIONS, allowed_updates=ALLOWED_UPDATES, secret_token=secret)
