"""The outbox: what shall be done on a platform, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.core.actions import Action, Policy
from bot.core.codec import UnknownBodyError, dump, load
from bot.core.events import Refused, Scene
from bot.core.ports import Reader, Row, Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import from_ms, to_ms

URGENCY = {"answer": 0, "door": 1, "chat": 2, "bulk": 3}
AT_A_LOOK = 200  # rows
COLUMNS = (
    "id, platform, lane, urgency, policy, community, unasked, in_party, makes, aims, tag, body, scene, tries, made_at,"
    " stale_at, tried_at, nonce"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row to be: everything that is known before it has an id."""

    action: Action
    platform: str
    lane: str
    idem: str
    community: str
    urgency: int
    policy: Policy
    scene: Scene | None = None
    unasked: bool = False
    in_party: bool = False
    makes: str = ""
    aims: str = ""
    collapse: str = ""
    tag: str = ""
    stale_at: int = 0


@dataclass(frozen=True, slots=True)
class Queued:
    """A row on its way. `tries` counts calls begun before this one."""

    id: int
    platform: str
    lane: str
    urgency: int
    policy: Policy
    community: str
    unasked: bool
    in_party: bool
    makes: str
    aims: str
    tag: str
    action: Action
    scene: Scene | None
    tries: int
    made_at: int
    stale_at: int
    tried_at: int
    nonce: str


@dataclass(frozen=True, slots=True)
class Held:
    """A line that a pause kept back. `stale`: it is older than whoever wrote it thought worth saying."""

    id: int
    platform: str
    action: Action
    aims: str
    since: datetime
    stale: bool


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

    async def end(self, row: int, state: str, now: datetime, error: str = "") -> None:
        """`sent`, `failed`, `unknown` or `dropped`: final, and the words are gone from the queue."""
        await self._tx.run(
            "UPDATE outbox SET state = ?, ended_at = ?, error = ?, body = '', scene = '' WHERE id = ?",
            state,
            to_ms(now),
            error,
            row,
        )

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

    async def held(self, community: str, now: datetime) -> list[Held]:
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
        await self._tx.run(
            "INSERT INTO inbox (key, lane, at, body, state, due) VALUES (?, 'own', ?, ?, 'new', ?)"
            " ON CONFLICT (key) DO NOTHING",
            f"own:stopped:{row}",
            to_ms(now),
            dump(Refused(row, community, found[0], "stopped")),
            to_ms(now),
        )
        self._tx.touch("inbox")
        return True

    async def withdraw(self, tag: str, member: MemberRef) -> bool:
        """A private line that was not said yet need not be said any more. False when there was none."""
        withdrawn = await self._tx.run(
            "UPDATE outbox SET state = 'dropped', body = '', scene = '', error = 'not needed any more'"
            " WHERE tag = ? AND lane = ? AND state IN ('new', 'waiting')",
            tag,
            f"{member.platform}:@{member.id}",
        )
        return bool(withdrawn)

    async def _wake(self, row: int) -> None:
        found = await self._tx.row("SELECT platform FROM outbox WHERE id = ?", row)
        if found:
            self._tx.touch(f"outbox:{found[0]}")

    async def recover(self, platform: str, keyed: bool) -> list[int]:
        """What another life of the house left in the middle of a call.

        Calls that may be repeated, or that the platform itself would recognise (`keyed`), are tried again; the ids of
        the others are returned and become `unknown`.
        """
        rows = await self._tx.rows(
            "SELECT id, policy, makes, body FROM outbox WHERE platform = ? AND state = 'sending'", platform
        )
        lost: list[int] = []
        for row, policy, _makes, body in rows:
            if policy == "once" and not (keyed and '"$":"Post"' in body[:40]):
                lost.append(row)
                continue
            await self._tx.run("UPDATE outbox SET state = 'new' WHERE id = ?", row)
        return lost


async def ready(reader: Reader, platform: str, now: datetime, without: Collection[str] = ()) -> list[Row]:
    """Rows that could go now, most urgent first, with what their bookmark stands for; `without` are lanes to leave out.

    At most AT_A_LOOK.
    """
    left_out = f" AND o.lane NOT IN ({', '.join('?' * len(without))})" if without else ""
    return await reader.rows(
        f"SELECT {', '.join('o.' + column for column in COLUMNS.split(', '))}, b.place, b.message, b.url, b.state"
        " FROM outbox o LEFT JOIN bookmark b ON b.name = o.aims"
        " WHERE o.platform = ? AND o.state = 'new' AND o.due <= ? AND (o.aims = '' OR b.name IS NOT NULL)"
        f"{left_out} ORDER BY o.urgency, o.id LIMIT {AT_A_LOOK}",
        platform,
        to_ms(now),
        *without,
    )


def begun(draft: Draft, id_: int, nonce: str, now: datetime) -> Queued:
    """A row that was written as `sending`: what `queued` would read."""
    return Queued(
        id=id_,
        platform=draft.platform,
        lane=draft.lane,
        urgency=draft.urgency,
        policy=draft.policy,
        community=draft.community,
        unasked=draft.unasked,
        in_party=draft.in_party,
        makes=draft.makes,
        aims=draft.aims,
        tag=draft.tag,
        action=draft.action,
        scene=draft.scene,
        tries=0,
        made_at=to_ms(now),
        stale_at=draft.stale_at,
        tried_at=0,
        nonce=nonce,
    )


def queued(row: Row) -> Queued:
    """Raises UnknownBodyError for a row of another release."""
    return Queued(
        id=row[0],
        platform=row[1],
        lane=row[2],
        urgency=row[3],
        policy=row[4],
        community=row[5],
        unasked=bool(row[6]),
        in_party=bool(row[7]),
        makes=row[8],
        aims=row[9],
        tag=row[10],
        action=load(row[11]),
        scene=load(row[12]) if row[12] else None,
        tries=row[13],
        made_at=row[14],
        stale_at=row[15],
        tried_at=row[16],
        nonce=row[17],
    )
