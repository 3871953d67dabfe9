"""One-time codes that people type or follow: accounts, communities, team, invitations. Guessing is limited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ambient import Ambient
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.sealing import Hashed
from bot.core.stamps import to_ms

TRIES = 5  # wrong codes a member may type in TRY_WINDOW; 38 bits and minutes of life do the rest
TRY_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Code:
    """`code` as it was typed, tidied; `kept` is what stands for it in the tables and cannot be typed."""

    code: str
    kind: str
    community: str
    body: str
    made_by: str
    kept: str


class Codes:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def issue(
        self, ambient: Ambient, kind: str, community: str, body: str, by: MemberRef, now: datetime, life: timedelta
    ) -> str:
        code = ambient.new_code()
        await self._tx.run(
            "INSERT INTO code (code, kind, community, body, made_by, expires) VALUES (?, ?, ?, ?, ?, ?)",
            Hashed(tidy(code)),
            kind,
            community,
            body,
            f"{by.platform}:{by.id}",
            to_ms(now + life),
        )
        return code

    async def look(self, typed: str, by: MemberRef, now: datetime) -> Code | None:
        """What a code would do, without using it. None for a wrong, used or expired one, or after too many tries."""
        if await self._tried(by, now) >= TRIES:
            return None
        row = await self._tx.row(
            "SELECT code, kind, community, body, made_by FROM code WHERE code = ? AND used_at = 0 AND expires > ?",
            Hashed(tidy(typed)),
            to_ms(now),
        )
        if row is None:
            await self._tx.run(
                "INSERT INTO code_try (platform, member, at) VALUES (?, ?, ?)", by.platform, by.id, to_ms(now)
            )
            return None
        kept, kind, community, body, made_by = row
        return Code(tidy(typed), kind, community, body, made_by, kept)

    async def use(self, typed: str, by: MemberRef, now: datetime) -> Code | None:
        """The code, for the one who used it first."""
        found = await self.look(typed, by, now)
        if found is None:
            return None
        taken = await self._tx.run("UPDATE code SET used_at = ? WHERE code = ? AND used_at = 0", to_ms(now), found.kept)
        return found if taken else None

    async def _tried(self, by: MemberRef, now: datetime) -> int:
        row = await self._tx.row(
            "SELECT count(*) FROM code_try WHERE platform = ? AND member = ? AND at > ?",
            by.platform,
            by.id,
            to_ms(now - TRY_WINDOW),
        )
        return int(row[0]) if row else 0


def tidy(typed: str) -> str:
    """As it is kept: capitals, without the spaces and dashes people add."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())
