"""A typed line becomes typed values or a kind sentence, whatever somebody types."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.actions import Action
from bot.core.arguments import read_arguments, usage
from bot.core.commands import Command, Param, Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.refs import MemberRef, PlaceRef


@command("mute")
async def mute(
    ctx: Context, member: MemberRef, span: timedelta | None = None, reason: Words = Words("")
) -> list[Action]:
    return []


@command("seat")
async def seat(ctx: Context, name: str, number: int = 1, window: bool = False) -> list[Action]:
    return []


@command("mood")
async def mood(ctx: Context, what: Literal["calm", "wild", ""] = "", place: PlaceRef | None = None) -> list[Action]:
    return []


@command("say")
async def say(ctx: Context, words: Words) -> list[Action]:
    return []


COMMANDS = (mute, seat, mood, say)
ANN = MemberRef("discord", "7")


def read(given: Command, words: str, platform: str = "discord", **named: str) -> dict[str, object]:
    return read_arguments(given, named, words, platform)


def attempt(asked: Command, words: str, named: dict[str, str]) -> dict[str, object] | None:
    """The values, or None where the sentence said instead is one of ours and tells how the line is typed."""
    try:
        return read(asked, words, **named)
    except Mistake as mistake:
        said = mistake
    assert said.key in ("argument-missing", "argument-wrong", "argument-extra")
    assert said.blanks["usage"] == usage(asked)
    return None


# Signs that mean something to some part of the reading, so that hypothesis meets them.
lines = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"„“” \n\t:<@!>/0123456789hmdwj²٣½')), max_size=40)


@given(st.sampled_from(COMMANDS), lines)
def test_whatever_is_typed_there_is_an_answer_or_a_kind_sentence(asked: Command, words: str) -> None:
    values = attempt(asked, words, {})
    assert values is None or set(values) == {param.name for param in asked.params}


@given(
    st.sampled_from(COMMANDS),
    st.dictionaries(st.sampled_from(["member", "span", "number", "what", "place", "x"]), lines),
)
def test_whatever_a_menu_sends_there_is_an_answer_or_a_kind_sentence(asked: Command, named: dict[str, str]) -> None:
    attempt(asked, "", named)


@pytest.mark.parametrize(
    ("asked", "words", "values"),
    [
        (mute, "discord:7", {"member": ANN, "span": None, "reason": ""}),
        (mute, "<@7>", {"member": ANN, "span": None, "reason": ""}),
        (mute, "<@!7> 2h", {"member": ANN, "span": timedelta(hours=2), "reason": ""}),
        (mute, "<@7> 2 h too loud", {"member": ANN, "span": timedelta(hours=2), "reason": "too loud"}),
        (mute, "<@7> too loud", {"member": ANN, "span": None, "reason": "too loud"}),
        (mute, "  <@7>\n2h\nis too\nloud", {"member": ANN, "span": timedelta(hours=2), "reason": "is too\nloud"}),
        (seat, "Ann", {"name": "Ann", "number": 1, "window": False}),
        (seat, '"Ann of Neon" 3 ja', {"name": "Ann of Neon", "number": 3, "window": True}),
        (seat, "„Ann von Neon“ +2 aus", {"name": "Ann von Neon", "number": 2, "window": False}),
        (seat, '"Ann" yes', {"name": "Ann", "number": 1, "window": True}),
        (seat, '"Ann', {"name": '"Ann', "number": 1, "window": False}),
        (mood, "", {"what": "", "place": None}),
        (mood, "WILD telegram:-100/7", {"what": "wild", "place": PlaceRef("telegram", "-100/7")}),
        (mood, "telegram:-100", {"what": "", "place": PlaceRef("telegram", "-100")}),
        (say, 'he said "yes"  twice', {"words": 'he said "yes"  twice'}),
    ],
)
def test_how_lines_are_read(asked: Command, words: str, values: dict[str, object]) -> None:
    assert read(asked, words) == values


@pytest.mark.parametrize(
    ("asked", "words", "key", "param"),
    [
        (mute, "", "argument-missing", "member"),
        (mute, "Ann", "argument-wrong", "member"),
        (seat, "", "argument-missing", "name"),
        (seat, '""', "argument-missing", "name"),
        (seat, "Ann 1 yes more", "argument-extra", None),
        (seat, "Ann twelve", "argument-extra", None),
        (mood, "sad", "argument-extra", None),
        (say, "   ", "argument-missing", "words"),
    ],
)
def test_what_is_wrong_is_named(asked: Command, words: str, key: str, param: str | None) -> None:
    with pytest.raises(Mistake) as caught:
        read(asked, words)
    assert caught.value.key == key
    assert caught.value.blanks.get("param") == param


@pytest.mark.parametrize(
    ("named", "param"),
    [({"member": "nobody"}, "member"), ({"member": "discord:7", "span": "soon"}, "span")],
)
def test_a_wrong_value_from_a_menu_is_named_and_not_repeated_at_length(named: dict[str, str], param: str) -> None:
    with pytest.raises(Mistake) as caught:
        read(mute, "", **{**named, param: named[param] + " " + "x" * 5000})
    assert caught.value.blanks["param"] == param
    assert len(str(caught.value.blanks["given"])) <= 100


def test_values_from_a_menu_go_before_the_typed_rest() -> None:
    assert read(mute, "2h", member="discord:7") == {"member": ANN, "span": timedelta(hours=2), "reason": ""}


def example(param: Param) -> str:
    examples = {"word": "Ann", "words": "too loud", "number": "3", "yes_no": "no", "member": "discord:7"}
    return {**examples, "place": "discord:1", "span": "2h", "choice": (*param.choices, "")[0]}[param.kind]


@pytest.mark.parametrize("asked", COMMANDS, ids=lambda asked: asked.name)
def test_a_line_typed_as_the_usage_says_is_understood(asked: Command) -> None:
    names = usage(asked).removeprefix(f"/{asked.name}").split()
    assert len(names) == len(asked.params)
    for count in range(sum(param.required for param in asked.params), len(names) + 1):
        line = " ".join(example(param) for param in asked.params[:count])
        values = read(asked, line)
        assert all(values[param.name] != param.default for param in asked.params[:count] if param.kind != "yes_no")


@given(st.text(alphabet=st.characters(exclude_characters='"“”„', exclude_categories=["Cs"]), min_size=1))
def test_a_quoted_word_is_one_word(words: str) -> None:
    if not words.strip():
        return
    assert read(seat, f'"{words}" 2')["name"] == words


@command("give")
async def give(ctx: Context, role: Literal["host", "team"], member: MemberRef, note: Words = Words("")) -> list[Action]:
    return []


@pytest.mark.parametrize(
    ("line", "member", "note"),
    [
        ("host @ann", "1", ""),
        ("host Ann Lee  since May", "2", "since May"),
        ("team Ann and Ann Lee", "3", "and Ann Lee"),
    ],
)
def test_people_named_in_the_line_are_found_by_all_the_words_that_name_them(line: str, member: str, note: str) -> None:
    people = {name: MemberRef("telegram", id_) for name, id_ in (("@ann", "1"), ("Ann Lee", "2"), ("Ann", "3"))}
    found = read_arguments(give, {}, line, "telegram", people)
    assert (found["member"], found["note"]) == (MemberRef("telegram", member), note)


def test_a_name_nobody_was_met_by_is_nobody() -> None:
    with pytest.raises(Mistake, match="argument-wrong"):
        read_arguments(give, {}, "host @bob", "telegram", {"@bobby": MemberRef("telegram", "1")})
    with pytest.raises(Mistake, match="argument-wrong"):
        read_arguments(give, {}, "host @bobbyjean", "telegram", {"@bobby": MemberRef("telegram", "1")})
