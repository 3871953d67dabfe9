"""A guest puts a message before the moderators; they decide in one tap, and nobody else sees anything of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.actions import Amend, Answer, Erase, Mute, Post, Whisper
from bot.core.events import ButtonPressed, PlaceMigrated, Scene
from bot.core.manners import LOG_PLACE
from bot.core.notes import Note
from bot.core.ports import Failed
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from tests.cogs.door.support import case, cases, ids, moderator, private, second_server, told, with_log
from tests.support.stage import Actor, Stage

HOUR = timedelta(hours=1)


async def reports(stage: Stage, who: Actor, troll: Actor, message: MessageRef, text: str = "rude words") -> None:
    await who.asks("report", target=troll, target_message=message, target_text=text)


async def reported(stage: Stage, platform: str) -> tuple[Actor, MessageRef, Note]:
    """Ann reports Troll with a log place; the card is what moderators see."""
    await with_log(stage, platform)
    troll = stage.actor("Troll", platform)
    message = await troll.writes("rude words")
    await reports(stage, stage.actor("Ann", platform), troll, message)
    [card] = [action for action in stage.take() if isinstance(action, Post) and action.at == PlaceRef(platform, "log")]
    return troll, message, card.note


def pick(note: Note, verb: str) -> list[str]:
    return [id_ for id_ in ids(note) if id_.startswith(f"door/{verb}/")]


async def test_a_report_stands_in_the_log_place_with_everything_to_decide_on(stage: Stage, platform: str) -> None:
    _, message, card = await reported(stage, platform)
    assert "words=rude words" in card.text.plain
    assert "Ann" not in card.text.plain
    assert [id_.split("/")[1] for id_ in ids(card)] == ["mute", "mute", "fine", "erase"]
    kept = await case(stage, platform)
    assert (kept.kind, kept.number, kept.message, kept.reports) == ("report", 1, message, 1)


async def test_whoever_reports_is_thanked_in_private(stage: Stage, platform: str) -> None:
    troll = stage.actor("Troll", platform)
    await reports(stage, stage.actor("Ann", platform), troll, await troll.writes("x"))
    assert private(stage.take()) == ["door-report-thanks"]


async def test_alone_it_explains_how(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform).asks("report")
    assert private(stage.take()) == ["door-report-how"]


async def test_the_german_name_works_too(stage: Stage) -> None:
    await stage.actor("Ann", "discord").asks("melden")
    assert private(stage.take()) == ["door-report-how"]


async def test_reports_on_one_message_are_one_case(stage: Stage, platform: str) -> None:
    troll, message, _ = await reported(stage, platform)
    await reports(stage, stage.actor("Bob", platform), troll, message)
    await reports(stage, stage.actor("Bob", platform), troll, message)
    found = stage.take()
    assert [post for post in found if isinstance(post, Post) and post.at == PlaceRef(platform, "log")] == []
    [amended] = [action for action in found if isinstance(action, Amend)]
    assert "count=2" in amended.note.text.plain
    assert [kept.reports for kept in await cases(stage, platform)] == [2]


async def test_without_a_log_place_some_moderators_hear_of_it_and_never_the_one_it_is_about(stage: Stage) -> None:
    for number in range(7):
        await moderator(stage, "discord", f"Mo{number}")
    bad = stage.actor("Mo0", "discord")
    await reports(stage, stage.actor("Ann", "discord"), bad, await bad.writes("x"))
    whispers = [action for action in stage.take() if isinstance(action, Whisper)]
    assert len(whispers) == 5
    assert bad.ref not in {whisper.member for whisper in whispers}


async def test_a_log_place_that_is_gone_does_not_swallow_a_report(stage: Stage) -> None:
    await with_log(stage, "discord")
    mo = await moderator(stage, "discord")
    stage.recorders["discord"].refuse[Post] = Failed("gone")
    troll = stage.actor("Troll", "discord")
    await reports(stage, stage.actor("Ann", "discord"), troll, await troll.writes("x"))
    [line] = told(stage.take(), mo.ref)
    assert line.startswith("door-case-head")


@pytest.mark.parametrize(("place", "span"), [(0, HOUR), (1, timedelta(days=1))])
async def test_a_tap_mutes_over_the_report(stage: Stage, platform: str, place: int, span: timedelta) -> None:
    troll, message, card = await reported(stage, platform)
    mo = await moderator(stage, platform)
    await mo.presses(pick(card, "mute")[place])
    [mute] = [action for action in stage.take() if isinstance(action, Mute)]
    assert (mute.member, mute.until) == (troll.ref, stage.clock.now() + span)
    report, measure = await cases(stage, platform)
    assert (report.state, report.outcome, report.closer) == ("ended", "muted", mo.ref)
    assert (measure.kind, measure.evidence, measure.message) == ("mute", "rude words", message)
    await mo.presses(pick(card, "mute")[place])
    assert private(stage.take()) == ["door-report-settled number=1"]


async def test_nothing_wrong_closes_it_and_nobody_hears_of_it(stage: Stage, platform: str) -> None:
    _, _, card = await reported(stage, platform)
    mo = await moderator(stage, platform)
    await mo.presses(pick(card, "fine")[0])
    found = stage.take()
    assert {type(action) for action in found} == {Answer, Amend}
    assert (await case(stage, platform)).outcome == "nothing"
    [amended] = [action for action in found if isinstance(action, Amend)]
    await mo.presses(pick(amended.note, "reopen")[0])
    assert (await case(stage, platform)).state == "open"


async def test_erasing_takes_the_message_and_leaves_the_report_open(stage: Stage, platform: str) -> None:
    _, message, card = await reported(stage, platform)
    mo = await moderator(stage, platform)
    await mo.presses(pick(card, "erase")[0])
    assert [action.target for action in stage.take() if isinstance(action, Erase)] == [message]
    kept = await case(stage, platform)
    assert (kept.state, kept.outcome) == ("open", "erased")
    await mo.presses(pick(card, "mute")[0])
    assert (await cases(stage, platform))[0].outcome == "muted"


async def test_an_erasing_that_is_refused_can_be_tried_again(stage: Stage) -> None:
    _, _, card = await reported(stage, "discord")
    mo = await moderator(stage, "discord")
    stage.recorders["discord"].refuse[Erase] = Failed("forbidden")
    await mo.presses(pick(card, "erase")[0])
    assert "door-failed-erase" in told(stage.take(), mo.ref)[0]
    assert (await case(stage, "discord")).outcome == ""


async def test_an_erasing_whose_message_was_gone_already_was_offered_once_more(stage: Stage, platform: str) -> None:
    """Its writer was quicker; there is nothing left to try, and the report still waits for a decision."""
    _, _, card = await reported(stage, platform)
    mo = await moderator(stage, platform)
    stage.recorders[platform].refuse[Erase] = Failed("gone")
    await mo.presses(pick(card, "erase")[0])
    shown = [action for action in stage.take() if isinstance(action, Amend)][-1].note
    assert [id_.split("/")[1] for id_ in ids(shown)] == ["mute", "mute", "fine"]
    kept = await case(stage, platform)
    assert (kept.state, kept.outcome) == ("open", "erased")
    await mo.presses(pick(card, "erase")[0])
    assert private(stage.take()) == ["door-report-settled number=1"]


async def test_the_erase_button_of_a_message_that_no_move_took_along_erased_whatever_has_its_number_now(
    stage: Stage,
) -> None:
    _, _, card = await reported(stage, "telegram")
    mo = await moderator(stage, "telegram")
    await stage.happens(PlaceMigrated(stage.server("telegram"), ServerRef("telegram", "-100house")))
    stage.take()
    await stage.happens(ButtonPressed(_in_log(mo), pick(card, "erase")[0]))
    assert private(stage.take()) == ["button-gone"]
    assert (await case(stage, "telegram")).state == "open"
    await stage.happens(ButtonPressed(_in_log(mo), pick(card, "fine")[0]))
    assert (await case(stage, "telegram")).outcome == "nothing"


def _in_log(mo: Actor) -> Scene:
    """Pressed in the log, which belongs to the group under its new id."""
    return replace(mo.scene(PlaceRef("telegram", "log"), reply=True), server=ServerRef("telegram", "-100house"))


async def test_an_open_reports_card_stayed_behind_when_the_logs_group_became_a_supergroup(stage: Stage) -> None:
    """What is decided already stays where it is."""
    await second_server(stage, ServerRef("telegram", "team"))
    await stage.set(LOG_PLACE, "telegram:team", "telegram")
    mo, troll, ann = (
        await moderator(stage, "telegram"),
        stage.actor("Troll", "telegram"),
        stage.actor("Ann", "telegram"),
    )
    for words in ("one", "two"):
        await reports(stage, ann, troll, await troll.writes(words), words)
    old = [action for action in stage.take() if isinstance(action, Post) and action.at == PlaceRef("telegram", "team")]
    assert len(old) == 2
    await mo.presses(pick(old[0].note, "fine")[0])
    stage.take()
    for _ in range(2):
        await stage.happens(PlaceMigrated(ServerRef("telegram", "team"), ServerRef("telegram", "-100team")))
    [card] = [action for action in stage.take() if isinstance(action, Post)]
    assert card.at == PlaceRef("telegram", "-100team")
    assert "words=two" in card.note.text.plain
    assert ids(card.note) == ids(old[1].note)
    still_there = (await cases(stage, "telegram"))[1].message
    assert still_there is not None
    await reports(stage, stage.actor("Bob", "telegram"), troll, still_there, "two")
    assert "count=2" in _amended(stage)
    await mo.presses(pick(old[1].note, "fine")[0])
    assert "state=report-nothing" in _amended(stage)


def _amended(stage: Stage) -> str:
    [delivery] = [one for one in stage.recorders["telegram"].deliveries if isinstance(one.action, Amend)]
    assert delivery.message is not None
    assert delivery.message.place == PlaceRef("telegram", "-100team")
    [action] = [one for one in stage.take() if isinstance(one, Amend)]
    return action.note.text.plain


async def test_who_may_only_mute_does_not_erase(stage: Stage) -> None:
    _, _, card = await reported(stage, "discord")
    mo = stage.actor("Mo", "discord")
    await mo.has("moderate")
    await mo.presses(pick(card, "erase")[0])
    assert private(stage.take())[0].startswith("door-no-right")


async def test_a_guest_decides_nothing(stage: Stage, platform: str) -> None:
    _, _, card = await reported(stage, platform)
    for id_ in ids(card):
        await stage.actor("Ann", platform).presses(id_)
        assert private(stage.take()) == ["not-allowed role=role-moderator"]


async def test_ten_reports_an_hour_are_enough(stage: Stage) -> None:
    ann, troll = stage.actor("Ann", "discord"), stage.actor("Troll", "discord")
    for number in range(11):
        await reports(stage, ann, troll, await troll.writes(f"x{number}"))
    assert private(stage.take())[-1] == "door-report-enough"
    assert len(await cases(stage, "discord")) == 10
    await stage.passes(HOUR)
    stage.take()
    await reports(stage, ann, troll, await troll.writes("again"))
    assert private(stage.take()) == ["door-report-thanks"]


async def test_nobody_reports_themselves(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    await reports(stage, ann, ann, await ann.writes("x"))
    assert private(stage.take()) == ["door-report-own"]


async def test_a_line_of_the_houses_own_is_about_nobody(stage: Stage) -> None:
    await with_log(stage, "discord")
    house = stage.actor("House", "discord")
    await reports(stage, stage.actor("Ann", "discord"), house, MessageRef(stage.room("discord"), "m1"))
    kept = await case(stage, "discord")
    assert kept.member is None
    [card] = [action for action in stage.take() if isinstance(action, Post)]
    assert [id_.split("/")[1] for id_ in ids(card.note)] == ["fine", "erase"]


async def test_the_log_names_the_reports_that_wait(stage: Stage) -> None:
    await reported(stage, "discord")
    mo = await moderator(stage, "discord")
    await mo.asks("mod")
    [panel] = stage.take()
    assert isinstance(panel, Answer)
    assert "reports=1" in panel.note.text.plain
    assert len(ids(panel.note)) == 1


async def test_reporting_in_a_telegram_group_leaves_only_the_neutral_hint(stage: Stage) -> None:
    await with_log(stage, "telegram")
    troll = stage.actor("Troll", "telegram")
    await reports(stage, stage.actor("Ann", "telegram"), troll, await troll.writes("x"))
    public = [action for action in stage.take() if isinstance(action, Post) and action.at == stage.room("telegram")]
    assert [post.note.text.plain for post in public] == ["continue-in-private"]


async def test_a_report_by_a_muted_guest_is_not_heard(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mo.asks("mute", member="discord:troll")
    stage.take()
    troll, ann = stage.actor("Troll", "discord"), stage.actor("Ann", "discord")
    await reports(stage, troll, ann, await ann.writes("x"))
    assert stage.take() == []
    assert MemberRef("discord", "ann") not in {kept.member for kept in await cases(stage, "discord")}
