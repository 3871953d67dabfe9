"""The doctor asks the running house, over its socket, and never asks Telegram for its updates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.control import ask
from bot.doctor.check_machine import CHECKS, parts
from bot.doctor.facts import Facts, Machine, Storage
from bot.doctor.findings import found
from bot.health import state_of
from bot.settings import Settings
from bot.storage.backups import Failure
from tests.doctor.grounds import Grounds
from tests.support.wired import Town, open_town, running_house, until

pytestmark = pytest.mark.wire
Plant = Callable[[Town], Awaitable[object]]


@pytest.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.chdir(tmp_path)
    async with open_town(tmp_path / "data") as opened:
        await opened.open_quietly("discord", "telegram")
        yield opened


async def asked(settings: Settings) -> list[dict[str, Any]]:
    answer = await ask(settings.socket_path, "doctor")
    assert answer is not None
    return list(answer["findings"])


async def test_a_healthy_house_with_both_platforms_gives_nothing(town: Town) -> None:
    polls = len(town.telegram.journal.polls)
    assert await asked(town.settings) == []
    assert len(town.telegram.journal.polls) == polls


async def a_disk_that_went_read_only(town: Town) -> None:
    async with town.house.database.write() as tx:
        await tx.run("PRAGMA query_only=ON")


async def a_release_installed_meanwhile(town: Town) -> None:
    async with town.house.database.write() as tx:
        await tx.run("DELETE FROM migration WHERE owner = 'cogs.faq'")


async def a_backup_that_failed(town: Town) -> None:
    town.house.backups.last_failure = Failure(town.house.ambient.now(), "No backup was made: the disk is full.")


async def an_update_nobody_can_read(town: Town) -> None:
    town.telegram.emit_raw({"message": {"message_id": 1, "date": "yesterday", "chat": {"id": 5}}})
    await until(lambda: any(getattr(platform, "set_aside", ()) for platform in town.house.platforms))


async def an_event_nobody_can_decide(town: Town) -> None:
    town.house.intake.set_aside = 2


async def another_program_that_asked_for_messages_only(town: Town) -> None:
    town.telegram.feed.allowed = ["message"]


async def a_second_poller(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        while not state_of(town.house)["trouble"].get("telegram"):
            url = f"{town.telegram.base_url}{town.telegram.token}/getUpdates"
            async with session.post(url, json={"timeout": 0}) as answer:
                await answer.read()
            await asyncio.sleep(0.02)


async def a_trouble_of_its_own(town: Town) -> None:
    town.house.trouble["discord"] = "The line to Discord is down; this is tried again."


PLANTED: list[tuple[Plant, str, str, str]] = [
    (a_disk_that_went_read_only, "database-readonly", "can be read but not written", "mount"),
    (a_release_installed_meanwhile, "restart-due", "A newer Gastgeber is installed", "Start the house again"),
    (a_backup_that_failed, "backup-failed", "No backup was made: the disk is full", "gastgeber backup"),
    (an_update_nobody_can_read, "event-unread", "1 events from Telegram could not be read", "gastgeber update"),
    (an_event_nobody_can_decide, "event-undecided", "2 events could not be decided", "log"),
    (another_program_that_asked_for_messages_only, "telegram-updates", "chat_member", "asks for the right ones"),
    (a_second_poller, "telegram-poller", "A second program asks Telegram", "Stop the other one"),
    (a_trouble_of_its_own, "platform-trouble", "Discord does not work: The line", "goes on trying"),
]


@pytest.mark.parametrize(("plant", "code", "wrong", "remedy"), PLANTED, ids=[code for _, code, _, _ in PLANTED])
async def test_what_only_a_running_house_can_have_is_found(
    town: Town, plant: Plant, code: str, wrong: str, remedy: str
) -> None:
    await plant(town)
    (finding,) = await asked(town.settings)
    assert finding["code"] == code
    assert wrong in finding["wrong"]
    assert remedy in finding["remedy"]
    assert town.telegram.token not in str(finding)


async def test_a_house_that_runs_without_the_key_of_its_private_texts_says_so_until_the_key_is_back(
    town: Town,
) -> None:
    ours = town.settings
    await town.close_house()
    town.settings = ours.model_copy(update={"gastgeber_secret": SecretStr("a key that came too early")})
    await town.open_house()
    (finding,) = await asked(town.settings)
    assert (finding["code"], finding["severity"]) == ("key-missing", "error")
    assert finding["wrong"] == "Some private texts are sealed with a key that is missing."
    assert finding["remedy"] == (
        "Put the earlier key back, after a comma in GASTGEBER_SECRET or as secret.key in the data directory;"
        " start again."
    )
    await town.close_house()
    town.settings = ours
    await town.open_house()
    assert await asked(town.settings) == []


async def test_a_webhook_that_cannot_be_reached_is_told_in_telegrams_words(grounds: Grounds) -> None:
    grounds.given |= {"telegram_webhook_url": "http://127.0.0.1:9/hook", "discord_token": SecretStr("")}
    async with running_house(grounds.settings()):
        await grounds.telegram.wait_call("setWebhook")
        now = grounds.telegram.now()
        grounds.telegram.hook.last_error = (int(now.timestamp()), "Wrong response from the webhook: 502 Bad Gateway")
        (finding,) = await asked(grounds.settings())
    assert finding["code"] == "telegram-delivery"
    assert "502 Bad Gateway" in finding["wrong"]


async def test_a_house_that_is_nowhere_yet_is_told_where_the_links_are(grounds: Grounds) -> None:
    await grounds.tell("UPDATE server SET there = 0")
    grounds.given["discord_token"] = SecretStr("")
    async with running_house(grounds.settings()) as house:
        await until(lambda: "telegram" in state_of(house)["last_good"])
        codes = [finding["code"] for finding in await asked(grounds.settings())]
    assert codes == ["telegram-nowhere"]


def test_a_missing_driver_is_named() -> None:
    facts = Facts(
        settings=Settings(_env_file=None).model_copy(update={"database_url": "postgresql://house@localhost/house"}),
        now=datetime(2026, 11, 22, tzinfo=UTC),
        running=False,
        machine=Machine(free_mb=9000, installed=frozenset({"uvloop"})),
        storage=Storage(),
    )
    assert parts in CHECKS
    assert list(parts(facts)) == [found("driver-missing")]
