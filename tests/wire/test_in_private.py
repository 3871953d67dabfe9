"""A private message is answered where it was written, on both platforms."""

from __future__ import annotations

import pytest

from tests.support.discord_server import Channel
from tests.support.wired import Town
from tests.wire.walking import OnTelegram

pytestmark = pytest.mark.wire


async def test_nobody_who_wrote_to_the_house_in_private_on_discord_was_ever_answered(town: Town) -> None:
    direct = town.discord.direct(town.ann)
    for asked, answer in (
        ("what can you do?", "I am the house"),
        ("Who bakes the cake?", "I do not know that yet"),
        ("thanks", "just ask"),
        ("why " * 100, "at most"),
    ):
        count = len(town.discord.messages_of_bot(direct.id))
        await town.discord.write(direct, town.ann, asked)
        await _more_than(town, direct, count)
        assert answer in town.discord.messages_of_bot(direct.id)[-1].content
    assert not town.discord.messages_of_bot(town.general.id)


async def test_a_private_question_is_answered_on_telegram(town: Town) -> None:
    await town.telegram.start(town.tina)
    tina = OnTelegram(town, town.tina)
    await tina.reads("/mydata")
    await town.telegram.write(town.tina, town.tina, "what can you do?")
    await town.telegram.wait_for(lambda: any("I am the house" in m.words for m in town.telegram.said(town.tina)), 60)


async def _more_than(town: Town, direct: Channel, count: int) -> None:
    await town.discord.wait_for(lambda: len(town.discord.messages_of_bot(direct.id)) > count, 60)
