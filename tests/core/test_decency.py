"""What a guest wrote is repeated on one line and harmless, or not at all."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.decency import LONGEST, fit_to_repeat

LINKS = [
    "https://evil.example/a", "schaut auf evil.com", "x.com", "t.co/abc", "evil(dot)com", "evil [.] com", "evil . com",
    "evil[punkt]de", "evil。com", "ｅｖｉｌ．ｃｏｍ", "ev\u200bil.com", "WWW.EVIL.RU", "example.fr", "foo.page", "site.co.uk",
    "пример.рф", "bit.ly/x", "youtu.be/x", "dsc.gg/x", "discord.gg/abc", "discordapp.com/invite/x", "t.me/joinchat",
    "tg://resolve?domain=x", "hxxp://evil.biz", "1.2.3.4/login", "mailto:a@b.cd", "ann@example.de", "javascript:alert(1)",
    "@durov12", "hi,@durov12", "(@durov12)", "ftp://x.y",
]  # fmt: skip
MARKUP = [
    "@everyone",
    "hey @here",
    "<@123>",
    "<@&5>",
    "<#1>",
    "</mute:5>",
    "`x`",
    "**b**",
    "__u__",
    "~~s~~",
    "||s||",
    "[x](y)",
]
SLURS = [
    "Wichser", "WICHSER!!", "du Arschloch", "Arsch loch", "hur3nsohn", "Hurensöhne? Hurensohn!", "Kanaken", "Sieg Heil",
    "S i e g Heil", "H1tler", "f@ggot", "n i g g e r", "niggger", "paki", "Spasti", "Mongos", "Kinderf1cker", "Fotze",
    "Missgeburt", "krüppel", "Scheißausländer",
]  # fmt: skip
UNREADABLE = [
    "",
    " ",
    "\n\t",
    "x" * (LONGEST + 1),
    "a\x00b",
    "\u202eabc",
    "a\u2066b",
    "z" + "\u0301" * 12,
    "\ud83d",
    "\ue000",
]
GOOD = [
    "Ann", "Jürgen Groß", "Dr. Müller", "Prof. Dr. Ing. Weiß", "z.B. Kuchen", "Ende.", "Hallo... na", "8.30 Uhr", "25.12.2026",
    "3.14", "It's 8 p.m. to 9 p.m.", "R.E.M.", "Mr. Brightside", "50 Cent feat. Olivia", "AC/DC", "Guns N' Roses", "P!nk",
    "Ke$ha", "C++ & C#", "#hashtag", "snake_case", "5 * 3", "50% off", "a@b", "Wie geht's?", "who remembers",
    "Knock, knock! Who's there?", "Black Hole Sun – Soundgarden", "St. Pauli", "🎉👩‍👩‍👧", "مرحبا", "שָׁלוֹם", "שלום\u200f",
    "สวัสดีครับ", "Hej, 日本語", "Scunthorpe", "Assistent", "Essex", "Cockburn", "Therapist", "Pakistan", "Mongolei",
    "Mongolian BBQ", "Kikeriki", "Pedometer", "Nigeria", "Niger", "Nigel", "Spaß", "Spatz", "Trance", "transeuropäisch",
    "Analyse", "Kanarienvogel", "Wichtel", "Country", "Fotografie", "Kinderfest",
]  # fmt: skip


@pytest.mark.parametrize("words", LINKS)
def test_a_link_or_an_invitation_is_not_repeated(words: str) -> None:
    assert fit_to_repeat(words) is None


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_not_repeated(words: str) -> None:
    assert fit_to_repeat(words) is None


@pytest.mark.parametrize("words", SLURS)
def test_a_slur_is_not_repeated_however_it_is_spelled(words: str) -> None:
    assert fit_to_repeat(words) is None


@pytest.mark.parametrize("words", UNREADABLE)
def test_what_is_empty_too_long_or_upsets_the_line_is_not_repeated(words: str) -> None:
    assert fit_to_repeat(words) is None


@pytest.mark.parametrize("words", GOOD)
def test_ordinary_names_and_wishes_are_repeated_as_they_are(words: str) -> None:
    assert fit_to_repeat(words) == unicodedata.normalize("NFC", words)


def test_several_lines_become_one() -> None:
    assert fit_to_repeat(" Bohemian\n  Rhapsody\u2028by Queen ") == "Bohemian Rhapsody by Queen"


tricky = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from(list("abcdehmnort.:/@<>*_`|[]()~!ﾉ．\u200b\u202e\u0301 \n")))
)


@given(st.one_of(tricky, st.builds("{}{}{}".format, tricky, st.sampled_from(LINKS + MARKUP), tricky)))
def test_whatever_is_repeated_is_one_harmless_line(words: str) -> None:
    said = fit_to_repeat(words)
    if said is None:
        return
    assert 0 < len(said) <= LONGEST
    assert said == " ".join(said.split())
    assert not re.search(r"https?://|www\.|@everyone|@here|<@|<#|\]\(|`|\*\*|\|\||\w\.(?:com|de|org|gg)\b", said, re.I)
    assert not {unicodedata.category(sign) for sign in said} & {"Cc", "Cs", "Zl", "Zp"}
    assert said.encode()
    assert fit_to_repeat(said) == said
