"""Whether the unasked lines of one look may be said now: the manners of each line's community, as they stand."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.context import Community
from bot.core.manners import GO, Verdict, may_speak
from bot.core.ports import Database, Reader
from bot.core.stamps import to_ms
from bot.core.stores.communities import Communities
from bot.core.stores.deliveries import Queued

HOUR = timedelta(hours=1)


class Gate:
    """For one look of a sender: every community is read once.

    Past the memory, which holds what a turn under way believes: a pause has to act on the very next line, whoever
    wrote it down, and one that was taken back on none.
    """

    def __init__(self, database: Database, now: datetime) -> None:
        self._database = database
        self._now = now
        self._communities: dict[str, Community | None] = {}

    async def verdict(self, row: Queued, place: str) -> Verdict:
        """`place` is the id of the place where the line will stand."""
        if not row.community:
            return GO
        async with self._database.read() as reader:
            if row.community not in self._communities:
                self._communities[row.community] = await Communities(reader).load(row.community)
            community = self._communities[row.community]
            if community is None:
                return GO
            said = 0 if row.in_party else await self._said(reader, row.platform, place)
        return may_speak(community, in_party=row.in_party, now=self._now, said_last_hour=said)

    async def _said(self, reader: Reader, platform: str, place: str) -> int:
        """Within the hour, whatever lane it took there."""
        found = await reader.row(
            "SELECT count(*) FROM outbox WHERE platform = ? AND place = ? AND unasked = 1 AND in_party = 0"
            " AND state = 'sent' AND ended_at > ?",
            platform,
            place,
            to_ms(self._now - HOUR),
        )
        return int(found[0]) if found else 0
