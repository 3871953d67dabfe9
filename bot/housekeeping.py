"""What the house looks after by itself, every half hour."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.pruning import prune
from bot.house import Chore, House


async def tidy(house: House) -> None:
    await prune(house.database, house.ambient.now())


async def back_up(house: House) -> None:
    """Every night, and as soon as there is time where a night went by without."""
    now = house.ambient.now()
    if house.backups.night_due(now):
        await house.backups.make(house.database, "nightly", now)


async def erase_everywhere(house: House) -> None:
    """What could not be taken out of every file at the time has another try."""
    if house.eraser.trouble:
        house.eraser.awake.set()


CHORES: Sequence[Chore] = (tidy, back_up, erase_everywhere)
