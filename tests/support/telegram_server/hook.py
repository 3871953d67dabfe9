"""Pushes updates to the bot's webhook, again and again until it says 200."""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp

from .feed import Entry, Feed
from .payloads import bare, stamp

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(eq=False, slots=True, kw_only=True)
class Settings:
    url: str
    secret: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    certificate: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    update_id: int
    status: int | None


class Hook:
    def __init__(self, feed: Feed, retry_delay: float) -> None:
        self.feed = feed
        self.retry_delay = retry_delay
        self.settings: Settings | None = None
        self.deliveries: list[Delivery] = []
        self.last_error: tuple[int, str] | None = None
        self._task: asyncio.Task[None] | None = None

    async def point(self, settings: Settings | None) -> None:
        await self.stop()
        self.settings = settings
        if settings:
            self.last_error = None
            self._task = asyncio.create_task(self._run(settings), name="telegram webhook")

    async def stop(self) -> None:
        task, self._task = self._task, None
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self, settings: Settings) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while True:
                if not self.feed.queue:
                    await self.feed.bell.heard()
                    continue
                entry = self.feed.queue[0]
                if await self._deliver(session, settings, entry):
                    self.feed.drop(entry)
                else:
                    await asyncio.sleep(self.retry_delay)

    async def _deliver(self, session: aiohttp.ClientSession, settings: Settings, entry: Entry) -> bool:
        headers = {SECRET_HEADER: settings.secret} if settings.secret else {}
        try:
            async with session.post(settings.url, json=entry.update, headers=headers) as answer:
                status, reason = answer.status, answer.reason
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._failed(entry, None, f"Connection failed: {type(error).__name__}")
        if not 200 <= status < 300:
            return self._failed(entry, status, f"Wrong response from the webhook: {status} {reason}")
        self.deliveries.append(Delivery(entry.update["update_id"], status))
        self.feed.bell.ring()
        return True

    def _failed(self, entry: Entry, status: int | None, why: str) -> bool:
        self.deliveries.append(Delivery(entry.update["update_id"], status))
        self.last_error = (stamp(self.feed.now()), why)
        self.feed.bell.ring()
        return False

    def info(self) -> dict[str, Any]:
        now = self.settings
        error = dict(zip(("last_error_date", "last_error_message"), self.last_error or (), strict=False))
        return {
            "url": now.url if now else "",
            "has_custom_certificate": bool(now and now.certificate),
            "pending_update_count": len(self.feed.queue),
            **(bare(max_connections=now.max_connections, ip_address=now.ip_address) if now else {}),
            **bare(allowed_updates=self.feed.allowed),
            **error,
        }
