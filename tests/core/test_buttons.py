"""A button's id survives the way to a platform and back; anything else is nothing of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.buttons import LIMIT, ButtonId, button_id, read_button

parts = st.from_regex(r"[a-z][a-z0-9_]{0,23}", fullmatch=True)
arguments = st.from_regex(r"[A-Za-z0-9_.:,=+-]*", fullmatch=True)


@given(parts, parts, arguments)
def test_what_was_made_is_read_back_and_fits_every_platform(feature: str, verb: str, argument: str) -> None:
    try:
        made = button_id(feature, verb, argument)
    except ValueError:
        assert len(f"{feature}/{verb}/{argument}") > LIMIT
        return
    assert len(made.encode()) <= LIMIT
    assert read_button(made) == ButtonId(feature, verb, argument)


@given(st.text(max_size=80))
def test_junk_is_nothing_of_ours_and_breaks_nothing(junk: str) -> None:
    found = read_button(junk)
    if found is not None:
        assert button_id(found.feature, found.verb, found.argument) == junk.removesuffix("/")


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "/",
        "//",
        "party",
        "party/",
        "Party/yes",
        "party/yes/a b",
        "party/yes/a/b",
        "party/yes/ä",
        "party/yes\n",
        "party/yes/x\n",
        "p" * 65,
        "party/yes/" + "x" * 60,
        "\ud83d",
        "party/yes/\ud83d",
        "party/yes/\x00",
        "pärty/yes",
        "1/2",
    ],
)
def test_known_junk(junk: str) -> None:
    assert read_button(junk) is None


@pytest.mark.parametrize(
    ("feature", "verb", "argument"),
    [("", "yes", ""), ("party", "", ""), ("party", "Yes", ""), ("party", "yes", "a/b"), ("party", "yes", "x" * 60)],
)
def test_a_button_no_platform_would_carry_is_refused_where_it_is_made(feature: str, verb: str, argument: str) -> None:
    with pytest.raises(ValueError, match="button id"):
        button_id(feature, verb, argument)
