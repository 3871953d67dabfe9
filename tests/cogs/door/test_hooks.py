"""What the door holds about a guest: shown, forgotten, moved along and erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.actions import Action, Amend, Mute, Unmute
from bot.core.context import Context
from bot.core.ports import Transaction
from bot.core.whois import community
from cogs.door import hooks
from cogs.door.store import Cases
from tests.cogs.door.support import case, cases, moderator, with_log
from tests.support.stage import Stage

SECRET = "rude words nobody should find"


async def context(stage: Stage, tx: Transaction, id_: str) -> Context:
    world, ann = stage.world, stage.actor("Ann", "discord")
    ctx = Context(tx, stage.clock.now(), world.ambient, world.voice, world.catalogue, world.platforms, world.memory)
    return replace(ctx.seen_as(await community(ctx, id_)), scene=ann.scene())


async def test_a_guest_sees_what_was_decided_but_not_by_whom(stage: Stage) -> None:
    mo, troll, ann = await moderator(stage, "discord"), stage.actor("Troll", "discord"), stage.actor("Ann", "discord")
    message = await troll.writes(SECRET)
    await ann.asks("report", "awful", target=troll, target_message=message, target_text=SECRET)
    await mo.asks("mute", member="discord:troll", span="1h", reason="spam")
    id_ = await stage.community("discord")
    async with stage.database.write() as tx:
        ctx = await context(stage, tx, id_)
        about = await hooks.export(ctx, await stage.guest(troll))
        by = await hooks.export(ctx, await stage.guest(ann))
    assert [(entry["kind"], entry["reason"], entry["evidence"]) for entry in about["cases"]] == [
        ("report", "", SECRET),
        ("mute", "spam", ""),
    ]
    assert "Mo" not in str(about)
    assert by["cases"] == []
    assert [entry["case"] for entry in by["reports"]] == [1]


async def test_forgetting_leaves_a_running_mute_and_nothing_else(stage: Stage) -> None:
    await with_log(stage, "discord")
    mo, troll = await moderator(stage, "discord"), stage.actor("Troll", "discord")
    message = await troll.writes(SECRET)
    await mo.asks("mute", target=troll, target_message=message, target_text=SECRET, span="1h", reason="Troll again")
    await mo.asks("mute", target=troll, target_message=message, target_text=SECRET, span="2h", reason="Troll again")
    stage.take()
    effects = await _forget(stage, await stage.guest(troll))
    assert all(isinstance(action, Amend) and SECRET not in action.note.text.plain for action in effects)
    old, running = await cases(stage, "discord")
    assert old.member is None
    assert running.member is None
    assert len(running.trace) == 64
    async with stage.database.read() as reader:
        found = await Cases(reader).running(running.community, troll.ref)
    assert found == replace(running, member=troll.ref)
    assert {(one.name, one.reason, one.evidence, one.message) for one in (old, running)} == {("", "", "", None)}
    await troll.asks("report")
    assert stage.take() == []
    await stage.passes(timedelta(hours=3))  # the platform knows the end itself
    over = await case(stage, "discord")
    assert (over.state, over.member, over.trace) == ("ended", None, "")
    stage.take()
    await troll.asks("report")
    assert stage.take() != []


async def test_forgetting_a_reporter_keeps_the_count(stage: Stage) -> None:
    troll, ann = stage.actor("Troll", "discord"), stage.actor("Ann", "discord")
    message = await troll.writes(SECRET)
    await ann.asks("report", "awful", target=troll, target_message=message, target_text=SECRET)
    await _forget(stage, await stage.guest(ann))
    kept = await case(stage, "discord")
    assert (kept.reports, kept.reason, kept.evidence) == (1, "", SECRET)
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT * FROM door_report") == []


async def test_linking_communities_keeps_numbers_unique_and_buttons_working(stage: Stage) -> None:
    one, two = await moderator(stage, "discord"), await moderator(stage, "lobby")
    for number in range(2):
        await one.asks("mute", member=f"discord:a{number}")
        await two.asks("mute", member=f"lobby:b{number}", span="2h")
    older, younger = await stage.community("discord"), await stage.community("lobby")
    ids = [kept.id for kept in await cases(stage, "lobby")]
    stage.take()
    await stage.link("discord", "lobby")
    async with stage.database.write() as tx:
        effects = await hooks.adopt(await context(stage, tx, older), younger, older)
    stage.world.memory.clear()
    assert all(isinstance(action, Mute) for action in effects)
    assert [kept.number for kept in await cases(stage, "discord")] == [1, 2, 3, 4]
    await two.writes("hi")
    await two.presses(f"door/undo/{ids[0]}")
    assert [action.member.id for action in stage.take() if isinstance(action, Unmute)] == ["b0"]
    await stage.passes(timedelta(hours=3))
    assert sorted(action.member.id for action in stage.take() if isinstance(action, Unmute)) == ["a0", "a1", "b1"]
    await one.asks("mute", member="discord:new")
    assert (await case(stage, "discord")).number == 5


async def test_two_mutes_of_one_account_become_the_longer_one(stage: Stage) -> None:
    one = await moderator(stage, "discord")
    await one.asks("mute", member="discord:troll", span="1h")
    older = await stage.community("discord")
    async with stage.database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at) VALUES ('y','Y','en','UTC','open',9)"
        )
        await tx.run("UPDATE server SET community = 'y' WHERE platform = 'discord'")
    stage.world.memory.clear()
    await one.asks("mute", member="discord:troll", span="5h")
    async with stage.database.write() as tx:
        await tx.run("UPDATE server SET community = ? WHERE platform = 'discord'", older)
        stage.world.memory.clear()
        await hooks.adopt(await context(stage, tx, older), "y", older)
    stage.world.memory.clear()
    stage.take()
    await stage.passes(timedelta(hours=2))
    assert stage.take() == []
    await stage.passes(timedelta(hours=4))
    assert [type(action) for action in stage.take()] == [Unmute]


async def test_a_community_that_is_over_leaves_nothing(stage: Stage) -> None:
    mo, troll = await moderator(stage, "discord"), stage.actor("Troll", "discord")
    message = await troll.writes(SECRET)
    await stage.actor("Ann", "discord").asks("report", target=troll, target_message=message, target_text=SECRET)
    await mo.asks("mute", member="discord:troll")
    id_ = await stage.community("discord")
    async with stage.database.write() as tx:
        await hooks.closed(await context(stage, tx, id_), id_)
        for table in ("door_case", "door_report", "door_number", "door_forward"):
            assert await tx.rows(f"SELECT * FROM {table}") == []
        assert await Cases(tx).muted() == frozenset()


async def _forget(stage: Stage, guest: str) -> list[Action]:
    id_ = await stage.community("discord")
    async with stage.database.write() as tx:
        effects = await hooks.forget(await context(stage, tx, id_), guest)
    stage.world.memory.clear()
    return list(effects)
