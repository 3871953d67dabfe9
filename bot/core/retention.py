"""Retention: what guests left with a feature goes when its time is over, in every community by its own measure."""

from __future__ import annotations

import logging

from bot.core.attempt import handing_over
from bot.core.context import Context
from bot.core.faults import what_broke
from bot.core.features import Feature
from bot.core.ports import Database
from bot.core.turn import queue
from bot.core.whois import World, community

log = logging.getLogger(__name__)
MOST = 500  # rows let go of in one transaction, so that no turn waits for long
ROUNDS = 10_000  # of these in a row; a feature that finds the same rows for ever would keep the house from opening


async def let_go(database: Database, world: World) -> set[str]:
    """All that is past its time by now; returns the topics touched. What fails is left for the next time and logged:
    neither another feature's rows nor the opening of the house wait for it."""
    topics: set[str] = set()
    for feature in world.catalogue.features.values():
        try:
            for _ in range(ROUNDS):
                if not (some := await _some(database, world, feature)):
                    break
                topics |= some
            else:
                log.error("%s has more to let go of than is good at once; it goes on later", feature.name)
        except Exception as error:
            world.memory.clear()
            log.error("%s could not let go of what is past its time: %s", feature.name, what_broke(error))
    return topics


async def _some(database: Database, world: World, feature: Feature) -> set[str]:
    """The topics of one transaction and the feature's own name; empty once there is nothing left."""
    if feature.hooks.prune is None:
        return set()
    async with handing_over(database, world) as (tx, slip):
        world.memory.begin()
        now = world.ambient.now()
        ctx = Context(tx, now, world.ambient, world.voice, world.catalogue, world.platforms, world.memory)
        pruned = await feature.hooks.prune(ctx, MOST)
        if not pruned.count:
            return set()
        cause = f"prune:{feature.name}:{world.ambient.new_id()}"
        for number, (id_, effects) in enumerate(pruned.effects):
            await queue(effects or (), ctx.seen_as(await community(ctx, id_)), f"{cause}.{number}", slip)
        world.memory.forget(tx.touched)
        tx.touched.clear()
        return {*tx.topics, feature.name}
