"""The lobby's lines, and the small readers beside them."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from bot.core.ambient import Planned
from bot.platforms.lobby.limits import Pace
from bot.platforms.lobby.names import NAME_LIMIT, tidy_name
from bot.platforms.lobby.typed import Typed, read_line
from bot.platforms.lobby.words import LINES, SHOWN, best_language, guest_names
from tests.platforms.lobby.house import COMMANDS, START
from tests.platforms.lobby.words import LANGUAGES, bundle, says
from tests.platforms.lobby.words import LINES as FOLDER

PEOPLE = {"n1": "Bob", "n2": "Bob Miller", "n3": "İpek", "n4": "Twin", "n5": "twin"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_has_exactly_the_lines_the_lobby_speaks(language: str) -> None:
    text = (FOLDER / language / "lobby.ftl").read_text(encoding="utf-8")
    keys = re.findall(r"^(lobby-[a-z0-9-]+) =", text, re.MULTILINE)
    assert sorted(keys) == sorted(LINES)
    assert all(bundle(language).has_message(key) for key in LINES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_names_are_names(language: str) -> None:
    names = guest_names(says, language)
    assert len(set(names)) >= 30
    assert all(tidy_name(name) == name and len(name) <= NAME_LIMIT - 4 for name in names)


def test_the_page_asks_only_for_words_it_is_handed() -> None:
    folder = resources.files("bot.platforms.lobby")
    page = folder.joinpath("templates/lobby.html").read_text(encoding="utf-8")
    scripts = [
        file.read_text(encoding="utf-8") for file in folder.joinpath("static").iterdir() if file.name[-3:] == ".js"
    ]
    asked = {key for script in scripts for key in re.findall(r'\bword\("([a-z0-9-]+)"\)', script)}
    asked |= set(re.findall(r'words\["([a-z0-9-]+)"\]', page))
    assert {f"lobby-{key}" for key in asked} <= set(SHOWN)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("en-GB,de;q=0.9", "en"),
        ("fr,de;q=0.3,en;q=0.2", "de"),
        ("", "en"),
        ("de;q=0,en", "en"),
        (";;,", "en"),
    ],
)
def test_the_first_of_the_browsers_wishes_that_the_house_speaks(header: str, language: str) -> None:
    assert best_language(header, ("en", "de")) == language


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("good evening /help", None),
        ("/help", Typed("help", "")),
        ("  /Hilfe  me ", Typed("help", "me")),
        ("/", Typed("", "")),
        ("//", Typed("/", "")),
        ("/nonsense " + "x" * 5, Typed("nonsense", "xxxxx")),
        ("/" + "y" * 99, Typed("y" * 32, "")),
        ("/mute @Bob Miller 10m", Typed("mute", "lobby:n2 10m")),
        ("/mute Bob 10m", Typed("mute", "lobby:n1 10m")),
        ("/mute Bobby", Typed("mute", "Bobby")),
        ("/mute @İpek", Typed("mute", "lobby:n3")),
        ("/mute @Twin", Typed("mute", "@Twin")),
        ("/ask where is @Bob", Typed("ask", "where is @Bob")),
    ],
)
def test_a_typed_line_becomes_a_command(line: str, typed: Typed | None) -> None:
    assert read_line(line, COMMANDS, PEOPLE) == typed


def test_each_name_has_a_pace_of_its_own() -> None:
    clock = Planned(START)
    pace = Pace(clock, 2, 5.0)
    assert [pace.allows("ann"), pace.allows("ann"), pace.allows("ann"), pace.allows("bob")] == [True, True, False, True]
    clock.move_to(START.replace(second=5))
    assert pace.allows("ann")
