"""The outbox: what shall be done on a platform, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.codec import dump
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.sealing import Locked
from bot.core.stamps import to_ms
from bot.core.stores.deliveries import Draft


class Outbox:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, draft: Draft, nonce: str, now: datetime, state: str = "new") -> int | None:
        """The row's id, or None when the same effect (`idem`) was asked for before."""
        if draft.collapse:
            await self._tx.run(
                "UPDATE outbox SET state = 'dropped', error = 'a newer one came', body = '' WHERE state = 'new'"
                " AND collapse <> '' AND collapse = ?",
                draft.collapse,
            )
            await self._tx.run(
                "UPDATE outbox SET state = 'dropped', error = 'a newer one came', body = '', scene = ''"
                " WHERE platform = ? AND state = 'held' AND collapse = ?",
                draft.platform,
                draft.collapse,
            )
        stamp = to_ms(now)
        row = await self._tx.row(
            "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, unasked, in_party, makes, aims,"
            " collapse, tag, body, scene, state, made_at, due, stale_at, tries, tried_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (idem) DO NOTHING RETURNING id",
            draft.idem,
            nonce,
            draft.platform,
            draft.lane,
            draft.urgency,
            draft.policy,
            draft.community,
            int(draft.unasked),
            int(draft.in_party),
            draft.makes,
            draft.aims,
            draft.collapse,
            draft.tag,
            dump(draft.action),
            dump(draft.scene) if draft.scene else "",
            state,
            stamp,
            stamp,
            draft.stale_at,
            int(state == "sending"),
            stamp if state == "sending" else 0,
        )
        if row and draft.makes:  # what is put up anew is there again soon: edits of it wait
            await self._tx.run("DELETE FROM bookmark WHERE name = ? AND state IN ('gone', 'failed')", draft.makes)
        return int(row[0]) if row else None

    async def begin(self, rows: Sequence[int], epoch: int, now: datetime) -> set[int]:
        """From here on nobody can tell whether the call went out, until its result is written. Returns those begun."""
        begun = await self._tx.rows(
            "UPDATE outbox SET state = 'sending', epoch = ?, tries = tries + 1,"
            " tried_at = CASE WHEN tried_at = 0 THEN ? ELSE tried_at END"
            f" WHERE id IN ({', '.join('?' * len(rows))}) AND state = 'new' RETURNING id",
            epoch,
            to_ms(now),
            *rows,
        )
        return {row[0] for row in begun}

    async def note_behind(self, behind: Mapping[int, str]) -> None:
        """By row: the last message seen in the place, if this is the row's first call."""
        await self._tx.many(
            "UPDATE outbox SET behind = ? WHERE id = ? AND tries = 1", [(last, row) for row, last in behind.items()]
        )

    async def end(self, row: int, state: str, now: datetime, error: str = "") -> None:
        """`sent`, `failed`, `unknown` or `dropped`: final, and the words are gone from the queue."""
        await self._tx.run(
            "UPDATE outbox SET state = ?, ended_at = ?, error = ?, body = '', scene = '' WHERE id = ?",
            state,
            to_ms(now),
            error,
            row,
        )

    async def said_in(self, row: int, place: str) -> None:
        """Where an unasked line stands now, for the hour's count."""
        await self._tx.run("UPDATE outbox SET place = ? WHERE id = ?", place, row)

    async def set_aside(self, row: int, now: datetime, error: str) -> None:
        """Ended, but its body stays: this release cannot read it, another may. What waits for it fails with it."""
        await self._tx.run(
            "UPDATE outbox SET state = 'failed', ended_at = ?, error = ? WHERE id = ?", to_ms(now), error, row
        )
        await self._tx.run(
            "INSERT INTO bookmark (name, platform, state, made_at) SELECT makes, platform, 'failed', ? FROM outbox"
            " WHERE id = ? AND makes <> '' ON CONFLICT (name) DO NOTHING",
            to_ms(now),
            row,
        )

    async def try_again(self, row: int, due: datetime, error: str, *, begun: bool) -> None:
        """Only what is still under way. `begun` is False where the platform said that it did nothing at all.

        An edit whose newer one came meanwhile is not worth another try.
        """
        await self._tx.run(
            "UPDATE outbox SET due = ?, error = ?, tries = tries - ?,"
            " tried_at = CASE WHEN ? = 1 AND tries = 1 THEN 0 ELSE tried_at END,"
            " state = CASE WHEN collapse <> '' AND EXISTS (SELECT 1 FROM outbox o WHERE o.state = 'new'"
            " AND o.collapse <> '' AND o.collapse = outbox.collapse) THEN 'dropped' ELSE 'new' END"
            " WHERE id = ? AND state = 'sending'",
            to_ms(due),
            error,
            int(not begun),
            int(not begun),
            row,
        )

    async def put_back(self, row: int, due: datetime, state: str = "new", error: str = "") -> None:
        """`new` (again at `due`), `held` (until a person decides) or `waiting` (for the member's next contact).

        Only what has not ended: what was dropped since it was looked at stays dropped.
        """
        await self._tx.run(
            "UPDATE outbox SET state = ?, due = ?, error = ? WHERE id = ? AND state IN ('new', 'sending')",
            state,
            to_ms(due),
            error,
            row,
        )

    async def withdraw(self, tag: str, member: MemberRef) -> bool:
        """A private line that was not said yet need not be said any more. False when there was none."""
        withdrawn = await self._tx.run(
            "UPDATE outbox SET state = 'dropped', body = '', scene = '', error = 'not needed any more'"
            " WHERE tag = ? AND lane = ? AND state IN ('new', 'waiting')",
            tag,
            f"{member.platform}:@{member.id}",
        )
        return bool(withdrawn)

    async def recover(self, platform: str, keyed: bool) -> list[int]:
        """What another life of the house left in the middle of a call.

        Calls that may be repeated, or that the platform itself would recognise (`keyed`) or find, are tried again; the
        ids of the others are returned and become `unknown`. What was to be tried again later is so at once: nobody remembers that
        its lane had to wait, and what comes behind it must not overtake it.
        """
        await self._tx.run(
            "UPDATE outbox SET due = made_at WHERE platform = ? AND state = 'new' AND due > made_at", platform
        )
        rows = await self._tx.rows(
            "SELECT id, policy, behind, body FROM outbox WHERE platform = ? AND state = 'sending'", platform
        )
        lost: list[int] = []
        for row, policy, behind, body in rows:
            if isinstance(body, Locked):
                continue  # whether it may be repeated shows once its key is back
            if policy == "once" and not behind and not (keyed and '"$":"Post"' in body[:40]):
                lost.append(row)
                continue
            await self._tx.run("UPDATE outbox SET state = 'new' WHERE id = ?", row)
        return lost
