"""What features work out about an event before its turn: no transaction is open, and only its own lane waits for it.

What comes of it is a head start and no more: the turn looks again whether what it was made from still holds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.context import NOWHERE, Community
from bot.core.events import Event, SceneEvent
from bot.core.ports import Database, Reader, Row
from bot.core.stores.communities import COMMUNITY, Communities
from bot.core.stores.people import PEOPLE, Member, People
from bot.core.whois import World

log = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds; then the turn begins without it


class Lender:
    """A Reader that holds a connection only while it reads: nothing worked out in between keeps others from theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rows(self, sql: str, *values: object) -> list[Row]:
        async with self._database.read() as reader:
            return await reader.rows(sql, *values)

    async def row(self, sql: str, *values: object) -> Row | None:
        async with self._database.read() as reader:
            return await reader.row(sql, *values)


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of an event before its turn. All of it may be otherwise by then."""

    reader: Reader
    world: World
    community: Community

    @property
    def pack(self) -> str:
        pack: str = self.community.knobs.get("persona.pack", "")
        return pack


async def prepare(event: Event, database: Database, world: World) -> Mapping[str, object]:
    """By feature. What goes wrong here is worked out again in the turn, where it counts."""
    made: dict[str, object] = {}
    try:
        async with asyncio.timeout(PATIENCE):
            reader = Lender(database)
            glance = Glance(reader, world, await _community_of(event, reader, world))
            for feature in world.catalogue.preparing(event):
                made[feature.name] = await feature.prepares[type(event)].run(glance, event)
    except Exception:
        log.exception("%s could not be prepared; its turn does without", type(event).__name__)
    return made


async def _community_of(event: Event, reader: Reader, world: World) -> Community:
    if not isinstance(event, SceneEvent):
        return NOWHERE
    communities, memory, scene = Communities(reader), world.memory, event.scene
    if scene.server is not None:
        id_ = memory.peek(COMMUNITY, scene.server) or await communities.of_server(scene.server)
    else:
        member: Member | None = memory.peek(PEOPLE, scene.member) or await People(reader).member(scene.member)
        id_ = member.last_community if member else ""
    if not id_:
        return NOWHERE
    return memory.peek(COMMUNITY, id_) or await communities.load(id_) or NOWHERE
