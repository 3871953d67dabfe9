"""A guest's name stays on the guest's platform, but for moderators who are there too."""

from __future__ import annotations

import pytest

from bot.core.actions import Amend, Post, Whisper
from tests.cogs.door.support import case, ids, link_accounts, moderator, mutes, of, private, with_log
from tests.support.stage import Actor, Stage


async def muted_on_telegram(stage: Stage) -> tuple[Actor, Post]:
    """A guest of Telegram, muted there, with the log on Discord."""
    await stage.link("telegram", "discord")
    await with_log(stage, "telegram", at="discord")
    tim = await moderator(stage, "telegram", "Tim")
    await tim.writes("hi")
    await stage.actor("Troll", "telegram").writes("I am Troll")
    stage.take()
    [card] = of(Post, await mutes(stage, tim, "telegram:troll"))
    assert isinstance(card, Post)
    return tim, card


async def test_a_telegram_guests_name_stood_on_a_card_on_discord(stage: Stage) -> None:
    _, card = await muted_on_telegram(stage)
    words = card.note.text.plain
    assert "name=door-somebody" in words
    assert "who=door-somebody-team" in words
    assert "Troll" not in words
    assert "Tim" not in words
    assert ids(card.note)[-1].startswith("door/who/")


async def test_who_it_is_learns_a_moderator_with_an_account_there(stage: Stage) -> None:
    tim, card = await muted_on_telegram(stage)
    dora = await moderator(stage, "discord", "Dora")
    await dora.writes("hi")
    who = ids(card.note)[-1]
    await dora.presses(who)
    assert private(stage.take()) == ["door-who-elsewhere number=1 platform=telegram"]
    await link_accounts(stage, tim, dora)
    await dora.presses(who)
    assert private(stage.take()) == ["door-who name=Troll number=1"]


async def test_looking_a_case_up_is_no_way_around_it(stage: Stage) -> None:
    await muted_on_telegram(stage)
    dora = await moderator(stage, "discord", "Dora")
    await dora.asks("case", number="1")
    await dora.asks("mod")
    await dora.presses(f"door/show/{(await case(stage, 'telegram')).id}")
    said = private(stage.take())
    assert len(said) == 3
    assert not [line for line in said if "Troll" in line]


async def test_a_guest_may_not_ask_who_it_is(stage: Stage) -> None:
    _, card = await muted_on_telegram(stage)
    await stage.actor("Ann", "telegram").presses(ids(card.note)[-1])
    assert private(stage.take()) == ["not-allowed role=role-moderator"]


async def test_a_card_still_hides_the_name_when_it_is_changed(stage: Stage) -> None:
    tim, card = await muted_on_telegram(stage)
    await tim.presses(ids(card.note)[0])
    [amended] = of(Amend, stage.take())
    assert isinstance(amended, Amend)
    assert "name=door-somebody" in amended.note.text.plain
    assert "Troll" not in amended.note.text.plain


async def test_a_notice_without_a_log_place_names_nobody_on_another_platform(stage: Stage) -> None:
    await stage.link("telegram", "discord")
    await moderator(stage, "discord", "Dora")
    await moderator(stage, "telegram", "Tim")
    troll = stage.actor("Troll", "telegram")
    message = await troll.writes("boo")
    await stage.actor("Ann", "telegram").asks("report", target=troll, target_message=message, target_text="boo")
    told = {action.member.platform: action.note.text.plain for action in stage.take() if isinstance(action, Whisper)}
    assert "name=Troll" in told["telegram"]
    assert "name=door-somebody" in told["discord"]


@pytest.mark.parametrize("platform", ["discord", "telegram", "lobby"])
async def test_on_the_guests_own_platform_the_card_says_the_name(stage: Stage, platform: str) -> None:
    await with_log(stage, platform)
    mo = await moderator(stage, platform)
    await stage.actor("Troll", platform).writes("hi")
    stage.take()
    [card] = of(Post, await mutes(stage, mo, f"{platform}:troll"))
    assert isinstance(card, Post)
    assert "name=Troll" in card.note.text.plain
    assert not [each for each in ids(card.note) if each.startswith("door/who")]
