"""The owner hears on the platform that still works when another is silent, once a day, and once that it is back."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.core.stamps import to_ms
from bot.storage.backups import Failure
from bot.watching import Watch
from tests.support.discord_server import Message as DiscordMessage
from tests.support.telegram_server import Message
from tests.support.wired import Town, running_house, until

pytestmark = pytest.mark.wire


async def look(town: Town) -> None:
    """What the clock brings about by itself: every look counts, and a trouble is one at once."""
    town.house.watch = None
    await watch_of(town).look()


def watch_of(town: Town) -> Watch:
    return Watch(town.house, every=0.0, patience=0.0)


def on_telegram(town: Town, words: str) -> list[Message]:
    return [message for message in town.telegram.said(town.otto) if words in message.words]


def on_discord(town: Town, words: str) -> list[DiscordMessage]:
    return [
        message
        for message in town.discord.messages_of_bot(town.discord.direct(town.olga).id)
        if words in message.content
    ]


async def a_day_later(town: Town) -> None:
    async with town.house.database.write() as tx:
        rows = await tx.rows(
            "SELECT key, value FROM adapter_state WHERE platform = 'house' AND key LIKE 'watch:told:%'"
        )
        for key, value in rows:
            earlier = str(
                int(value) - to_ms(datetime.fromtimestamp(0, town.house.ambient.now().tzinfo) + timedelta(hours=25))
            )
            await tx.run("UPDATE adapter_state SET value = ? WHERE platform = 'house' AND key = ?", earlier, key)


async def settled(town: Town) -> None:
    """Whatever was planned has been said: no timer of the watch is left, nothing waits to be sent."""
    async with asyncio.timeout(10):
        while True:
            async with town.house.database.read() as reader:
                timers = await reader.rows("SELECT 1 FROM timer WHERE feature = 'watch' AND state = 'set'")
                lines = await reader.rows(
                    "SELECT 1 FROM outbox WHERE tag LIKE 'watch/%' AND state IN ('new', 'sending')"
                )
            if not timers and not lines:
                return
            await asyncio.sleep(0.02)


async def test_when_discord_is_silent_its_owner_hears_it_on_telegram_once_a_day(town: Town) -> None:
    await look(town)
    await town.discord.stop()
    await until(lambda: "discord" in town.house.troubles())
    for _ in range(3):
        await look(town)
    await settled(town)
    await town.telegram.wait_for(lambda: on_telegram(town, "Discord"))
    assert len(on_telegram(town, "has not answered me")) == 1
    await a_day_later(town)
    for _ in range(2):
        await look(town)
    await settled(town)
    await town.telegram.wait_for(lambda: len(on_telegram(town, "has not answered me")) == 2)
    await town.discord.start()
    await until(lambda: "discord" not in town.house.troubles(), 20)
    for _ in range(2):
        await look(town)
    await settled(town)
    await town.telegram.wait_for(lambda: on_telegram(town, "answers me again"))
    assert len(on_telegram(town, "answers me again")) == 1
    assert len(on_telegram(town, "has not answered me")) == 2


async def test_when_telegram_is_silent_an_owner_hears_it_on_discord_also_after_a_restart(town: Town) -> None:
    fault = town.telegram.fail(method="getUpdates", times=10_000)
    await town.telegram.write(town.group, town.tina, "hello")
    await until(lambda: "telegram" in town.house.troubles(), 20)
    await look(town)
    await settled(town)
    await town.discord.wait_for(lambda: on_discord(town, "has not answered me"))
    await town.restart()
    await until(lambda: "telegram" in town.house.troubles(), 20)
    await look(town)
    await settled(town)
    assert len(on_discord(town, "has not answered me")) == 1
    fault.times = 0
    await until(lambda: "telegram" not in town.house.troubles(), 30)
    await look(town)
    await settled(town)
    await town.discord.wait_for(lambda: on_discord(town, "answers me again"))


async def test_a_failed_backup_a_full_disk_and_a_lost_right_are_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look(town)
    town.house.backups.last_failure = Failure(town.house.ambient.now(), "No backup was made.")
    monkeypatch.setattr("bot.watching.DISK_LOW", 10**9)
    async with town.house.database.write() as tx:
        await tx.run("UPDATE server SET house_rights = 'post,read,see_joins,erase' WHERE platform = 'telegram'")
    for _ in range(2):
        await look(town)
    await settled(town)
    said = [*on_telegram(town, "allowed more"), *on_discord(town, "allowed more")]
    assert len(said) == 1
    for words in ("backup did not work", "nearly full"):
        assert len(on_telegram(town, words)) + len(on_discord(town, words)) == 1


async def test_a_second_house_on_the_same_token_is_told_once_and_at_once(town: Town, tmp_path: Path) -> None:
    other = town.settings.model_copy(
        update={"gastgeber_data_dir": tmp_path / "other", "discord_token": SecretStr(""), "discord_api_url": ""}
    )
    async with running_house(other):
        await until(lambda: "another house" in town.house.troubles().get("telegram", ""), 60)
        town.house.watch = None
        for _ in range(2):
            await Watch(town.house, every=0.0).look()
        await settled(town)
    words = "Another house is using my token"
    assert len(on_telegram(town, words)) + len(on_discord(town, words)) == 1


async def test_that_an_event_was_set_aside_is_told_once(town: Town) -> None:
    await look(town)
    async with town.house.database.write() as tx:
        await tx.run(
            "INSERT INTO inbox (key, lane, at, body, state) VALUES ('old', 'lane', 1, 'of another release', 'new')"
        )
    await until(lambda: town.house.intake.set_aside == 1, 60)
    watch = watch_of(town)
    for _ in range(2):
        await watch.look()
    await settled(town)
    words = "was set aside; nothing is lost"
    assert len(on_telegram(town, words)) + len(on_discord(town, words)) == 1


async def test_where_nobody_can_be_told_the_log_says_so_once(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    async with town.house.database.write() as tx:
        await tx.run("UPDATE community SET state = 'closed'")
    town.house.watch = None
    town.house.backups.last_failure = Failure(town.house.ambient.now(), "No backup was made.")
    watch = watch_of(town)
    with caplog.at_level(logging.ERROR, "bot.watching"):
        await watch.look()
        await watch.look()
    assert [record.getMessage() for record in caplog.records if record.name == "bot.watching"] == [
        "an owner should know of this and nobody can be told now: backup"
    ]
