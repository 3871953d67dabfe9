"""Every sentence of the door is there in both languages, whatever it is about."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from bot.core.events import RefusedReason
from cogs.door import rules
from cogs.door.model import Measure
from persona.voice import open_voice
from tests.support.stage import PLATFORMS

VOICE = open_voice()
WORDS = (
    "name", "server", "platform", "until", "by", "who", "state", "kind", "about", "reason", "words", "why",
    "community", "span", "shortest", "longest", "when", "given",
)  # fmt: skip
NUMBERS = ("number", "count", "reports", "cases", "last")
SOURCE = Path(__file__).parents[3] / "cogs" / "door"


def said() -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.glob("*.py")]
    words = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {word for word in words if isinstance(word, str) and word.startswith("door-") and not word.endswith("-")}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_that_the_door_names_exists(language: str) -> None:
    blanks = {**dict.fromkeys(WORDS, "x"), **dict.fromkeys(NUMBERS, 2), "erased": True}
    assert all(VOICE.say(language, line, blanks) for line in said())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("platform", sorted(PLATFORMS))
@pytest.mark.parametrize("line", [line for part in get_args(rules.Refused) for line in get_args(part)])
def test_r27_every_obstacle_is_one_plain_text(language: str, platform: str, line: str) -> None:
    words = VOICE.say(language, line, {"name": "Ann", "server": "Hall", "platform": platform}).plain
    assert words
    assert "\n" not in words
    assert "{" not in words


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("measure", [*get_args(Measure), "absent"])
@pytest.mark.parametrize("reason", get_args(RefusedReason))
def test_every_refusal_of_a_platform_has_its_words(language: str, measure: str, reason: str) -> None:
    why = VOICE.say(language, f"refused-{reason}", {})
    assert VOICE.say(language, f"door-failed-{measure}", {"name": "Ann", "server": "Hall", "why": why}).plain
