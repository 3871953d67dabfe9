"""Pure decisions about questions: what is asked, what it is called, which entry fits."""

from __future__ import annotations

import pytest

from cogs.faq.matching import Index
from cogs.faq.rules import is_question, key_for, language_of, phrasings_of, split_line, spoken_to_house
from cogs.faq.words import asks_something, stem, words_of

ENTRIES = [
    ("opening", ["Wann habt ihr geöffnet?", "Was sind eure Öffnungszeiten?", "Bis wann kann man kommen?"]),
    ("parking", ["Wo kann ich parken?", "Gibt es Parkplätze?"]),
    ("dogs", ["Darf ich meinen Hund mitbringen?"]),
    ("refund", ["Wie bekomme ich mein Geld zurück?", "Kann ich mein Ticket zurückgeben?"]),
]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("wann habt ihr denn geoeffnet", "opening"),
        ("eure öffnungszeiten?", "opening"),
        ("Gibt's da auch einen Parkplatz", "parking"),
        ("kann ich den hund mitbringen?", "dogs"),
        ("hund mitbrngen?", "dogs"),
        ("ticket zurückgeben", "refund"),
    ],
)
def test_a_question_in_other_words_finds_its_entry(question: str, key: str) -> None:
    found = Index(ENTRIES).best(question)
    assert found is not None
    assert found.good
    assert found.key == key


@pytest.mark.parametrize(
    "question", ["Wer hat das Spiel gewonnen?", "Wie wird das Wetter?", "Kennst du einen Witz?", "🎉", ""]
)
def test_a_question_about_something_else_finds_nothing_good(question: str) -> None:
    found = Index(ENTRIES).best(question)
    assert found is None or not found.good


def test_an_index_without_entries_or_words_finds_nothing() -> None:
    assert Index([]).best("Wann?") is None
    assert Index([("a", ["???"]), ("b", [])]).best("Wann?") is None


def test_a_large_index_still_finds_what_it_was_given() -> None:
    index = Index([(f"k{number}", [f"Where is room {number} of the house?"]) for number in range(200)])
    found = index.best("where is room 117 of the house")
    assert found is not None
    assert found.key == "k117"


def test_words_are_folded_and_stemmed() -> None:
    assert words_of("Größe, ÄRGER & Café") == ["groesse", "aerger", "cafe"]
    assert stem("parkplaetze") == stem("parkplatz")
    assert stem("evenings") == stem("evening")
    assert stem("rest") == "rest"


@pytest.mark.parametrize("text", ["danke dir!", "thanks very much", "👍", "", "hallo zusammen", "ok"])
def test_thanks_and_greetings_ask_nothing(text: str) -> None:
    assert not asks_something(text)
    assert not is_question(text)


@pytest.mark.parametrize("text", ["Gibt es Kuchen", "is there cake", "Kuchen?"])
def test_a_question_is_known_by_its_mark_or_its_first_word(text: str) -> None:
    assert is_question(text)


def test_talking_back_is_no_question() -> None:
    assert not is_question("bin dabei und bringe Kuchen mit")


def test_whom_a_message_calls_is_no_part_of_the_question() -> None:
    assert spoken_to_house("<@!123> wann öffnet ihr, @ann?") == "wann öffnet ihr, ?"


def test_a_language_is_guessed_from_its_commonest_words() -> None:
    assert language_of(["Wann ist das Fest?"], ("de", "en"), "en") == "de"
    assert language_of(["When is the party?"], ("de", "en"), "de") == "en"
    assert language_of(["Karaoke"], ("de", "en"), "de") == "de"
    assert language_of(["When is the party?"], ("de",), "de") == "de"


def test_a_key_says_what_the_question_is_about() -> None:
    assert key_for("Wann ist die Küche geöffnet?", ()) == "kueche-geoeffnet"
    assert key_for("Wann ist die Küche geöffnet?", {"kueche-geoeffnet"}) == "kueche-geoeffnet-2"
    assert key_for("???", ()) == "entry"
    assert len(key_for("Donaudampfschifffahrtsgesellschaftskapitän " * 5, ())) <= 32


def test_phrasings_stand_one_a_line_and_once_each() -> None:
    assert phrasings_of("Wann?", "wann\n\n  Ab   wann denn? \n") == ["Wann?", "Ab wann denn?"]


def test_question_and_answer_fit_in_one_line() -> None:
    assert split_line("Wann? | Um sechs.") == ("Wann?", "Um sechs.")
    assert split_line("Wann?") == ("Wann?", "")
