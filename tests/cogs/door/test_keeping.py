"""R26: a mute outlasts leaving, roles, restarts and a platform's longest span, and ends at its own time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import Amend, Mute, Unmute, Whisper
from bot.core.events import MemberRights, PlaceMigrated, PlaceSeen, Reconnected, RightsChanged, ServerSeen
from bot.core.ports import Failed
from bot.core.refs import MemberRef, ServerRef
from tests.cogs.door.support import case, moderator, with_log
from tests.support.stage import Actor, Stage

DAY = timedelta(days=1)


async def muted(stage: Stage, platform: str, span: str = "2h") -> Actor:
    """A troll under a mute, and nothing left to look at."""
    mo = await moderator(stage, platform)
    await mo.asks("mute", member=f"{platform}:troll", span=span)
    stage.take()
    return stage.actor("Troll", platform)


def mutes(stage: Stage) -> list[Mute]:
    return [action for action in stage.take() if isinstance(action, Mute)]


async def test_the_voice_comes_back_at_its_time(stage: Stage, platform: str) -> None:
    await muted(stage, platform)
    await stage.passes(timedelta(hours=1, minutes=59))
    assert stage.take() == []
    await stage.passes(timedelta(minutes=2))
    [unmute] = stage.take()
    assert isinstance(unmute, Unmute)
    assert unmute.member.id == "troll"
    assert (await case(stage, platform)).state == "ended"


async def test_r26_past_discords_28_days_it_is_renewed_a_day_before(stage: Stage) -> None:
    start = stage.clock.now()
    await muted(stage, "discord", "70d")
    found: list[timedelta] = []
    for _ in range(70):
        await stage.passes(DAY)
        found += [mute.until - start for mute in mutes(stage) if mute.until]
    assert found == [55 * DAY, 70 * DAY]
    assert (await case(stage, "discord")).state == "ended"


async def test_r26_the_first_call_asks_for_no_more_than_the_platform_takes(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("mute", member="discord:troll", span="70d")
    assert [mute.until for mute in mutes(stage)] == [stage.clock.now() + 28 * DAY]


async def test_r26_telegrams_366_days_end_although_telegram_takes_them_for_ever(stage: Stage) -> None:
    await muted(stage, "telegram", "366d")
    await stage.passes(366 * DAY)
    assert [type(action) for action in stage.take()] == [Unmute]


async def test_r26_leaving_and_coming_back_changes_nothing(stage: Stage, platform: str) -> None:
    troll = await muted(stage, platform)
    await troll.leaves()
    await stage.passes(timedelta(hours=1))
    await troll.joins()
    [mute] = mutes(stage)
    assert mute.member == troll.ref
    assert mute.until == stage.clock.now() + timedelta(hours=1)


async def test_r26_the_last_seconds_are_muted_too_and_end_in_time(stage: Stage) -> None:
    """Telegram takes less than 30 seconds for ever; the house's own timer gives the voice back."""
    troll = await muted(stage, "telegram")
    await stage.passes(timedelta(hours=1, minutes=59, seconds=50))
    await troll.joins()
    assert len(mutes(stage)) == 1
    await stage.passes(timedelta(seconds=10))
    assert [type(action) for action in stage.take()] == [Unmute]


async def test_who_is_not_muted_joins_as_ever(stage: Stage, platform: str) -> None:
    troll = await muted(stage, platform)
    await stage.passes(timedelta(hours=3))
    stage.take()
    await troll.joins()
    await stage.actor("Ann", platform).joins()
    assert mutes(stage) == []


async def test_r26_a_change_of_roles_changes_nothing(stage: Stage, platform: str) -> None:
    troll = await muted(stage, platform)
    await troll.has("post", rank=0)
    assert [mute.member for mute in mutes(stage)] == [troll.ref]
    await stage.actor("Ann", platform).has("post", rank=0)
    assert mutes(stage) == []


async def test_r26_after_a_restart_or_a_gap_who_is_muted_here_is_muted_there(stage: Stage, platform: str) -> None:
    troll = await muted(stage, platform)
    stage.world.memory.clear()
    await stage.happens(Reconnected(platform, stage.clock.now()))
    assert [mute.member for mute in mutes(stage)] == [troll.ref]
    await stage.happens(_seen(stage, platform))
    assert [mute.member for mute in mutes(stage)] == [troll.ref]


async def test_only_this_platforms_mutes_are_asked_for_again(stage: Stage) -> None:
    await muted(stage, "discord")
    await stage.happens(Reconnected("telegram", stage.clock.now()))
    await stage.happens(_seen(stage, "telegram"))
    assert mutes(stage) == []


async def test_a_right_given_to_the_house_later_makes_the_mute_hold(stage: Stage, platform: str) -> None:
    await muted(stage, platform)
    me = MemberRights(MemberRef(platform, "house"), "Gastgeber", frozenset({"read"}), 90)
    await stage.happens(RightsChanged(stage.server(platform), me, is_house=True))
    assert mutes(stage) == []
    able = MemberRights(me.member, "Gastgeber", frozenset({"read", "moderate"}), 90)
    await stage.happens(RightsChanged(stage.server(platform), able, is_house=True))
    assert len(mutes(stage)) == 1


async def test_a_mute_that_ended_while_the_house_was_away_ends_when_it_is_back(stage: Stage) -> None:
    await muted(stage, "discord")
    stage.clock.move_to(stage.clock.now() + DAY)
    await stage.happens(Reconnected("discord", None))
    assert mutes(stage) == []
    await stage.passes(timedelta(0))
    assert [type(action) for action in stage.take()] == [Unmute]


@pytest.mark.parametrize("reason", ["gone", "outranked"])
async def test_the_end_of_a_mute_bothers_nobody_where_there_is_nothing_to_end(stage: Stage, reason: str) -> None:
    await muted(stage, "discord")
    stage.recorders["discord"].refuse[Unmute] = Failed("gone" if reason == "gone" else "outranked")
    await stage.passes(timedelta(hours=3))
    assert stage.take() == []


async def test_an_end_that_the_house_may_not_bring_about_is_told(stage: Stage) -> None:
    await muted(stage, "discord")
    stage.recorders["discord"].refuse[Unmute] = Failed("forbidden")
    await stage.passes(timedelta(hours=3))
    [line] = stage.take()
    assert isinstance(line, Whisper)
    assert "door-failed-unmute" in line.note.text.plain


async def test_an_undone_mute_rings_no_bell_later(stage: Stage, platform: str) -> None:
    await muted(stage, platform)
    await stage.actor("Mo", platform).asks("undo")
    stage.take()
    await stage.passes(DAY)
    assert stage.take() == []


async def test_ten_mutes_end_each_by_itself(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    for number in range(12):
        await mo.asks("mute", member=f"discord:troll{number}", span="1h")
    await mo.asks("undo", number="1")
    stage.take()
    await stage.passes(timedelta(hours=2))
    ended = [action.member.id for action in stage.take() if isinstance(action, Unmute)]
    assert sorted(ended) == sorted(f"troll{number}" for number in range(1, 12))


async def test_r18_a_group_that_became_a_supergroup_keeps_its_cases_and_none_of_its_messages_ids(stage: Stage) -> None:
    """Its messages are counted anew: what a case's id meant there is somebody else's line by now."""
    mo, troll = await moderator(stage, "telegram"), stage.actor("Troll", "telegram")
    message = await troll.writes("x")
    await mo.asks("mute", target=troll, target_message=message, target_text="x")
    stage.take()
    new = ServerRef("telegram", "-100house")
    await stage.happens(PlaceMigrated(stage.server("telegram"), new))
    kept = await case(stage, "telegram")
    assert kept.message is None
    assert kept.evidence == "x"
    await stage.passes(timedelta(hours=2))
    [unmute] = stage.take()
    assert isinstance(unmute, Unmute)
    assert unmute.server == new


async def test_the_card_says_that_it_is_over(stage: Stage, platform: str) -> None:
    await with_log(stage, platform)
    await muted(stage, platform)
    await stage.passes(timedelta(hours=3))
    unmute, card = stage.take()
    assert isinstance(unmute, Unmute)
    assert isinstance(card, Amend)
    assert "state=mute-ended" in card.note.text.plain


def _seen(stage: Stage, platform: str) -> ServerSeen:
    me = MemberRights(MemberRef(platform, "house"), "Gastgeber", frozenset({"moderate"}), 90)
    room = PlaceSeen(stage.room(platform), "general", "room")
    return ServerSeen(stage.server(platform), "House", (room,), (), me, ())
