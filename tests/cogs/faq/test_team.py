"""The team at its desk: entries with duplicates said, undo, and answers that find whoever asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Answer, Whisper
from bot.core.context import NOWHERE, Context
from bot.core.notes import Note
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stores.standing import STANDING, Steward
from tests.cogs.faq.test_asking import FAQ, PLATFORMS, questions
from tests.support.stage import Actor, Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FAQ], packages=("cogs.faq",)) as opened:
        yield opened


async def team(stage: Stage, platform: str, name: str = "Tea") -> Actor:
    actor = stage.actor(name, platform, "de")
    async with stage.database.write() as tx:
        community = await stage.community(platform)
        await Steward(tx).grant(community, actor.ref, Role.TEAM, actor.ref, stage.clock.now())
    stage.world.memory.forget({STANDING})
    return actor


def undo_button(note: Note) -> str:
    return next(button.id for row in note.rows for button in row if button.id.startswith("faq/undo/"))


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_guests_cannot_write_entries(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.asks("faq", "add Wann? | Nie.", private=True)
    await ann.fills("faq/add", question="Wann?", answer="Nie.", private=True)
    await ann.presses("faq/remove/de:coat", private=True)
    refusal = "not-allowed-lobby" if platform == "lobby" else "not-allowed"
    assert stage.said() == [f"{refusal} role=role-team"] * 3


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_entry_is_written_and_found(stage: Stage, platform: str) -> None:
    tea = await team(stage, platform)
    await tea.fills(
        "faq/add", question="Gibt es Kuchen?", answer="Ja, <b>immer</b>!", more="Habt ihr Torte?", private=True
    )
    assert stage.said()[0].startswith("faq-added")
    await stage.actor("Ann", platform, "de").asks("ask", "habt ihr auch torte", private=True)
    assert stage.said() == ["Ja, <b>immer</b>!"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_one_line_is_enough(stage: Stage, platform: str) -> None:
    tea = await team(stage, platform)
    await tea.asks("faq", "add Gibt es Kuchen? | Ja, immer.", private=True)
    assert "name=gibt" not in stage.said()[0]
    await stage.actor("Ann", platform, "de").asks("ask", "gibt es kuchen", private=True)
    assert stage.said() == ["Ja, immer."]
    await tea.asks("faq", "add Gibt es Musik?", private=True)
    assert stage.said() == ["faq-add-how"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_duplicates_are_said_so(stage: Stage, platform: str) -> None:
    tea = await team(stage, platform)
    await tea.asks("faq", "add wo ist die garderobe | Rechts.", private=True)
    assert stage.said() == ["faq-duplicate name=coat"]
    await tea.fills("faq/add", question="Wohin mit dem Mantel?", answer="Dahin.", key="Coat", private=True)
    assert stage.said() == ["faq-key-taken name=coat"]
    await tea.fills("faq/add", question="Wohin mit dem Mantel?", answer="Dahin.", key="🧥!", private=True)
    assert stage.said() == ["faq-wrong-key given=🧥!"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_short_name_with_capitals_and_blanks_threw_the_whole_entry_away(stage: Stage, platform: str) -> None:
    tea = await team(stage, platform)
    await tea.fills("faq/add", question="Wo bleibt mein Hut?", answer="Oben.", key="Für den Hut!", private=True)
    assert "name=fuer-den-hut" in stage.said()[0]
    await tea.asks("faq", "remove Für den Hut", private=True)
    assert stage.said() == ["faq-removed name=fuer-den-hut"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_answer_went_unsaid_because_its_short_name_was_taken(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Wer putzt hinterher?", private=True)
    await tea.presses("faq/questions", private=True)
    reply = stage.notes()[-1].rows[0][0].id
    await tea.fills(reply, answer="Alle.", key="coat", private=True)
    told, thanks = stage.said()
    assert {told.split()[0], thanks.split()[0]} == {"faq-found-out", "faq-replied-not-kept"}
    assert "faq-key-taken name=coat" in f"{told} {thanks}"
    assert await questions(stage) == []


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_entry_of_the_house_gets_the_community_s_words_and_back(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await tea.fills("faq/answer/de:coat", answer="Rechts.", private=True)
    [changed] = stage.notes()
    assert "faq-changed" in changed.text.plain
    await ann.asks("ask", "Wo ist die Garderobe?", private=True)
    assert stage.said() == ["Rechts."]
    await tea.presses(undo_button(changed), private=True)
    await ann.asks("ask", "Wo ist die Garderobe?", private=True)
    assert stage.said() == ["faq-undone name=coat", "Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_other_questions_lead_to_an_entry(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await tea.fills("faq/asks/de:coat", asks="Wohin mit dem Mantel?\nWo hänge ich meine Jacke auf?", private=True)
    stage.take()
    await ann.asks("ask", "wo kann ich die Jacke aufhängen", private=True)
    assert stage.said() == ["Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_removed_entry_is_gone_until_it_is_taken_back(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await tea.asks("faq", "remove coat", private=True)
    [removed] = stage.notes()
    assert removed.text.plain == "faq-removed name=coat"
    await ann.asks("ask", "Wo ist die Garderobe?", private=True)
    await tea.presses(undo_button(removed), private=True)
    await ann.asks("ask", "Wo ist die Garderobe?", private=True)
    assert stage.said() == ["faq-find-out", "faq-undone name=coat", "Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_undo_pressed_twice_took_the_whole_entry_away(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await tea.fills("faq/add", question="Gibt es Kuchen?", answer="Ja.", private=True)
    [added] = stage.notes()
    await stage.passes(timedelta(seconds=1))
    await tea.asks("faq", "remove kuchen", private=True)
    [removed] = stage.notes()
    await tea.presses(undo_button(removed), private=True)
    await tea.presses(undo_button(removed), private=True)
    await ann.asks("ask", "Gibt es Kuchen?", private=True)
    assert stage.said() == ["faq-undone name=kuchen", "faq-nothing-to-undo", "Ja."]
    for forged in ("", ".", ".x", f".{'9' * 40}"):
        await tea.presses(f"faq/undo/de:kuchen{forged}", private=True)
    assert stage.said() == ["faq-nothing-to-undo"] * 4
    await tea.presses(undo_button(added), private=True)
    assert stage.said() == ["faq-undone name=kuchen"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_desk_leads_everywhere(stage: Stage, platform: str) -> None:
    tea = await team(stage, platform)
    await tea.asks("faq", private=True)
    [action] = stage.take()
    assert isinstance(action, Answer)
    assert action.note.text.plain == "faq-desk entries=2 waiting=0"
    assert [button.id for button in action.note.rows[0]] == ["faq/add", "faq/list", "faq/questions"]
    await tea.asks("faq", "list", private=True)
    await tea.presses("faq/entry", "de:coat", private=True)
    await tea.asks("faq", "edit hours", private=True)
    said = stage.said()
    assert said[0] == "faq-list count=3 page=1 pages=1"
    assert said[1].startswith("faq-entry answer=Links neben der Tür.")
    assert said[2].startswith("faq-entry answer=Ab sechs.")
    await tea.asks("faq", "edit nothing", private=True)
    assert stage.said() == ["faq-no-such-entry given=nothing"]


async def test_a_long_list_has_pages(stage: Stage) -> None:
    tea = await team(stage, "discord")
    for number in range(20):
        await tea.fills("faq/add", question=f"Wo ist Zimmer{number}?", answer="Oben.", key=f"room-{number}")
    stage.take()
    await tea.presses("faq/list/1")
    [action] = stage.take()
    assert isinstance(action, Answer)
    assert action.note.text.plain == "faq-list count=23 page=2 pages=2"
    assert [button.id for button in action.note.rows[0]] == ["faq/list/0"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_answer_finds_whoever_asked(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Gibt es Kuchen?", private=True)
    stage.take()
    await tea.asks("faq", "questions", private=True)
    [panel] = stage.take()
    assert isinstance(panel, Answer)
    assert "question=Gibt es Kuchen?" in panel.note.text.plain
    assert "Ann" not in panel.note.text.plain
    reply = panel.note.rows[0][0].id
    await tea.fills(reply, answer="Ja, samstags.", private=True)
    whispers = [action for action in stage.take() if isinstance(action, Whisper)]
    assert whispers[0].member == ann.ref
    assert whispers[0].note.text.plain == "faq-found-out answer=Ja, samstags. question=Gibt es Kuchen?"
    assert await questions(stage) == []
    await tea.fills(reply, answer="Noch einmal.", private=True)
    assert stage.said() == ["faq-question-gone"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_answer_can_become_an_entry(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Gibt es Kuchen?", private=True)
    await tea.presses("faq/questions", private=True)
    panel = next(action for action in reversed(stage.take()) if isinstance(action, Answer))
    await tea.fills(panel.note.rows[0][0].id, answer="Ja, samstags.", key="kuchen", private=True)
    stage.take()
    await stage.actor("Ben", platform, "de").asks("ask", "gibt es da kuchen", private=True)
    assert stage.said() == ["Ja, samstags."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_question_can_be_dropped(stage: Stage, platform: str) -> None:
    tea, ann = await team(stage, platform), stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Gibt es Kuchen?", private=True)
    await ann.asks("ask", "Gibt es Musik?", private=True)
    await tea.presses("faq/questions", private=True)
    panel = next(action for action in reversed(stage.take()) if isinstance(action, Answer))
    _, drop, further = panel.note.rows[0]
    await tea.presses(further.id, private=True)
    assert "Gibt es Musik?" in stage.said()[0]
    await tea.presses(drop.id, private=True)
    assert stage.said() == ["faq-dropped"]
    assert [question for question, _ in await questions(stage)] == ["Gibt es Musik?"]


async def test_who_answered_is_told_when_the_asker_cannot_be_reached(stage: Stage) -> None:
    tea, ann = await team(stage, "telegram"), stage.actor("Ann", "telegram", "de")
    await ann.writes("@house gibt es Kuchen?", to_house=True)
    stage.recorders["telegram"].closed.add("ann")
    await tea.presses("faq/questions", private=True)
    panel = next(action for action in reversed(stage.take()) if isinstance(action, Answer))
    await tea.fills(panel.note.rows[0][0].id, answer="Ja.", private=True)
    told = [action for action in stage.take() if isinstance(action, Whisper)]
    assert [(action.member, action.note.text.plain) for action in told] == [
        (MemberRef("telegram", "tea"), "faq-not-reached")
    ]
    await ann.opens_chat()
    assert stage.said() == ["faq-found-out answer=Ja. question=gibt es Kuchen?"]


def context(stage: Stage, tx: Transaction, community: str) -> Context:
    world = stage.world
    here = replace(NOWHERE, id=community)
    now = stage.clock.now()
    return Context(tx, now, world.ambient, world.voice, world.catalogue, world.platforms, world.memory, here)


async def test_hooks_export_forget_merge_adopt_and_close(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord", "de")
    tea = await team(stage, "telegram")
    await ann.asks("ask", "Gibt es Kuchen?")
    await tea.fills("faq/add", question="Gibt es Musik?", answer="Ja.", key="music", private=True)
    discord, telegram = await stage.community("discord"), await stage.community("telegram")
    guest = await stage.guest(ann)
    hooks = FAQ.hooks
    assert hooks.export
    assert hooks.forget
    assert hooks.merge
    assert hooks.adopt
    assert hooks.closed
    async with stage.database.write() as tx:
        ctx = context(stage, tx, discord)
        assert (await hooks.export(ctx, guest))["open_questions"][0]["question"] == "Gibt es Kuchen?"
        await hooks.merge(ctx, guest, "older")
        assert await hooks.export(ctx, guest) == {}
        await hooks.adopt(ctx, telegram, discord)
        assert await tx.rows("SELECT community, key FROM faq_entry") == [(discord, "music")]
        await hooks.forget(ctx, "older")
        assert await tx.rows("SELECT * FROM faq_gap") == []
        await hooks.closed(ctx, discord)
        assert await tx.rows("SELECT * FROM faq_entry") == []
