"""`gastgeber persona`: what a pack lacks is named before anybody hears it; the captain is sound and speaks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.cli import main
from persona.packs import HOUSE, ROOT, read_pack
from persona.voice import FluentVoice, open_voice
from tests.core.test_host import settings
from tests.persona.conftest import MakePack, house, make_pack

__all__ = ["house", "make_pack"]
CAPTAIN = "captain"
# Cancellations, errors, privacy, waiting lists: what a character may not play with.
PLAIN = re.compile(r"called-off|withdrawn|privacy|refused|fault|mydata|forget|waiting|lapsed|mute|case|not-|kept")


def test_the_captains_pack_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["persona", "check", str(ROOT / CAPTAIN)]) == 0
    assert capsys.readouterr().out == "Nothing is missing.\n"


def test_what_a_pack_lacks_is_named_with_file_and_line(make_pack: MakePack, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_pack("greeting-warm-1 = Hallo.", "greeting-warm-1 = Hello { $nobody }.", base="house")
    assert main(["persona", "check", "--json", str(folder)]) == 1
    found = {(one["file"], one["line"], one["sentence"]) for one in json.loads(capsys.readouterr().out)}
    assert ("trial/lines/en/core.ftl", 1, "greeting-warm-1 has $nobody, which nobody fills") in found
    assert ("trial/lines/de/core.ftl", 1, "greeting-warm-1 lacks $name") in found


def test_a_pack_without_a_base_is_told_every_line_it_needs(
    make_pack: MakePack, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_pack("not-allowed = Nein.", "not-allowed = No.")
    assert main(["persona", "check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "the house says parties-cheer-opened, which is nowhere" in said
    assert "icebreaker-7" not in said


def test_a_folder_that_is_no_pack_gets_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["persona", "check", str(tmp_path)]) == 1
    assert "there is no such file" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_captain_has_a_voice_of_its_own_and_leaves_the_serious_lines_to_the_house(
    house: FluentVoice, language: str
) -> None:
    lines = read_pack(ROOT / CAPTAIN).lines[language]
    assert len(lines) >= 40
    for key in lines:
        assert not PLAIN.search(key), key
    for key in ("parties-cheer-opened", "parties-rsvp-seat"):
        own = house.say(language, key, {"title": "X"}, pack=CAPTAIN).plain
        assert own != house.say(language, key, {"title": "X"}, pack=HOUSE).plain
    called_off = {"title": "X", "when": "now"}
    plain = house.say(language, "parties-called-off", called_off).plain
    assert house.say(language, "parties-called-off", called_off, pack=CAPTAIN).plain == plain
    assert "harbour" in house.mottos(CAPTAIN)
    assert "harbour" not in house.mottos(HOUSE)


def test_an_operators_own_pack_is_found_in_the_data_directory(
    make_pack: MakePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_pack("greeting-brief-1 = Na, { $name }?", "greeting-brief-1 = Hey { $name }?", base="house")
    data = settings(tmp_path / "data").gastgeber_data_dir
    (data / "packs").mkdir(parents=True)
    folder.rename(data / "packs" / "trial")
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(data))
    monkeypatch.chdir(tmp_path)
    assert main(["persona", "list"]) == 0
    assert "trial: Probe / Trial, rests on house; no mottos" in capsys.readouterr().out
    assert main(["persona", "list", "--json"]) == 0
    assert "trial" in [pack["key"] for pack in json.loads(capsys.readouterr().out)]
    voice = open_voice([data / "packs" / "trial"])
    assert voice.say("en", "greeting-brief-1", {"name": "Ann"}, pack="trial").plain == "Hey Ann?"
