"""A reminder killed in the middle of its call on Telegram, which has no keys: found where it can be, else posted again,
and the team reads so."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.ambient import Real
from bot.core.refs import MemberRef
from bot.core.stamps import to_ms
from bot.core.stores.knobs import Knobs
from bot.core.stores.registrar import Registrar
from bot.house import House
from bot.settings import Settings
from cogs.parties.knobs import PLACES
from tests.support.telegram_server import ALL_RIGHTS, Chat, Message, TelegramServer, User
from tests.support.wired import running_house
from tests.wire.test_kill import process

pytestmark = pytest.mark.wire
PATIENCE = 20.0


async def test_a_reminder_killed_in_its_call_is_found_where_messages_have_numbers_of_their_own(tmp_path: Path) -> None:
    async with TelegramServer() as server:
        otto = server.add_user("Otto", started=True)
        group = server.add_group("Salon", owner=otto)
        await killed_in_its_reminder(server, group, otto, tmp_path)
        async with process(server, tmp_path):
            await ended(server, otto, "announced")
            await read(server, otto, "The numbers, for the team only")
        assert len(reminders(server, group)) == 1
        assert not any("posted twice" in line.words for line in server.said(otto))
        assert server.violations == []


async def test_where_it_cannot_be_found_it_is_counted_as_maybe_posted_twice(tmp_path: Path) -> None:
    async with TelegramServer() as server:
        otto = server.add_user("Otto", started=True)
        group = server.add_group("Salon", owner=otto, forum=True)  # no message tells there which topic it is in
        await killed_in_its_reminder(server, group, otto, tmp_path)
        async with process(server, tmp_path):
            await server.wait_for(lambda: len(reminders(server, group)) == 2, PATIENCE)
            await ended(server, otto, "may have been posted twice: 1")
            await read(server, otto, "One reminder may have been posted twice")
        assert len(reminders(server, group)) == 2
        assert server.violations == []


async def killed_in_its_reminder(server: TelegramServer, group: Chat, otto: User, folder: Path) -> None:
    await planned(server, group, otto, folder)
    reminder_is_due(folder)
    begun = len(server.journal.calls)
    async with process(server, folder) as house:
        # The first call learns that this server knows no markup for times; the next one is cut when it was done.
        assert (await server.wait_call("sendMessage", since=begun, timeout=PATIENCE)).code == 400
        server.drop(method="sendMessage", done=True)
        await server.wait_for(lambda: reminders(server, group), PATIENCE)
        house.kill()
    assert len(reminders(server, group)) == 1


async def ended(server: TelegramServer, otto: User, panel: str) -> None:
    """The party, by its host's panel, which says this beforehand."""
    await server.write(otto, otto, "/party show Neon")
    await tapped(server, otto, await read(server, otto, panel), "parties/begin")
    await tapped(server, otto, await read(server, otto, "on now"), "parties/end")


async def planned(server: TelegramServer, group: Chat, otto: User, folder: Path) -> None:
    """An open community with one published party in its group; the house is closed again."""
    settings = Settings(
        gastgeber_data_dir=folder / "data",
        gastgeber_port=0,
        telegram_token=server.token,
        telegram_api_url=server.base_url.removesuffix("/bot"),
    )
    async with running_house(settings) as house:
        await server.add_bot(group, by=otto, rights=ALL_RIGHTS)
        await opened(house, group)
        start = house.ambient.now() + timedelta(days=3)
        await server.write(otto, otto, f"/party new Neon {start:%d.%m.%Y} 20:00")
        await tapped(server, otto, await read(server, otto, "Neon"), "parties/publish")
        await read(server, group, "Neon")


async def opened(house: House, group: Chat) -> None:
    """As if `/setup` had been walked through, once the house has seen who runs the group."""
    seen = "SELECT community FROM server WHERE platform = 'telegram' AND house_member <> ''"
    row = None
    async with asyncio.timeout(PATIENCE):
        while row is None:
            await asyncio.sleep(0.02)
            async with house.database.read() as reader:
                row = await reader.row(seen)
    async with house.database.write() as tx:
        await Registrar(tx).shape(row[0], language="en", zone="Europe/Berlin", state="open")
        places = [f"telegram:{group.id}"]
        await Knobs(tx, row[0]).put(PLACES, places, MemberRef("shell", ""), house.ambient.now())
    house.world.memory.clear()


def reminder_is_due(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / "gastgeber.db")) as database:
        now = to_ms(Real().now())
        assert database.execute("UPDATE timer SET due = ? WHERE kind = 'reminder'", (now,)).rowcount == 1
        database.commit()


def reminders(server: TelegramServer, group: Chat) -> list[Message]:
    return [line for line in server.said(group) if "to go until" in line.words]


async def read(server: TelegramServer, where: User | Chat, words: str) -> Message:
    """The newest line with these words, as soon as there is one."""

    def found() -> list[Message]:
        return [line for line in server.said(where) if words in line.words]

    await server.wait_for(found, PATIENCE)
    return found()[-1]


async def tapped(server: TelegramServer, who: User, message: Message, button: str) -> None:
    data = next(one["callback_data"] for one in message.buttons if one.get("callback_data", "").startswith(button))
    await (await server.press(message, who, data)).answered()
