"""The greeter on the stage: once, together, not at night, not again within a day, and never a dirty name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.actions import Erase, Post
from bot.core.events import (
    Envelope,
    MemberJoined,
    MessageWritten,
    PlaceChanged,
    PlaceMigrated,
    PlaceSeen,
    Profile,
    ServerJoined,
)
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from cogs.greeter import greeter
from cogs.greeter.knobs import PLACES, TEXT
from cogs.greeter.store import Welcomes
from tests.support.stage import Stage, open_stage

SOON = timedelta(seconds=10)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [greeter], packages=("cogs.greeter",)) as opened:
        await opened.set(PLACES, ["discord:general"], "discord")
        yield opened


@pytest.fixture(params=["discord", "telegram", "lobby"])
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_a_newcomer_is_greeted_by_name(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform).joins()
    await stage.passes(SOON)
    [post] = stage.take()
    assert isinstance(post, Post)
    assert post.at == stage.room(platform)
    assert "name=Ann" in post.note.text.plain
    assert post.policy == "once"


async def test_who_took_another_name_within_the_breath_was_greeted_by_the_old_one(stage: Stage, platform: str) -> None:
    place = None if platform == "discord" else stage.room(platform)
    joined = MemberJoined(
        stage.server(platform), place, MemberRef(platform, "ann"), Profile("Guest 7"), stage.clock.now()
    )
    await stage.happens(joined)
    await stage.happens(replace(joined, profile=Profile("Ann")))
    await stage.passes(SOON)
    [line] = stage.said()
    assert "name=Ann" in line


async def test_a_newcomer_was_greeted_by_the_name_they_go_by_in_another_community(stage: Stage) -> None:
    """Discord lets a member have another name on every server, and none of them is another server's business."""
    elsewhere = ServerRef("discord", "elsewhere")
    await stage.happens(ServerJoined(elsewhere, "Elsewhere", None))
    ann = stage.actor("Ann", "discord")
    await ann.joins()
    scene = replace(ann.scene(PlaceRef("discord", "there")), server=elsewhere, profile=Profile("Dr. Antonia Wild"))
    await stage.happens(MessageWritten(scene, MessageRef(scene.place, "1"), "hello", stage.clock.now()))
    await stage.passes(SOON)
    [line] = stage.said()
    assert "name=Ann" in line
    assert "Wild" not in line


async def test_who_was_forgotten_while_waiting_is_not_named_by_a_joining_told_again(stage: Stage) -> None:
    joined = MemberJoined(stage.server("discord"), None, MemberRef("discord", "ann"), Profile("Ann"), stage.clock.now())
    await stage.happens(joined)
    async with stage.database.write() as tx:
        await Welcomes(tx).forget(joined.member)
    await stage.happens(joined)
    await stage.passes(SOON)
    [line] = stage.said()
    assert "Ann" not in line


async def test_r1_one_greeting_per_joining_however_often_it_is_told(stage: Stage, platform: str) -> None:
    ann = MemberRef(platform, "ann")
    place = None if platform == "discord" else stage.room(platform)
    joined = MemberJoined(stage.server(platform), place, ann, Profile("Ann"), stage.clock.now())
    for key in ("first", "first", "after-reconnect", "replayed"):
        await stage.delivers(Envelope(key, "lane", stage.clock.now(), joined))
    await stage.passes(timedelta(hours=2))
    assert len(stage.take()) == 1


async def test_r4_many_joining_at_once_become_one_welcome(stage: Stage, platform: str) -> None:
    for number in range(30):
        await stage.actor(f"Guest{number}", platform).joins()
    await stage.passes(SOON)
    [line] = stage.said()
    assert "count=30" in line


async def test_somebody_who_leaves_and_returns_within_a_day_is_not_greeted_twice(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    await ann.joins()
    await stage.passes(SOON)
    stage.take()
    await ann.leaves()
    await stage.passes(timedelta(hours=1))
    await ann.joins()
    await stage.passes(SOON)
    assert stage.take() == []


async def test_somebody_who_returns_days_later_is_welcome_again(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.joins()
    await stage.passes(SOON)
    await ann.leaves()
    await stage.passes(timedelta(days=3))
    stage.take()
    await ann.joins()
    await stage.passes(SOON)
    assert [type(action) for action in stage.take()] == [Post]


async def test_somebody_of_three_days_who_leaves_and_returns_a_minute_later_is_not_greeted_again(
    stage: Stage, platform: str
) -> None:
    """The day is counted from the leaving, not from the joining before it."""
    ann = stage.actor("Ann", platform)
    await ann.joins()
    await stage.passes(timedelta(days=3))
    stage.take()
    await ann.leaves()
    await stage.passes(timedelta(minutes=1))
    await ann.joins()
    await stage.passes(SOON)
    assert stage.take() == []
    await stage.actor("Bob", platform).joins()
    await stage.passes(timedelta(minutes=2))
    assert any(isinstance(action, Post) for action in stage.take())


async def test_who_left_before_being_welcomed_is_welcomed_on_coming_back(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    await ann.joins()
    await ann.leaves()
    await stage.passes(SOON)
    assert stage.take() == []
    await ann.joins()
    await stage.passes(SOON)
    assert "name=Ann" in stage.said()[0]


async def test_a_newcomer_waiting_in_a_topic_is_welcomed_there_after_the_group_moved(stage: Stage) -> None:
    """R18 for topics: their ids begin with the group's, so they change with it."""
    topic = PlaceSeen(PlaceRef("telegram", "house/7"), "Plaudern", "thread", parent=PlaceRef("telegram", "house"))
    await stage.happens(PlaceChanged(stage.server("telegram"), topic))
    await stage.set(PLACES, ["telegram:house/7"], "telegram")
    await stage.actor("Ann", "telegram").joins()
    await stage.happens(PlaceMigrated(stage.server("telegram"), ServerRef("telegram", "super")))
    await stage.passes(SOON)
    [post] = stage.take()
    assert isinstance(post, Post)
    assert post.at == PlaceRef("telegram", "super/7")


@pytest.mark.parametrize("name", ["t.me/spam", "join discord.gg/x", "hitler", "www.casino.example", "@everyone"])
async def test_a_name_with_a_link_or_slur_is_greeted_without_the_name(stage: Stage, name: str) -> None:
    await stage.actor(name, "telegram").joins()
    await stage.passes(SOON)
    assert stage.said() == ["greeting-warm-nameless"]


async def test_only_one_welcome_is_visible_at_a_time_on_telegram(stage: Stage) -> None:
    await stage.actor("Ann", "telegram").joins()
    await stage.passes(SOON)
    stage.take()
    await stage.actor("Bob", "telegram").joins()
    await stage.passes(timedelta(minutes=2))
    assert {type(action) for action in stage.take()} == {Post, Erase}


async def test_on_discord_nobody_is_greeted_until_a_place_is_chosen(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [greeter], packages=("cogs.greeter",)) as stage:
        await stage.actor("Ann", "discord").joins()
        await stage.passes(SOON)
        assert stage.take() == []


async def test_who_came_at_night_took_the_welcome_of_the_evening_away(tmp_path: Path) -> None:
    evening = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # 21:30 in Berlin
    async with open_stage(tmp_path, [greeter], packages=("cogs.greeter",), start=evening) as stage:
        await stage.actor("Ann", "telegram").joins()
        await stage.passes(timedelta(hours=2))
        assert [type(action) for action in stage.take()] == [Post]
        await stage.actor("Owl", "telegram").joins()
        await stage.passes(timedelta(hours=9))
        assert stage.take() == []


async def test_nobody_is_greeted_at_night_and_not_in_the_morning_either(tmp_path: Path) -> None:
    night = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
    async with open_stage(tmp_path, [greeter], packages=("cogs.greeter",), start=night) as stage:
        await stage.actor("Ann", "telegram").joins()
        await stage.passes(timedelta(hours=12))
        assert stage.take() == []


async def test_never_more_than_four_welcomes_an_hour_and_nobody_is_forgotten(stage: Stage) -> None:
    for number in range(20):
        await stage.actor(f"Guest{number}", "telegram").joins()
        await stage.passes(timedelta(minutes=2))
    await stage.passes(timedelta(minutes=40))
    posts = [action for action in stage.take() if isinstance(action, Post)]
    assert len(posts) <= 5  # eighty minutes


async def test_the_communitys_own_greeting_is_checked_when_saved_and_can_be_reset(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    await ann.has("administer")
    await ann.fills("greeter/own", text="Hi {nmae}!")
    assert stage.said() == ["greeter-unknown-blank given=nmae"]
    await ann.fills("greeter/own", text="Hi {name}, welcome to {community}!")
    assert stage.said() == ["greeter-saved sample=Hi Ann, welcome to House on discord!"]
    await stage.actor("Bob", "discord").joins()
    await stage.passes(SOON)
    assert stage.said() == ["Hi Bob, welcome to House on discord!"]
    await ann.presses("greeter/reset")
    [line] = stage.said()
    assert line.startswith("greeter-reset")


async def test_a_guest_may_not_change_the_greeting(stage: Stage) -> None:
    await stage.actor("Ann", "discord").fills("greeter/own", text="Hi {name}")
    assert stage.said() == ["not-allowed role=role-team"]
    await stage.set(TEXT, "", "discord")


async def test_who_joins_the_teams_own_group_is_not_greeted_before_everybody(stage: Stage) -> None:
    """Once a place is chosen in one server, joining another server of the community is no arrival there."""
    await stage.set(PLACES, ["telegram:house"], "telegram")
    ann = MemberRef("telegram", "ann")
    team, now = ServerRef("telegram", "team"), stage.clock.now()
    await stage.happens(ServerJoined(team, "Team", None))
    async with stage.database.write() as tx:
        community = await stage.community("telegram")
        await tx.run("UPDATE server SET community = ? WHERE id = 'team'", community)
    stage.world.memory.clear()
    await stage.happens(MemberJoined(team, PlaceRef("telegram", "team"), ann, Profile("Ann"), now))
    await stage.passes(SOON)
    assert stage.take() == []
