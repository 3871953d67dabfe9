"""Marks: what the setup remembers of a community beside its settings."""

from __future__ import annotations

from datetime import datetime

from bot.core.ports import Transaction
from bot.core.refs import ServerRef
from bot.core.stamps import to_ms
from bot.core.stores.moving import in_words

STEP = "step/"  # step/<step>: answered
CALLED = "called/"  # called/<platform>:<server>: somebody was asked to begin
LINE = "line/"  # line/<platform>:<server>: nobody could be written to, so the group gets a line
MOVED = "moved/"  # moved/<platform>:<server>: the new id of a group that became a supergroup, in the same spelling
GROUP = "group/"  # group/<code>: where the code for a team group was typed
OPENED = "opened"  # platform:member who opened the house


class Marks:
    def __init__(self, tx: Transaction, community: str) -> None:
        self._tx = tx
        self._community = community

    async def put(self, mark: str, value: str, now: datetime) -> None:
        await self._tx.run(
            "INSERT INTO setup_mark (community, mark, value, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (community, mark) DO UPDATE SET value = excluded.value, at = excluded.at",
            self._community,
            mark,
            value,
            to_ms(now),
        )

    async def get(self, mark: str) -> str | None:
        row = await self._tx.row("SELECT value FROM setup_mark WHERE community = ? AND mark = ?", self._community, mark)
        return str(row[0]) if row else None

    async def names(self, prefix: str) -> frozenset[str]:
        """Marks that begin so, without the beginning."""
        rows = await self._tx.rows(
            "SELECT mark FROM setup_mark WHERE community = ? AND substr(mark, 1, ?) = ?",
            self._community,
            len(prefix),
            prefix,
        )
        return frozenset(row[0][len(prefix) :] for row in rows)

    async def drop(self, mark: str) -> None:
        await self._tx.run("DELETE FROM setup_mark WHERE community = ? AND mark = ?", self._community, mark)

    async def clear(self) -> None:
        await self._tx.run("DELETE FROM setup_mark WHERE community = ?", self._community)


async def move_marks(tx: Transaction, old: ServerRef, new: ServerRef) -> None:
    """A group's id changed: what was noted about it is about the new one, also where a code brings it elsewhere."""
    for beginning in (CALLED, LINE):
        before, after = (f"{beginning}{ref.platform}:{ref.id}" for ref in (old, new))
        await tx.run(
            "DELETE FROM setup_mark WHERE mark = ? AND community IN (SELECT community FROM setup_mark WHERE mark = ?)",
            after,
            before,
        )
        await tx.run("UPDATE setup_mark SET mark = ? WHERE mark = ?", after, before)
    rows = await tx.rows(
        "SELECT community, mark, value FROM setup_mark WHERE substr(mark, 1, ?) = ?", len(GROUP), GROUP
    )
    for community, mark, value in rows:
        moved = in_words(value, old, new)
        if moved != value:
            await tx.run("UPDATE setup_mark SET value = ? WHERE community = ? AND mark = ?", moved, community, mark)
