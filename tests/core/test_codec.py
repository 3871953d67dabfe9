"""Whatever the queues carry comes back as it was; what nobody can read is said to be so and never guessed."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import types
import typing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.actions import Action
from bot.core.codec import CLASSES, UnknownBodyError, dump, load, members_of
from bot.core.events import Envelope, Event

CARRIED = [kind for kind in CLASSES.values() if kind is not Envelope]
any_text = st.text(alphabet=st.characters(), max_size=12)  # half surrogate pairs too, as JSON may bring them
instants = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).flatmap(  # noqa: DTZ001 - the zone follows
    lambda naive: st.sampled_from([UTC, timezone(timedelta(hours=13, minutes=45))]).map(
        lambda zone: naive.replace(tzinfo=zone)
    )
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([values(part) for part in arguments])
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(values(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*[values(part) for part in arguments])
    if origin is frozenset:
        return st.frozensets(values(arguments[0]), max_size=3)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: any_text,
        int: st.integers(-(2**62), 2**62),
        bool: st.booleans(),
        type(None): st.none(),
        datetime: instants,
    }
    return simple[hint] if hint in simple else things(hint)


def things(kind: type) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    return st.deferred(
        lambda: st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})
    )


@pytest.mark.parametrize("kind", CARRIED, ids=lambda kind: kind.__name__)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_everything_comes_back_as_it_went_in(kind: type, data: st.DataObject) -> None:
    thing = data.draw(things(kind))
    body = dump(thing)
    body.encode()  # a database takes it
    assert load(body) == thing


def test_every_event_and_action_is_known_to_the_queues() -> None:
    for union in (Event, Action):
        assert {kind.__name__ for kind in members_of(union)} <= set(CLASSES)


def test_no_two_kinds_share_a_name() -> None:
    assert all(CLASSES[kind.__name__] is kind for kind in CLASSES.values())


def test_bodies_keep_their_letters_readable() -> None:
    body = dump(CLASSES["Plain"]("Grüße 🎉"))
    assert "Grüße 🎉" in body


junk = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["datetime", "set", *CLASSES])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["$", "v", "body", "at", "of", "words", "place", "note"]), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.one_of(any_text, junk.map(json.dumps), junk.map(lambda body: json.dumps({"v": 1, "body": body}))))
def test_junk_is_said_to_be_unknown_and_nothing_else_goes_wrong(body: str) -> None:
    with contextlib.suppress(UnknownBodyError):
        assert dataclasses.is_dataclass(load(body))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "7",
        "{}",
        '{"v":1}',
        '{"v":1,"body":5}',
        '{"v":1,"body":null}',
        '{"v":1,"body":[]}',
        '{"v":2,"body":{"$":"Plain","words":"x"}}',
        '{"v":1,"body":{"$":"Nothing"}}',
        '{"v":1,"body":{"$":["Plain"]}}',
        '{"v":1,"body":{"$":"Plain"}}',
        '{"v":1,"body":{"$":"Plain","words":"x","colour":"red"}}',
        '{"v":1,"body":{"words":"x"}}',
        '{"v":1,"body":{"$":"datetime","at":"yesterday"}}',
        '{"v":1,"body":{"$":"datetime"}}',
        '{"v":1,"body":{"$":"set","of":[[]]}}',
        '{"v":1,"body":' + '{"$":"Text","spans":[' * 5000,
        "[" * 100_000,
    ],
)
def test_known_junk(body: str) -> None:
    with pytest.raises(UnknownBodyError):
        load(body)


def test_what_no_queue_carries_is_refused_where_it_is_put_in() -> None:
    with pytest.raises(TypeError, match="the queues carry no bytes"):
        dump(b"png")
