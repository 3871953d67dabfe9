"""One rule for which language a member reads, wherever the house writes to them unasked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.features import Feature, Press
from bot.core.refs import MemberRef
from bot.core.spoken import language_of, read_at
from bot.core.stores.people import Registry
from bot.core.stores.registrar import Registrar
from tests.support.stage import Stage, open_stage


async def reads(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    language = await language_of(ctx, MemberRef("discord", "ann"), told=argument)
    there = await read_at(ctx, ctx.who.place)
    return [ctx.answer("reads", language=language, there=there.language, zone=str(there.zone))]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    feature = Feature("spoken", presses={"reads": Press(reads)})
    async with open_stage(tmp_path, [feature], platforms=("discord",)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("own", "told", "known", "community", "read"),
    [
        ("en", "de", "de", "de", "en"),  # their own choice
        ("", "de-AT", "en", "en", "de"),  # what their platform says this moment
        ("", "", "de-CH", "en", "de"),  # what it said before
        ("", "fr", "fr", "de", "de"),  # none that we speak: their community's
        ("", "", "", "de", "de"),
    ],
)
async def test_a_member_reads_the_first_language_that_the_house_speaks(
    stage: Stage, own: str, told: str, known: str, community: str, read: str
) -> None:
    await stage.actor("Ann", "discord", known).writes("hi")
    async with stage.database.write() as tx:
        await Registry(tx).speak(MemberRef("discord", "ann"), own)
        await Registrar(tx).shape(await stage.community("discord"), language=community)
    stage.world.memory.clear()
    await stage.actor("Mo", "discord").presses(f"spoken/reads/{told}")
    assert f"language={read} " in stage.said()[0]


async def test_a_stranger_reads_what_their_community_speaks(stage: Stage) -> None:
    await stage.actor("Mo", "discord").presses("spoken/reads")
    assert stage.said() == ["reads language=en there=en zone=Europe/Berlin"]


async def test_a_place_is_read_in_its_own_language_and_time(stage: Stage) -> None:
    async with stage.database.write() as tx:
        await Registrar(tx).speak_in(stage.room("discord"), "de")
        await Registrar(tx).keep_time_of(stage.room("discord"), "Europe/Lisbon")
    stage.world.memory.clear()
    await stage.actor("Mo", "discord").presses("spoken/reads")
    assert stage.said() == ["reads language=en there=de zone=Europe/Lisbon"]
