"""A place may speak another language than its community: chosen on a page of the setup, and taken back there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Amend
from bot.core.refs import PlaceRef
from bot.core.stores.communities import Communities
from cogs.door import door
from cogs.parties import parties
from cogs.setup import setup
from persona.voice import open_voice
from tests.cogs.door.support import moderator
from tests.cogs.door.test_reports import pick, reported, reports
from tests.cogs.setup.test_walk import FEATURES, PACKAGES, PARTY_PLACES, PLATFORMS, buttons, choose, owner, press, seen
from tests.support.stage import Actor, Stage, open_stage


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


@asynccontextmanager
async def announced(folder: Path) -> AsyncIterator[tuple[Stage, Actor]]:
    """Three parties announced in a group and a channel: one that is over, one to come, one called off."""
    voice = open_voice()
    features = [*(each for each in FEATURES if each.name != "parties"), parties(voice)]
    async with open_stage(folder, features, packages=(*PACKAGES, "cogs.parties"), voice=voice) as stage:
        await stage.link("discord", "telegram")
        await stage.set(PARTY_PLACES, ["discord:general", "telegram:house"], "discord")
        olga = await owner(stage, "discord")
        for title, then in (("Old", "end"), ("Neon", ""), ("Off", "withdraw")):
            await olga.asks("party", f"{title} 28.11.2026 20:00")
            async with stage.database.read() as reader:
                [[id_]] = await reader.rows("SELECT id FROM party WHERE title = ?", title)
            for verb in ("publish", *(("begin", "end") if then == "end" else (then,) if then else ())):
                await olga.presses(f"parties/{verb}/{id_}")
        stage.take()
        yield stage, olga


def redrawn(stage: Stage) -> dict[str, list[str]]:
    """The platforms whose cards were edited, with the words of each."""
    edits = [action for action in stage.take() if isinstance(action, Amend)]
    found: dict[str, list[str]] = {}
    for edit in edits:
        found.setdefault(edit.bookmark.rpartition("/")[2].partition(":")[0], []).append(edit.note.text.plain)
    return found


async def test_cards_that_stood_there_already_kept_the_language_a_place_had_before(tmp_path: Path) -> None:
    async with announced(tmp_path) as (stage, olga):
        for wish, words in (("de", "Noch hat niemand zugesagt"), ("like", "Nobody"), ("like", "")):
            await olga.presses(f"setup/speakin/telegram.house={wish}", private=True)
            edits = redrawn(stage)
            if not words:
                assert edits == {}, "nothing changed"
                continue
            [card] = edits.pop("telegram")
            assert "Neon" in card
            assert words in card
            assert edits == {}


async def test_cards_that_stood_there_already_kept_the_time_zone_a_place_had_before(tmp_path: Path) -> None:
    async with announced(tmp_path) as (stage, olga):
        await olga.fills("setup/timeby/telegram.house", zone="Asia/Tokyo", private=True)
        assert ["29 November, 04:00 (Tokyo" in card for card in redrawn(stage)["telegram"]] == [True]
        await olga.presses("setup/timein/telegram.house=like", private=True)
        assert ["(Berlin" in card for card in redrawn(stage)["telegram"]] == [True]


async def test_cards_kept_the_language_the_community_had_before_except_where_a_place_has_its_own(
    tmp_path: Path,
) -> None:
    async with announced(tmp_path) as (stage, olga):
        await olga.presses("setup/speakin/telegram.house=en", private=True)
        stage.take()
        await olga.presses("setup/set/language", "de", private=True)
        cards = redrawn(stage)
        assert ["Noch hat niemand zugesagt" in card for card in (*cards["discord"], *cards["telegram"])] == [
            True,
            False,
        ]


async def test_every_card_was_edited_although_the_language_and_the_time_zone_were_as_before(tmp_path: Path) -> None:
    async with announced(tmp_path) as (stage, olga):
        async with stage.database.read() as reader:
            [(language, zone)] = await reader.rows("SELECT DISTINCT language, zone FROM community WHERE state = 'open'")
        await olga.presses("setup/set/language", language, private=True)
        await olga.fills("setup/zone", zone=zone, private=True)
        assert redrawn(stage) == {}


@pytest.mark.parametrize("platform", ["discord", "telegram"])
async def test_an_open_reports_card_kept_the_language_the_log_had_before(tmp_path: Path, platform: str) -> None:
    """What is decided already reads as it was, and another place's language is none of the log's."""
    voice = open_voice()
    async with open_stage(tmp_path, [setup, door], packages=("cogs.setup", "cogs.door"), voice=voice) as stage:
        troll, _, old = await reported(stage, platform)
        await (await moderator(stage, platform)).presses(pick(old, "fine")[0])
        await reports(stage, stage.actor("Ann", platform), troll, await troll.writes("so dumm"), "so dumm")
        olga = await owner(stage, platform)
        stage.take()
        seen = []
        for button in (f"speakin/{platform}.{stage.room(platform).id}=de", f"speakin/{platform}.log=de"):
            await olga.presses(f"setup/{button}", private=True)
            seen.append([edit.note.text.plain for edit in stage.take() if isinstance(edit, Amend)])
        assert seen[0] == []
        [card] = seen[1]
        assert "so dumm" in card
        assert "gemeldet von einem Gast" in card


async def test_a_closed_house_edits_nothing(tmp_path: Path) -> None:
    async with announced(tmp_path) as (stage, olga):
        async with stage.database.write() as tx:
            await tx.run("UPDATE community SET state = 'closed'")
        stage.world.memory.clear()
        await olga.presses("setup/speakin/telegram.house=de", private=True)
        assert redrawn(stage) == {}
