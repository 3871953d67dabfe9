"""What keeps a platform from working is one sentence to the operator, and the rest of the house goes on."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.health import state_of
from bot.house import House
from bot.settings import Settings
from tests.support.discord_server import DiscordServer, point_discord_py_at
from tests.support.telegram_server import ALL_RIGHTS, TelegramServer
from tests.support.wired import Town, running_house, until

pytestmark = pytest.mark.wire


async def test_wrong_tokens_are_a_sentence_each_and_the_lobby_goes_on(tmp_path: Path) -> None:
    async with DiscordServer() as discord, TelegramServer() as telegram:
        with point_discord_py_at(discord):
            settings = Settings(
                gastgeber_data_dir=tmp_path,
                gastgeber_port=0,
                discord_token=SecretStr("not.the.token"),
                telegram_token=SecretStr("1:wrong"),
                discord_api_url=discord.api_url,
                telegram_api_url=telegram.base_url.removesuffix("/bot"),
            )
            async with running_house(settings) as house:
                await until(lambda: len(state_of(house)["trouble"]) == 2)
                status, told = await _health(house)
                assert status == 503
                assert "DISCORD_TOKEN" in told["trouble"]["discord"]
                assert "TELEGRAM_TOKEN" in told["trouble"]["telegram"]
                assert not any(secret in str(told) for secret in ("not.the.token", "1:wrong"))
                await house.lobby.ready.wait()
                async with aiohttp.ClientSession() as session, session.get(f"{house.lobby_url}/") as page:
                    assert page.status == 200
            refused = [call for call in discord.journal.calls if call.status == 401]
            assert len(refused) == 1  # Discord counts them, and shuts out who goes on


async def test_a_token_that_cannot_be_one_stops_nobody_either(tmp_path: Path) -> None:
    settings = Settings(gastgeber_data_dir=tmp_path, gastgeber_port=0, telegram_token=SecretStr("no token at all"))
    async with running_house(settings) as house:
        await until(lambda: "TELEGRAM_TOKEN" in _telegram(house))
        await house.lobby.ready.wait()


async def test_a_second_house_on_the_same_token_is_named_until_it_goes(town: Town, tmp_path: Path) -> None:
    other = town.settings.model_copy(
        update={"gastgeber_data_dir": tmp_path / "other", "discord_token": SecretStr(""), "discord_api_url": ""}
    )
    status, told = await _health(town.house)
    assert (status, told["trouble"]) == (200, {})
    assert "telegram" in told["last_good"]
    async with running_house(other) as second:
        await until(lambda: _telegram(town.house) or _telegram(second))
        assert "another house" in _telegram(town.house) + _telegram(second)
    await town.telegram.write(town.otto, town.otto, "/help")
    await town.telegram.wait_for(lambda: any("Deutsch" in m.labels for m in town.telegram.said(town.otto)), 10)
    await until(lambda: not _telegram(town.house))


async def test_a_line_that_is_down_is_told_and_found_again(town: Town) -> None:
    await town.discord.stop()
    await until(lambda: "discord" in state_of(town.house)["trouble"])
    assert (await _health(town.house))[0] == 503
    await town.discord.start()
    await until(lambda: not state_of(town.house)["trouble"], 20)
    asked = await (await town.discord.use_command(town.general, town.ann, "help")).answered()
    assert asked.ephemeral


@pytest.mark.parametrize(("given", "path"), [("", "/webhook/telegram"), ("/hook/k3v9", "/hook/k3v9")])
async def test_a_webhook_is_met_where_telegram_was_told(tmp_path: Path, given: str, path: str) -> None:
    port = _free_port()
    async with TelegramServer() as telegram:
        otto = telegram.add_user("Otto", started=True)
        group = telegram.add_group("Salon", owner=otto)
        settings = Settings(
            gastgeber_data_dir=tmp_path,
            gastgeber_port=port,
            telegram_token=SecretStr(telegram.token),
            telegram_api_url=telegram.base_url.removesuffix("/bot"),
            telegram_webhook_url=f"http://127.0.0.1:{port}{given}",
        )
        async with running_house(settings) as house:
            call = await telegram.wait_call("setWebhook")
            assert call.params["url"] == f"http://127.0.0.1:{port}{path}"
            await telegram.add_bot(group, by=otto, rights=ALL_RIGHTS)
            await telegram.write(otto, otto, "/help")
            await telegram.wait_for(lambda: any("Deutsch" in m.labels for m in telegram.said(otto)))
            await telegram.drained()
            assert all(delivery.status == 200 for delivery in telegram.hook.deliveries)
            async with aiohttp.ClientSession() as session, session.post(house.lobby_url + path, data=b"{}") as answer:
                assert answer.status == 403  # without Telegram's secret
        assert not telegram.journal.polls


async def test_under_the_webhooks_public_name_there_is_no_lobby(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        settings = Settings(
            gastgeber_data_dir=tmp_path,
            gastgeber_port=0,
            telegram_token=SecretStr(telegram.token),
            telegram_api_url=telegram.base_url.removesuffix("/bot"),
            telegram_webhook_url="https://bot.example",
        )
        async with running_house(settings) as house, aiohttp.ClientSession() as session:
            await telegram.wait_call("setWebhook")
            public = {"Host": "bot.example"}
            async with session.post(f"{house.lobby_url}/webhook/telegram", data=b"{}", headers=public) as answer:
                assert await answer.text() == "wrong secret"
            async with session.get(f"{house.lobby_url}/", headers=public) as answer:
                assert answer.status == 403


async def _health(house: House) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"{house.lobby_url}/healthz") as answer:
        return answer.status, await answer.json()


def _telegram(house: House) -> str:
    sentence: str = state_of(house)["trouble"].get("telegram", "")
    return sentence


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
