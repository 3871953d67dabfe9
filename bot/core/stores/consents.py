"""What guests agreed to, each purpose by itself; what nobody agreed to is not done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ports import Reader, Transaction
from bot.core.stamps import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Consent:
    """`version` is the one of the words that were agreed to. `given` is False once it was taken back."""

    purpose: str
    given: bool
    version: int
    at: datetime


class Consents:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def of(self, guest: str) -> list[Consent]:
        rows = await self._tx.rows(
            "SELECT purpose, given, version, at FROM consent WHERE guest = ? ORDER BY purpose", guest
        )
        return [Consent(row[0], bool(row[1]), row[2], from_ms(row[3])) for row in rows]

    async def given(self, guest: str, purpose: str) -> bool:
        """No, unless somebody said yes and did not take it back."""
        row = await self._tx.row("SELECT given FROM consent WHERE guest = ? AND purpose = ?", guest, purpose)
        return row is not None and bool(row[0])


class Consenting(Consents):
    """Writes what `Consents` reads."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def give(self, guest: str, purpose: str, version: int, now: datetime) -> None:
        await self._write.run(
            "INSERT INTO consent (guest, purpose, given, version, at) VALUES (?, ?, 1, ?, ?)"
            " ON CONFLICT (guest, purpose) DO UPDATE SET given = 1, version = excluded.version, at = excluded.at",
            guest,
            purpose,
            version,
            to_ms(now),
        )

    async def take_back(self, guest: str, purpose: str, now: datetime) -> None:
        """That it was taken back is kept: it outweighs a yes from an account that is linked later."""
        await self._write.run(
            "UPDATE consent SET given = 0, at = ? WHERE guest = ? AND purpose = ? AND given = 1",
            to_ms(now),
            guest,
            purpose,
        )

    async def merge(self, younger: str, older: str) -> None:
        """Of two answers the stricter one holds."""
        await self._write.run(
            "UPDATE consent SET given = 0 WHERE guest = ? AND EXISTS (SELECT 1 FROM consent o WHERE o.guest = ?"
            " AND o.purpose = consent.purpose AND o.given = 0)",
            older,
            younger,
        )
        await self._write.run(
            "DELETE FROM consent WHERE guest = ? AND EXISTS (SELECT 1 FROM consent o WHERE o.guest = ?"
            " AND o.purpose = consent.purpose)",
            younger,
            older,
        )
        await self._write.run("UPDATE consent SET guest = ? WHERE guest = ?", older, younger)

    async def forget(self, guest: str) -> None:
        await self._write.run("DELETE FROM consent WHERE guest = ?", guest)

    async def closed(self, community: str) -> None:
        await self._write.run(
            "DELETE FROM consent WHERE guest IN (SELECT id FROM guest WHERE community = ?)", community
        )
