"""People named in a typed line on Telegram: by a user name met lately, or exactly where they have none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stores.standing import Standing
from tests.support.telegram_server import User
from tests.support.telegram_server.payloads import user_payload
from tests.support.wired import Town, open_town
from tests.wire.walking import PATIENCE, OnTelegram

pytestmark = pytest.mark.wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        await opened.open_quietly("telegram")
        yield opened


async def test_a_role_goes_by_user_name_once_somebody_looked_at_who_it_is(town: Town) -> None:
    zoe = await _comes(town, "Zoe", "zoe_m")
    owner = OnTelegram(town, town.otto)
    assert "Zoe" in await owner.says("/team grant moderator @Zoe_M")
    assert Role.MODERATOR not in await _roles(town, zoe)
    await owner.press("team/give")
    assert Role.MODERATOR in await _roles(town, zoe)


async def test_nobody_is_taken_for_somebody_the_house_has_not_met(town: Town) -> None:
    owner = OnTelegram(town, town.otto)
    assert "reply to a message of theirs" in await owner.says("/team grant moderator @nobody_here")
    assert "reply to a message of theirs" in await owner.says("/mute @nobody_here 10m")


async def test_a_user_name_that_passed_on_means_whoever_bears_it_now(town: Town) -> None:
    zoe = await _comes(town, "Zoe", "partyqueen")
    zoe.username = None
    yara = await _comes(town, "Yara", "partyqueen")
    owner = OnTelegram(town, town.otto)
    asked = await owner.says("/team grant host @partyqueen")
    assert "Yara" in asked
    assert "Zoe" not in asked
    await owner.press("team/give")
    assert (Role.HOST in await _roles(town, yara), Role.HOST in await _roles(town, zoe)) == (True, False)


async def test_a_mute_by_user_name_from_the_private_chat(town: Town) -> None:
    troll = await _comes(town, "Zacharias", "zach_troll")
    moderator = OnTelegram(town, town.otto)
    assert "Zacharias" in await moderator.says("/mute @zach_troll 10m")
    await _restricted(town, troll)


async def test_who_has_no_user_name_is_meant_exactly(town: Town) -> None:
    """Two share a name; the client says which of them was picked."""
    troll, other = await _comes(town, "Jan Peter"), await _comes(town, "Jan Peter")
    line = "/mute Jan Peter 10m"
    picked = {"type": "text_mention", "offset": 6, "length": len("Jan Peter"), "user": user_payload(troll)}
    moderator = OnTelegram(town, town.otto)
    before = len(town.telegram.said(town.otto))
    await town.telegram.write(town.otto, town.otto, line, entities=[picked])
    await town.telegram.wait_for(lambda: town.telegram.said(town.otto)[before:], PATIENCE)
    assert "Jan Peter" in await moderator.reads("Jan Peter")
    await _restricted(town, troll)
    assert town.telegram.world.standing(town.group, other).status == "member"


async def test_a_name_in_a_reason_stays_words(town: Town) -> None:
    troll, ann = await _comes(town, "Zacharias", "zach_troll"), await _comes(town, "Anna", "anna_m")
    moderator = OnTelegram(town, town.otto)
    await moderator.says("/mute @zach_troll 10m was rude to @anna_m")
    await _restricted(town, troll)
    assert "was rude to @anna_m" in await moderator.says("/case 1")
    assert town.telegram.world.standing(town.group, ann).status == "member"


async def test_one_tap_in_the_help_keeps_the_house_quiet_and_lets_it_speak_again(town: Town) -> None:
    owner = OnTelegram(town, town.otto)
    await owner.says("/help")
    assert "Paused" in await owner.press("pause/now")
    await owner.says("/help")
    await owner.press("pause/resume")
    await owner.says("/mod")
    assert "Paused" in await owner.press("pause/now")
    await owner.says("/mod")
    assert "Let it speak again" in owner.labels
    await town.telegram.start(town.tina)
    tina = OnTelegram(town, town.tina)
    await tina.reads("/mydata")
    assert "Keep the house quiet" not in tina.labels


async def _comes(town: Town, name: str, username: str | None = None) -> User:
    """Somebody joins the group and writes, which is how the house meets them."""
    user = town.telegram.add_user(name, username=username)
    await town.telegram.join(town.group, user)
    await town.telegram.write(town.group, user, "hello")
    await town.telegram.drained()
    return user


async def _roles(town: Town, user: User) -> frozenset[Role]:
    async with town.house.database.read() as reader:
        return await Standing(reader).roles(await town.community("telegram"), MemberRef("telegram", str(user.id)))


async def _restricted(town: Town, user: User) -> None:
    await town.telegram.wait_for(
        lambda: town.telegram.world.standing(town.group, user).status == "restricted", PATIENCE
    )
