"""Whatever a guest wrote stays words on Discord; what the house means becomes markdown."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refs import MemberRef
from bot.core.text import Code, Emphasis, Link, Mention, Plain, Strong, Text, When
from bot.platforms.discord.markup import APART, escape, fitted, markdown

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def shown(made: str) -> str:
    """What Discord leaves of escaped words."""
    return ESCAPED.sub(r"\1", made).replace(APART, "")


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("*bold* _soft_ ~~gone~~ `code` ||secret||", r"\*bold\* \_soft\_ \~\~gone\~\~ \`code\` \|\|secret\|\|"),
        ("# title", r"\# title"),
        ("-# small", r"\-# small"),
        ("> quote\n>>> more", "\\> quote\n\\>>> more"),
        ("- a\n  + b\n1. c", "\\- a\n  \\+ b\n1\\. c"),
        ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
        ("<@123> <#4> <@&5> <t:0:R> </help:1> <:e:1>", r"\<@123> \<#4> \<@&5> \<t:0:R> \</help:1> \<:e:1>"),
        ("@everyone @here @Everyone", f"@{APART}everyone @{APART}here @{APART}Everyone"),
        ("discord.gg/abc and discordapp.com/invite/x", r"discord\.gg/abc and discordapp\.com/invite/x"),
        ("\u202egnp.exe", "gnp.exe"),
        ("back\\slash", r"back\\slash"),
        ("just words, 3.5 - fine", "just words, 3.5 - fine"),
    ],
)
def test_guests_words_stay_words(words: str, made: str) -> None:
    assert escape(words) == made


def test_spans_become_markdown() -> None:
    ann = Mention(MemberRef("discord", "42"), "Ann")
    ben = Mention(MemberRef("telegram", "7"), "*Ben*")
    at = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    text = Text.of(
        Strong(" Neon* "),
        Emphasis("soft"),
        Code("a`b"),
        ann,
        ben,
        When(at, "eight", "relative"),
        Link("https://example.org/a_(b)", "the [plan]"),
    )
    assert markdown(text) == (
        " **Neon\\*** *soft*`aˋb`<@42>\\*Ben\\*<t:1795377600:R>[the \\[plan\\]](<https://example.org/a_%28b%29>)"
    )


def test_marks_side_by_side_stay_apart() -> None:
    assert markdown(Text.of(Strong("a"), Strong("b"), Emphasis("c"))) == f"**a**{APART}**b**{APART}*c*"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "http://[", "ftp://x", ""])
def test_a_link_that_is_no_web_address_is_only_its_words(url: str) -> None:
    assert markdown(Text.of(Link(url, "here"))) == "here"


def test_a_link_whose_words_are_an_address_shows_where_it_really_goes() -> None:
    assert markdown(Text.of(Link("https://a.example/x", "https://b.example"))) == "<https://a.example/x>"


@given(st.text())
def test_no_word_is_lost_and_no_mark_is_made(words: str) -> None:
    made = escape(words)
    visible = re.sub("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", words).replace(APART, "")
    assert shown(made) == visible
    bare = ESCAPED.sub("", made)
    assert not re.search(r"[*_~`|\[\]<]|://", bare)


@given(st.lists(st.one_of(st.text().map(Plain), st.text().map(Strong), st.text().map(Code))), st.integers(20, 400))
def test_a_text_always_fits(spans: list[Plain | Strong | Code], limit: int) -> None:
    assert len(fitted(Text(tuple(spans)), limit)) <= limit
