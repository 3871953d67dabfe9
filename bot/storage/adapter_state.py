"""The few durable words an adapter keeps for itself."""

from __future__ import annotations

from bot.core.ports import Database
from bot.core.sealing import Locked


class AdapterState:
    """The State port over the `adapter_state` table."""

    def __init__(self, database: Database, platform: str) -> None:
        self._database = database
        self._platform = platform

    async def get(self, key: str) -> str | None:
        async with self._database.read() as reader:
            row = await reader.row(
                "SELECT value FROM adapter_state WHERE platform = ? AND key = ?", self._platform, key
            )
        # What cannot be opened is made anew: an adapter keeps only what a platform can tell it again.
        return None if row is None or isinstance(row[0], Locked) else str(row[0])

    async def put(self, key: str, value: str) -> None:
        async with self._database.write() as tx:
            await tx.run(
                "INSERT INTO adapter_state (platform, key, value) VALUES (?, ?, ?)"
                " ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value",
                self._platform,
                key,
                value,
            )
