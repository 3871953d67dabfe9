"""Parties and acts to rows and back."""

from __future__ import annotations

import json
from datetime import datetime

from bot.core.ports import Row
from bot.core.refs import MemberRef, PlaceRef
from bot.core.stamps import from_ms, to_ms
from cogs.parties.model import ActRow, Party

COLUMNS = (
    "id, community, kind, motto, title, about, address, state, local, zone, starts, minutes, seats, reminders, host,"
    " host_platform, host_member, voice_platform, voice_place, auto, attended, sample, recap, made_at, published_at,"
    " opened_at, ended_at, recapped_at"
)
NAMES = COLUMNS.split(", ")


def row_of(party: Party) -> tuple[object, ...]:
    host, voice = party.host_member, party.voice
    return (
        party.id,
        party.community,
        party.kind,
        party.motto,
        party.title,
        party.about,
        party.address,
        party.state,
        party.local.isoformat() if party.local else "",
        party.zone,
        _ms(party.starts),
        party.minutes,
        party.seats,
        json.dumps(party.reminders),
        party.host,
        host.platform if host else "",
        host.id if host else "",
        voice.platform if voice else "",
        voice.id if voice else "",
        int(party.auto),
        int(party.attended),
        int(party.sample),
        party.recap,
        _ms(party.made_at),
        _ms(party.published_at),
        _ms(party.opened_at),
        _ms(party.ended_at),
        _ms(party.recapped_at),
    )


def party_of(row: Row) -> Party:
    return Party(
        id=row[0],
        community=row[1],
        kind=row[2],
        motto=row[3],
        title=row[4],
        about=row[5],
        address=row[6],
        state=row[7],
        local=datetime.fromisoformat(row[8]) if row[8] else None,
        zone=row[9],
        starts=instant(row[10]),
        minutes=row[11],
        seats=row[12],
        reminders=tuple(json.loads(row[13])),
        host=row[14],
        host_member=member(row[15], row[16]),
        voice=PlaceRef(row[17], row[18]) if row[17] else None,
        auto=bool(row[19]),
        attended=bool(row[20]),
        sample=bool(row[21]),
        recap=row[22],
        made_at=from_ms(row[23]),
        published_at=instant(row[24]),
        opened_at=instant(row[25]),
        ended_at=instant(row[26]),
        recapped_at=instant(row[27]),
    )


def act_of(row: Row) -> ActRow:
    return ActRow(
        party=row[0],
        number=row[1],
        act=row[2],
        line=row[3],
        minutes=row[4],
        person=bool(row[5]),
        state=row[6],
        body=row[7],
    )


def _ms(instant: datetime | None) -> int:
    return to_ms(instant) if instant else 0


def instant(stamp: int) -> datetime | None:
    return from_ms(stamp) if stamp else None


def member(platform: str, id_: str) -> MemberRef | None:
    return MemberRef(platform, id_) if platform else None
