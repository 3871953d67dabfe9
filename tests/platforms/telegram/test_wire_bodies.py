"""Whatever is thrown at the webhook's address: refused, and the next update of Telegram's own arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from bot.core.events import MessageWritten
from tests.platforms.telegram.support import Open, opened
from tests.platforms.telegram.test_wire_webhook import Hooked
from tests.platforms.telegram.wire import salon
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire
UPDATE = b'{"update_id": 5, "message": {"message_id": 1}}'
NONE = b""


@dataclass
class Address:
    house: Open
    port: int
    secret: str

    async def sends(self, body: bytes, *, length: int | None = None, secret: str | None = None) -> bytes:
        """The answer's first line; nothing where the line was simply left. `length` is what the header claims."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        given = self.secret if secret is None else secret
        head = (
            f"POST /telegram HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {given}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
        )
        try:
            writer.write(head.encode() + body)
            await writer.drain()
            if length is not None and length > len(body):
                writer.write_eof()
            return await reader.readline()
        except ConnectionError:
            return NONE
        finally:
            writer.close()


@pytest.fixture
async def address(server: TelegramServer) -> AsyncIterator[Address]:
    async with Hooked() as hook, opened(server, webhook_url=hook.url) as house:
        hook.adapter = house.adapter
        await server.wait_for(lambda: "webhook_secret" in house.state.words)
        yield Address(house, int(urlsplit(hook.url).port or 0), house.state.words["webhook_secret"])
        group, ada, _ = salon(server)
        await server.write(group, ada, "weiter")
        assert (await house.inbox.first(MessageWritten)).text == "weiter"
        await server.drained()
        assert all(made.status == 200 for made in server.hook.deliveries)
        assert house.adapter.trouble == ""


@pytest.mark.parametrize(
    "body",
    [
        UPDATE[:-9],
        b"",
        b"\xff\xfe{}",
        b"[" * 200_000,
        b'{"update_id": "5"}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"null",
    ],
    ids=["cut", "empty", "no text", "nested", "a word for a number", "a number beyond measure", "nothing"],
)
async def test_a_body_that_is_no_update_is_refused(address: Address, body: bytes) -> None:
    assert b" 400 " in await address.sends(body)
    assert address.house.adapter.set_aside == []


async def test_ten_megabytes_are_not_even_read(address: Address) -> None:
    answer = await address.sends(b'{"update_id": 5, "pad": "' + b"x" * 10_000_000 + b'"}')
    assert answer == NONE or b" 413 " in answer
    assert address.house.adapter.set_aside == []


async def test_a_body_shorter_than_it_says_is_no_update(address: Address) -> None:
    answer = await address.sends(UPDATE, length=len(UPDATE) + 50)
    assert b" 200 " not in answer
    assert address.house.adapter.set_aside == []


async def test_a_body_longer_than_it_says_is_cut_and_no_update(address: Address) -> None:
    assert b" 400 " in await address.sends(UPDATE, length=len(UPDATE) - 5)
    assert address.house.adapter.set_aside == []


@pytest.mark.parametrize("secret", ["", "falsch", "ä" * 300])
async def test_a_wrong_secret_is_refused_before_the_body_is_looked_at(address: Address, secret: str) -> None:
    assert b" 403 " in await address.sends(UPDATE, secret=secret)
    assert address.house.adapter.set_aside == []
