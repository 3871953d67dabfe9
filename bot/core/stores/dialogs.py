"""A form that is being filled question by question in a private chat; it survives a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ports import Reader, Transaction
from bot.core.refs import MemberRef
from bot.core.sealing import Locked, Private
from bot.core.stamps import from_ms, to_ms

DIALOG = "dialog"  # topic of memory: who has an open dialog
LIFE = timedelta(days=1)  # after that a message is a message again


@dataclass(frozen=True, slots=True)
class Dialog:
    community: str
    form: str
    step: int
    given: tuple[tuple[str, str], ...]


async def talking(reader: Reader) -> frozenset[MemberRef]:
    rows = await reader.rows("SELECT platform, member FROM dialog")
    return frozenset(MemberRef(row[0], row[1]) for row in rows)


class Dialogs:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def open(self, member: MemberRef, now: datetime) -> Dialog | None:
        row = await self._tx.row(
            "SELECT community, form, step, given, started_at FROM dialog WHERE platform = ? AND member = ?",
            member.platform,
            member.id,
        )
        if row is None or from_ms(row[4]) + LIFE < now or isinstance(row[3], Locked):
            return None
        return Dialog(row[0], row[1], row[2], tuple((name, value) for name, value in json.loads(row[3])))

    async def keep(self, member: MemberRef, dialog: Dialog, now: datetime) -> None:
        await self._tx.run(
            "INSERT INTO dialog (platform, member, community, form, step, given, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (platform, member) DO UPDATE SET community = excluded.community, form = excluded.form,"
            " step = excluded.step, given = excluded.given, started_at = excluded.started_at",
            member.platform,
            member.id,
            dialog.community,
            dialog.form,
            dialog.step,
            Private(json.dumps(dialog.given)),
            to_ms(now),
        )
        self._tx.touch(DIALOG)

    async def end(self, member: MemberRef) -> None:
        await self._tx.run("DELETE FROM dialog WHERE platform = ? AND member = ?", member.platform, member.id)
        self._tx.touch(DIALOG)
