"""What stands in a case, who may look, and what a platform refused."""

from __future__ import annotations

import pytest

from bot.core.actions import Amend, Answer, Mute
from bot.core.ports import Failed
from bot.core.refs import MemberRef
from cogs.door.knobs import TELL_MEMBER
from tests.cogs.door.support import (
    case,
    ids,
    moderator,
    mutes,
    of,
    private,
    told,
    with_log,
)
from tests.support.stage import Stage


@pytest.mark.parametrize("command", ["case", "undo"])
@pytest.mark.parametrize("number", ["0", "-3", "99", "999999999999999"])
async def test_a_number_of_no_case_is_one_kind_sentence(stage: Stage, command: str, number: str) -> None:
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:troll")
    await mo.asks(command, number=number)
    assert private(stage.take()) == [f"door-no-case last=1 number={number}"]


async def test_a_guests_press_on_a_case_is_refused(stage: Stage) -> None:
    mo, ann = await moderator(stage, "discord"), stage.actor("Ann", "discord")
    await mutes(stage, mo, "discord:troll")
    kept = await case(stage, "discord")
    for verb in ("undo", "show"):
        await ann.presses(f"door/{verb}/{kept.id}")
        assert private(stage.take()) == ["not-allowed role=role-moderator"]
    await ann.fills(f"door/reason/{kept.id}", reason="mine")
    assert private(stage.take()) == ["not-allowed role=role-moderator"]
    assert (await case(stage, "discord")).reason == ""


async def test_the_reason_can_be_changed_later(stage: Stage, platform: str) -> None:
    await with_log(stage, platform)
    mo = await moderator(stage, platform)
    await mutes(stage, mo, f"{platform}:troll")
    kept = await case(stage, platform)
    await mo.fills(f"door/reason/{kept.id}", reason="third time")
    assert (await case(stage, platform)).reason == "third time"
    [card] = of(Amend, stage.take())
    assert isinstance(card, Amend)
    assert "third time" in card.note.text.plain


async def test_the_log_lists_cases_and_leads_to_each(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    for number in range(12):
        await mutes(stage, mo, f"discord:troll{number}")
    await mo.asks("mod")
    [panel] = stage.take()
    assert isinstance(panel, Answer)
    assert panel.note.text.plain.count("door-log-line") == 10
    assert len(panel.note.rows) == 2
    await mo.presses(ids(panel.note)[0])
    [shown] = stage.take()
    assert isinstance(shown, Answer)
    assert "number=12" in shown.note.text.plain
    await mo.presses(ids(shown.note)[-1])
    assert "door-log " in private(stage.take())[0]


async def test_a_case_is_shown_with_what_can_be_done(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:troll", reason="spam")
    await mo.asks("case", number="1")
    [shown] = stage.take()
    assert isinstance(shown, Answer)
    assert [id_.split("/")[1] for id_ in ids(shown.note)] == ["undo", "reason"]


async def test_what_the_platform_refuses_stands_in_the_case_and_the_moderator_hears_it(stage: Stage) -> None:
    await with_log(stage, "discord")
    mo = await moderator(stage, "discord")
    stage.recorders["discord"].refuse[Mute] = Failed("outranked", "Boss")
    actions = await mutes(stage, mo, "discord:troll")
    [line] = told(actions, mo.ref)
    assert line.startswith("door-failed name=troll number=1\ndoor-failed-mute")
    assert "why=refused-outranked" in line
    kept = await case(stage, "discord")
    assert [(failure.measure, failure.reason) for failure in kept.failures] == [("mute", "outranked")]
    [card] = of(Amend, actions)
    assert isinstance(card, Amend)
    assert "door-failed-mute" in card.note.text.plain


async def test_somebody_who_left_is_muted_when_they_come_back_and_the_moderator_knows(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    stage.recorders["discord"].refuse[Mute] = Failed("gone")
    [line] = told(await mutes(stage, mo, "discord:troll"), mo.ref)
    assert "door-failed-absent" in line
    stage.recorders["discord"].refuse.clear()
    await stage.actor("Troll", "discord").joins()
    assert len(of(Mute, stage.take())) == 1


async def test_a_member_is_told_nothing_unless_the_community_wishes_it(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    troll = MemberRef(platform, "troll")
    assert told(await mutes(stage, mo, f"{platform}:troll"), troll) == []
    await stage.set(TELL_MEMBER, True, platform)
    [line] = told(await mutes(stage, mo, f"{platform}:troll"), troll)
    assert line.startswith("door-told")


async def test_r28_a_member_who_cannot_be_written_to_is_recorded_and_shown(stage: Stage, platform: str) -> None:
    await with_log(stage, platform)
    await stage.set(TELL_MEMBER, True, platform)
    mo = await moderator(stage, platform)
    stage.recorders[platform].closed.add("troll")
    actions = await mutes(stage, mo, f"{platform}:troll")
    kept = await case(stage, platform)
    assert [(failure.measure, failure.reason) for failure in kept.failures] == [("tell", "unreachable")]
    assert "door-failed-tell" in told(actions, mo.ref)[-1]
    card = of(Amend, actions)[-1]
    assert isinstance(card, Amend)
    assert "door-failed-tell" in card.note.text.plain
