"""The house's own long polling: ask, commit, and only then ask with a higher offset."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.core.errors import BadSettings
from bot.core.ports import State
from bot.platforms.telegram.albums import Raw
from bot.platforms.telegram.health import CONFLICT, REFUSED, Health
from bot.platforms.telegram.inbound import ALLOWED_UPDATES
from bot.platforms.telegram.patience import Wait, backoff
from bot.platforms.telegram.refusals import wait_of

log = logging.getLogger(__name__)
POLL_SECONDS = 30
ALIVE = "alive"
LIMIT = 100
# After a week without updates Telegram counts from a random number; an old offset would then throw updates away.
OFFSET_KEPT_EVERY = timedelta(seconds=30)  # a commit each time would slow every answer
OFFSET_GOOD_FOR = timedelta(days=6)
ALIVE_KEPT_EVERY = timedelta(minutes=5)  # a quiet group is no outage
OUTAGE = timedelta(minutes=5)  # a shorter one hides nothing that would have grown old


class Polling:
    def __init__(
        self,
        bot: Bot,
        state: State,
        take: Callable[[Sequence[Raw]], Awaitable[None]],
        back: Callable[[datetime], Awaitable[None]],
        health: Health,
        now: Callable[[], datetime],
        wait: Wait,
    ) -> None:
        """`back` is told since when Telegram was out of reach, before what it then brings is taken."""
        self._bot = bot
        self._state = state
        self._take = take
        self._back = back
        self._health = health
        self._now = now
        self._wait = wait
        self._offset: int | None = None
        self._offset_at = now()
        self._kept_at: datetime | None = None
        self._alive_at: datetime | None = None

    async def run(self) -> None:
        """Until cancelled. Raises BadSettings for a token that Telegram refuses."""
        self._offset, self._offset_at = await resume_at(self._state)
        failures = 0
        while True:
            try:
                await self._round()
                failures = 0
            except InvalidToken:
                raise BadSettings(REFUSED) from None
            except Exception as error:
                failures += 1
                await self._trouble(error, failures)

    async def _round(self) -> None:
        raws = await self._fetch()
        await self._after_outage()
        await self._take(raws)
        if raws:
            self._offset, self._offset_at = raws[-1]["update_id"] + 1, self._now()
            await self._remember()
        self._health.good(self._now())
        await self._note_alive()

    async def _after_outage(self) -> None:
        good = self._health.last_good
        if self._health.trouble and good and self._now() - good > OUTAGE:
            await self._back(good)

    async def _note_alive(self) -> None:
        now = self._now()
        if self._alive_at is None or now - self._alive_at >= ALIVE_KEPT_EVERY:
            await self._state.put(ALIVE, str(int(now.timestamp())))
            self._alive_at = now

    async def _remember(self) -> None:
        """Telegram itself knows what was confirmed; our own note only tells how long the house was away."""
        if self._kept_at is None or self._offset_at - self._kept_at >= OFFSET_KEPT_EVERY:
            await self._state.put("offset", f"{self._offset} {int(self._offset_at.timestamp())}")
            self._kept_at = self._offset_at

    async def _fetch(self) -> list[Raw]:
        """The updates as they came: one that python-telegram-bot cannot read must not hide the others."""
        if self._now() - self._offset_at > OFFSET_GOOD_FOR:
            self._offset = None
        asked: dict[str, Any] = {
            "offset": self._offset,
            "limit": LIMIT,
            "timeout": POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
        }
        raws: list[Raw] = await self._bot._post("getUpdates", asked, read_timeout=POLL_SECONDS + 10)
        return sorted(raws, key=_number)

    async def _trouble(self, error: Exception, failures: int) -> None:
        seconds = backoff(failures)
        match error:
            case RetryAfter():
                seconds = max(seconds, wait_of(error).total_seconds())
                self._health.bad("Telegram asks the house to slow down.")
            case Conflict():
                self._health.bad(CONFLICT)
                if "webhook" in str(error).lower():
                    await self._unhook()
            case TelegramError():
                self._health.unreached(error)
            case _:
                log.exception("updates could not be kept; they are asked for again", exc_info=error)
                self._health.bad(f"updates cannot be kept: {type(error).__name__}")
        await self._wait(seconds)

    async def _unhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            log.warning("the webhook could not be removed: %s", error)


async def resume_at(state: State) -> tuple[int | None, datetime]:
    """The offset to go on with and when it was written."""
    offset, _, at = (await state.get("offset") or "").partition(" ")
    if not offset or not at:
        return None, datetime.fromtimestamp(0, UTC)
    return int(offset), datetime.fromtimestamp(int(at), UTC)


async def heard_until(state: State) -> datetime | None:
    """Until when an earlier process was in touch; None before the first one."""
    alive, (offset, at) = await state.get(ALIVE), await resume_at(state)
    known = [datetime.fromtimestamp(int(alive), UTC)] if alive else []
    return max([*known, *([at] if offset else [])], default=None)


def _number(raw: Raw) -> int:
    number: int = raw["update_id"]
    return number
