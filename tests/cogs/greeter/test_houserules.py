"""The rules of a place: in private, the house's own or the community's, checked when saved, and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Answer, Post
from bot.core.stores.registrar import Registrar
from cogs.greeter import greeter
from cogs.greeter.knobs import PLACES
from cogs.greeter.rules import BLANKS, RULES_BLANKS, unknown_blanks
from cogs.help import help_
from persona.voice import open_voice
from tests.support.stage import Actor, Stage, open_stage

PLATFORMS = ["discord", "telegram", "lobby"]
OWN = "Be kind, {name}.\n\nIn {community} we speak one at a time."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [greeter, help_], packages=("cogs.greeter",)) as opened:
        await opened.set(PLACES, ["discord:general"], "discord")
        yield opened


async def runs_the_place(stage: Stage, platform: str) -> Actor:
    olga = stage.actor("Olga", platform)
    await olga.has("administer")
    stage.take()
    return olga


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_newcomer_finds_the_rules_below_the_welcome_and_reads_them_alone(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    await ann.joins()
    await stage.passes(timedelta(seconds=10))
    [post] = stage.take()
    assert isinstance(post, Post)
    [[button]] = post.note.rows
    assert button.opens_private
    await ann.presses(button.id, private=platform == "telegram")
    [shown] = stage.take()
    assert isinstance(shown, Answer)
    assert shown.note.text.plain == f"greeter-house-rules community=House on {platform}"


async def test_the_rules_are_offered_in_the_help(stage: Stage) -> None:
    await stage.actor("Ann", "discord").asks("help")
    [page] = stage.notes()
    rules = f"greeter/rules/{await stage.community('discord')}"
    assert rules in [button.id for row in page.rows for button in row]


async def test_the_communitys_rules_could_not_be_written_by_anybody(stage: Stage) -> None:
    olga = await runs_the_place(stage, "discord")
    await olga.presses("greeter/rulesdesk")
    await olga.fills("greeter/ownrules", text=OWN)
    read = "Be kind, Olga.\n\nIn House on discord we speak one at a time."
    assert stage.said()[1] == f"greeter-rules-saved\n{read}"
    await stage.actor("Ann", "discord").presses("greeter/rules")
    assert stage.said() == [read.replace("Olga", "Ann")]
    await olga.presses("greeter/resetrules")
    await olga.presses("greeter/rules")
    assert stage.said()[1] == "greeter-house-rules community=House on discord"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Be kind, {nmae}", "greeter-rules-unknown-blank given=nmae"),
        ("We are {count}", "greeter-rules-unknown-blank given=count"),
        ("Be kind {", "greeter-rules-unknown-blank given={"),
        ("Be kind\nand read https://rules.example/all", "greeter-rules-not-fit"),
        ("Be kind\n**or else**", "greeter-rules-not-fit"),
        ("Be kind\n@everyone", "greeter-rules-not-fit"),
        ("x" * 1501, "form-too-long"),
    ],
)
async def test_rules_that_cannot_be_shown_are_not_kept(stage: Stage, text: str, line: str) -> None:
    olga = await runs_the_place(stage, "discord")
    await olga.fills("greeter/ownrules", text=text)
    assert stage.said()[0].startswith(line)
    await olga.presses("greeter/rules")
    assert stage.said() == ["greeter-house-rules community=House on discord"]


async def test_long_rules_of_many_lines_are_kept_whole(stage: Stage) -> None:
    olga = await runs_the_place(stage, "telegram")
    text = "\n".join(f"{number}. Be kind to whoever sits beside you." for number in range(35))
    await olga.presses("greeter/ownrules", private=True)
    await olga.writes(text, private=True)
    stage.take()
    await olga.presses("greeter/rules", private=True)
    assert stage.said() == [text]


async def test_a_name_that_is_no_name_is_not_repeated_in_the_rules(stage: Stage) -> None:
    olga = await runs_the_place(stage, "discord")
    await olga.fills("greeter/ownrules", text=OWN)
    stage.take()
    await stage.actor("t.me/spam", "discord").presses("greeter/rules")
    assert stage.said()[0].startswith("Be kind, greeter-somebody.")


async def test_guests_may_read_the_rules_and_not_write_them(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    for button in ("greeter/rulesdesk", "greeter/resetrules", "greeter/ownrules"):
        await ann.presses(button)
    await ann.fills("greeter/ownrules", text="Anything goes")
    assert stage.said() == ["not-allowed role=role-team"] * 4


async def test_a_closed_house_has_no_rules_to_show_yet(stage: Stage) -> None:
    async with stage.database.write() as tx:
        await Registrar(tx).shape(await stage.community("discord"), state="closed")
    stage.world.memory.clear()
    ann = stage.actor("Ann", "discord")
    await ann.presses("greeter/rules")
    assert stage.said() == ["house-closed"]
    await stage.actor("Bob", "telegram").presses(f"greeter/rules/{await stage.community('discord')}")
    assert stage.said() == ["button-gone"]


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_houses_own_rules_read_well(tmp_path: Path, language: str) -> None:
    async with open_stage(tmp_path, [greeter], packages=("cogs.greeter",), voice=open_voice()) as stage:
        await stage.actor("Ann", "discord", language).presses("greeter/rules")
        [words] = stage.said()
        assert words.startswith("In House on discord")


@pytest.mark.parametrize("language", ["de", "en"])
def test_who_wrote_blanks_as_the_form_said_in_german_put_them_into_round_brackets(language: str) -> None:
    voice = open_voice()
    for key, known in (("greeter-form-text", BLANKS), ("greeter-rules-form-text", RULES_BLANKS)):
        asked = voice.say(language, key, {}).plain
        assert [blank for blank in known if f"{{{blank}}}" not in asked] == []
        assert unknown_blanks(asked, known) == []
