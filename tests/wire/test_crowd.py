"""Many at once, over the wire on both platforms: one line for few seats, and a mute that does not wait behind reminders."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - dice with a seed, for the order in which a crowd presses
import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from tests.bench.chaos.town import Community, Size, Town, connected, found, open_town
from tests.bench.rush import rush
from tests.support.discord_server import Interaction, point_discord_py_at
from tests.support.telegram_server import Press
from tests.support.wired import running_house

pytestmark = pytest.mark.wire
PATIENCE = 60.0
GUESTS, SEATS = 100, 50  # on each platform; for both together
PACE = 30  # reminders a second, over all of them: Telegram takes no more messages, Discord two calls for each
SOON = 90  # reminders that were on their way already, or went while the house decided; three seconds of them at most
LINE = re.compile(r"You are number (\d+) in line")


async def test_two_hundred_press_yes_at_once_for_fifty_seats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """House, guests and both platforms share a thread here: on a busy machine that is longer than Discord waits."""
    monkeypatch.setattr("tests.support.discord_server.interaction.PATIENCE", timedelta(minutes=1))
    async with open_town(tmp_path, "", random.Random(7), Size(1, GUESTS, SEATS)) as town:
        await found(town)
        (each,) = town.communities
        with point_discord_py_at(town.discord):
            async with running_house(town.settings) as house:
                await connected(house)
                interactions, presses = await _all_press(town, each)
                await town.telegram.wait_for(lambda: all(_told(town, one) for one in presses), PATIENCE)
                places = [_places(one.text) for one in interactions] + [_told(town, one) for one in presses]
                await town.discord.wait_for(lambda: _counted(_on_discord(each)), PATIENCE)
                await town.telegram.wait_for(lambda: each.line and _counted(each.line.words), PATIENCE)
                async with house.database.read() as reader:
                    rows = await reader.rows(
                        "SELECT ticket, seated, platform, member FROM party_rsvp WHERE party = ? ORDER BY ticket",
                        each.party,
                    )
    assert [row[0] for row in rows] == list(range(1, 2 * GUESTS + 1))
    assert [row[1] for row in rows] == [1] * SEATS + [0] * (2 * GUESTS - SEATS)
    waiting = 2 * GUESTS - SEATS
    assert sorted(chain.from_iterable(places)) == [0] * SEATS + list(range(1, waiting + 1))
    in_order = {
        "discord": [one.user.id for one in interactions],
        "telegram": [one.user.id for one in presses],
    }
    for platform, pressed in in_order.items():  # first come, first served, as each platform told it
        assert [int(row[3]) for row in rows if row[2] == platform] == pressed
    assert not _names(each) & set(_on_discord(each).split())  # nobody asked to be named


async def test_a_mute_and_an_answer_do_not_wait_behind_ten_thousand_reminders(tmp_path: Path) -> None:
    async with open_town(tmp_path, "", random.Random(7), Size(1)) as town:
        town.discord.limit("POST", "/channels/{channel_id}/messages", calls=5, seconds=5)
        rushed = await rush(town, 10_000, enough=60)
    for platform, one in rushed.items():
        assert one.mute.reminders_before < SOON, platform
        assert one.answer.reminders_before < SOON, platform
        assert one.refused == 0, platform
        assert one.reminders_per_second < PACE, platform


async def _all_press(town: Town, each: Community) -> tuple[Sequence[Interaction], Sequence[Press]]:
    """Nobody waits for anybody; then each waits for their own answer."""
    assert each.card is not None
    assert each.line is not None
    data = next(one["callback_data"] for one in each.line.buttons if "/yes/" in one.get("callback_data", ""))
    interactions: list[Interaction] = []
    presses: list[Press] = []
    for user, person in zip(each.users, each.people, strict=True):
        interactions.append(await town.discord.press(each.card, user, f"parties/yes/{each.party}"))
        presses.append(await town.telegram.press(each.line, person, data))
    await asyncio.gather(
        *(one.answered(PATIENCE) for one in interactions), *(one.answered(PATIENCE) for one in presses)
    )
    return interactions, presses


def _told(town: Town, press: Press) -> set[int]:
    """In the line on the card, or in the private chat where a busy house came too late for that."""
    said = [line.words for line in town.telegram.said(press.user)]
    return _places(" ".join([press.alert or "", press.toast or "", *said]))


def _places(words: str) -> set[int]:
    """The guest's place in line; 0 is a seat."""
    return {int(place) for place in LINE.findall(words)} | ({0} if "You have a seat" in words else set())


def _counted(words: str) -> bool:
    return "50 of 50" in words and "waiting list: 150" in words


def _on_discord(each: Community) -> str:
    assert each.card is not None
    return " ".join(each.card.showing.texts) if each.card.showing else ""


def _names(each: Community) -> set[str]:
    return {user.name for user in each.users} | {person.first_name for person in each.people}
