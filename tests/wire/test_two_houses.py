"""Two houses on one Discord token: both hear everything, and the operator is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.health import state_of
from bot.house import House
from tests.support.wired import Town, running_house, until

pytestmark = pytest.mark.wire


async def test_a_second_house_on_the_same_discord_token_is_named_until_it_is_gone(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.twin.SETTLING", 0.0)
    monkeypatch.setattr("bot.platforms.discord.twin.QUIET", 5.0)
    other = town.settings.model_copy(
        update={"gastgeber_data_dir": tmp_path / "other", "telegram_token": SecretStr(""), "telegram_api_url": ""}
    )
    assert told(town.house) == ""
    async with running_house(other) as second:
        await until(lambda: len(town.discord.gateway.sessions) == 2, 20)
        while not told(town.house) + told(second):
            await (await town.discord.use_command(town.general, town.ann, "help")).answered()
        assert "another house runs on the same DISCORD_TOKEN" in told(town.house) + told(second)
    await until(lambda: not told(town.house), 20)
    asked = await (await town.discord.use_command(town.general, town.ann, "help")).answered()
    assert asked.ephemeral


async def test_a_house_that_follows_itself_is_not_taken_for_two(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.platforms.discord.twin.SETTLING", 0.0)
    for _ in range(3):
        await town.restart()
        await (await town.discord.use_command(town.general, town.ann, "help")).answered()
        await (await town.discord.use_command(town.general, town.ann, "ask")).answered()
        await town.discord.settled()
        assert told(town.house) == ""


def told(house: House) -> str:
    sentence: str = state_of(house)["trouble"].get("discord", "")
    return sentence
