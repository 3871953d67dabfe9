from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.refs import MemberRef
from bot.core.text import Code, Emphasis, Link, Mention, Plain, Span, Strong, Text, When
from persona.errors import BlankMissing, LineBroken, LineMissing
from persona.packs import HOUSE, read_pack
from persona.voice import FluentVoice
from tests.persona.conftest import MakePack

Speak = Callable[..., FluentVoice]
ANN = Mention(MemberRef("lobby", "1"), "Ann")


def said(voice: FluentVoice, key: str, language: str = "de", **blanks: object) -> tuple[Span, ...]:
    return voice.say(language, key, blanks).spans


def test_light_markup_becomes_spans(speak: Speak) -> None:
    voice = speak("a = Sehr **fein**, _wirklich_: `/party` und snake_case, 2 ** 3, ein * und ein `")
    assert said(voice, "a") == (
        Plain("Sehr "),
        Strong("fein"),
        Plain(", "),
        Emphasis("wirklich"),
        Plain(": "),
        Code("/party"),
        Plain(" und snake_case, 2 ** 3, ein * und ein `"),
    )


def test_a_continued_line_may_begin_with_strong_words(speak: Speak) -> None:
    assert said(speak("a =\n    **Oben**\n    unten"), "a") == (Strong("Oben"), Plain("\nunten"))


def test_a_guest_s_words_keep_their_asterisks_and_the_line_its_markup(speak: Speak) -> None:
    voice = speak("a = Hallo **{ $name }**, du _{ $word }_, `{ $code }`.")
    assert said(voice, "a", name="**x** _y_ `z` { $name }", word="_", code="`") == (
        Plain("Hallo "),
        Strong("**x** _y_ `z` { $name }"),
        Plain(", du "),
        Emphasis("_"),
        Plain(", "),
        Code("`"),
        Plain("."),
    )


def test_spans_stay_what_they_are(speak: Speak) -> None:
    voice = speak("a = { $who }: **{ $inner }** { $link } { $at }")
    at = When(datetime(2026, 11, 27, tzinfo=UTC), "Freitag")
    link = Link("https://example.org", "hier")
    assert said(voice, "a", who=ANN, inner=Text.of("x", ANN, Code("y")), link=link, at=at) == (
        ANN,
        Plain(": "),
        Strong("x"),
        ANN,
        Code("y"),
        Plain(" "),
        link,
        Plain(" "),
        at,
    )


def test_counts_choose_the_plural_and_are_written_as_the_language_writes_them(speak: Speak) -> None:
    lines = "a = { $n ->\n    [0] Niemand\n    [one] Ein Gast\n   *[other] { $n } Gäste\n }"
    voice = speak(lines, "b = { $n } guests, { $share }")
    assert [voice.say("de", "a", {"n": n}).plain for n in (0, 1, 2, 1234)] == [
        "Niemand",
        "Ein Gast",
        "2 Gäste",
        "1.234 Gäste",
    ]
    assert voice.say("en", "b", {"n": 1234, "share": 0.5}).plain == "1,234 guests, 0.5"


def test_words_and_yes_and_no_choose_without_being_shown(speak: Speak) -> None:
    voice = speak(
        "a = { $gender ->\n    [female] Gastgeberin\n   *[other] Gastgeber\n }{ $open ->\n [yes] !\n *[no] ?\n }"
    )
    assert voice.say("de", "a", {"gender": "female", "open": True}).plain == "Gastgeberin!"
    assert voice.say("de", "a", {"gender": "{ $open }", "open": False}).plain == "Gastgeber?"


def test_a_span_of_time_is_said_in_the_line_s_language(speak: Speak) -> None:
    voice = speak("a = Noch { $left }", "a = { $left } left")
    assert voice.say("de", "a", {"left": timedelta(minutes=90)}).plain == "Noch 1 Stunde und 30 Minuten"
    assert voice.say("en", "a", {"left": timedelta(days=1)}).plain == "1 day left"


def test_lines_may_use_one_another_and_terms(speak: Speak) -> None:
    voice = speak("-house = Haus\nfoot = Dein **{ -house }**, { $name }\na = Gruß. { foot }!")
    assert voice.say("de", "a", {"name": "Ann"}).plain == "Gruß. Dein Haus, Ann!"
    assert said(voice, "foot", name="Ann")[1] == Strong("Haus")


@pytest.mark.parametrize(
    ("asked", "heard"),
    [("de", "Hallo"), ("de-AT", "Hallo"), ("DE_at", "Hallo"), ("en", "Hi"), ("fr", "Hi"), ("", "Hi")],
)
def test_an_unknown_language_falls_back(speak: Speak, asked: str, heard: str) -> None:
    assert speak("a = Hallo", "a = Hi").say(asked, "a", {}).plain == heard


def test_what_is_wrong_with_a_line_is_named_with_its_file(speak: Speak) -> None:
    voice = speak("a = Hallo { $name }\nb = { c }\nd = { $x ->\n [one] 1\n *[other] 2\n }\ne = { $broken\n")
    with pytest.raises(LineMissing, match="no line nowhere in de"):
        voice.say("de", "nowhere", {})
    with pytest.raises(BlankMissing, match=r"house/lines/de/core.ftl:1: the line a needs \$name"):
        voice.say("de", "a", {})
    with pytest.raises(BlankMissing, match=r"\$name"):
        voice.say("de", "a", {"name": datetime(2026, 1, 1, tzinfo=UTC)})
    with pytest.raises(BlankMissing, match=r"core.ftl:3: the line d needs \$x"):
        voice.say("de", "d", {})
    for key, why in (("b", "refers to c"), ("e", "cannot read")):
        with pytest.raises(LineBroken, match=why):
            voice.say("de", key, {})


def test_variants_are_counted_and_a_motto_s_own_replace_the_pack_s(speak: Speak) -> None:
    motto = {
        "mottos/neon.toml": 'format = 1\nkey = "neon"\naccent = "#ff0000"\n',
        "mottos/neon.de.ftl": "ask-1 = Neon\nmotto-name = Nacht",
    }
    voice = speak("ask-1 = eins\nask-2 = zwei\nask-4 = vier\nmotto-name = Ohne", files=motto)
    assert voice.variants("de", "ask") == 2
    assert voice.variants("de", "ask", motto="neon") == 1
    assert voice.variants("de", "nothing") == 0
    assert voice.say("de", "ask-1", {}, motto="neon").plain == "Neon"
    assert voice.say("de", "motto-name", {}, motto="gone").plain == "Ohne"
    assert voice.mottos() == ("neon",)
    assert voice.look("neon")["accent"] == "#ff0000"
    assert voice.look()["accent"] == "#102030"


def test_a_pack_inherits_what_it_does_not_say_itself(make_pack: MakePack) -> None:
    base = read_pack(make_pack("a = Hallo\nb = Tschüss", "a = Hi\nb = Bye", key=HOUSE))
    butler = read_pack(make_pack("a = Sehr wohl", "a = Very good", key="butler", base=HOUSE))
    voice = FluentVoice({HOUSE: base, "butler": butler})
    assert voice.say("de", "a", {}, pack="butler").plain == "Sehr wohl"
    assert voice.say("de", "b", {}, pack="butler").plain == "Tschüss"
    assert voice.say("de", "a", {}, pack="gone").plain == "Hallo"
    assert voice.packs("de") == {"house": "Probe", "butler": "Probe"}


def test_made_up_languages_fill_no_memory(house: FluentVoice) -> None:
    for number in range(2000):
        house.say(f"x{number}", "house-closed", {})
    assert len(house._books) <= 1000


def test_right_to_left_names_are_set_apart(speak: Speak) -> None:
    voice = speak("a = Hallo { $name }, da bist du.")
    assert voice.say("de", "a", {"name": "דנה"}).plain == "Hallo \u2068דנה\u2069, da bist du."
    assert voice.say("de", "a", {"name": "evil\u202egnp.exe\u2066"}).plain == "Hallo evilgnp.exe, da bist du."
    assert voice.say("de", "a", {"name": Text.of("\u2069דנה")}).plain == "Hallo \u2068דנה\u2069, da bist du."
    assert voice.say("de", "a", {"name": "Zoë 👩‍👩‍👧"}).plain == "Hallo Zoë 👩‍👩‍👧, da bist du."


def test_what_was_said_once_can_be_part_of_another_line(speak: Speak) -> None:
    voice = speak("a = **{ $name }**\nb = Also { $inner }!")
    inner = voice.say("de", "a", {"name": "דנה"})
    assert voice.say("de", "b", {"inner": inner}).spans == (Plain("Also "), Strong("\u2068דנה\u2069"), Plain("!"))
