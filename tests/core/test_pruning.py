"""What the house itself has kept long enough goes, a piece at a time, and nothing younger does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.ports import Database
from bot.core.pruning import BOOKMARKS, DEDUPE, KEPT, RECENT, SENT, prune
from tests.support.databases import open_at

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
OUTBOX = (
    "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
    " VALUES (?, 'n', 'p', 'l', 2, 'once', '', '', '{state}', ?, 1)"
)
INBOX = "INSERT INTO inbox (key, lane, at, body, state) VALUES (?, 'l', ?, '', '{state}')"
TIMER = (
    "INSERT INTO timer (key, feature, kind, community, local, zone, due, body, state)"
    " VALUES (?, 'f', 'k', '', '', 'UTC', ?, '', '{state}')"
)
AGED = {
    "recent": (
        "INSERT INTO recent (platform, place, message, member, fingerprint, at) VALUES ('p', 'r', ?, 'm', 1, ?)",
        "SELECT message FROM recent",
        RECENT,
    ),
    **{
        state: (OUTBOX.format(state=state), f"SELECT idem FROM outbox WHERE state = '{state}'", age)
        for state, age in (("sent", SENT), ("failed", SENT), ("dropped", SENT), ("held", KEPT), ("unknown", KEPT))
    },
    **{
        state: (
            INBOX.format(state=state),
            f"SELECT key FROM inbox WHERE state = '{state}'",
            age,
        )
        for state, age in (("done", DEDUPE), ("aside", KEPT))
    },
    "bookmark": (
        "INSERT INTO bookmark (name, platform, made_at) VALUES (?, 'p', ?)",
        "SELECT name FROM bookmark",
        BOOKMARKS,
    ),
    **{
        state: (TIMER.format(state=state), f"SELECT key FROM timer WHERE state = '{state}'", SENT)
        for state in ("fired", "cancelled")
    },
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_at(tmp_path, ("bot.storage",))
    yield opened
    await opened.close()


@pytest.mark.parametrize("kind", AGED)
async def test_what_is_old_enough_goes_a_piece_at_a_time(
    database: Database, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.core.pruning.CHUNK", 2)
    insert, select, age = AGED[kind]
    edge = round((NOW - age).timestamp() * 1000)
    async with database.write() as tx:
        for number in range(5):
            await tx.run(insert, f"old{number}", edge - 1)
        await tx.run(insert, "young", edge)
    await prune(database, NOW)
    async with database.read() as reader:
        assert await reader.rows(select) == [("young",)]


async def test_what_waits_and_what_is_still_to_be_said_stays_however_old(database: Database) -> None:
    async with database.write() as tx:
        for state in ("new", "sending"):
            await tx.run(OUTBOX.format(state=state), state, 1)
        await tx.run(INBOX.format(state="new"), "new", 1)
        await tx.run(TIMER.format(state="set"), "set", 1)
    await prune(database, NOW)
    async with database.read() as reader:
        for table, expected in (("outbox", 2), ("inbox", 1), ("timer", 1)):
            assert len(await reader.rows(f"SELECT * FROM {table}")) == expected, table
