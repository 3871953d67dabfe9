"""A delivery as it is drafted, queued and looked up: what is to be said or done on a platform."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.actions import Action, Policy
from bot.core.codec import load
from bot.core.events import Scene
from bot.core.ports import Delivery, Reader, Row
from bot.core.refs import MessageRef, PlaceRef
from bot.core.stamps import from_ms, to_ms

URGENCY = {"answer": 0, "door": 1, "chat": 2, "bulk": 3}
AT_A_LOOK = 200  # rows
COLUMNS = (
    "id, platform, lane, urgency, policy, community, unasked, in_party, makes, aims, tag, body, scene, tries, made_at,"
    " stale_at, tried_at, nonce, behind"
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
    """A row on its way. `tries` counts calls begun before this one; `behind` is the last message seen in the place
    before the first of them, empty where the platform finds nothing by it."""

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
    behind: str = ""


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
        behind=row[18],
    )


def delivery_of(row: Queued, now: datetime, place: str, message: str, url: str) -> Delivery:
    """`place`, `message` and `url` are what its bookmark stands for, empty without one."""
    where = PlaceRef(row.platform, place) if place else None
    return Delivery(
        id=row.id,
        action=row.action,
        scene=row.scene,
        nonce=row.nonce,
        where=where,
        message=MessageRef(where, message) if where and message else None,
        url=url or "",
        age=now - from_ms(row.tried_at) if row.tried_at else timedelta(0),
        again=row.tries > 0,
        behind=row.behind,
    )
