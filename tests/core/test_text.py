"""Text joins without changing a word, and what a guest wrote stays a span."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.core.refs import MemberRef
from bot.core.text import Code, Emphasis, Link, Mention, Plain, Span, Strong, Text, When, lines

words = st.text(max_size=20)
spans: st.SearchStrategy[Span] = st.one_of(
    st.builds(Plain, words),
    st.builds(Strong, words),
    st.builds(Emphasis, words),
    st.builds(Code, words),
    st.builds(Link, st.just("https://example.invalid/"), words),
    st.builds(Mention, st.just(MemberRef("discord", "1")), words),
    st.builds(When, st.just(datetime(2026, 11, 23, tzinfo=UTC)), words),
)
texts = st.builds(lambda parts: Text.of(*parts), st.lists(st.one_of(words, spans), max_size=8))


@given(texts, texts, texts)
def test_joining_keeps_every_word_in_order_however_it_is_done(one: Text, two: Text, three: Text) -> None:
    assert (one + two).plain == one.plain + two.plain
    assert (one + two) + three == one + (two + three) == Text.of(one, two, three)


@given(texts)
def test_a_text_has_no_empty_or_split_plain_words(text: Text) -> None:
    assert all(span.words for span in text.spans if isinstance(span, Plain))
    assert not any(isinstance(one, Plain) and isinstance(two, Plain) for one, two in pairwise(text.spans))
    assert Text.of(text) == text
    assert bool(text) == bool(text.plain)


@given(st.lists(texts, max_size=5))
def test_lines_are_one_text_a_line(parts: list[Text]) -> None:
    assert lines(parts).plain == "\n".join(part.plain for part in parts)
