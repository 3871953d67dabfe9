"""Tokens, keys and guests' private words: in no log, no answer of the house, no metric, no file."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.control import ask
from bot.core.actions import Action
from bot.core.context import Context
from bot.core.ports import Delivery, Outcome, Reader
from bot.logs import make_formatter
from tests.support.wired import Town, until

pytestmark = pytest.mark.wire
WORDS = "my mother must never read this"


class Lines(logging.Handler):
    """What an operator reads, formatted as `gastgeber run --log-json` does."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self.setFormatter(make_formatter(as_json=True, secrets=secrets))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def read(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


@contextmanager
def reading_the_log(town: Town) -> Iterator[Lines]:
    handler, root = Lines(town.settings.secrets()), logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler
    finally:
        root.removeHandler(handler)


async def seen(town: Town) -> dict[str, str]:
    """Everything the house shows whoever watches it."""
    async with aiohttp.ClientSession() as session:
        shown = {}
        for path in ("/healthz", "/metrics"):
            async with session.get(f"http://127.0.0.1:{town.house.port}{path}") as answer:
                shown[path] = await answer.text()
    shown["state"] = json.dumps(await ask(town.settings.socket_path, "state"))
    return shown


def secrets_of(town: Town) -> list[str]:
    key = (town.settings.data_dir / "secret.key").read_text(encoding="utf-8").strip()
    return [*town.settings.secrets(), key, WORDS]


def break_down(town: Town, command: str) -> None:
    """From here on it stumbles over what was said, and its exception repeats it with the token beside it."""
    token = town.telegram.token

    async def broken(ctx: Context, **given: object) -> list[Action]:
        raise ValueError(f"could not convert {WORDS!r} at https://api.example/bot{token}/sendMessage")

    commands = town.house.world.catalogue.commands
    commands[command] = replace(commands[command], run=broken)


async def test_the_id_a_guest_is_told_stands_in_the_log_without_anybodys_words(town: Town) -> None:
    break_down(town, "help")
    with reading_the_log(town) as log:
        asked = await (await town.discord.use_command(town.general, town.ann, "help")).answered(20)
        said = re.search(r"`([0-9B-Z]{5})`", asked.text)
        assert said is not None
        lines = [line for line in log.read() if line.get("event_id") == said[1]]
    assert len(lines) >= 3  # every try, and that it was set aside
    first = lines[0]
    assert (first["platform"], first["kind"], first["feature"]) == ("discord", "CommandInvoked", "house")
    assert first["error"].startswith("ValueError")
    assert "set aside" in lines[-1]["event"]
    whole = "\n".join(log.lines)
    assert [secret for secret in secrets_of(town) if secret in whole] == []


async def test_no_failure_shows_a_secret_anywhere(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    token, other = town.telegram.token, town.discord.token
    telegram = next(one for one in town.house.platforms if one.name == "telegram")

    async def torn(delivery: Delivery) -> Outcome:
        raise RuntimeError(f"POST https://api.example/bot{token}/sendMessage text={WORDS}")

    with reading_the_log(town) as log:
        break_down(town, "ask")
        monkeypatch.setattr(telegram, "perform", torn)
        await town.telegram.write(town.otto, town.otto, f"/ask {WORDS}")
        town.telegram.emit_raw({"message": {"message_id": WORDS, "chat": WORDS}})
        await town.telegram.drained()
        town.house.trouble["discord"] = f"401 for Bot {other} at /users/@me?t={token.replace(':', '%3A')}"
        await until(lambda: any("set aside as event" in line.get("event", "") for line in log.read()), 20)
        shown = await seen(town)
        async with aiohttp.ClientSession() as session:
            url = f"http://127.0.0.1:{town.house.port}/webhook/telegram?token={token}"
            async with session.post(url, data=f'{{"update_id": "{WORDS}') as answer:
                shown["webhook"] = await answer.text()
        made = await town.house.backups.make(town.house.database, "asked", town.house.ambient.now())
        files = [made.file, *town.settings.data_dir.glob("*.db*")]
        shown |= {file.name: file.read_bytes().decode("latin-1") for file in files}
        shown["log"] = "\n".join(log.lines)
    hidden = [*secrets_of(town), other, token.replace(":", "%3A")]
    assert {name: secret for name, text in shown.items() for secret in hidden if secret in text} == {}
    assert "[secret]" in shown["state"]
    async with town.house.database.read() as reader:
        kept = await reader.rows("SELECT body FROM inbox WHERE state = 'aside'")
    assert WORDS in str(kept)  # nothing is lost: the house itself still reads it


async def test_health_and_metrics_are_there_and_off_the_public_lobby(town: Town) -> None:
    await (await town.discord.use_command(town.general, town.ann, "help")).answered()
    shown = await seen(town)
    health = json.loads(shown["/healthz"])
    assert (health["database"], health["trouble"]) == (True, {})
    assert {"discord", "telegram", "lobby"} <= set(health["platforms"])
    for name in (
        'gastgeber_events_total{kind="CommandInvoked",platform="discord"} 1.0',
        "gastgeber_turn_seconds_bucket",
        'gastgeber_actions_total{kind="Answer",outcome="sent",platform="discord"}',
        "gastgeber_database_up 1.0",
        "gastgeber_timers_late 0.0",
        "process_resident_memory_bytes",
    ):
        assert name in shown["/metrics"], name
    for person in (town.ann, town.olga, town.mo):
        assert str(person.id) not in shown["/metrics"]
        assert person.name not in shown["/metrics"]
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{town.house.port}/metrics"
        async with session.get(url, headers={"X-Forwarded-For": "203.0.113.9"}) as answer:
            assert answer.status == 404
        async with session.get(url, headers={"Host": "elsewhere.example"}) as answer:
            assert answer.status == 403


async def test_health_is_told_while_the_database_hangs(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    freed = asyncio.Event()
    read = town.house.database.read

    @asynccontextmanager
    async def hanging() -> AsyncIterator[Reader]:
        await freed.wait()
        async with read() as reader:
            yield reader

    monkeypatch.setattr(town.house.database, "read", hanging)
    monkeypatch.setattr("bot.health.PATIENCE", 0.1)
    async with aiohttp.ClientSession() as session:
        for path, status in (("/healthz", 503), ("/metrics", 200), ("/healthz", 503)):
            async with session.get(f"http://127.0.0.1:{town.house.port}{path}") as answer:
                assert answer.status == status
                told = await answer.text()
                assert '"database": false' in told or "gastgeber_database_up 0.0" in told
    freed.set()
    monkeypatch.undo()
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{town.house.port}/healthz") as answer:
        assert answer.status == 200
