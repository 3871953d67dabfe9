"""Pressed buttons spin until they are answered: once each, in time, whatever the house decides."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import TelegramError

REMEMBERED = 2000
PRIVATE_AFTER = 1.0  # seconds; in a private chat an answer is a message anyway
# In a room the answer to the press is the only private word for who never opened the private chat, and an
# acknowledged press cannot be answered again: so a slow house gets a little longer before the spinner is stopped.
ROOM_AFTER = 4.0


class Acks:
    def __init__(self, bot: Bot, wait: Callable[[float], Awaitable[None]]) -> None:
        self._bot = bot
        self._wait = wait
        self._answered: dict[str, None] = {}

    def open(self, callback: str) -> bool:
        return callback not in self._answered

    def close(self, callback: str) -> None:
        self._answered[callback] = None
        while len(self._answered) > REMEMBERED:
            self._answered.pop(next(iter(self._answered)))

    async def say(self, callback: str, text: str = "", alert: bool = False, url: str = "") -> None:
        """Raises what Telegram raises: a press can be too old."""
        self.close(callback)
        await self._bot.answer_callback_query(callback, text or None, show_alert=alert or None, url=url or None)

    async def stop(self, callback: str) -> None:
        """Stops the spinner, if nobody did."""
        if self.open(callback):
            with contextlib.suppress(TelegramError):
                await self.say(callback)

    async def later(self, callback: str, private: bool) -> None:
        await self._wait(PRIVATE_AFTER if private else ROOM_AFTER)
        await self.stop(callback)
