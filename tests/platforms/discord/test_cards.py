"""Notes become bodies Discord takes: limits kept, nobody pinged by accident."""

from __future__ import annotations

from bot.core.notes import Button, File, Note, Option, Picture, Select
from bot.core.text import Text
from bot.platforms.discord.cards import card, same


def test_plain_words_are_content() -> None:
    made = card(Note(Text.of("hello")))
    assert made.body["content"] == "hello"
    assert made.body["embeds"] == []
    assert made.body["allowed_mentions"] == {"parse": [], "roles": [], "replied_user": False}
    assert made.body["attachments"] == []


def test_a_text_that_escaping_made_too_long_is_a_card() -> None:
    made = card(Note(Text.of("*" * 1500)))
    assert made.body["content"] == ""
    assert len(made.body["embeds"][0]["description"]) == 3000
    assert len(card(Note(Text.of("*" * 9000))).body["embeds"][0]["description"]) <= 4096


def test_a_picture_has_words_for_those_who_cannot_see_it() -> None:
    made = card(Note(Text.of("x"), picture=Picture("p", "a lamp")), {"p": b"png"})
    assert made.body["attachments"] == [{"id": 0, "filename": "picture.png", "description": "a lamp"}]
    assert made.body["embeds"][0]["image"] == {"url": "attachment://picture.png"}


def test_without_new_bytes_an_edit_keeps_its_picture() -> None:
    made = card(Note(Text.of("x"), picture=Picture("p", "a lamp")))
    assert "attachments" not in made.body
    assert "image" not in made.body["embeds"][0]


def test_a_files_name_cannot_leave_its_folder() -> None:
    made = card(Note(Text.of("x"), file=File("../../etc/passwd", "no")))
    assert made.uploads[0].name == "etc-passwd"


def test_only_roles_are_pinged_and_only_those_named() -> None:
    made = card(Note(Text.of("Party!")), pings=("12", "everyone", "<@&3>"))
    assert made.body["content"] == "<@&12>\nParty!"
    assert made.body["allowed_mentions"]["roles"] == ["12"]


def test_controls_keep_discords_limits() -> None:
    many = tuple(tuple(Button(f"{row}.{at}" * 40, f"f/v/{row}-{at}") for at in range(7)) for row in range(7))
    options = tuple(Option("x" * 200, str(at % 30), chosen=True) for at in range(40))
    rows = card(Note(Text.of("x"), many, (Select("f/pick", "y" * 200, options),))).components
    assert len(rows) == 5
    assert all(len(row["components"]) <= 5 for row in rows)
    assert all(len(button["label"]) <= 80 for row in rows[:-1] for button in row["components"])
    (select,) = rows[-1]["components"]
    assert len(select["options"]) == 25
    assert sum("default" in option for option in select["options"]) == 1
    assert len(select["placeholder"]) == 150


def test_two_buttons_with_one_id_and_links_to_nowhere_are_left_out() -> None:
    row = (Button("a", "f/v"), Button("b", "f/v"), Button("c", url="javascript:x"), Button("d", url="https://e.org"))
    (made,) = card(Note(Text.of("x"), (row,))).components
    assert [button["label"] for button in made["components"]] == ["a", "d"]


def test_a_note_without_words_is_still_a_message() -> None:
    assert card(Note(Text())).body["content"] == "\u200b"


def test_our_own_message_is_known_by_its_words_and_buttons() -> None:
    body = card(Note(Text.of("x"), ((Button("a", "f/v/1"),),), colour="#000000")).body
    shown = {"content": "", "embeds": [{"description": "x", "type": "rich"}], "components": body["components"]}
    assert same(body, shown)
    assert not same(body, shown | {"embeds": []})
    assert not same(body, shown | {"components": []})
