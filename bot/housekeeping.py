"""What the house looks after by itself, every half hour."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.pruning import prune
from bot.house import Chore, House


async def tidy(house: House) -> None:
    await prune(house.database, house.ambient.now())


CHORES: Sequence[Chore] = (tidy,)
