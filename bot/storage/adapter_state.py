"""The few durable words an adapter keeps for itself."""

from __future__ import annotations

from bot.core.ports import Database


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
        return str(row[0]) if row else None

    async def put(self, key: str, value: str) -> None:
        async with self._database.write() as tx:
            await tx.run(
                "INSERT INTO adapter_state (platform, key, value) VALUES (?, ?, ?)"
                " ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value",
                self._platform,
                key,
                value,
            )
