"""Entries, their history, open questions and what was said lately, as rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.core.ports import Reader, Row, Transaction
from bot.core.refs import MemberRef, PlaceRef
from bot.core.sealing import Private, readable
from bot.core.stamps import from_ms, to_ms
from cogs.faq.rules import SAME_AGAIN


@dataclass(frozen=True, slots=True)
class Written:
    """An entry of the community's own. A `removed` one hides the house's of that key."""

    key: str
    language: str
    asks: tuple[str, ...]
    answer: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A question nobody could answer, with whom to tell when somebody can."""

    id: str
    guest: str
    member: MemberRef
    language: str
    question: str
    at: datetime


def topic(community: str) -> str:
    """Of memory: the entries of one community."""
    return f"faq/{community}"


class Entries:
    def __init__(self, tx: Transaction, community: str) -> None:
        self._tx = tx
        self._community = community

    async def put(self, entry: Written, by: MemberRef, now: datetime) -> None:
        before = await self.get(entry.key, entry.language)
        author = f"{by.platform}:{by.id}"
        await self._tx.run(
            "INSERT INTO faq_change (community, key, language, before, by_member, at) VALUES (?, ?, ?, ?, ?, ?)",
            self._community,
            entry.key,
            entry.language,
            _packed(before) if before else "",
            author,
            to_ms(now),
        )
        await self._keep(entry, author, now)

    async def get(self, key: str, language: str) -> Written | None:
        row = await self._tx.row(
            f"{_ENTRY} WHERE community = ? AND key = ? AND language = ?", self._community, key, language
        )
        return _written(row) if row else None

    async def last_change(self, key: str, language: str) -> int:
        """When it was changed last, in milliseconds; 0 for never."""
        row = await self._last(key, language)
        return int(row[2]) if row else 0

    async def undo(self, key: str, language: str, change: int, by: MemberRef, now: datetime) -> bool:
        """Back to what it was before this change; False if it is not the last one, or undone already."""
        row = await self._last(key, language)
        if row is None or row[2] != change:
            return False
        await self._tx.run("DELETE FROM faq_change WHERE id = ?", row[0])
        if row[1]:
            await self._keep(_unpacked(key, language, row[1]), f"{by.platform}:{by.id}", now)
        else:
            await self._tx.run(
                "DELETE FROM faq_entry WHERE community = ? AND key = ? AND language = ?", self._community, key, language
            )
        self._tx.touch(topic(self._community))
        return True

    async def _last(self, key: str, language: str) -> Row | None:
        return await self._tx.row(
            "SELECT id, before, at FROM faq_change WHERE community = ? AND key = ? AND language = ?"
            " ORDER BY id DESC LIMIT 1",
            self._community,
            key,
            language,
        )

    async def _keep(self, entry: Written, author: str, now: datetime) -> None:
        await self._tx.run(
            "INSERT INTO faq_entry (community, key, language, asks, answer, removed, by_member, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (community, key, language) DO UPDATE SET"
            " asks = excluded.asks, answer = excluded.answer, removed = excluded.removed,"
            " by_member = excluded.by_member, at = excluded.at",
            self._community,
            entry.key,
            entry.language,
            json.dumps(entry.asks, ensure_ascii=False),
            entry.answer,
            int(entry.removed),
            author,
            to_ms(now),
        )
        self._tx.touch(topic(self._community))


async def all_entries(reader: Reader, community: str) -> list[Written]:
    rows = await reader.rows(f"{_ENTRY} WHERE community = ? ORDER BY key, language", community)
    return [_written(row) for row in rows]


class Gaps:
    def __init__(self, tx: Transaction, community: str) -> None:
        self._tx = tx
        self._community = community

    async def all(self) -> list[Gap]:
        """Oldest first."""
        rows = await self._tx.rows(f"{_GAP} WHERE community = ? ORDER BY at, id", self._community)
        return [_gap(row) for row in rows]

    async def of(self, guest: str) -> list[Gap]:
        rows = await self._tx.rows(f"{_GAP} WHERE community = ? AND guest = ? ORDER BY at, id", self._community, guest)
        return [_gap(row) for row in rows]

    async def get(self, gap: str) -> Gap | None:
        row = await self._tx.row(f"{_GAP} WHERE community = ? AND id = ?", self._community, gap)
        return _gap(row) if row else None

    async def add(self, gap: Gap) -> None:
        await self._tx.run(
            "INSERT INTO faq_gap (id, community, guest, platform, member, language, question, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            gap.id,
            self._community,
            gap.guest,
            gap.member.platform,
            gap.member.id,
            gap.language,
            Private(gap.question),
            to_ms(gap.at),
        )

    async def drop(self, gap: str) -> bool:
        return bool(await self._tx.run("DELETE FROM faq_gap WHERE community = ? AND id = ?", self._community, gap))


async def drop_old_gaps(tx: Transaction, before: datetime, most: int) -> int:
    """Of every community; returns how many."""
    old = "SELECT id FROM faq_gap WHERE at < ? ORDER BY at LIMIT ?"
    return await tx.run(f"DELETE FROM faq_gap WHERE id IN ({old})", to_ms(before), most)


async def first_time(tx: Transaction, place: PlaceRef, what: str, now: datetime) -> bool:
    """False when this was said in the place a moment ago."""
    since = to_ms(now - SAME_AGAIN)
    await tx.run("DELETE FROM faq_said WHERE at <= ?", since)
    return bool(
        await tx.run(
            "INSERT INTO faq_said (platform, place, what, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (platform, place, what) DO NOTHING",
            place.platform,
            place.id,
            what,
            to_ms(now),
        )
    )


_ENTRY = "SELECT key, language, asks, answer, removed FROM faq_entry"
_GAP = "SELECT id, guest, platform, member, language, question, at FROM faq_gap"


def _written(row: Row) -> Written:
    return Written(row[0], row[1], tuple(json.loads(row[2])), row[3], bool(row[4]))


def _gap(row: Row) -> Gap:
    return Gap(row[0], row[1], MemberRef(row[2], row[3]), row[4], readable(row[5]), from_ms(row[6]))


def _packed(entry: Written) -> str:
    return json.dumps([entry.asks, entry.answer, entry.removed], ensure_ascii=False)


def _unpacked(key: str, language: str, before: str) -> Written:
    asks, answer, removed = json.loads(before)
    return Written(key, language, tuple(asks), answer, removed)
