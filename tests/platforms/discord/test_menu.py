"""A command on Discord and back: legal for Discord, equal when nothing changed."""

from __future__ import annotations

import json
from typing import Any

from bot.core.forms import Field, Form
from bot.platforms.discord.menu import (
    comparable,
    modal,
    names_of_context,
    payloads,
    read_fields,
    read_options,
    spoken,
)
from tests.platforms.discord.house import MENU, PARTY_FORM


def by_name(kind: int, name: str) -> dict[str, Any]:
    return next(each for each in payloads(MENU) if (each["type"], each["name"]) == (kind, name))


def test_options_have_discords_types_and_required_ones_come_first() -> None:
    party, mute = by_name(1, "party"), by_name(1, "mute")
    assert [(each["name"], each["type"]) for each in party["options"]] == [
        ("what", 3),
        ("seats", 4),
        ("at", 7),
        ("loud", 5),
    ]
    assert party["options"][0]["choices"] == [{"name": "new", "value": "new"}, {"name": "list", "value": "list"}]
    assert [(each["type"], each["required"]) for each in mute["options"]] == [(6, True), (3, False), (3, False)]


def test_guests_see_guest_commands_everybody_else_by_their_rights() -> None:
    shown = {each["name"]: each["default_member_permissions"] for each in payloads(MENU) if each["type"] == 1}
    assert shown == {
        "help": None,
        "ask": None,
        "mute": str(1 << 40),
        "party": str(1 << 33),
        "setup": str(1 << 5),
    }


def test_what_discord_adds_makes_no_difference() -> None:
    wanted = payloads(MENU)
    told = [
        {**each, "id": "1", "version": "2", "application_id": "3", "nsfw": False, "dm_permission": True}
        for each in reversed(wanted)
    ]
    for each in told:
        each["name_localizations"] = each["name_localizations"] or None
        each["options"] = [option | {"name_localizations": None} for option in each.get("options", [])]
    assert comparable(told) == comparable(wanted)
    changed = json.loads(json.dumps(told))
    changed[0]["contexts"] = [1]
    assert comparable(changed) != comparable(wanted)


def test_a_context_menu_leads_back_to_its_command() -> None:
    assert names_of_context(MENU) == {(2, "Mute quietly"): "mute", (3, "Mute quietly"): "mute"}


def test_values_come_back_as_words() -> None:
    options = [
        {"name": "member", "type": 6, "value": "42"},
        {"name": "at", "type": 7, "value": "43"},
        {"name": "seats", "type": 4, "value": 3},
        {"name": "loud", "type": 5, "value": False},
        {"name": "reason", "type": 3, "value": "because"},
    ]
    assert read_options(options) == (
        ("member", "discord:42"),
        ("at", "discord:43"),
        ("seats", "3"),
        ("loud", "false"),
        ("reason", "because"),
    )


def test_a_form_is_a_modal_in_the_askers_language_and_back() -> None:
    made = modal(MENU, "parties/edit/p1", PARTY_FORM, "de")
    assert (made["custom_id"], made["title"]) == ("parties/edit/p1", "Neue Party")
    assert [part["component"]["style"] for part in made["components"]] == [1, 2]
    assert [part["component"]["max_length"] for part in made["components"]] == [60, 4000]
    filled = [{"type": 18, "component": {"type": 4, "custom_id": "title", "value": "Neon"}}]
    older = [{"type": 1, "components": [{"type": 4, "custom_id": "about", "value": "x"}]}]
    assert read_fields(filled + older) == (("title", "Neon"), ("about", "x"))


def test_labels_are_cut_to_what_a_modal_shows() -> None:
    form = Form("a" * 80, (Field("b" * 80),))
    made = modal(MENU, "f/v", form, "en-US")
    assert len(made["title"]) == len(made["components"][0]["label"]) == 45


def test_languages_follow_discords_locales() -> None:
    assert [spoken(MENU, locale) for locale in ("de", "en-GB", "pt-BR", "")] == ["de", "en", "en", "en"]
