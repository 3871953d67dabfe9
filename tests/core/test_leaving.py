"""The house is removed from one of two servers: what was to be said there is dropped, its rows go, the rest lives on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.core.events import ServerJoined, ServerLeft
from bot.core.stores.communities import Communities
from tests.support.stage import open_stage


async def test_a_server_that_was_left_is_erased_although_its_community_lives_elsewhere(tmp_path: Path) -> None:
    async with open_stage(tmp_path, []) as stage:
        community = await stage.link("discord", "telegram")
        await stage.happens(ServerLeft(stage.server("telegram")))
        async with stage.database.read() as reader:
            assert len(await Communities(reader).servers(community)) == 1
            assert await reader.rows("SELECT id FROM place WHERE platform = 'telegram'") != []
        await stage.passes(timedelta(days=31))
        async with stage.database.read() as reader:
            assert await reader.rows("SELECT id FROM place WHERE platform = 'telegram'") == []
            assert await reader.rows("SELECT id FROM place WHERE platform = 'discord'") != []


async def test_a_server_that_came_back_keeps_its_places(tmp_path: Path) -> None:
    async with open_stage(tmp_path, []) as stage:
        await stage.happens(ServerLeft(stage.server("telegram")))
        await stage.passes(timedelta(days=3))
        await stage.happens(ServerJoined(stage.server("telegram"), "House", None))
        await stage.passes(timedelta(days=40))
        async with stage.database.read() as reader:
            assert await reader.rows("SELECT id FROM place WHERE platform = 'telegram'") != []
            assert await reader.rows("SELECT state FROM community") != []
