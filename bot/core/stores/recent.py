"""What was said lately in which place, by whom; no words, and 48 hours only."""

from __future__ import annotations

import zlib
from datetime import datetime

from bot.core.ports import Reader, Row, Transaction
from bot.core.refs import MessageRef, PlaceRef
from bot.core.stamps import to_ms

HOUSE = ""  # stands for the house where others have a member's id
_ADD = (
    "INSERT INTO recent (platform, place, message, member, fingerprint, at) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (platform, place, message) DO NOTHING"
)


def remember(tx: Transaction, message: MessageRef, member: str, text: str, at: datetime) -> None:
    place = message.place
    tx.later(_ADD, place.platform, place.id, message.id, member, _fingerprint(text), to_ms(at))


async def ours(reader: Reader, platform: str) -> list[MessageRef]:
    """The house's own."""
    rows = await reader.rows("SELECT place, message FROM recent WHERE platform = ? AND member = ?", platform, HOUSE)
    return [_ref(platform, row) for row in rows]


async def newest(reader: Reader, platform: str) -> list[MessageRef]:
    """Of each place the message of the highest number, on a platform that numbers them; wholes of several parts, too."""
    rows = await reader.rows(
        "SELECT place, CAST(max(CAST(message AS BIGINT)) AS TEXT) FROM"
        " (SELECT place, message FROM recent WHERE platform = ? AND message NOT LIKE '%+%') AS single GROUP BY place"
        " UNION ALL SELECT place, message FROM recent WHERE platform = ? AND message LIKE '%+%'",
        platform,
        platform,
    )
    return [_ref(platform, row) for row in rows]


def _ref(platform: str, row: Row) -> MessageRef:
    return MessageRef(PlaceRef(platform, str(row[0])), str(row[1]))


def _fingerprint(text: str) -> int:
    """Equal for equal texts, whatever their case and spaces; not reversible."""
    return zlib.crc32(" ".join(text.lower().split()).encode("utf-8", "replace"))
