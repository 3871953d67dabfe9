"""How the line to Telegram is doing, for health checks and the operator."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.faults import what_broke
from bot.core.ports import State

log = logging.getLogger(__name__)
KEPT_ASIDE = 100
ERROR_LIMIT = 200
CONFLICT = (
    "Somebody else receives this bot's updates: another house runs on the same TELEGRAM_TOKEN. "
    "Stop the other one; this one goes on trying."
)
REFUSED = "Telegram refuses TELEGRAM_TOKEN: copy it anew from @BotFather (/mybots, API Token)."


@dataclass(slots=True)
class Health:
    """`trouble` is a sentence for the operator, empty while all is well.

    `set_aside` are updates nobody could read: id and error, never the text. `last_good` is when Telegram last answered
    the ingest, `last_update` when it last brought something. `secret` is never said.
    """

    secret: str
    trouble: str = ""
    last_good: datetime | None = None
    last_update: datetime | None = None
    set_aside: list[tuple[int, str]] = field(default_factory=list)

    async def load(self, state: State) -> None:
        self.set_aside[:] = [(number, error) for number, error in json.loads(await state.get("set_aside") or "[]")]

    async def put_aside(self, number: int, error: Exception, state: State) -> None:
        said = what_broke(error)[:ERROR_LIMIT]
        log.error("update %s cannot be read and is set aside: %s", number, said)
        if any(number == known for known, _ in self.set_aside):
            return
        self.set_aside.append((number, said))
        del self.set_aside[:-KEPT_ASIDE]
        await state.put("set_aside", json.dumps(self.set_aside, ensure_ascii=False))

    def good(self, now: datetime) -> None:
        if self.trouble:
            log.info("Telegram answers again")
        self.trouble = ""
        self.last_good = now

    def unreached(self, error: Exception) -> None:
        self.bad(f"Telegram cannot be reached: {self.hidden(str(error))}")

    def hidden(self, words: str) -> str:
        """Errors of the HTTP library may hold an address, and the address holds the token."""
        return words.replace(self.secret, "(token)")

    def bad(self, sentence: str) -> None:
        if sentence != self.trouble:
            log.warning("%s", sentence)
        self.trouble = sentence
