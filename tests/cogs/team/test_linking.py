"""Communities become one on the stage: agreed to on both sides, in one transaction, guests and all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Post, Whisper
from bot.core.commands import command
from bot.core.context import Context
from bot.core.features import Feature, Hooks, Knob
from bot.core.manners import HOURLY, NIGHT_TO
from bot.core.roles import Role
from bot.core.stores.adoption import same_persons
from bot.core.stores.agenda import Planner
from bot.core.stores.communities import Communities
from bot.core.stores.people import Registry
from bot.core.stores.standing import Steward
from cogs.team import team
from tests.support.stage import Actor, Stage, open_stage

PLACES: Knob[list[str]] = Knob("greeter.places", [])
TONE = Knob("tools.tone", "plain")
told: list[str] = []


@command("sweep", may=Role.MODERATOR)
async def sweep(ctx: Context) -> list[Action]:
    return [ctx.answer("swept", community=ctx.community.name)]


async def adopted(ctx: Context, younger: str, older: str) -> list[Action]:
    told.append(f"adopt {ctx.community.id == older}")
    return []


async def merged(ctx: Context, younger: str, older: str) -> list[Action]:
    told.append("merge")
    return []


TOOLS = Feature("tools", commands=(sweep,), knobs=(PLACES, TONE), hooks=Hooks(adopt=adopted, merge=merged))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    told.clear()
    async with open_stage(tmp_path, [team, TOOLS], packages=("cogs.team",)) as opened:
        await _ages(opened, "discord", "telegram", "lobby")
        yield opened


async def _ages(stage: Stage, *platforms: str) -> None:
    """Founded in this order."""
    async with stage.database.write() as tx:
        for number, platform in enumerate(platforms):
            await tx.run("UPDATE community SET founded_at = ? WHERE name = ?", number, f"House on {platform}")
    stage.world.memory.clear()


async def owner(stage: Stage, platform: str, name: str) -> Actor:
    actor = stage.actor(name, platform)
    await actor.has("administer")
    stage.take()
    return actor


async def code_from(stage: Stage, actor: Actor) -> str:
    await actor.presses("team/link", private=True)
    [line] = stage.said()
    return line.split("code=/code ")[1].split(" ")[0]


async def agree(stage: Stage, one: Actor, other: Actor) -> tuple[str, str]:
    """The other side types the code and agrees; the ids of the first side's yes and no."""
    code = await code_from(stage, one)
    await other.asks("code", code)
    asked = next(action for action in stage.take(other.ref.platform) if not isinstance(action, Post)).note  # type: ignore[union-attr]  # an answer or whisper
    await other.presses(asked.rows[0][0].id)
    [whisper] = [action for action in stage.take(one.ref.platform) if isinstance(action, Whisper)]
    stage.take()
    assert whisper.member == one.ref
    assert whisper.note.text.plain.startswith("team-link-asked")
    return whisper.note.rows[0][0].id, whisper.note.rows[0][1].id


async def one_community(stage: Stage, *platforms: str) -> bool:
    return len({await stage.community(platform) for platform in platforms}) == 1


async def test_both_sides_see_a_preview_and_nothing_happens_before_both_said_yes(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    code = await code_from(stage, one)
    await other.asks("code", code)
    words = stage.said("telegram")[0]
    assert "team-link-preview older=House on discord younger=House on telegram" in words
    assert "team-link-open" in words
    assert not await one_community(stage, "discord", "telegram")
    yes, _ = await agree(stage, one, other)
    assert not await one_community(stage, "discord", "telegram")
    await one.presses(yes, private=True)
    assert await one_community(stage, "discord", "telegram")
    assert stage.said("discord") == ["team-linked community=House on discord"]
    assert stage.said("telegram") == ["team-linked community=House on discord"]
    assert told == ["adopt True"]


async def test_the_younger_moves_whoever_issued_the_code(stage: Stage) -> None:
    discord = await stage.community("discord")
    one, other = await owner(stage, "telegram", "Otto"), await owner(stage, "discord", "Olga")
    yes, _ = await agree(stage, one, other)
    await one.presses(yes, private=True)
    assert await stage.community("telegram") == discord


async def test_guests_grants_codes_and_timers_come_along_and_the_same_account_is_one_guest(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    discord, telegram = await stage.community("discord"), await stage.community("telegram")
    ann = stage.actor("Ann", "telegram")
    await ann.joins()
    now = stage.clock.now()
    async with stage.database.write() as tx:
        kept = await Registry(tx).enter(discord, ann.ref, now, stage.clock)
        await Steward(tx).grant(telegram, ann.ref, Role.MODERATOR, other.ref, now)
        await Planner(tx).set_at("tools/later", "tools", "later", telegram, now + timedelta(days=1))
        await Planner(tx).set_at("house/erase/x", "house", "erase", telegram, now + timedelta(days=1))
    stage.world.memory.clear()
    yes, _ = await agree(stage, one, other)
    await one.presses(yes, private=True)
    stage.take()
    assert await stage.guest(ann) == kept
    assert told == ["adopt True", "merge"]
    await ann.asks("sweep", private=True)
    assert stage.said() == ["swept community=House on discord"]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT key FROM timer WHERE kind IN ('later', 'erase')") == [("tools/later",)]
        for table in ("guest", "guest_member", "role_grant", "knob", "server", "timer", "outbox", "code"):
            assert await reader.rows(f"SELECT 1 FROM {table} WHERE community = ?", telegram) == [], table
        whole = await Communities(reader).load(telegram)
        assert whole is not None
        assert whole.id == discord


async def test_the_olders_settings_win_and_lists_of_places_are_united(stage: Stage) -> None:
    await stage.set(PLACES, ["discord:general"], "discord")
    await stage.set(PLACES, ["telegram:house"], "telegram")
    await stage.set(TONE, "loud", "telegram")
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    yes, _ = await agree(stage, one, other)
    await one.presses(yes, private=True)
    async with stage.database.read() as reader:
        whole = await Communities(reader).load(await stage.community("telegram"))
    assert whole is not None
    assert whole.knob(PLACES) == ["discord:general", "telegram:house"]
    assert whole.knob(TONE) == "loud"


async def test_either_side_may_say_no(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    _, no = await agree(stage, one, other)
    await one.presses(no, private=True)
    assert stage.said("discord") == ["team-link-left"]
    assert stage.said("telegram") == ["team-link-refused there=House on discord"]
    assert not await one_community(stage, "discord", "telegram")
    await one.presses(no, private=True)
    assert stage.said() == ["team-link-void"]


async def test_only_owners_link_on_either_side(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    ann = stage.actor("Ann", "telegram")
    await ann.joins()
    await ann.asks("code", await code_from(stage, one), private=True)
    assert stage.said() == ["not-allowed role=role-owner"]
    yes, _ = await agree(stage, one, other)
    await stage.actor("Eve", "discord").presses(yes)
    assert stage.said() == ["not-allowed role=role-owner"]
    await other.has()
    stage.take()
    await one.presses(yes, private=True)
    assert stage.said() == ["team-link-void"]
    assert not await one_community(stage, "discord", "telegram")


async def test_a_community_is_not_linked_with_itself_and_a_code_is_good_for_a_quarter_of_an_hour(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    code = await code_from(stage, one)
    await one.asks("code", code)
    assert stage.said() == ["team-link-same"]
    await stage.passes(timedelta(minutes=16))
    await other.asks("code", code, private=True)
    assert stage.said() == ["team-code-wrong"]


async def test_an_offer_waits_in_the_panel_for_an_owner_who_could_not_be_written_to(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    stage.recorders["discord"].closed.add("olga")
    code = await code_from(stage, one)
    await other.asks("code", code, private=True)
    [asked] = stage.notes("telegram")
    await other.presses(asked.rows[0][0].id, private=True)
    assert stage.said("discord") == []
    await one.presses("team/community")
    panel = next(note for note in stage.notes("discord") if note.text.plain.startswith("team-community"))
    assert "team-link-asked name=House on telegram" in panel.text.plain
    await one.presses(panel.rows[1][0].id)
    review = stage.notes("discord")[-1]
    await one.presses(review.rows[0][0].id)
    assert await one_community(stage, "discord", "telegram")


async def test_the_lobby_joins_only_on_purpose_however_old_it_is_and_its_rehearsal_manners_stay_behind(
    stage: Stage,
) -> None:
    await _ages(stage, "lobby", "discord", "telegram")
    lobby = await stage.community("lobby")
    async with stage.database.write() as tx:
        for knob, value in ((NIGHT_TO, '"22:00"'), (HOURLY, "1000")):
            await tx.run("INSERT INTO knob VALUES (?, ?, ?, 'lobby:', 0)", lobby, knob.key, value)
        await tx.run("UPDATE community SET state = 'closed' WHERE name = 'House on discord'")
    stage.world.memory.clear()
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "lobby", "Lou")
    code = await code_from(stage, one)
    await other.asks("code", code)
    words = stage.said("lobby")[0]
    assert "team-link-preview older=House on discord younger=House on lobby" in words
    assert "team-link-rehearsal" in words
    assert "team-link-closed" in words
    yes, _ = await agree(stage, one, other)
    await one.presses(yes, private=True)
    async with stage.database.read() as reader:
        whole = await Communities(reader).load(await stage.community("lobby"))
    assert whole is not None
    assert whole.name == "House on discord"
    assert not whole.open
    assert whole.knob(HOURLY) == HOURLY.default


async def test_a_group_that_joins_an_opened_community_is_open(stage: Stage) -> None:
    async with stage.database.write() as tx:
        await tx.run("UPDATE community SET state = 'closed' WHERE name = 'House on discord'")
    stage.world.memory.clear()
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    yes, _ = await agree(stage, one, other)
    await one.presses(yes, private=True)
    async with stage.database.read() as reader:
        whole = await Communities(reader).load(await stage.community("telegram"))
    assert whole is not None
    assert whole.open


async def test_a_third_community_joins_the_two(stage: Stage) -> None:
    discord, telegram = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    yes, _ = await agree(stage, telegram, await owner(stage, "lobby", "Lou"))
    await telegram.presses(yes, private=True)
    lobby = await stage.community("lobby")
    stage.take()
    yes, _ = await agree(stage, discord, telegram)
    await discord.presses(yes, private=True)
    assert await one_community(stage, "discord", "telegram", "lobby")
    async with stage.database.read() as reader:
        whole = await Communities(reader).load(lobby)
    assert whole is not None
    assert whole.name == "House on discord"


async def test_the_code_of_somebody_who_lost_the_place_or_the_role_links_nothing(stage: Stage) -> None:
    one, other = await owner(stage, "discord", "Olga"), await owner(stage, "telegram", "Otto")
    code = await code_from(stage, one)
    await one.has()
    stage.take()
    await other.asks("code", code, private=True)
    assert stage.said() == ["team-link-void"]
    await one.has("administer")
    async with stage.database.write() as tx:
        await tx.run("UPDATE community SET state = 'left' WHERE name = 'House on discord'")
    stage.world.memory.clear()
    await other.asks("code", code, private=True)
    assert stage.said() == ["team-link-void"]


async def test_what_a_community_consists_of_is_shown_to_its_owner(stage: Stage) -> None:
    one = await owner(stage, "discord", "Olga")
    await one.asks("community")
    words = stage.said()[0]
    assert "team-server count=3 name=House on discord platform=Discord" in words
    assert "team-guests count=1" in words


async def test_a_code_for_linking_is_of_no_use_where_there_is_no_community(stage: Stage) -> None:
    one = await owner(stage, "discord", "Olga")
    code = await code_from(stage, one)
    async with stage.database.write() as tx:
        await tx.run("UPDATE server SET there = 0 WHERE platform = 'telegram'")
    stage.world.memory.clear()
    await stage.actor("Sue", "telegram").asks("code", code, private=True)
    assert stage.said() == ["team-link-where"]


@pytest.mark.parametrize(
    ("pairs", "merges"),
    [
        ([], []),
        ([("y1", "o1")], [("y1", "o1")]),
        ([("y1", "o1"), ("y2", "o1")], [("y1", "o1"), ("y2", "o1")]),
        # y1 has two accounts, which are two guests of the older community: they turn out to be one person
        ([("y1", "o1"), ("y1", "o2")], [("y1", "o1"), ("o2", "o1")]),
        ([("y1", "o1"), ("y2", "o2"), ("y2", "o1")], [("y1", "o1"), ("y2", "o2"), ("o2", "o1")]),
        ([("y1", "o1"), ("y1", "o1")], [("y1", "o1")]),
    ],
)
def test_who_is_the_same_person(pairs: list[tuple[str, str]], merges: list[tuple[str, str]]) -> None:
    assert same_persons(pairs) == merges
