"""Anybody sees what is kept about them, why and by whom, and takes it along."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.actions import Answer, Erase, Post, Whisper
from bot.core.context import Context
from bot.core.features import Feature, Hooks, Knob
from bot.core.roles import Role
from cogs.guestbook import guestbook
from persona.voice import open_voice
from tests.cogs.guestbook.support import ALL, button, grant, open_house, panel, private, throw
from tests.support.stage import Stage, open_stage

RESPONSIBLE = Knob("house.responsible", "")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("platform", ALL)
async def test_the_panel_says_what_is_kept_and_by_whom(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    [said] = private(await panel(ann))
    assert said.text.plain.startswith("guestbook-breath-unnamed\n")
    assert "guestbook-accounts count=1 since=2026-11-23" in said.text.plain
    assert f"guestbook-account-named name=Ann platform={platform}" in said.text.plain
    assert "guestbook-nothing" in said.text.plain
    await stage.set(RESPONSIBLE, "Erika <b>Muster</b>", platform)
    [said] = private(await panel(ann))
    assert said.text.plain.startswith("guestbook-breath responsible=Erika <b>Muster</b>\n")


@pytest.mark.parametrize("name", ["mydata", "privacy", "meinedaten", "datenschutz"])
@pytest.mark.parametrize("platform", ALL)
async def test_it_listens_to_several_names(stage: Stage, platform: str, name: str) -> None:
    await stage.actor("Ann", platform).asks(name, private=True)
    [action] = stage.take()
    assert isinstance(action, Answer)
    assert "guestbook-breath" in action.note.text.plain


async def test_typed_in_a_telegram_group_it_continues_in_private(stage: Stage) -> None:
    await stage.actor("Ann", "telegram").asks("mydata")
    actions = stage.take()
    assert any(isinstance(action, Erase) for action in actions)
    assert [action.member.id for action in actions if isinstance(action, Whisper)] == ["ann"]
    assert all(
        "guestbook" not in action.note.text.plain and "Ann" not in action.note.text.plain
        for action in actions
        if isinstance(action, Post)
    )


async def test_what_features_hold_is_counted_and_shown(stage: Stage) -> None:
    party = await throw(stage)
    ann = stage.actor("Ann", "discord")
    await ann.presses(f"parties/yes/{party}")
    await ann.asks("ask", "Will there be a piano?")
    [said] = private(await panel(ann))
    assert "guestbook-kept-parties-answers-1 count=1" in said.text.plain
    assert "guestbook-kept-faq-open_questions-1 count=1" in said.text.plain
    await ann.presses("guestbook/see")
    [seen] = private(stage.take())
    assert "Will there be a piano?" in seen.text.plain
    assert "Neon, guestbook-word unworded=yes word=yes, 2026-11-23T19:00+01:00" in seen.text.plain


@pytest.mark.parametrize("platform", ALL)
async def test_the_export_is_a_file_with_everything(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Gibt es ein Klavier?", private=True)
    await grant(stage, ann, Role.HOST)
    stage.take()
    await ann.presses("guestbook/export", private=True)
    [note] = private(stage.take())
    assert note.file is not None
    assert note.file.name == "mydata.json"
    read = json.loads(note.file.body)
    assert list(read) == sorted(read)
    assert read["format"] == 1
    assert read["guest_since"].startswith("2026-11-23T18:00")
    assert read["roles"] == ["host"]
    assert [(one["platform"], one["id"], one["name"], one["language"]) for one in read["accounts"]] == [
        (platform, "ann", "Ann", "de")
    ]
    assert read["kept"]["faq"]["open_questions"][0]["question"] == "Gibt es ein Klavier?"


async def test_a_muted_guest_is_not_barred_from_their_own_data(stage: Stage) -> None:
    ann, mo = stage.actor("Ann", "discord"), stage.actor("Mo", "discord")
    await mo.has("moderate", "erase")
    await ann.writes("hello")
    await mo.asks("mute", "discord:ann 2h spam")
    stage.take()
    await ann.asks("parties")
    assert stage.take() == []
    [said] = private(await panel(ann))
    assert "guestbook-kept-door-cases-1 count=1" in said.text.plain
    await ann.presses("guestbook/export", private=True)
    [note] = private(stage.take())
    assert note.file is not None
    case = json.loads(note.file.body)["kept"]["door"]["cases"][0]
    assert case["kind"] == "mute"
    await ann.presses("guestbook/forget", private=True)
    assert button(stage.take(), "guestbook/gone/")


async def test_long_lists_are_cut_in_the_view_and_whole_in_the_file(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    for number in range(5):
        await ann.asks("ask", f"Will there be surprise{number}?")
    await stage.passes(timedelta(minutes=1))
    stage.take()
    await ann.presses("guestbook/see")
    [seen] = private(stage.take())
    assert seen.text.plain.count("surprise") == 5


async def test_a_guest_read_the_words_of_the_database(tmp_path: Path) -> None:
    """What stands in the file as `yes` without a seat, or as `mute`, is said in the guest's own language."""
    cases = [{"number": 3, "kind": "mute", "state": "open"}]
    answers = [{"party": "Neon", "answer": answer, "seat": seat} for answer, seat in (("yes", True), ("yes", False))]
    consents = [{"purpose": "parties.invitations", "given": True}]

    async def export(ctx: Context, guest: str) -> dict[str, Any]:
        return {"cases": cases, "answers": answers, "consents": consents, "songs": ["open"]}

    keeping = Feature("keeping", hooks=Hooks(export=export))
    async with open_stage(tmp_path, [guestbook, keeping], packages=("cogs.guestbook",), voice=open_voice()) as stage:
        ann = stage.actor("Ann", "discord", "de")
        await ann.asks("mydata")
        stage.take()
        await ann.presses("guestbook/see")
        [seen] = stage.said()
    for line in (
        "• 3, stummgeschaltet, noch offen",
        "• Neon, zugesagt\n",
        "• Neon, zugesagt, auf der Warteliste",
        "• von der nächsten Party hören",
        "• open",
    ):
        assert line in seen
