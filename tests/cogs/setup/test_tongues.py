"""A place may speak another language than its community: chosen on a page of the setup, and taken back there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.refs import PlaceRef
from bot.core.stores.communities import Communities
from persona.voice import open_voice
from tests.cogs.setup.test_walk import FEATURES, PACKAGES, PLATFORMS, buttons, choose, owner, press, seen
from tests.support.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES) as opened:
        yield opened


async def language_of(stage: Stage, place: PlaceRef) -> str:
    async with stage.database.read() as reader:
        found = await Communities(reader).place(place)
    assert found is not None
    return found.language


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_places_language_was_read_everywhere_and_set_nowhere(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    room = stage.room(platform)
    assert "setup/tongues" in buttons(await press(stage, olga, "setup/home"))
    note = await choose(stage, olga, await press(stage, olga, "setup/tongues"), room.id)
    assert "setup-tongue-ask place=general" in note.text.plain
    note = await press(stage, olga, next(each for each in buttons(note) if each.endswith("=de")))
    assert "setup-tongue-own place=general value=language-de" in note.text.plain
    assert await language_of(stage, room) == "de"
    await press(stage, olga, f"setup/speakin/{platform}.{room.id}=like")
    assert await language_of(stage, room) == ""


async def test_a_welcome_is_said_in_the_language_of_its_place(tmp_path: Path) -> None:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES, voice=open_voice()) as stage:
        olga = await owner(stage, "telegram")
        await olga.presses("setup/speakin/telegram.house=de")
        stage.take()
        await stage.actor("Ann", "telegram").joins()
        await stage.passes(timedelta(seconds=10))
        [welcome] = stage.notes()
        assert [button.label for row in welcome.rows for button in row] == ["Hausregeln"]


async def test_languages_and_places_nobody_offered_are_refused(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    for button in ("speakin/discord.general=xx", "speakin/discord.gone=de", "tongue/discord=gone", "tongue/x=general"):
        await olga.presses(f"setup/{button}")
    assert stage.said() == ["button-gone"] * 4
    await stage.actor("Ann", "discord").presses("setup/speakin/discord.general=de")
    assert stage.said() == ["not-allowed role=role-owner"]


async def test_a_room_of_another_community_keeps_its_language(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.presses("setup/speakin/lobby.general=de")
    assert stage.said() == ["button-gone"]
    assert await language_of(stage, stage.room("lobby")) == ""


async def test_many_places_come_page_by_page(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await stage.happens(seen(stage, "discord", rooms=30))
    note = await press(stage, olga, "setup/tongues")
    assert "setup/tongues/1" in buttons(note)
    note = await press(stage, olga, "setup/tongues/1")
    assert "r29" in [option.value for option in note.selects[0].options]


async def zone_of(stage: Stage, place: PlaceRef) -> str:
    async with stage.database.read() as reader:
        found = await Communities(reader).place(place)
    assert found is not None
    return found.zone


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_place_keeps_its_own_time_until_it_is_taken_back(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    room = stage.room(platform)
    note = await choose(stage, olga, await press(stage, olga, "setup/tongues"), room.id)
    stem = f"{platform}.{room.id}"
    note = await press(stage, olga, f"setup/clock/{stem}")
    assert "setup-clock-ask place=general" in note.text.plain
    note = await choose(stage, olga, note, "Europe.London")
    assert "setup-tongue-own place=general value=Europe/London" in note.text.plain
    assert await zone_of(stage, room) == "Europe/London"
    await olga.fills(f"setup/timeby/{stem}", zone="lisbon")
    stage.take()
    assert await zone_of(stage, room) == "Europe/Lisbon"
    await press(stage, olga, f"setup/timein/{stem}=like")
    assert await zone_of(stage, room) == ""


async def test_times_and_places_nobody_offered_are_refused(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    for button in ("timein/discord.general=Mars.Base", "timein/discord.gone=UTC", "clock/lobby.general"):
        await olga.presses(f"setup/{button}")
    await olga.fills("setup/timeby/discord.general", zone="Atlantis")
    assert stage.said() == ["button-gone"] * 3 + ["setup-zone-unknown given=Atlantis"]
    await stage.actor("Ann", "discord").presses("setup/timein/discord.general=UTC")
    assert stage.said() == ["not-allowed role=role-owner"]
