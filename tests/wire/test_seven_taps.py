"""Seven taps, each on what the house suggests, open it: counted on each platform, over a restart in between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.stores.communities import Communities
from tests.support.telegram_server import ALL_RIGHTS
from tests.support.wired import Town, open_town
from tests.wire.test_first_run import ENGLISH, garden_of
from tests.wire.walking import OnDiscord, OnTelegram, called, surveyed

pytestmark = pytest.mark.wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        yield opened


async def test_on_discord_seven_taps_open_the_house_as_suggested(town: Town) -> None:
    gerd, garden, room, _ = garden_of(town)
    await town.discord.add_bot(garden)
    await surveyed(town, "discord", garden.id)
    await called(town, "discord", garden.id)
    owner = OnDiscord(town, gerd, room)
    await owner.command("setup")
    await _seven_taps(owner)
    await _open(town, "discord", garden.id)
    assert all(asked.ephemeral for asked in owner.used if asked.responses)  # a press changes the panel in its place
    assert not ENGLISH.search(owner.text)


async def test_on_telegram_seven_taps_open_the_house_as_suggested(town: Town) -> None:
    greta = town.telegram.add_user("Greta", language="de", started=True)
    group = town.telegram.add_group("Gartenfest", owner=greta)
    await town.telegram.add_bot(group, by=greta, rights=ALL_RIGHTS)
    await surveyed(town, "telegram", group.id)
    await called(town, "telegram", group.id)
    owner = OnTelegram(town, greta)
    await owner.says("/setup")
    await _seven_taps(owner)
    await _open(town, "telegram", group.id)
    assert not town.telegram.said(group)


async def _seven_taps(owner: OnDiscord | OnTelegram) -> None:
    """Each page as it is suggested, with the house's own restart in between."""
    for page in range(1, 7):
        assert f"Seite {page} von 6" in owner.text
        assert "Vorschlag" in owner.text
        if page == 3:
            await owner.town.restart()
        await owner.press("setup/keep")
    assert "Das Haus ist geöffnet" in await owner.press("setup/open")
    assert owner.taps == 7


async def _open(town: Town, platform: str, server: int) -> None:
    async with town.house.database.read() as reader:
        found = await Communities(reader).load(await town.community(platform, server))
    assert found is not None
    assert (found.open, found.language, found.zone) == (True, "de", "Europe/Berlin")
