"""What the house looks after by itself, every half hour."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.pruning import prune
from bot.core.retention import let_go
from bot.house import Chore, House


async def tidy(house: House) -> None:
    await prune(house.database, house.ambient.now())


async def let_names_go(house: House) -> None:
    """What is shown of them is shown anew."""
    topics = await let_go(house.database, house.world)
    for name, sender in house.senders.items():
        if f"outbox:{name}" in topics:
            sender.awake.set()


async def back_up(house: House) -> None:
    """Every night, and as soon as there is time where a night went by without."""
    now = house.ambient.now()
    if house.backups.night_due(now):
        await house.backups.make(house.database, "nightly", now)


async def erase_everywhere(house: House) -> None:
    """What could not be taken out of every file at the time has another try."""
    if house.eraser.trouble:
        house.eraser.awake.set()


CHORES: Sequence[Chore] = (tidy, let_names_go, back_up, erase_everywhere)
