"""Muting: numbered, private, with what was muted over, and never a second house that answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import Amend, Erase, Mute, Unmute, Whisper
from bot.core.refs import MemberRef
from cogs.door.knobs import MUTE_SPAN
from tests.cogs.door.support import (
    case,
    cases,
    house_has,
    moderator,
    mutes,
    of,
    private,
    with_log,
)
from tests.support.stage import Stage

HOUR = timedelta(hours=1)


async def test_a_mute_takes_the_voice_and_opens_a_numbered_case(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    actions = await mutes(stage, mo, f"{platform}:troll", span="10m", reason="spam")
    [mute] = of(Mute, actions)
    assert isinstance(mute, Mute)
    assert (mute.server, mute.member) == (stage.server(platform), MemberRef(platform, "troll"))
    assert mute.until == stage.clock.now() + timedelta(minutes=10)
    kept = await case(stage, platform)
    assert (kept.number, kept.kind, kept.reason, kept.actor, kept.state) == (1, "mute", "spam", mo.ref, "open")
    assert any(line.startswith("door-muted name=troll number=1") for line in private(actions))


async def test_without_a_span_the_communitys_own_holds(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("mute", member="discord:troll")
    assert (await case(stage, "discord")).expires_at == stage.clock.now() + HOUR
    await stage.set(MUTE_SPAN, 5, "discord")
    await mo.asks("mute", member="discord:other")
    assert (await case(stage, "discord")).expires_at == stage.clock.now() + timedelta(minutes=5)


@pytest.mark.parametrize("span", ["30s", "367 days"])
async def test_a_span_out_of_bounds_is_one_kind_sentence(stage: Stage, span: str) -> None:
    mo = await moderator(stage, "discord")
    actions = await mutes(stage, mo, "discord:troll", span=span)
    assert private(actions) == ["door-span longest=366 days, 0:00:00 shortest=0:01:00"]
    assert await cases(stage, "discord") == []


@pytest.mark.parametrize("typed", ["forever", "-5m", "10 moments", "ewig wegen Spam"])
async def test_a_length_that_could_not_be_read_muted_for_the_usual_time(stage: Stage, typed: str) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("mute", f"discord:troll {typed}")
    assert stage.said() == [f"door-how-long given={typed.split()[0]}"]
    assert await cases(stage, "discord") == []


async def test_a_long_reason_is_cut(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:troll", reason="a" * 1000)
    assert len((await case(stage, "discord")).reason) == 300


async def test_r23_numbers_have_no_gaps_and_a_refusal_gives_its_number_back(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    for target in ("a", "mo", "b", "house", "c"):
        await mutes(stage, mo, f"discord:{target}")
    assert [kept.number for kept in await cases(stage, "discord")] == [1, 2, 3]


async def test_r23_a_message_muted_over_is_copied_and_forgotten_after_ninety_days(stage: Stage) -> None:
    mo, troll = await moderator(stage, "discord"), stage.actor("Troll", "discord")
    await with_log(stage, "discord")
    message = await troll.writes("you are all fools")
    await mo.asks("mute", target=troll, target_message=message, target_text="you are all fools")
    kept = await case(stage, "discord")
    assert (kept.evidence, kept.message, kept.name) == ("you are all fools", message, "Troll")
    await stage.passes(timedelta(days=89))
    assert (await case(stage, "discord")).evidence
    stage.take()
    await stage.passes(timedelta(days=2))
    assert (await case(stage, "discord")).evidence == ""
    [card] = of(Amend, stage.take())
    assert isinstance(card, Amend)
    assert "fools" not in card.note.text.plain


async def test_on_telegram_a_reply_says_whom_and_the_line_is_taken_away(stage: Stage) -> None:
    mo, troll = await moderator(stage, "telegram"), stage.actor("Troll", "telegram")
    message = await troll.writes("buy this")
    await mo.asks("mute", "10m spam", target=troll, target_message=message, target_text="buy this")
    actions = stage.take()
    assert {type(action) for action in actions} == {Mute, Whisper, Erase}
    assert "door-unseen erased=True" in private(actions)[0]
    kept = await case(stage, "telegram")
    assert (kept.reason, kept.evidence) == ("spam", "buy this")
    assert kept.expires_at == stage.clock.now() + timedelta(minutes=10)


async def test_typed_where_the_house_may_not_delete_the_moderator_is_told_so(stage: Stage) -> None:
    mo, troll = await moderator(stage, "telegram"), stage.actor("Troll", "telegram")
    await house_has(stage, "telegram", frozenset({"moderate"}))
    await mo.asks("mute", target=troll)
    assert "door-unseen erased=False" in private(stage.take())[0]


@pytest.mark.parametrize("words", ["", "@troll 10m"])
async def test_without_a_reply_telegram_moderators_are_told_how(stage: Stage, words: str) -> None:
    mo = await moderator(stage, "telegram")
    await mo.asks("mute", words)
    actions = stage.take()
    assert private(actions) == ["door-whom"]
    assert {type(action) for action in actions} == {Whisper, Erase}


async def test_in_private_nothing_is_said_about_typing_openly(stage: Stage) -> None:
    mo, troll = await moderator(stage, "telegram"), stage.actor("Troll", "telegram")
    await mo.writes("hello")
    await mo.asks("mute", target=troll, private=True)
    assert not any("door-unseen" in line for line in private(stage.take()))


async def test_a_new_mute_takes_the_place_of_a_running_one(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    await mutes(stage, mo, f"{platform}:troll", span="10m")
    await mutes(stage, mo, f"{platform}:troll", span="1d")
    first, second = await cases(stage, platform)
    assert (first.state, first.outcome, second.state) == ("ended", "replaced", "open")
    await stage.passes(timedelta(hours=1))
    assert of(Unmute, stage.take()) == []


async def test_the_house_does_not_answer_a_muted_member(stage: Stage, platform: str) -> None:
    mo, troll = await moderator(stage, platform), stage.actor("Troll", platform)
    await mutes(stage, mo, f"{platform}:troll")
    await troll.asks("report")
    assert private(stage.take()) == []
    await mo.asks("unmute", member=f"{platform}:troll")
    stage.take()
    await troll.asks("report")
    assert private(stage.take()) == ["door-report-how"]


async def test_a_mute_in_one_community_says_nothing_about_another(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:troll")
    await stage.actor("Troll", "lobby").asks("report")
    assert private(stage.take()) == ["door-report-how"]
