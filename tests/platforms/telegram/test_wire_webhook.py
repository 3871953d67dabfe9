"""Updates that are brought: only Telegram's own, whole, and confirmed when committed."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web

from bot.core.events import (
    MessageWritten,
    ServerSeen,
)
from bot.platforms.telegram.adapter import Telegram
from tests.platforms.telegram.support import opened
from tests.platforms.telegram.wire import salon
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


class Hooked:
    """The host's part: mounts `receive`."""

    def __init__(self) -> None:
        self.adapter: Telegram | None = None

    async def __aenter__(self) -> Hooked:
        app = web.Application()
        app.router.add_post("/telegram", self._receive)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/telegram"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        assert self.adapter is not None
        return await self.adapter.receive(request)


async def test_a_webhook_takes_only_telegrams_own_whole_updates(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with Hooked() as hook, opened(server, webhook_url=hook.url) as house, aiohttp.ClientSession() as stranger:
        hook.adapter = house.adapter
        secret = {"X-Telegram-Bot-Api-Secret-Token": house.state.words["webhook_secret"]}
        await server.write(group, ada, "gebracht")
        assert (await house.inbox.first(MessageWritten)).text == "gebracht"
        await house.inbox.first(ServerSeen)
        kept = len(house.inbox.puts)
        for headers, body, status in (
            ({}, b'{"update_id": 5}', 403),
            ({"X-Telegram-Bot-Api-Secret-Token": "falsch"}, b'{"update_id": 5}', 403),
            (secret, b'{"update_id": 5, "message": {"mess', 400),
            (secret, b"[]", 400),
            (secret, b'{"update_id": 5, "message": {}}', 200),  # nobody can read it: set aside, not asked for again
        ):
            async with stranger.post(hook.url, data=body, headers=headers) as answer:
                assert answer.status == status
        assert len(house.inbox.puts) == kept
        assert [number for number, _ in house.adapter.set_aside] == [5]


async def test_a_webhook_says_yes_only_after_the_commit(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with Hooked() as hook, opened(server, webhook_url=hook.url) as house:
        hook.adapter = house.adapter
        house.inbox.closed = True
        await server.write(group, ada, "eins")
        await server.wait_for(lambda: any(made.status == 500 for made in server.hook.deliveries))
        house.inbox.closed = False
        await house.inbox.first(MessageWritten)
        await server.drained()
