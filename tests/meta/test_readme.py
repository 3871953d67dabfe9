"""The README is complete and true: what it tells of the code is what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from bot.platforms.discord.invite import PERMISSIONS
from bot.platforms.telegram.links import CHANNEL_RIGHTS, GROUP_RIGHTS
from bot.settings import Settings
from tests.meta.readme_tables import BLOCK, README, ROLES, TELEGRAM, catalogue, rewritten, tables

ROOT = README.parent
WORDS = README.read_text(encoding="utf-8")
# Commands of others that a reader is sent to.
FOREIGN = {"newbot", "setprivacy"}


def test_every_table_is_what_the_code_says() -> None:
    assert rewritten(WORDS) == WORDS, "run: python -m tests.meta.readme_tables"


def test_every_table_is_shown_once() -> None:
    assert sorted(found[2] for found in BLOCK.finditer(WORDS)) == sorted(tables())


@pytest.mark.parametrize("verb", ["run", "check"])
def test_both_commands_stand_on_lines_of_their_own(verb: str) -> None:
    assert WORDS.splitlines().count(f"    python3 bot/bootstrap.py {verb}") == 1


def test_every_command_exists_and_every_command_is_told() -> None:
    told = set(re.findall(r"`/([a-z]+)", WORDS))
    known = {name: command.name for name, command in catalogue().commands.items()}
    assert told - FOREIGN <= set(known)
    assert {known[name] for name in told - FOREIGN} == set(known.values())


def test_every_role_has_its_commands_in_the_table() -> None:
    assert {command.may for command in catalogue().commands.values()} <= set(ROLES)


def test_every_variable_exists() -> None:
    told = set(re.findall(r"\b((?:GASTGEBER|DISCORD|TELEGRAM|DATABASE)_[A-Z_]+)\b", WORDS))
    assert told == {name.upper() for name in Settings.model_fields}


def test_every_verb_exists() -> None:
    from bot.cli import parser_for

    usage = parser_for("").format_help()
    assert all(f"    {verb} " in usage for verb in re.findall(r"`\.venv/bin/gastgeber ([a-z]+)", WORDS))


def test_every_right_is_explained() -> None:
    assert set(TELEGRAM) == {*GROUP_RIGHTS, *CHANNEL_RIGHTS}
    assert all(f"| {permission.name} | {permission.why} |" in WORDS for permission in PERMISSIONS)


def test_no_link_is_dead() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", WORDS)
    assert [each for each in targets if not each.startswith("https://") and not (ROOT / each).exists()] == []


def test_links_lead_to_the_platforms_or_stay_in_the_house() -> None:
    hosts = set(re.findall(r"https?://([^/\s)>:]+)", WORDS))
    assert hosts == {"discord.com", "t.me", "127.0.0.1"}


def test_no_path_of_one_machine_is_told() -> None:
    assert re.findall(r"(?<![\w.:/])/(?:home|root|work|tmp|usr|opt|Users|var)\b", WORDS) == []


def test_the_lines_are_as_wide_as_the_code() -> None:
    prose = [line for line in WORDS.splitlines() if not line.startswith(("|", "!["))]
    assert [line for line in prose if len(line) > 120] == []


def test_the_picture_is_small_and_says_what_it_shows() -> None:
    ((alt, path),) = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", WORDS)
    assert len(alt) > 40
    assert Path(ROOT / path).stat().st_size < 200_000
    with Image.open(ROOT / path) as picture:
        assert picture.size[0] >= 1000


def test_what_is_not_ours_is_named() -> None:
    assert "python-telegram-bot (LGPL-3.0)" in WORDS
    assert "SIL Open Font License" in WORDS
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
