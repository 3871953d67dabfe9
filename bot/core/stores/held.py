"""What a pause kept back, until somebody sends, moves or drops it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.core.actions import Action
from bot.core.codec import UnknownBodyError, load
from bot.core.events import Refused
from bot.core.ports import Transaction
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.inbox import Arrivals


@dataclass(frozen=True, slots=True)
class Held:
    """A line that a pause kept back. `stale`: it is older than whoever wrote it thought worth saying."""

    id: int
    platform: str
    action: Action
    aims: str
    since: datetime
    stale: bool


class HeldLines:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def of(self, community: str, now: datetime) -> list[Held]:
        """What a pause kept back and nobody has decided on, oldest first; what no release can read is left out."""
        rows = await self._tx.rows(
            "SELECT id, platform, body, aims, due, stale_at FROM outbox WHERE community = ? AND state = 'held'"
            " ORDER BY id",
            community,
        )
        found: list[Held] = []
        for id_, platform, body, aims, since, stale_at in rows:
            with suppress(UnknownBodyError):
                stale = 0 < stale_at < to_ms(now)
                found.append(Held(id_, platform, load(body), aims, from_ms(since), stale))
        return found

    async def release(self, row: int, community: str, now: datetime, at: datetime | None = None) -> bool:
        """Somebody wants it said: at once, past the gate, or at a later time, when only another pause holds it again.

        False when it is not held any more.
        """
        # A moved line stays unasked, so that a pause still stops it; counted as a party's, night and hour do not.
        released = await self._tx.run(
            "UPDATE outbox SET state = 'new', due = ?, stale_at = 0, error = '', unasked = ?,"
            " in_party = CASE WHEN ? = 1 THEN 1 ELSE in_party END WHERE id = ? AND community = ? AND state = 'held'",
            to_ms(at or now),
            int(at is not None),
            int(at is not None),
            row,
            community,
        )
        await self._wake(row)
        return bool(released)

    async def drop(self, row: int, community: str, now: datetime) -> bool:
        """Somebody does not want it said. What waits for it fails with it, and its feature learns of it (`stopped`).

        False when it is not held any more.
        """
        found = await self._tx.row(
            "SELECT tag FROM outbox WHERE id = ? AND community = ? AND state = 'held'", row, community
        )
        if found is None:
            return False
        await self._tx.run("UPDATE outbox SET state = 'dropped' WHERE id = ?", row)
        await Arrivals(self._tx).tell(f"stopped:{row}", Refused(row, community, found[0], "stopped"), now)
        return True

    async def _wake(self, row: int) -> None:
        found = await self._tx.row("SELECT platform FROM outbox WHERE id = ?", row)
        if found:
            self._tx.touch(f"outbox:{found[0]}")
