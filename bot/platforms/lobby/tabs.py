"""Who sits at which tab: the lobby's members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.events import MemberRights, Profile, Right
from bot.core.ports import Database, Row
from bot.core.refs import MemberRef
from bot.core.stamps import from_ms, to_ms
from bot.platforms.lobby.names import PLATFORM, chat_of

# A tab nobody has opened for this long is forgotten, with everything only it could see.
FORGOTTEN_AFTER = timedelta(days=30)
ENDLESS = -1
_BADGE: frozenset[Right] = frozenset({"administer"})
_COLUMNS = (
    "id, name, language, badge, pretend, stay, announced, link, joined_at, seen_at, muted_until, banned_until, removed"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`stay` counts how often this tab came in. `link` is the bookmark of the invitation it came by."""

    id: str
    name: str
    language: str
    badge: bool
    pretend: bool
    stay: int
    announced: bool
    link: str
    joined_at: datetime
    seen_at: datetime
    muted_until: int
    banned_until: int
    removed: bool

    @property
    def ref(self) -> MemberRef:
        return MemberRef(PLATFORM, self.id)

    @property
    def profile(self) -> Profile:
        return Profile(self.name, self.language)

    @property
    def rights(self) -> MemberRights:
        return MemberRights(self.ref, self.name, _BADGE if self.badge else frozenset())

    def muted(self, now: datetime) -> bool:
        return _runs(self.muted_until, now)

    def banned(self, now: datetime) -> bool:
        return _runs(self.banned_until, now)

    def outside(self, now: datetime) -> bool:
        return self.removed or self.banned(now)


class Tabs:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, tab: str) -> Tab | None:
        return await self._one("id = ?", tab)

    async def by_token(self, token_hash: str) -> Tab | None:
        return await self._one("token_hash = ?", token_hash)

    async def badged(self) -> list[Tab]:
        return await self._some("badge = 1 AND removed = 0 AND banned_until = 0")

    async def seen_since(self, since: datetime) -> list[Tab]:
        return await self._some("seen_at >= ? OR pretend = 1", to_ms(since))

    async def add(self, tab: Tab, token_hash: str) -> None:
        async with self._database.write() as tx:
            await tx.run(
                "INSERT INTO lobby_tab (id, token_hash, name, language, badge, pretend, link, joined_at, seen_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tab.id,
                token_hash,
                tab.name,
                tab.language,
                int(tab.badge),
                int(tab.pretend),
                tab.link,
                to_ms(tab.joined_at),
                to_ms(tab.seen_at),
            )

    async def seen(self, tab: str, language: str, now: datetime) -> None:
        await self._set(tab, "language = ?, seen_at = ?", language, to_ms(now))

    async def rename(self, tab: str, name: str) -> None:
        await self._set(tab, "name = ?", name)

    async def announced(self, tab: str) -> None:
        await self._set(tab, "announced = 1")

    async def give_badge(self, tab: str) -> None:
        await self._set(tab, "badge = 1")

    async def mute(self, tab: str, until: datetime | None) -> None:
        await self._set(tab, "muted_until = ?", ENDLESS if until is None else to_ms(until))

    async def unmute(self, tab: str) -> None:
        await self._set(tab, "muted_until = 0")

    async def remove(self, tab: str) -> None:
        """Takes the badge along: whoever was sent out comes back as a guest."""
        await self._set(tab, "removed = 1, badge = 0")

    async def ban(self, tab: str, until: datetime | None) -> None:
        stamp = ENDLESS if until is None else to_ms(until)
        await self._set(tab, "removed = 1, badge = 0, banned_until = ?", stamp)

    async def unban(self, tab: str) -> None:
        await self._set(tab, "banned_until = 0")

    async def back(self, tab: str, now: datetime) -> None:
        """Somebody who was sent out is in again: a new stay, to be announced anew."""
        await self._set(
            tab,
            "removed = 0, banned_until = 0, announced = 0, stay = stay + 1, joined_at = ?, seen_at = ?",
            to_ms(now),
            to_ms(now),
        )

    async def forget_old(self, now: datetime) -> int:
        """A running mute or ban stays remembered."""
        old = "seen_at < ? AND pretend = 0 AND muted_until <> -1 AND muted_until < ? AND banned_until = 0"
        edge = to_ms(now - FORGOTTEN_AFTER)
        async with self._database.write() as tx:
            for table, column, found in (
                ("lobby_message", "audience", "id"),
                ("lobby_message", "room", f"'{chat_of('')}' || id"),
                ("lobby_seat", "tab", "id"),
            ):
                ids = f"SELECT {found} FROM lobby_tab WHERE {old}"
                await tx.run(f"DELETE FROM {table} WHERE {column} IN ({ids})", edge, to_ms(now))
            return await tx.run(f"DELETE FROM lobby_tab WHERE {old}", edge, to_ms(now))

    async def _set(self, tab: str, what: str, *values: object) -> None:
        async with self._database.write() as tx:
            await tx.run(f"UPDATE lobby_tab SET {what} WHERE id = ?", *values, tab)

    async def _one(self, where: str, *values: object) -> Tab | None:
        found = await self._some(where, *values)
        return found[0] if found else None

    async def _some(self, where: str, *values: object) -> list[Tab]:
        async with self._database.read() as reader:
            rows = await reader.rows(f"SELECT {_COLUMNS} FROM lobby_tab WHERE {where} ORDER BY joined_at, id", *values)
        return [_tab(row) for row in rows]


def _tab(row: Row) -> Tab:
    return Tab(
        id=row[0],
        name=row[1],
        language=row[2],
        badge=bool(row[3]),
        pretend=bool(row[4]),
        stay=row[5],
        announced=bool(row[6]),
        link=row[7],
        joined_at=from_ms(row[8]),
        seen_at=from_ms(row[9]),
        muted_until=row[10],
        banned_until=row[11],
        removed=bool(row[12]),
    )


def _runs(until: int, now: datetime) -> bool:
    return until == ENDLESS or until > to_ms(now)
