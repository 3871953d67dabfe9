"""Every command of the house is one that Discord, Telegram and the lobby can offer, in every language."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Literal

import pytest

from bot.core.actions import Action
from bot.core.arguments import read_arguments, usage
from bot.core.chores import house
from bot.core.commands import Command, Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.features import Catalogue, Feature, Filled, Knob, Press
from bot.core.forms import TITLE_LIMIT, Field, Form
from bot.core.ports import Menu
from bot.core.refs import MemberRef, PlaceRef
from bot.core.roles import Role
from bot.features import features
from bot.platforms.discord import menu as discord
from bot.platforms.lobby.render import commands_shape
from bot.platforms.lobby.typed import find
from bot.platforms.telegram import menu as telegram
from persona.voice import open_voice

VOICE = open_voice()
FEATURES = (house, *features(VOICE))
CATALOGUE = Catalogue(FEATURES)
COMMANDS = list({one.name: one for one in CATALOGUE.commands.values()}.values())
LANGUAGES = VOICE.languages()
FORMS = [(one.name, key, filled) for one in FEATURES for key, filled in one.forms.items()]
LABEL = 45  # characters of a text input's label in a Discord modal


def line(language: str, key: str) -> str:
    return VOICE.say(language, key, {}).plain


# What is refused at import


async def run(ctx: Context) -> list[Action]:
    return []


@pytest.mark.parametrize(
    "word", ["", "Party", "wer-kommt", "wer_kommt", "1party", "partyß", "p" * 33, "party\n", "par ty"]
)
def test_a_name_that_some_platform_would_refuse_is_refused_at_import(word: str) -> None:
    with pytest.raises(ValueError, match="1 to 32 of a-z and 0-9"):
        command(word)(run)
    with pytest.raises(ValueError, match="1 to 32 of a-z and 0-9"):
        command("fine", aliases={"de": word})(run)


async def a_list(ctx: Context, guests: list[str]) -> list[Action]:
    return []


async def a_float(ctx: Context, much: float) -> list[Action]:
    return []


async def either(ctx: Context, what: str | int) -> list[Action]:
    return []


async def after_the_rest(ctx: Context, words: Words, number: int = 1) -> list[Action]:
    return []


async def required_after_optional(ctx: Context, number: int = 1, *, name: str) -> list[Action]:
    return []


Many: Any = Literal[tuple(f"choice{number}" for number in range(26))]  # one more than Discord shows


async def too_many_choices(ctx: Context, what: Many) -> list[Action]:
    return []


@pytest.mark.parametrize(
    "wrong",
    [a_list, a_float, either, after_the_rest, required_after_optional, too_many_choices],
    ids=lambda wrong: wrong.__name__,
)
def test_a_signature_that_some_platform_would_refuse_is_refused_at_import(wrong: Any) -> None:
    with pytest.raises(ValueError, match="/party"):
        command("party")(wrong)


def test_more_options_than_discord_takes_are_refused() -> None:
    arguments = ", ".join(f"a{number}: int = 0" for number in range(26))
    made: dict[str, Any] = {"Context": Context}
    exec(f"async def run(ctx: Context, {arguments}): return []", made)
    with pytest.raises(ValueError, match="25 options at most"):
        command("party")(made["run"])


async def everything(
    ctx: Context,
    name: str,
    member: MemberRef,
    place: PlaceRef | None = None,
    span: timedelta | None = None,
    number: int = 3,
    mood: Literal["calm", "wild", ""] = "",
    now: bool = False,
    words: Words = Words(""),
) -> list[Action]:
    return []


def test_what_a_signature_says_is_what_menus_show() -> None:
    made = command("all", may=Role.TEAM, aliases={"de": "alles"})(everything)
    assert [(param.name, param.kind, param.required) for param in made.params] == [
        ("name", "word", True),
        ("member", "member", True),
        ("place", "place", False),
        ("span", "span", False),
        ("number", "number", False),
        ("mood", "choice", False),
        ("now", "yes_no", False),
        ("words", "words", False),
    ]
    assert made.params[5].choices == ("calm", "wild")
    assert usage(made) == "/all name member [place] [span] [number] [calm|wild] [now] [words]"
    assert (made.line, made.line_of(made.params[0])) == ("command-all", "command-all-name")


# What two features cannot both have


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (Feature("a"), Feature("a"), "same name"),
        (Feature("a", (command("x")(run),)), Feature("b", (command("x")(run),)), "/x is declared twice"),
        (
            Feature("a", (command("x")(run),)),
            Feature("b", (command("y", aliases={"de": "x"})(run),)),
            "/x is declared twice",
        ),
        (
            Feature("a", knobs=(Knob("a.on", True),)),
            Feature("b", knobs=(Knob("a.on", False),)),
            "a.on is declared twice",
        ),
    ],
)
def test_two_features_cannot_claim_the_same(first: Feature, second: Feature, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Catalogue((first, second))


def test_a_button_or_command_that_leads_nowhere_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="no form of a"):
        Feature("a", presses={"yes": Press(opens="ask")})
    with pytest.raises(ValueError, match="does nothing"):
        Feature("a", presses={"yes": Press()})
    with pytest.raises(ValueError, match="not a button id"):
        Feature("a", presses={"Yes": Press(run)})
    with pytest.raises(ValueError, match="a button that opens nothing, and a form"):
        Feature("a", presses={"ask": Press(run)}, forms={"ask": Filled(Form("form-ask", (Field("f"),)), run)})
    with pytest.raises(ValueError, match="no form of a"):
        Catalogue((Feature("a", (command("x", opens="ask")(run),)),))


@pytest.mark.parametrize(
    "fields", [(), tuple(Field(f"f{number}") for number in range(6)), (Field("f", limit=4001),), (Field("f", limit=0),)]
)
def test_a_form_that_some_platform_would_refuse_is_refused(fields: tuple[Field, ...]) -> None:
    with pytest.raises(ValueError, match="form ask"):
        Form("ask", fields)


# The commands there are


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_a_command_is_legal_on_every_platform(one: Command) -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9]{0,31}", word) for word in one.words)
    assert len(one.params) <= 25
    names = [param.name for param in one.params]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", param) for param in names)
    assert all(
        len(param.choices) <= 25 and all(0 < len(choice) <= 100 for choice in param.choices) for param in one.params
    )
    assert set(one.aliases) <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_a_command_is_summed_up_in_a_line_that_menus_show_whole(one: Command, language: str) -> None:
    for key in (one.line, *(one.line_of(param) for param in one.params)):
        said = line(language, key)
        assert 0 < len(said) <= 100, f"{key}: {said}"
        assert "\n" not in said
        assert key not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", [one for one in COMMANDS if one.menu], ids=lambda one: one.name)
def test_a_context_menus_entry_fits(one: Command, language: str) -> None:
    assert 0 < len(line(language, f"{one.line}-menu")) <= 32


def test_discord_takes_that_many_commands() -> None:
    assert len(COMMANDS) <= 100
    for kind in ("member", "message"):
        assert sum(kind in one.menu for one in COMMANDS) <= 5


def test_guests_are_shown_what_is_theirs_and_nothing_else() -> None:
    shown = {one.name for one in CATALOGUE.visible(frozenset())}
    assert shown == {"help", "parties", "ask", "report", "mydata", "code"}
    assert {alias for one in CATALOGUE.visible(frozenset()) for alias in one.aliases.values()} >= {
        "hilfe", "partys", "frage", "melden", "meinedaten",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_only_typed_stands_in_no_menu(language: str) -> None:
    """`/privacy` is answered because Telegram tells everybody that bots answer it; it is no entry of its own."""
    only_typed = {word for one in COMMANDS for word in one.typed}
    assert only_typed == {"privacy", "datenschutz"}
    assert all(CATALOGUE.commands[word].name == "mydata" for word in only_typed)
    menu = Menu(tuple(COMMANDS), {}, {}, line, LANGUAGES)
    on_telegram = {word for entries in telegram.wanted(menu).values() for word, _ in entries}
    on_discord = {str(one["name"]) for one in discord.payloads(menu)}
    on_discord |= {word for one in discord.payloads(menu) for word in one["name_localizations"].values()}
    in_lobby = {str(one["name"]) for one in commands_shape(COMMANDS, frozenset(Role), line, language)}
    assert not only_typed & (on_telegram | on_discord | in_lobby)
    assert only_typed <= set(telegram.typed_words(menu))
    assert all(find(word, COMMANDS) is CATALOGUE.commands["mydata"] for word in only_typed)


def test_moderators_and_the_team_find_their_commands() -> None:
    moderators = {one.name for one in CATALOGUE.visible(frozenset({Role.MODERATOR}))}
    team = {one.name for one in CATALOGUE.visible(frozenset({Role.TEAM}))}
    assert moderators >= {"mod", "mute", "unmute", "case", "undo", "pause", "resume"}
    assert team >= {"party", "calendar", "faq", "pause"}
    assert not team & {"mute", "unmute", "undo"}
    assert {one.name for one in CATALOGUE.visible(frozenset({Role.OWNER}))} >= moderators | team | {"setup", "team"}


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_the_examples_of_a_command_are_understood(one: Command) -> None:
    for example in one.examples:
        name, _, words = example.removeprefix("/").partition(" ")
        assert CATALOGUE.commands[name] is one
        picked = re.sub(r"@\w+", "discord:7", words)  # people are picked, not spelled
        try:
            read_arguments(one, {}, picked, "discord")
        except Mistake as mistake:
            pytest.fail(f"{example}: {mistake.key} {mistake.blanks}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("feature", "key", "filled"), FORMS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_form_fits_a_modal(feature: str, key: str, filled: Filled, language: str) -> None:
    assert 0 < len(line(language, filled.form.line)) <= TITLE_LIMIT
    for field in filled.form.fields:
        assert 0 < len(line(language, filled.form.line_of(field))) <= LABEL


def test_every_name_of_a_role_is_said_in_every_language() -> None:
    for language in LANGUAGES:
        assert all(line(language, f"role-{role}") for role in Role)
