"""Invitations into the lobby, and the moderator's one-time badge."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.ambient import Ambient
from bot.core.ports import Database
from bot.core.stamps import to_ms
from bot.platforms.lobby.names import hashed

BADGE_LASTS = timedelta(minutes=10)
ANY = -1  # uses left of a link that is not counted


class Badges:
    """In memory on purpose: a badge that nobody took does not outlive the process that printed it."""

    def __init__(self, ambient: Ambient) -> None:
        self._ambient = ambient
        self._open: dict[str, datetime] = {}

    def new(self) -> str:
        now = self._ambient.now()
        self._open = {key: until for key, until in self._open.items() if until > now}
        secret = self._ambient.new_secret()
        self._open[hashed(secret)] = now + BADGE_LASTS
        return secret

    def good(self, secret: str) -> bool:
        until = self._open.get(hashed(secret))
        return until is not None and self._ambient.now() < until

    def take(self, secret: str) -> bool:
        """Whether it was good; it is not any more."""
        good = self.good(secret)
        self._open.pop(hashed(secret), None)
        return good


class Links:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def issue(self, bookmark: str, secret: str, uses: int, until: datetime | None) -> None:
        """A second issue of the same bookmark replaces the first, whose url nobody has learnt."""
        async with self._database.write() as tx:
            await tx.run("DELETE FROM lobby_link WHERE bookmark = ?", bookmark)
            await tx.run(
                "INSERT INTO lobby_link (bookmark, code_hash, uses, until) VALUES (?, ?, ?, ?)",
                bookmark,
                hashed(secret),
                uses or ANY,
                to_ms(until) if until else 0,
            )

    async def revoke(self, bookmark: str) -> bool:
        async with self._database.write() as tx:
            return bool(await tx.run("DELETE FROM lobby_link WHERE bookmark = ?", bookmark))

    async def use(self, secret: str, now: datetime) -> str | None:
        """The bookmark of a link that is good, one use less; None for one that is not."""
        async with self._database.write() as tx:
            found = await tx.row(
                "SELECT bookmark, uses FROM lobby_link WHERE code_hash = ? AND (until = 0 OR until > ?) AND uses <> 0",
                hashed(secret),
                to_ms(now),
            )
            if found is None:
                return None
            bookmark, uses = found
            if uses != ANY:
                await tx.run("UPDATE lobby_link SET uses = uses - 1 WHERE bookmark = ?", bookmark)
        return str(bookmark)
