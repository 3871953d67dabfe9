"""User names met lately: the newest bearer counts, and nothing of it outlives the process or a wish to be forgotten."""

from __future__ import annotations

import pytest
from telegram import User

from bot.platforms.telegram import names
from bot.platforms.telegram.names import Names


def user(number: int, username: str | None, *, bot: bool = False) -> User:
    return User(number, "Somebody", bot, username=username)


def test_a_name_is_found_whatever_its_case() -> None:
    met = Names()
    met.meet(user(1, "Ann_M"))
    assert (met.who("@ann_m"), met.who("ANN_M"), met.who("@bob")) == (1, 1, None)


def test_the_newest_bearer_counts_and_a_changed_name_is_nobodys() -> None:
    met = Names()
    met.meet(user(1, "queen"))
    met.meet(user(2, "queen"))
    assert met.who("queen") == 2
    met.meet(user(1, None))
    assert met.who("queen") == 2
    met.meet(user(2, "king"))
    assert (met.who("queen"), met.who("king")) == (None, 2)


def test_bots_and_the_forgotten_are_not_known() -> None:
    met = Names()
    met.meet(user(1, "rose_bot", bot=True))
    met.meet(user(2, "ann_m"))
    met.forget("2")
    met.forget("channel:-1001")
    assert (met.who("rose_bot"), met.who("ann_m")) == (None, None)


def test_only_so_many_people_are_remembered_and_the_longest_silent_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "REMEMBERED", 2)
    met = Names()
    met.meet(user(1, "one"))
    met.meet(user(2, "two"))
    met.meet(user(1, "one"))
    met.meet(user(3, "three"))
    assert (met.who("one"), met.who("two"), met.who("three")) == (1, None, 3)
