"""The message a case is about stays for as long as its community wants, and not longer; the decision stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.actions import Amend
from bot.core.refs import MemberRef
from bot.core.stores.agenda import Planner
from cogs.door import hooks
from cogs.door.knobs import EVIDENCE_DAYS
from tests.cogs.door.support import case, cases, moderator, of, with_log
from tests.cogs.door.test_forwarded import forwards
from tests.cogs.door.test_hooks import context
from tests.support.stage import Stage

DAY, MOMENT = timedelta(days=1), timedelta(milliseconds=1)
WORDS = "you are all fools"


async def muted(stage: Stage, platform: str, name: str = "Troll") -> None:
    """For an hour, over a message."""
    mo, troll = await moderator(stage, platform), stage.actor(name, platform)
    message = await troll.writes(WORDS)
    await mo.asks("mute", "1h spam", target=troll, target_message=message, target_text=WORDS)
    stage.take()


@pytest.mark.parametrize("days", [None, 30, 180])
async def test_evidence_goes_after_as_many_days_as_the_community_wants_and_not_before(
    stage: Stage, platform: str, days: int | None
) -> None:
    await with_log(stage, platform)
    await muted(stage, platform)
    if days:
        await stage.set(EVIDENCE_DAYS, days, platform)
    made = stage.clock.now()
    await stage.passes(DAY)
    before = await case(stage, platform)
    stage.take()
    stage.clock.move_to(made + (days or 90) * DAY - MOMENT)
    await stage.lets_go()
    assert (await case(stage, platform)).evidence == WORDS
    assert stage.take() == []
    stage.clock.move_to(made + (days or 90) * DAY)
    await stage.lets_go()
    assert await case(stage, platform) == replace(before, evidence="")
    [card] = of(Amend, stage.take())
    assert isinstance(card, Amend)
    assert WORDS not in card.note.text.plain
    assert "spam" in card.note.text.plain
    await stage.lets_go()
    assert stage.take() == []


async def test_another_communitys_time_is_its_own(stage: Stage) -> None:
    for platform in ("discord", "telegram", "lobby"):
        await muted(stage, platform)
    await stage.set(EVIDENCE_DAYS, 30, "discord")
    await stage.set(EVIDENCE_DAYS, 180, "lobby")
    found = []
    for days in (29, 2, 58, 2, 88, 2):
        await stage.passes(days * DAY)
        found.append([bool((await case(stage, platform)).evidence) for platform in ("discord", "telegram", "lobby")])
    assert found == [
        [True, True, True],
        [False, True, True],
        [False, True, True],
        [False, False, True],
        [False, False, True],
        [False, False, False],
    ]


async def test_a_shorter_time_holds_for_the_cases_there_are_already(stage: Stage) -> None:
    await muted(stage, "discord")
    await stage.passes(40 * DAY)
    await muted(stage, "discord", "Second")
    assert [bool(one.evidence) for one in await cases(stage, "discord")] == [True, True]
    await stage.set(EVIDENCE_DAYS, 30, "discord")
    await stage.lets_go()
    assert [bool(one.evidence) for one in await cases(stage, "discord")] == [False, True]


async def test_many_cases_lose_their_messages_a_few_at_a_time(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.core.retention.MOST", 20)
    for number in range(5):
        await muted(stage, "discord", f"Troll{number}")
    await stage.passes(91 * DAY)
    assert [one.evidence for one in await cases(stage, "discord")] == [""] * 5


async def test_what_a_community_brings_along_goes_by_the_time_of_the_one_it_joined(stage: Stage) -> None:
    """Also what was forwarded there and nobody has decided on."""
    await muted(stage, "discord")
    mo = await moderator(stage, "telegram")
    await mo.writes("hi")
    await forwards(stage, mo, MemberRef("telegram", "troll"), "Troll", WORDS)
    younger, older = await stage.community("discord"), await stage.community("telegram")
    await stage.set(EVIDENCE_DAYS, 30, "telegram")
    async with stage.database.write() as tx:
        await tx.run("UPDATE door_forward SET community = ?", younger)
        await hooks.adopt(await context(stage, tx, older), younger, older)
    stage.world.memory.clear()
    await stage.passes(DAY)
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT id FROM door_forward") == []
    await stage.passes(28 * DAY)
    assert (await case(stage, "telegram")).evidence == WORDS
    await stage.passes(DAY)
    assert (await case(stage, "telegram")).evidence == ""


async def test_a_forward_stays_for_a_day_to_the_moment(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.writes("hi")
    await forwards(stage, mo, MemberRef("telegram", "troll"), "Troll", WORDS)
    for step, left in ((DAY - MOMENT, 1), (MOMENT, 0)):
        stage.clock.move_to(stage.clock.now() + step)
        await stage.lets_go()
        async with stage.database.read() as reader:
            assert len(await reader.rows("SELECT id FROM door_forward")) == left


@pytest.mark.parametrize("kind", ["evidence", "forward"])
async def test_a_timer_from_before_does_nothing_and_is_not_set_aside(stage: Stage, kind: str) -> None:
    await muted(stage, "discord")
    kept = await case(stage, "discord")
    async with stage.database.write() as tx:
        at = stage.clock.now() + DAY
        await Planner(tx).set_at(f"door/{kind}/{kept.community}/{kept.id}/", "door", kind, kept.community, at, kept.id)
    await stage.passes(2 * DAY)
    assert (await case(stage, "discord")).evidence == WORDS
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT key FROM inbox WHERE state <> 'done'") == []
