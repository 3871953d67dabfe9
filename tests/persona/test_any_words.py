"""Whatever somebody is called and whatever they write: a line keeps its shape and can be said."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.text import Code, Emphasis, Plain, Strong, Text
from persona.blanks import harmless, isolated
from persona.fluentfile import Entry
from persona.markup import pieces_of, unbalanced
from persona.packs import HOUSE, ROOT, read_pack
from persona.shape import shape_of
from persona.voice import FluentVoice

LINES = """a = Oh **{ $one }** und _{ $two }_ oder `{ $three }` mit { $four }.
b = { $n ->
    [one] **{ $one }**
   *[other] { $n } _{ $one }_
 } bei { $two }
"""
HOUSE_LINES = sorted(read_pack(ROOT / HOUSE).lines["en"].items())
NASTY = st.text(alphabet=st.sampled_from("**__``{}$ \\\n\ue000\ue001\u2066\u2067\u2068\u2069\u202e\ud800אa@<>[]()"))


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> FluentVoice:
    folder = tmp_path_factory.mktemp("packs") / HOUSE
    (folder / "lines/de").mkdir(parents=True)
    (folder / "pack.toml").write_text(f'format = 1\nkey = "{HOUSE}"\n')
    (folder / "lines/de/core.ftl").write_text(LINES, encoding="utf-8")
    return FluentVoice({HOUSE: read_pack(folder)})


@given(st.lists(st.text() | NASTY, min_size=4, max_size=4))
@example(["**", "_", "`", "\ue000\u2068{ $one }"])
@example(["\ud800", "\x00", "\u202e", "\r\n"])
@example(["x" * 3000, "", "", ""])
def test_no_guest_changes_the_shape_of_a_line(probe: FluentVoice, words: list[str]) -> None:
    line = probe.say("de", "a", dict(zip(("one", "two", "three", "four"), words, strict=True)))
    styles = [kind for kind, word in zip((Strong, Emphasis, Code), words, strict=False) if isolated(word)]
    assert [type(span) for span in line.spans if not isinstance(span, Plain)] == styles
    assert line.plain == "Oh {} und {} oder {} mit {}.".format(*map(isolated, words))
    line.plain.encode()
    assert balanced(line.plain)


@given(st.integers() | st.floats(), st.text() | NASTY, st.text() | NASTY)
def test_choosing_never_fails_for_any_number_or_word(probe: FluentVoice, number: float, one: str, two: str) -> None:
    line = probe.say("de", "b", {"n": number, "one": one, "two": two})
    assert sum(isinstance(span, Strong | Emphasis) for span in line.spans) == bool(isolated(one))


@given(st.text() | NASTY, st.sampled_from(HOUSE_LINES), st.sampled_from(["de", "en"]))
def test_every_line_of_the_house_takes_any_words(
    house: FluentVoice, words: str, line: tuple[str, Entry], language: str
) -> None:
    key, entry = line
    house.say(language, key, dict.fromkeys(shape_of(entry).blanks, words))


@given(st.text() | NASTY, st.text() | NASTY)
def test_a_text_made_of_guests_words_stays_a_text(probe: FluentVoice, one: str, two: str) -> None:
    inner = Text.of(one, Strong(two))
    line = probe.say("de", "a", {"one": "x", "two": "x", "three": "x", "four": inner})
    assert len([span for span in line.spans if isinstance(span, Emphasis | Code)]) == 2
    assert balanced(line.plain)


@given(st.text() | NASTY)
def test_making_words_harmless_twice_changes_nothing_more(words: str) -> None:
    assert harmless(harmless(words)) == harmless(words)
    assert isolated(isolated(words)) == isolated(words)


@given(st.text(alphabet="a*_` \n") | st.text())
def test_any_template_can_be_read(line: str) -> None:
    pieces_of(line)
    unbalanced(line)


def balanced(words: str) -> bool:
    depth = 0
    for sign in words:
        depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
        if depth < 0:
            return False
    return depth == 0
