"""How long names and messages are kept stands among the house's manners; an owner chooses, for their community alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stores.standing import Steward
from cogs.door import door
from cogs.door.knobs import EVIDENCE_DAYS
from cogs.parties import parties
from cogs.parties.knobs import KEEP_DAYS, PLACES
from cogs.setup import setup
from persona.voice import open_voice
from tests.cogs.parties.support import bare_voice
from tests.cogs.setup.test_walk import PLATFORMS, buttons, community, owner, press
from tests.support.stage import Stage, open_stage

KEPT = ("cogs.setup", "cogs.door", "cogs.parties")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    voice = bare_voice()
    async with open_stage(tmp_path, [setup, door, parties(voice)], packages=KEPT, voice=voice) as opened:
        yield opened


async def days(stage: Stage, platform: str) -> tuple[int, int]:
    found = await community(stage, platform)
    return found.knob(KEEP_DAYS), found.knob(EVIDENCE_DAYS)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_owner_chooses_for_their_own_community_and_sees_what_holds(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    manners = await press(stage, olga, "setup/manners")
    assert "setup-kept-names span=30 days" in manners.text.plain
    assert "setup-kept-evidence span=90 days" in manners.text.plain
    assert "setup/keeping" in buttons(manners)
    page = await press(stage, olga, "setup/keeping")
    assert buttons(page) == [
        *(f"setup/keepfor/names={span}" for span in (7, 30, 90)),
        *(f"setup/keepfor/evidence={span}" for span in (30, 90, 180)),
        "setup/manners",
    ]
    page = await press(stage, olga, "setup/keepfor/names=7")
    assert "setup-kept-names span=7 days" in page.text.plain
    assert [button.id for row in page.rows for button in row if button.style == "good"] == [
        "setup/keepfor/names=7",
        "setup/keepfor/evidence=90",
    ]
    page = await press(stage, olga, "setup/keepfor/evidence=180")
    assert "setup-kept-evidence span=180 days" in page.text.plain
    assert await days(stage, platform) == (7, 180)
    assert {await days(stage, other) for other in PLATFORMS if other != platform} == {(30, 90)}


@pytest.mark.parametrize("given", ["names=0", "names=8", "names=180", "evidence=7", "evidence=", "names", "recent=30"])
async def test_what_is_no_choice_changes_nothing(stage: Stage, given: str) -> None:
    olga = await owner(stage, "discord")
    await olga.presses(f"setup/keepfor/{given}", private=True)
    assert stage.said() == ["button-gone"]
    assert await days(stage, "discord") == (30, 90)


async def test_the_team_sees_what_holds_and_only_owners_choose_as_nobody_can_bring_it_back(stage: Stage) -> None:
    tea = stage.actor("Tea", "discord")
    await tea.presses("setup/manners")
    async with stage.database.write() as tx:
        by, here = MemberRef("shell", "test"), await stage.community("discord")
        await Steward(tx).grant(here, tea.ref, Role.TEAM, by, stage.clock.now())
    stage.world.memory.clear()
    stage.take()
    note = await press(stage, tea, "setup/manners")
    assert "setup-kept-names" in note.text.plain
    assert "setup/keeping" not in buttons(note)
    for button in ("setup/keeping", "setup/keepfor/names=7"):
        await tea.presses(button)
        assert stage.said() == ["not-allowed role=role-owner"]
    olga = await owner(stage, "discord")
    await press(stage, olga, "setup/keepfor/evidence=180")
    await press(stage, tea, "setup/restore")
    assert await days(stage, "discord") == (30, 180)


async def test_a_guest_is_told_their_own_communitys_time(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await press(stage, olga, "setup/keepfor/names=7")
    await stage.set(PLACES, ["discord:general"], "discord")
    await olga.asks("party", "Neon Friday 20:00")
    async with stage.database.read() as reader:
        [(party,)] = await reader.rows("SELECT id FROM party WHERE title = 'Neon'")
    await olga.presses(f"parties/publish/{party}")
    stage.take()
    await stage.actor("Ann", "discord").presses(f"parties/yes/{party}")
    assert any("parties-privacy kept=7 days" in words for words in stage.said())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "die Antwort geht 7 Tage nach der Party"),
        ("en", "the answer goes 7 days after the party"),
    ],
)
def test_the_time_is_said_in_words(language: str, words: str) -> None:
    voice = open_voice()
    said = voice.say(language, "parties-privacy", {"who": "Olga", "kept": timedelta(days=7)}).plain
    assert words in said
    for what in ("names", "evidence"):
        assert "180" in voice.say(language, f"setup-kept-{what}", {"span": timedelta(days=180)}).plain
        assert "180" in voice.say(language, f"setup-keep-{what}-label", {"span": timedelta(days=180)}).plain
