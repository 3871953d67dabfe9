"""Every action on every platform: made to fit or refused, never half, and nothing private becomes public."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.abilities import Abilities, Ability
from bot.core.actions import (
    Action,
    Admit,
    Amend,
    Answer,
    Ban,
    ClosePlace,
    Decline,
    Erase,
    Forget,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.buttons import read_button
from bot.core.codec import members_of
from bot.core.fitting import ELLIPSIS, NotPossible, clip, clip_words, fit, fit_note, size
from bot.core.notes import BUTTONS_A_ROW, LABEL_LIMIT, ROWS, Button, File, Note, Option, Picture, Select
from bot.core.refs import Bookmark, MemberRef, PlaceRef, ServerRef
from bot.core.text import Link, Mention, Plain, Strong, Text, When
from tests.core.test_codec import things
from tests.core.test_text import texts
from tests.support.stage import DISCORD_LIKE, LOBBY_LIKE, TELEGRAM_LIKE

NOTHING = Abilities("silent", frozenset(), text_limit=10, caption_limit=5)
TABLES = (DISCORD_LIKE, TELEGRAM_LIKE, LOBBY_LIKE, NOTHING)
ACTIONS = members_of(Action)
ROOM, HERE, ANN = PlaceRef("discord", "general"), ServerRef("discord", "house"), MemberRef("discord", "ann")
HELLO = Note(Text.of("hello"))
ONE_OF_EACH: tuple[Action, ...] = (
    Answer(HELLO),
    Whisper(ANN, HELLO),
    Post(ROOM, HELLO),
    Amend("card/discord", HELLO),
    Erase(Bookmark("card/discord")),
    Mute(HERE, ANN, None),
    Unmute(HERE, ANN),
    Remove(HERE, ANN),
    Ban(HERE, ANN),
    Unban(HERE, ANN),
    Admit(HERE, ANN),
    Decline(HERE, ANN),
    IssueLink(HERE, "link/discord"),
    RevokeLink("link/discord"),
    OpenPlace(ROOM, "Neon", "room/discord"),
    ClosePlace("room/discord"),
    LeaveServer(HERE),
    Forget(ANN),
)
WHEN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

labels = st.text(alphabet=st.characters(), max_size=100)
options = st.builds(Option, labels, st.from_regex(r"[a-z0-9:-]{1,8}", fullmatch=True), labels, st.booleans())
selects = st.builds(
    Select,
    st.sampled_from(["party/look", "party/look/k3v9"]),
    labels,
    st.lists(options, min_size=1, max_size=25).map(tuple),
)
buttons = st.builds(Button, labels, st.sampled_from(["party/yes/k3v9", "party/no"]))
notes = st.builds(
    Note,
    texts,
    st.lists(st.lists(buttons, max_size=12).map(tuple), max_size=8).map(tuple),
    st.lists(selects, max_size=7).map(tuple),
    st.sampled_from([None, Picture("poster:{}", "a poster")]),
    st.sampled_from([None, File("party.ics", "BEGIN:VCALENDAR")]),
)
long_texts = st.builds(lambda text, times: Text.of(*[text] * times), texts, st.integers(1, 60))
abilities = st.sampled_from(TABLES)


@given(notes, abilities)
@settings(deadline=None)
def test_a_fitted_note_keeps_every_limit(note: Note, there: Abilities) -> None:
    fitted = fit_note(note, there)
    limit = there.caption_limit if fitted.picture else there.text_limit
    assert size(fitted.text.plain, there.counts_utf16) <= limit
    assert all(0 < len(row) <= BUTTONS_A_ROW for row in fitted.rows)
    assert all(len(button.label) <= LABEL_LIMIT for row in fitted.rows for button in row)
    if Ability.SELECTS in there.can:
        assert len(fitted.rows) + len(fitted.selects) <= ROWS
    else:
        assert fitted.selects == ()
    assert fitted.picture is None or Ability.PICTURES in there.can
    assert fitted.file is None or Ability.FILES in there.can
    assert fit_note(fitted, there) == fitted


@given(st.one_of(texts, long_texts), st.integers(1, 200), st.booleans())
def test_a_cut_text_keeps_its_beginning_and_its_limit(text: Text, limit: int, utf16: bool) -> None:
    cut = clip(text, limit, utf16)
    assert size(cut.plain, utf16) <= limit
    if size(text.plain, utf16) <= limit:
        assert cut == text
    else:
        assert cut.plain.endswith(ELLIPSIS)
        assert text.plain.startswith(cut.plain.removesuffix(ELLIPSIS))


@given(long_texts, st.integers(0, 3))
def test_a_tiny_limit_leaves_no_link_without_words(text: Text, limit: int) -> None:
    kept = clip(text, limit).spans
    assert sum(isinstance(span, Link) and not span.words for span in kept) <= sum(
        isinstance(span, Link) and not span.words for span in text.spans
    )


def test_a_character_of_two_units_is_kept_whole_or_not_at_all() -> None:
    assert clip(Text.of("🎉" * 10), 5, counts_utf16=True).plain == "🎉🎉" + ELLIPSIS
    assert clip(Text.of("🎉" * 10), 4, counts_utf16=True).plain == "🎉" + ELLIPSIS
    assert clip(Text.of("🎉" * 10), 5).plain == "🎉" * 4 + ELLIPSIS


def test_times_and_names_are_never_cut_in_two() -> None:
    text = Text.of("on ", When(WHEN, "Monday, 7 pm"), " with ", Mention(MemberRef("discord", "1"), "Annabelle"))
    for limit in range(1, len(text.plain)):
        kept = clip(text, limit)
        assert not any(
            "Mon" in span.words and span.words != "Monday, 7 pm" for span in kept.spans if isinstance(span, When)
        )
        assert all(span.name == "Annabelle" for span in kept.spans if isinstance(span, Mention))


def test_a_long_text_of_2001_characters_ends_in_an_ellipsis() -> None:
    post = fit(Post(ROOM, Note(Text.of(Strong("x" * 2001)))), DISCORD_LIKE)
    assert isinstance(post, Post)
    assert post.note.text.plain == "x" * 1999 + ELLIPSIS


@pytest.mark.parametrize("there", TABLES, ids=lambda there: there.platform)
@pytest.mark.parametrize("kind", ACTIONS, ids=lambda kind: kind.__name__)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_every_action_is_made_to_fit_or_refused_and_stays_what_it_is(
    kind: type, there: Abilities, data: st.DataObject
) -> None:
    action = data.draw(things(kind))
    fitted = fit(action, there)
    if isinstance(fitted, NotPossible):
        assert fitted.reason == "unsupported"
        assert there.platform in fitted.detail
        return
    assert type(fitted) is kind
    if isinstance(fitted, Whisper):
        assert fitted.member == action.member
    if isinstance(fitted, OpenPlace):
        assert len(fitted.name) <= there.name_limit
    if isinstance(fitted, Answer | Whisper | Post | Amend):
        assert replace(fitted, note=action.note) == action
    elif not isinstance(fitted, OpenPlace):
        assert fitted == action


def test_what_each_platform_refuses() -> None:
    assert {type(one) for one in ONE_OF_EACH} == set(ACTIONS)
    refused = {
        there.platform: {type(one).__name__ for one in ONE_OF_EACH if isinstance(fit(one, there), NotPossible)}
        for there in TABLES
    }
    door = {"Mute", "Unmute", "Remove", "Ban", "Unban"}
    assert refused == {
        "discord": {"Admit", "Decline"},
        "telegram": set(),
        "lobby": {"Admit", "Decline"},
        "silent": door | {"Admit", "Decline", "IssueLink", "RevokeLink", "OpenPlace", "ClosePlace", "Whisper"},
    }


@given(notes)
@settings(deadline=None)
def test_where_there_are_no_selects_every_option_is_a_button_that_can_be_pressed(note: Note) -> None:
    fitted = fit_note(note, TELEGRAM_LIKE)
    wanted = [(select.id, option.value) for select in note.selects for option in select.options]
    made = [button.id for row in fitted.rows for button in row][-len(wanted) or None :]
    for (id_, value), button in zip(wanted, made, strict=False):
        read, select = read_button(button), read_button(id_)
        assert read
        assert select
        assert (read.feature, read.verb) == (select.feature, select.verb)
        assert read.argument.partition("=")[::2] == (select.argument, value)


@given(st.text(max_size=50), st.integers(1, 20))
def test_clipped_words_keep_their_limit(words: str, limit: int) -> None:
    assert len(clip_words(words, limit)) <= limit


@given(st.text(alphabet=st.characters(), max_size=20))
def test_sizes_count_what_the_platform_counts(words: str) -> None:
    assert size(words, counts_utf16=False) == len(words)
    assert size(words, counts_utf16=True) == len(words) + sum(sign > "\uffff" for sign in words)


def test_times_are_words_where_a_platform_has_no_time_markup() -> None:
    note = Note(Text.of("on ", When(WHEN, "Monday")))
    assert fit_note(note, TELEGRAM_LIKE).text.spans == (Plain("on Monday"),)
    assert fit_note(note, DISCORD_LIKE).text == note.text
