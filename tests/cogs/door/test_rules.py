"""Rank, rights, spans and renewals as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Mistake
from bot.core.refs import ServerRef
from cogs.door.rules import Facts, Go, No, Stand, clipped, fit_span, held_until, may_act, may_mute, next_look

HERE, THERE = ServerRef("discord", "here"), ServerRef("discord", "there")
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FINE = Stand(server=HERE, name="Here", house_may=True, house_rank=9, actor_may=True, actor_rank=5, target_rank=0)
OTHER = replace(FINE, server=THERE, name="There")


def facts(*stands: Stand, exempt: bool = False) -> Facts:
    return Facts(stands=stands, exempt=exempt)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (facts(FINE), Go((HERE,))),
        (replace(facts(FINE), is_self=True), No("door-no-self")),
        (replace(facts(FINE), is_house=True), No("door-no-house")),
        (replace(facts(FINE), is_team=True), No("door-no-team")),
        (facts(), No("door-nowhere")),
        (facts(replace(FINE, actor_may=False)), No("door-no-right", "Here")),
        (facts(replace(FINE, actor_may=False, actor_rank=99)), No("door-no-right", "Here")),
        (facts(replace(FINE, actor_may=False, owns=True)), No("door-no-right", "Here")),
        (facts(replace(FINE, actor_may=False), exempt=True), Go((HERE,))),
        (facts(replace(FINE, target_rank=4)), Go((HERE,))),
        (facts(replace(FINE, target_rank=5)), No("door-no-rank", "Here")),
        (facts(replace(FINE, target_rank=6)), No("door-no-rank", "Here")),
        (facts(replace(FINE, target_rank=6, owns=True)), Go((HERE,))),
        (facts(replace(FINE, target_rank=6), exempt=True), Go((HERE,))),
        (facts(replace(FINE, house_may=False)), No("door-house-right", "Here")),
        (facts(replace(FINE, actor_rank=50, target_rank=9)), No("door-house-rank", "Here")),
        (facts(replace(FINE, actor_rank=50, target_rank=10)), No("door-house-rank", "Here")),
        # Telegram: a bot is an administrator of rank 1, and so is whoever cannot be restricted.
        (facts(replace(FINE, actor_rank=2, house_rank=1, target_rank=1)), No("door-house-rank", "Here")),
        # One community, two servers.
        (facts(FINE, OTHER), Go((HERE, THERE))),
        (facts(FINE, replace(OTHER, actor_may=False, actor_rank=0)), Go((HERE, THERE))),
        (
            facts(FINE, replace(OTHER, actor_may=False, actor_rank=0, target_rank=1)),
            Go((HERE,), (No("door-no-rank", "There"),)),
        ),
        (facts(FINE, replace(OTHER, house_may=False)), Go((HERE,), (No("door-house-right", "There"),))),
        # Outranked where one has the right, ranked where one has none: no way around.
        (facts(replace(FINE, target_rank=7), replace(OTHER, actor_may=False)), No("door-no-rank", "Here")),
    ],
)
def test_r27_the_first_thing_in_the_way_is_named(given: Facts, verdict: Go | No) -> None:
    assert may_mute(given) == verdict


def test_giving_the_voice_back_asks_for_the_right_and_not_for_rank() -> None:
    assert may_act(facts(replace(FINE, target_rank=9))) == Go((HERE,))
    assert may_act(facts(replace(FINE, actor_may=False))) == No("door-no-right", "Here")


@pytest.mark.parametrize("span", [timedelta(minutes=1), timedelta(hours=1), timedelta(days=366)])
def test_a_span_that_platforms_keep_is_kept(span: timedelta) -> None:
    assert fit_span(span) == span


@pytest.mark.parametrize("span", [timedelta(0), timedelta(seconds=59), timedelta(days=366, seconds=1)])
def test_a_span_that_no_platform_keeps_is_refused(span: timedelta) -> None:
    with pytest.raises(Mistake):
        fit_span(span)


@pytest.mark.parametrize(
    ("span", "longest", "held", "look"),
    [
        (timedelta(hours=1), None, timedelta(hours=1), timedelta(hours=1)),
        (28 * DAY, 28 * DAY, 28 * DAY, 28 * DAY),
        (29 * DAY, 28 * DAY, 28 * DAY, 27 * DAY),
        (366 * DAY, 28 * DAY, 28 * DAY, 27 * DAY),
        (366 * DAY, 366 * DAY, 366 * DAY, 366 * DAY),
    ],
)
def test_a_mute_longer_than_the_platforms_longest_is_renewed_a_day_before(
    span: timedelta, longest: timedelta | None, held: timedelta, look: timedelta
) -> None:
    assert held_until(NOW, NOW + span, longest) == NOW + held
    assert next_look(NOW + held, NOW + span) == NOW + look


def test_long_words_are_cut_where_it_shows() -> None:
    assert clipped("a" * 301, 300) == "a" * 299 + "…"
    assert clipped("  fine ", 300) == "fine"
