"""What a pack answers about the house: read in every language, with everything wrong named at once."""

from __future__ import annotations

import pytest

from bot.core.errors import BadSettings
from bot.core.text import Code, Strong
from cogs.faq.matching import Index
from persona.answers import open_answers
from persona.checking import check_pack
from persona.packs import HOUSE
from tests.persona.conftest import MakePack

GOOD = """format = 1
[[answer]]
key = "bar"
de = { asks = ["Wo ist die Bar?"], says = "Links, frag **Ida** oder `/help`." }
en = { asks = ["Where is the bar?"], says = "Left." }
"""


def test_the_house_answers_in_every_language_alike() -> None:
    answers = open_answers()("")
    by_language = {spoken: [one.key for one in answers if one.language == spoken] for spoken in ("de", "en")}
    assert by_language["de"] == by_language["en"]
    assert len(by_language["de"]) >= 10


@pytest.mark.parametrize(
    ("language", "question", "key"),
    [
        ("de", "wie kriege ich ne Erinnerung?", "party-reminder"),
        ("de", "Wie werde ich eigentlich an eine Party erinnert?", "party-reminder"),
        ("de", "was wird über mich gespeichert", "data-kept"),
        ("de", "wie komm ich auf die Warteliste", "party-waitlist"),
        ("de", "bist du ein Roboter", "house-what"),
        ("en", "how can i delete my account data", "data-forget"),
        ("en", "what do you save about me", "data-kept"),
        ("en", "when's the next one", "party-when"),
        ("de", "wie wird das Wetter morgen", ""),
        ("de", "kann ich meinen Hund mitbringen", ""),
        ("de", "was kostet der Eintritt", ""),
        ("en", "who won the game", ""),
        ("en", "how much is a ticket", ""),
    ],
)
def test_the_house_knows_itself_and_nothing_else(language: str, question: str, key: str) -> None:
    found = Index([(one.key, one.asks) for one in open_answers()("") if one.language == language]).best(question)
    assert (found.key if found and found.good else "") == key


def test_a_pack_lays_its_answers_over_its_base(make_pack: MakePack) -> None:
    folder = make_pack(base=HOUSE, files={"answers.toml": GOOD.replace('"bar"', '"house-what"')})
    answers = open_answers([folder])
    trial = [one for one in answers("trial") if one.key == "house-what" and one.language == "de"]
    assert [type(span) for span in trial[0].says.spans if isinstance(span, Strong | Code)] == [Strong, Code]
    assert trial[0].asks == ("Wo ist die Bar?",)
    assert len(answers("trial")) == len(answers(""))
    assert answers("gone") == answers("")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('key = "bar"', 'key = "Bar!"', "answer 1: key must be"),
        ('says = "Left."', 'says = ""', "bar in en: says needs 1 to 1500 characters"),
        ('says = "Left."', 'says = "**Left."', "bar in en: ** is opened and never closed"),
        ('["Where is the bar?"]', "[]", "bar in en: asks needs 1 to 20 questions"),
        ('en = { asks = ["Where is the bar?"], says = "Left." }', "", "bar in en is missing"),
        ("format = 1", "format = 2", "the file must begin with format = 1"),
        ("[[answer]]", "[answer]", "answer must be a list of tables"),
    ],
)
def test_what_is_wrong_is_named(make_pack: MakePack, before: str, after: str, sentence: str) -> None:
    folder = make_pack(base=HOUSE, files={"answers.toml": GOOD.replace(before, after)})
    assert any(sentence in str(finding) for finding in check_pack(folder))
    with pytest.raises(BadSettings, match=r"trial/answers.toml"):
        open_answers([folder])


def test_a_key_stands_there_once(make_pack: MakePack) -> None:
    folder = make_pack(base=HOUSE, files={"answers.toml": GOOD + GOOD.removeprefix("format = 1\n")})
    assert any("bar is there twice" in str(finding) for finding in check_pack(folder))
