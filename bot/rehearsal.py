"""What the house asks of its own lobby: what it holds about a member, to forget it, and whether it is still a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import Action, Forget
from bot.core.context import Context
from bot.core.features import Feature, Hooks
from bot.core.ports import Database
from bot.core.stores.people import People
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.names import PLATFORM


def lobby_feature(lobby: Lobby) -> Feature:
    async def export(ctx: Context, guest: str) -> dict[str, Any]:
        accounts = await People(ctx.tx).accounts(guest)
        held = [await lobby.keeps(one.ref) for one in accounts if one.ref.platform == PLATFORM]
        return {"tabs": [tab for tab, _ in held if tab], "messages": [said for _, all_ in held for said in all_]}

    async def forget(ctx: Context, guest: str) -> Sequence[Action]:
        accounts = await People(ctx.tx).accounts(guest)
        return [Forget(one.ref) for one in accounts if one.ref.platform == PLATFORM]

    return Feature("lobby", hooks=Hooks(export=export, forget=forget))


async def is_linked(database: Database) -> bool:
    """Whether an owner has made the lobby part of a community that lives on another platform too."""
    async with database.read() as reader:
        row = await reader.row(
            "SELECT count(DISTINCT o.platform) FROM server l JOIN server o ON o.community = l.community"
            " WHERE l.platform = ? AND o.there = 1",
            PLATFORM,
        )
    return bool(row and row[0] > 1)
