"""The outbox: what shall be done on a platform, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.actions import Action, Policy
from bot.core.codec import dump, load
from bot.core.events import Scene
from bot.core.ports import Reader, Row, Transaction
from bot.core.stamps import to_ms

URGENCY = {"answer": 0, "door": 1, "chat": 2, "bulk": 3}
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


class Outbox:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, draft: Draft, nonce: str, now: datetime, state: str = "new") -> int | None:
        """The row's id, or None when the same effect (`idem`) was asked for before."""
        if draft.collapse:
            await self._tx.run(
                "UPDATE outbox SET state = 'dropped', error = 'a newer one came' WHERE state = 'new' AND collapse = ?",
                draft.collapse,
            )
        stamp = to_ms(now)
        row = await self._tx.row(
            "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, unasked, in_party, makes, aims,"
            " collapse, tag, body, scene, state, made_at, due, stale_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (idem) DO NOTHING RETURNING id",
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
        )
        return int(row[0]) if row else None

    async def begin(self, rows: Iterable[int], epoch: int, now: datetime) -> None:
        """From here on nobody can tell whether the call went out, until its result is written."""
        await self._tx.many(
            "UPDATE outbox SET state = 'sending', epoch = ?, tries = tries + 1,"
            " tried_at = CASE WHEN tried_at = 0 THEN ? ELSE tried_at END WHERE id = ? AND state = 'new'",
            [(epoch, to_ms(now), row) for row in rows],
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

    async def put_back(self, row: int, due: datetime, state: str = "new", error: str = "") -> None:
        """`new` (again at `due`), `held` (until a person decides) or `waiting` (for the member's next contact)."""
        await self._tx.run(
            "UPDATE outbox SET state = ?, due = ?, error = ? WHERE id = ?", state, to_ms(due), error, row
        )

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


async def ready(reader: Reader, platform: str, now: datetime, limit: int = 200) -> list[Row]:
    """Rows that could go now, most urgent first, with what their bookmark stands for."""
    return await reader.rows(
        f"SELECT {', '.join('o.' + column for column in COLUMNS.split(', '))}, b.place, b.message, b.url, b.state"
        " FROM outbox o LEFT JOIN bookmark b ON b.name = o.aims"
        " WHERE o.platform = ? AND o.state = 'new' AND o.due <= ? AND (o.aims = '' OR b.name IS NOT NULL)"
        " ORDER BY o.urgency, o.id LIMIT ?",
        platform,
        to_ms(now),
        limit,
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
