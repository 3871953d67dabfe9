"""Timers as rows: local wall time, IANA zone and the instant computed from both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.core.ports import Reader, Row, Transaction
from bot.core.stamps import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Timer:
    key: str
    feature: str
    kind: str
    community: str
    due: datetime
    body: str


def instant_of(local: datetime, zone: str) -> datetime:
    """The UTC instant of a wall time: the first of two when clocks go back, the later one of a gap."""
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


class Agenda:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def of(self, community: str, prefix: str) -> list[Timer]:
        """What is still set under a key prefix such as `party/k3v9/`, soonest first."""
        rows = await self._tx.rows(
            f"{_TIMER} WHERE {_UNDER} AND community = ? ORDER BY due, key",
            prefix,
            _behind(prefix),
            community,
        )
        return [_timer(row) for row in rows]

    async def due(self, now: datetime, limit: int = 100) -> list[Timer]:
        """Without those that are in the inbox already, waiting for another try or set aside."""
        rows = await self._tx.rows(
            f"{_TIMER} WHERE state = 'set' AND due <= ? AND {_NOT_TAKEN} ORDER BY due, key LIMIT ?", to_ms(now), limit
        )
        return [_timer(row) for row in rows]

    async def next_due(self) -> datetime | None:
        # Not min(due): PostgreSQL would look at every timer for it.
        row = await self._tx.row(f"SELECT due FROM timer WHERE state = 'set' AND {_NOT_TAKEN} ORDER BY due LIMIT 1")
        return from_ms(row[0]) if row else None


class Planner(Agenda):
    """Sets and cancels. A key names an occurrence by its original local start, which a move never changes."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def set(
        self, key: str, feature: str, kind: str, community: str, local: datetime, zone: str, body: str = ""
    ) -> None:
        """`local` is naive wall time in `zone`. Setting a key again moves it; one that fired stays fired."""
        await self._write.run(
            "INSERT INTO timer (key, feature, kind, community, local, zone, due, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET local = excluded.local, zone = excluded.zone, due = excluded.due,"
            " body = excluded.body, state = 'set' WHERE timer.state <> 'fired'",
            key,
            feature,
            kind,
            community,
            local.isoformat(),
            zone,
            to_ms(instant_of(local, zone)),
            body,
        )

    async def set_at(self, key: str, feature: str, kind: str, community: str, at: datetime, body: str = "") -> None:
        """For instants that belong to no wall clock, such as the end of a mute."""
        await self.set(key, feature, kind, community, at.astimezone(UTC).replace(tzinfo=None), "UTC", body)

    async def cancel(self, prefix: str) -> int:
        """Every timer whose key begins so; returns how many were still set."""
        return await self._write.run(f"UPDATE timer SET state = 'cancelled' WHERE {_UNDER}", prefix, _behind(prefix))

    async def fired(self, key: str, due: datetime, now: datetime) -> bool:
        """True for the one who may act on it. One that was moved away from `due` meanwhile is still to come."""
        return bool(
            await self._write.run(
                "UPDATE timer SET state = 'fired', fired_at = ? WHERE key = ? AND due = ? AND state = 'set'",
                to_ms(now),
                key,
                to_ms(due),
            )
        )

    async def again(self, key: str, at: datetime) -> None:
        """A fired timer that comes again at another instant: renewals."""
        await self._write.run(
            "UPDATE timer SET state = 'set', local = ?, zone = 'UTC', due = ? WHERE key = ?",
            at.astimezone(UTC).replace(tzinfo=None).isoformat(),
            to_ms(at),
            key,
        )


def happening(key: str, due: datetime) -> str:
    """The name under which an occurrence of a timer stands in the inbox."""
    return f"due:{key}:{to_ms(due)}"


_NOT_TAKEN = "NOT EXISTS (SELECT 1 FROM inbox i WHERE i.key = 'due:' || timer.key || ':' || timer.due)"
# Said this way round because `state = 'set'` leads SQLite to the index of all that is set.
_UNDER = "key >= ? AND key < ? AND state NOT IN ('fired', 'cancelled')"
_TIMER = "SELECT key, feature, kind, community, due, body FROM timer"


def _behind(prefix: str) -> str:
    """What comes right behind every key with this prefix: both databases compare texts byte by byte."""
    return f"{prefix[:-1]}{chr(ord(prefix[-1]) + 1)}"


def _timer(row: Row) -> Timer:
    return Timer(row[0], row[1], row[2], row[3], from_ms(row[4]), row[5])
