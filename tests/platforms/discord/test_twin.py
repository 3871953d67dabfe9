"""A second house on the same token is noticed by what it does, and nothing the house does itself looks like one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.actions import Answer, Post
from bot.core.ambient import Planned
from bot.core.events import CommandInvoked, MessageWritten
from bot.core.ports import Done
from bot.platforms.discord.twin import QUIET, SETTLING, SIGNS, WITHIN, Twin
from tests.platforms.discord.conftest import Town
from tests.platforms.discord.house import Collecting, at_home, delivery, place, posted, words

START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
HOUSE = "42"


def moved(clock: Planned, seconds: float) -> None:
    clock.move_to(clock.now() + timedelta(seconds=seconds))


def message(number: int, nonce: str | None = "other", author: str = HOUSE, **more: Any) -> dict[str, Any]:
    told = {"id": str(number), "author": {"id": author}, "type": 0, **more}
    return told if nonce is None else told | {"nonce": nonce}


@pytest.fixture
def clock() -> Planned:
    return Planned(START)


@pytest.fixture
def twin(clock: Planned) -> Twin:
    made = Twin(clock)
    made.connected()
    moved(clock, SETTLING)
    return made


def speaks(twin: Twin, times: int, first: int = 1) -> None:
    for number in range(first, first + times):
        twin.heard(message(number), HOUSE)


def test_several_lines_the_house_never_sent_are_one_sentence(twin: Twin, caplog: pytest.LogCaptureFixture) -> None:
    speaks(twin, SIGNS - 1)
    assert twin.trouble == ""
    speaks(twin, 5, first=SIGNS)
    assert "DISCORD_TOKEN" in twin.trouble
    assert [record.levelname for record in caplog.records if "DISCORD_TOKEN" in record.getMessage()] == ["WARNING"]


def test_the_sentence_goes_when_it_has_been_quiet(twin: Twin, clock: Planned) -> None:
    speaks(twin, SIGNS)
    moved(clock, QUIET - 1)
    assert twin.trouble
    moved(clock, 1)
    assert twin.trouble == ""
    speaks(twin, SIGNS - 1, first=100)
    assert twin.trouble == ""


def test_interactions_that_somebody_else_acknowledged_count_as_well(twin: Twin) -> None:
    for number in range(SIGNS):
        twin.beaten(str(number))
    assert twin.trouble


def test_one_happening_told_often_is_one_sign(twin: Twin) -> None:
    for _ in range(SIGNS + 5):
        twin.heard(message(1), HOUSE)
        twin.beaten("9")
    assert twin.trouble == ""


def test_signs_far_apart_are_no_alarm(twin: Twin, clock: Planned) -> None:
    for number in range(SIGNS * 3):
        twin.heard(message(number), HOUSE)
        moved(clock, WITHIN / (SIGNS - 1) + 1)
    assert twin.trouble == ""


def test_what_an_earlier_process_still_had_on_its_way_is_no_sign(clock: Planned) -> None:
    twin = Twin(clock)
    speaks(twin, SIGNS)
    twin.connected()
    moved(clock, SETTLING - 1)
    speaks(twin, SIGNS, first=10)
    assert twin.trouble == ""
    moved(clock, 1)
    twin.connected()  # the line was cut and taken up again: that is no fresh start
    speaks(twin, SIGNS, first=20)
    assert twin.trouble


@pytest.mark.parametrize(
    "told",
    [
        message(1, nonce="ours"),
        message(1, nonce=None),
        message(1, author="7"),
        message(1, type=18),
        message(1, webhook_id=HOUSE),
        message(1, interaction_metadata={"id": "5"}),
    ],
    ids=["own", "without a nonce", "a guest", "discord itself", "an answer", "a response"],
)
def test_what_a_house_alone_may_hear_is_no_sign(twin: Twin, told: dict[str, Any]) -> None:
    twin.sends("ours")
    for number in range(SIGNS):
        twin.heard(told | {"id": str(number)}, HOUSE)
    assert twin.trouble == ""


async def test_two_houses_on_one_token_are_told_whoever_is_slower(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.platforms.discord.twin.SETTLING", 0.0)
    server = town.server
    async with at_home(server, first := Collecting()) as quick, at_home(server, second := Collecting()) as slow:
        for number in range(SIGNS):
            asked = await server.use_command(town.lobby, town.ann, "help")
            event = await first.next(CommandInvoked, count=number + 1)
            assert isinstance(await quick.perform(delivery(Answer(words("yes")), event.scene)), Done)
            assert isinstance(await slow.perform(delivery(Answer(words("yes")), event.scene)), Done)
            await asked.answered()
        await server.wait_for(lambda: slow.trouble)
        assert "another house" in slow.trouble
        assert quick.trouble == ""
        for _ in range(SIGNS):
            await slow.perform(delivery(Post(place(town.lobby), words("here too"))))
        await server.wait_for(lambda: quick.trouble)
    assert len(second.of(CommandInvoked)) == SIGNS


async def test_a_busy_house_alone_is_never_taken_for_two(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken lines, answers that were lost, repeats and a resume included."""
    monkeypatch.setattr("bot.platforms.discord.twin.SETTLING", 0.0)
    server = town.server
    callback = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
    async with at_home(server, inbox := Collecting()) as house:
        for number in range(SIGNS):
            await posted(house, town.lobby)
            await server.events.repeat("MESSAGE_CREATE")
            server.fail(*callback, times=1, after_effect=True)
            asked = await server.use_command(town.lobby, town.ann, "help")
            await server.events.repeat("INTERACTION_CREATE")
            event = await inbox.next(CommandInvoked, count=2 * number + 1)
            await house.perform(delivery(Answer(words("yes")), event.scene))
            await asked.answered()
            form = await server.use_command(town.lobby, town.owner, "party")
            await server.events.repeat("INTERACTION_CREATE")
            await form.answered()
        await server.gateway.drop()
        await server.write(town.lobby, town.ann, "still there?")
        await inbox.next(MessageWritten)
        await server.settled()
        assert house.trouble == ""
        acks = [call for call in server.journal.of(*callback) if call.status == 400]
        assert acks  # it was told "already acknowledged", by its own doing
