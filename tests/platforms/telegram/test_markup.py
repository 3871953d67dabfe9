"""Whatever a guest wrote reaches Telegram as words, never as markup."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.notes import Button, Note, Picture, note
from bot.core.refs import MemberRef
from bot.core.text import Code, Emphasis, Link, Mention, Plain, Span, Strong, Text, When, words_of
from bot.platforms.telegram.links import deep_link, press_payload, pressed, startgroup
from bot.platforms.telegram.markup import clean, html, keys, units
from bot.platforms.telegram.preview import preview
from bot.platforms.telegram.shelf import Shelf
from tests.support.telegram_server.markup import parse_html

NIGHT = When(datetime(2026, 11, 20, 19, 0, tzinfo=UTC), "Freitag, 20:00 (Berlin)")
SPANS = st.text().flatmap(
    lambda words: st.sampled_from(
        [
            Plain(words),
            Strong(words),
            Emphasis(words),
            Code(words),
            Link('https://example.org/?a=1&b="2', words),
            Mention(MemberRef("telegram", "5001"), words),
        ]
    )
)


@given(st.lists(SPANS))
def test_no_words_of_a_guest_ever_break_or_become_markup(spans: list[Span]) -> None:
    text, _ = parse_html(html(Text(tuple(spans))))
    assert text == "".join(clean(words_of(span)) or _address(span) for span in spans)


def _address(span: Span) -> str:
    return span.url if isinstance(span, Link) else ""


def test_a_member_of_another_platform_is_named_but_never_linked() -> None:
    assert html(Text.of(Mention(MemberRef("discord", "42"), "Ada <3"))) == "Ada &lt;3"
    assert html(Text.of(Mention(MemberRef("telegram", "42"), "Ada"))) == '<a href="tg://user?id=42">Ada</a>'
    assert html(Text.of(Mention(MemberRef("telegram", "channel:-1"), "Ada"))) == "Ada"


def test_a_link_that_is_no_web_address_is_only_words() -> None:
    assert html(Text.of(Link("javascript:alert(1)", "hier"))) == "hier"
    assert html(Text.of(Link('https://x.org/"onclick', "hier"))) == '<a href="https://x.org/&quot;onclick">hier</a>'


def test_a_time_is_shown_in_the_readers_zone_or_in_words_with_the_zone() -> None:
    assert 'format="wDt"' in html(Text.of(NIGHT))
    assert html(Text.of(NIGHT), time_markup=False) == "Freitag, 20:00 (Berlin)"


def test_a_name_cannot_turn_the_line_round_or_smuggle_controls() -> None:
    assert html(Text.of("a\u202eb\x00c\ud800\u2067d\ne")) == "abcd\ne"


def test_telegram_counts_emoji_twice() -> None:
    assert units("🎉a") == 3


def test_in_a_room_a_private_button_becomes_a_link_that_stands_for_the_press() -> None:
    card = note("Hallo", (Button("Erinnern", "parties/remind/k3v9.x", opens_private=True), Button("Ja", "p/yes/1")))
    (row,) = keys(card, "gastgeber_bot", private=False, shorten=Shelf().shorten)
    assert row[0].url.startswith("https://t.me/gastgeber_bot?start=b_")
    assert pressed(row[0].url.partition("start=")[2]) == "parties/remind/k3v9.x"
    assert row[1].data == "p/yes/1"
    (inside,) = keys(card, "gastgeber_bot", private=True, shorten=Shelf().shorten)
    assert inside[0].data == "parties/remind/k3v9.x"


@given(st.from_regex(r"[a-z][a-z0-9_]{0,9}/[a-z][a-z0-9_]{0,9}(/[A-Za-z0-9_.:,=+-]{0,24})?", fullmatch=True))
def test_every_button_can_be_carried_by_a_link_or_has_to_be_kept(button: str) -> None:
    payload = press_payload(button)
    if payload is None:
        short = Shelf().shorten(button, "h_")
        assert deep_link("x", short)
        return
    assert pressed(payload) == button


def test_foreign_start_words_are_no_presses() -> None:
    assert pressed("b_") is None
    assert pressed("b_x_q") is None
    assert pressed("CODE-0001") is None


def test_a_button_id_that_is_too_long_gets_a_short_word_that_leads_back() -> None:
    shelf = Shelf()
    long = "setup/zone/" + "x" * 70
    ((key,),) = keys(note("?", (Button("Zone", long),)), "b", private=True, shorten=shelf.shorten)
    assert len(key.data) <= 64
    assert shelf.find(key.data) == long


def test_telegram_never_gets_more_keys_than_it_takes() -> None:
    rows = tuple((Button(str(n), f"a/b/{n}"),) for n in range(130))
    assert sum(len(row) for row in keys(Note(Text.of("x"), rows), "b", private=True, shorten=Shelf().shorten)) == 100


def test_the_startgroup_link_suggests_the_needed_rights_and_no_others() -> None:
    link = startgroup("gastgeber_bot")
    assert link == ("https://t.me/gastgeber_bot?startgroup&admin=delete_messages+restrict_members+manage_topics")


def test_the_preview_is_safe_html() -> None:
    shown = preview(note(Text.of("<script>", Link("javascript:1", "x"), NIGHT), (Button("<b>", "a/b"),)), "<i>Haus")
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "&lt;i&gt;Haus" in shown
    assert "<a href" not in shown


def test_the_preview_shows_the_picture_or_says_what_it_would_be() -> None:
    card = Note(Text.of("x"), picture=Picture("p", "A poster"))
    assert '<div class="tg-picture">A poster</div>' in preview(card)
    assert '<img class="tg-drawn" src="data:image/png;base64,AA==" alt="A poster">' in preview(
        card, picture="data:image/png;base64,AA=="
    )
