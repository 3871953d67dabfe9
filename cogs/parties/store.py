"""Parties, their cards and their programme as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from bot.core.ports import Reader, Transaction
from bot.core.refs import PlaceRef
from bot.core.stamps import to_ms
from bot.core.stores.knobs import days_of
from cogs.parties.knobs import KEEP_DAYS
from cogs.parties.model import ActRow, ActState, Card, Party, State, Trouble
from cogs.parties.rows import COLUMNS, NAMES, act_of, party_of, row_of

ROOMS = "parties/rooms"  # topic: where something of a party may be seen, by place
_SELECT = f"SELECT {COLUMNS} FROM party"
_KEEP = (
    f"INSERT INTO party ({COLUMNS}) VALUES ({', '.join('?' * len(NAMES))}) ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in NAMES[1:])
    + ", numbered = 0"
)
# When it ended or, as `Party.over_at` says, would have.
_OVER = (
    "CASE WHEN ended_at > 0 THEN ended_at WHEN opened_at > 0 THEN opened_at + minutes * 60000"
    " WHEN starts > 0 THEN starts + minutes * 60000 ELSE 0 END"
)
_CHILDREN = (
    "party_card",
    "party_rsvp",
    "party_name",
    "party_wish",
    "party_act",
    "party_vote",
    "party_song",
    "party_seen",
    "party_voice",
    "party_trouble",
)


class Parties:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def get(self, party: str) -> Party | None:
        row = await self._tx.row(f"{_SELECT} WHERE id = ?", party)
        return party_of(row) if row else None

    async def those(self, community: str, states: Iterable[State]) -> list[Party]:
        """Those that begin whenever somebody says so come first, then the soonest."""
        marks = ", ".join(f"'{state}'" for state in states)
        rows = await self._tx.rows(
            f"{_SELECT} WHERE community = ? AND state IN ({marks}) ORDER BY starts, made_at, id", community
        )
        return [party_of(row) for row in rows]

    async def latest_ended(self, community: str, host: str) -> list[Party]:
        rows = await self._tx.rows(
            f"{_SELECT} WHERE community = ? AND state = 'ended' AND host = ? ORDER BY ended_at DESC LIMIT 3",
            community,
            host,
        )
        return [party_of(row) for row in rows]

    async def overdue(self, now: datetime, limit: int) -> list[Party]:
        """Of all communities: those whose guests are named for longer than their community wants.

        Also such as nobody ended: the house was away, or they were paused for good.
        """
        rows = await self._tx.rows(
            f"{_SELECT} WHERE numbered = 0 AND state <> 'draft' AND {_OVER} > 0"
            f" AND {_OVER} <= ? - {days_of(KEEP_DAYS, 'party.community')} ORDER BY id LIMIT ?",
            to_ms(now),
            limit,
        )
        return [party_of(row) for row in rows]

    async def any_of(self, community: str) -> bool:
        return await self._tx.row("SELECT 1 FROM party WHERE community = ? LIMIT 1", community) is not None

    async def cards(self, party: str) -> list[Card]:
        rows = await self._tx.rows(
            "SELECT party, number, platform, place, room, room_place, told FROM party_card"
            " WHERE party = ? ORDER BY number",
            party,
        )
        return [Card(row[0], row[1], PlaceRef(row[2], row[3]), row[4], row[5], bool(row[6])) for row in rows]

    async def messages(self, party: str, *states: Literal["there", "gone", "failed"]) -> set[str]:
        """Names of the party's messages of which the platform last said so."""
        rows = await self._tx.rows("SELECT name, state FROM bookmark WHERE name LIKE ?", f"party/{party}/%")
        return {name for name, state in rows if state in states}

    async def acts(self, party: str) -> list[ActRow]:
        rows = await self._tx.rows(
            "SELECT party, number, act, line, minutes, person, state, body FROM party_act"
            " WHERE party = ? ORDER BY number",
            party,
        )
        return [act_of(row) for row in rows]

    async def trouble(self, party: str) -> dict[str, int]:
        rows = await self._tx.rows("SELECT kind, count(*) FROM party_trouble WHERE party = ? GROUP BY kind", party)
        return dict(rows)


class Ledger(Parties):
    """Writes what `Parties` reads."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def keep(self, party: Party) -> Party:
        await self._write.run(_KEEP, *row_of(party))
        self._write.touch(ROOMS)
        return party

    async def numbered(self, party: str) -> None:
        """Its answers are numbers, until something about it changes."""
        await self._write.run("UPDATE party SET numbered = 1 WHERE id = ?", party)

    async def drop(self, party: str) -> None:
        for table in _CHILDREN:
            await self._write.run(f"DELETE FROM {table} WHERE party = ?", party)
        await self._write.run("DELETE FROM party WHERE id = ?", party)
        self._write.touch(ROOMS)

    async def put_cards(self, party: str, places: Sequence[PlaceRef]) -> list[Card]:
        cards = [Card(party, number, place) for number, place in enumerate(places)]
        await self._write.many(
            "INSERT INTO party_card (party, number, platform, place) VALUES (?, ?, ?, ?)",
            [(party, card.number, card.place.platform, card.place.id) for card in cards],
        )
        self._write.touch(ROOMS)
        return cards

    async def told(self, card: Card) -> None:
        await self._write.run("UPDATE party_card SET told = 1 WHERE party = ? AND number = ?", card.party, card.number)

    async def put_room(self, card: Card) -> None:
        await self._write.run(
            "UPDATE party_card SET room = ?, room_place = ? WHERE party = ? AND number = ?",
            card.room,
            card.room_place,
            card.party,
            card.number,
        )
        self._write.touch(ROOMS)

    async def put_programme(self, acts: Sequence[ActRow]) -> None:
        await self._write.many(
            "INSERT INTO party_act (party, number, act, line, minutes, person, state, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (act.party, act.number, act.act, act.line, act.minutes, int(act.person), act.state, act.body)
                for act in acts
            ],
        )

    async def put_act(self, act: ActRow, state: ActState, body: str | None = None) -> None:
        await self._write.run(
            "UPDATE party_act SET state = ?, body = ? WHERE party = ? AND number = ?",
            state,
            act.body if body is None else body,
            act.party,
            act.number,
        )

    async def note(self, party: str, kind: Trouble, about: str, now: datetime) -> bool:
        """True when this is news: the same trouble is noted once."""
        return bool(
            await self._write.run(
                "INSERT INTO party_trouble (party, kind, about, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                party,
                kind,
                about,
                to_ms(now),
            )
        )

    async def mended(self, party: str, kind: Trouble, about: str) -> None:
        await self._write.run(
            "DELETE FROM party_trouble WHERE party = ? AND kind = ? AND about = ?", party, kind, about
        )

    async def move_place(self, platform: str, old: str, new: str) -> None:
        """A group's id changed; topics of it are named `group/topic`."""
        for column, of in (("place", "platform"), ("room_place", "platform")):
            await self._rekey("party_card", of, column, platform, old, new)
        await self._rekey("party", "voice_platform", "voice_place", platform, old, new)
        self._write.touch(ROOMS)

    async def _rekey(self, table: str, of: str, column: str, platform: str, old: str, new: str) -> None:
        await self._write.run(f"UPDATE {table} SET {column} = ? WHERE {of} = ? AND {column} = ?", new, platform, old)
        await self._write.run(
            f"UPDATE {table} SET {column} = ? || substr({column}, ?) WHERE {of} = ? AND substr({column}, 1, ?) = ?",
            new,
            len(old) + 1,
            platform,
            len(old) + 1,
            f"{old}/",
        )
