"""Whom the house welcomed is known for as long as the README says, over all communities, and not longer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cogs.greeter import greeter
from cogs.greeter.knobs import PLACES
from cogs.greeter.rules import AGAIN_AFTER, NAMED
from tests.support.stage import Stage, open_stage

MOMENT = timedelta(milliseconds=1)


async def known(stage: Stage) -> list[tuple[str, str]]:
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT platform, member FROM welcome ORDER BY platform, member")
    return [(row[0], row[1]) for row in rows]


async def test_who_was_welcomed_is_known_for_two_days_and_whom_a_welcome_names_for_longer(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [greeter], packages=("cogs.greeter",)) as stage:
        for platform in ("discord", "telegram"):
            await stage.set(PLACES, [f"{platform}:{stage.room(platform).id}"], platform)
            await stage.actor("Ann", platform).joins()
            await stage.actor("Ben", platform).joins()
            await stage.actor("Ben", platform).leaves()  # and is not welcomed any more
        joined = stage.clock.now()
        await stage.passes(timedelta(minutes=5))
        both, named = [("discord", "ann"), ("discord", "ben")], [("discord", "ann"), ("telegram", "ann")]
        everybody = [*both, ("telegram", "ann"), ("telegram", "ben")]
        for after, expected in (
            (2 * AGAIN_AFTER, everybody),
            (2 * AGAIN_AFTER + MOMENT, named),
            (NAMED, named),
            (NAMED + MOMENT, []),
        ):
            stage.clock.move_to(joined + after)
            await stage.lets_go()
            assert await known(stage) == expected, after
