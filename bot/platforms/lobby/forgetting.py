"""Forgetting a tab in a database that no lobby has open, such as a backup."""

from __future__ import annotations

from bot.core.ports import Transaction
from bot.platforms.lobby.names import chat_of


async def forget_tab(tx: Transaction, tab: str) -> None:
    """Everything it said and was told, and the tab; of one under a mute or ban only that."""
    for table, column, value in (
        ("lobby_message", "author", tab),
        ("lobby_message", "audience", tab),
        ("lobby_message", "room", chat_of(tab)),
        ("lobby_seat", "tab", tab),
    ):
        await tx.run(f"DELETE FROM {table} WHERE {column} = ?", value)
    await tx.run("DELETE FROM lobby_tab WHERE id = ? AND muted_until = 0 AND banned_until = 0", tab)
    await tx.run("UPDATE lobby_tab SET name = '' WHERE id = ?", tab)
