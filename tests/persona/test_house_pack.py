from __future__ import annotations

from typing import get_args

import pytest

from bot.core.events import RefusedReason
from bot.core.ports import Voice
from bot.core.roles import Role
from persona.check_motto import ICEBREAKERS
from persona.voice import FluentVoice
from tests.support.voice import BareVoice


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_role_reason_and_language_has_a_word(house: FluentVoice, language: str) -> None:
    keys = [f"role-{role}" for role in Role] + [f"refused-{reason}" for reason in get_args(RefusedReason)]
    keys += [f"language-{each}" for each in house.languages()]
    assert all(house.say(language, key, {}) for key in keys)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_motto_has_a_name_questions_and_votes(house: FluentVoice, language: str) -> None:
    assert len(house.mottos()) >= 4
    for motto in house.mottos():
        assert house.say(language, "motto-name", {}, motto=motto) != house.say(language, "motto-name", {})
        assert house.variants(language, "icebreaker", motto=motto) >= ICEBREAKERS
        for poll in range(1, house.variants(language, "poll", motto=motto) + 1):
            assert house.variants(language, f"poll-{poll}-option", motto=motto) >= 2
        assert set(house.look(motto)["poster"]) >= {"background", "ink", "glow", "second", "pattern"}


def test_a_motto_speaks_in_cheerful_lines_and_nowhere_else(house: FluentVoice) -> None:
    plain = house.say("de", "parties-cheer-songs", {})
    assert house.say("de", "parties-cheer-songs", {}, motto="neon") != plain
    assert house.say("de", "house-closed", {}, motto="neon") == house.say("de", "house-closed", {})


def test_both_tones_greet_in_several_ways(house: FluentVoice) -> None:
    for language in house.languages():
        for tone in ("warm", "brief"):
            assert house.variants(language, f"greeting-{tone}") >= 2


def test_the_motto_party_has_a_programme(house: FluentVoice) -> None:
    kind = house.kinds()["motto"]
    assert {"icebreaker", "poll", "songs"} <= {act["act"] for act in kind["acts"]}
    assert kind["reminders"] == ["-1h"]


def test_both_voices_are_the_core_s_port(house: FluentVoice) -> None:
    voices: list[Voice] = [house, BareVoice()]
    assert all(voice.languages() == ("de", "en") for voice in voices)
    assert BareVoice().say("de", "key", {"name": "Ann", "count": 3}).plain == "key count=3 name=Ann"
