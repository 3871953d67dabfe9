"""The inbox's rows: what has happened, and what became of it. Bodies are blanked when an event is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.codec import dump
from bot.core.events import Envelope, ResultEvent
from bot.core.ports import Reader, Row, Transaction
from bot.core.stamps import to_ms

INBOX = "inbox"  # the topic of rows that wait for their turn
AT_A_TIME = 100
_DONE = "INSERT INTO inbox (key, lane, at, body, state) VALUES (?, ?, ?, '', 'done')"
_NEW = (
    "INSERT INTO inbox (key, lane, at, body, state, tries, due, error) VALUES (?, ?, ?, ?, 'new', ?, ?, ?)"
    " ON CONFLICT (key) DO NOTHING"
)


async def waiting(reader: Reader, now: datetime) -> list[Row]:
    """Id, key, lane, instant, body and tries of the oldest that may have their turn now; at most AT_A_TIME."""
    return await reader.rows(
        f"SELECT id, key, lane, at, body, tries FROM inbox WHERE state = 'new' AND due <= ? ORDER BY id LIMIT {AT_A_TIME}",
        to_ms(now),
    )


class Arrivals:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def fresh(self, envelopes: Sequence[Envelope]) -> list[Envelope]:
        """Each once, and none that came before."""
        unique = {envelope.key: envelope for envelope in envelopes}
        marks = ", ".join("?" * len(unique))
        for (key,) in await self._tx.rows(f"SELECT key FROM inbox WHERE key IN ({marks})", *unique):
            del unique[key]
        return list(unique.values())

    def decided(self, envelope: Envelope) -> None:
        self._tx.later(_DONE, envelope.key, envelope.lane, to_ms(envelope.at))

    async def keep(self, envelope: Envelope, due: datetime, *, tries: int = 0, error: str = "") -> None:
        body = dump(envelope.event)
        await self._tx.run(_NEW, envelope.key, envelope.lane, to_ms(envelope.at), body, tries, to_ms(due), error[:500])

    async def tell(self, key: str, event: ResultEvent, now: datetime) -> None:
        """A result of our own making has its turn like a platform's."""
        await self.keep(Envelope(f"own:{key}", "own", now, event), now)
        self._tx.touch(INBOX)

    async def decided_at_last(self, row: int) -> None:
        await self._tx.run("UPDATE inbox SET state = 'done', body = '' WHERE id = ?", row)

    async def failed(self, row: int, due: datetime, error: str) -> None:
        await self._tx.run(
            "UPDATE inbox SET tries = tries + 1, due = ?, error = ? WHERE id = ?", to_ms(due), error[:500], row
        )

    async def set_aside(self, row: int, error: str) -> None:
        await self._tx.run("UPDATE inbox SET state = 'aside', error = ? WHERE id = ?", error[:500], row)
