"""What a click would open and nobody sees before is told with the message."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.codec import dump, load
from bot.core.decency import fit_to_repeat
from bot.core.dialog import with_addresses
from bot.core.events import MessageEdited, MessageWritten
from bot.platforms.telegram.inbound import read, read_album
from tests.platforms.telegram.support import START, events, house, message, update

EVIL = "https://evil.example/x"
BEHIND = {"type": "text_link", "offset": 0, "length": 5, "url": EVIL}
KEYS = [{"text": "Ja", "url": EVIL}, {"text": "Nein", "callback_data": "y"}]
SEEN = {"type": "url", "offset": 0, "length": 22}


def written(body: dict[str, Any]) -> MessageWritten:
    (event,) = events(read(update(message=body), house()))
    assert isinstance(event, MessageWritten)
    return event


@pytest.mark.parametrize(
    ("body", "links"),
    [
        (message("Hallo"), ()),
        (message(EVIL, entities=[SEEN]), ()),
        (message("Hallo", entities=[BEHIND]), (EVIL,)),
        (message("Hallo", entities=[BEHIND, BEHIND]), (EVIL,)),
        (message(None, photo=[], caption="Hallo", caption_entities=[BEHIND]), (EVIL,)),
        (message("Hallo", link_preview_options={"url": EVIL}), (EVIL,)),
        (message(f"da: {EVIL}", link_preview_options={"url": EVIL}), ()),
        (message("Ja?", reply_markup={"inline_keyboard": [KEYS]}), (EVIL,)),
        (message("Ja?", quote={"text": "Hallo", "position": 0, "entities": [BEHIND]}), (EVIL,)),
    ],
    ids=["none", "seen", "behind", "once", "caption", "preview", "seen preview", "button", "quote"],
)
def test_links_are_those_that_nobody_sees(body: dict[str, Any], links: tuple[str, ...]) -> None:
    event = written(body)
    assert event.links == links
    assert load(dump(event)) == event


def test_a_link_put_in_afterwards_is_told_with_the_edit() -> None:
    body = message("Hallo", entities=[BEHIND], edit_date=int(START.timestamp()))
    (event,) = events(read(update(edited_message=body), house()))
    assert isinstance(event, MessageEdited)
    assert event.links == (EVIL,)


def test_an_album_carries_the_links_of_all_its_parts() -> None:
    parts = [
        message(None, message_id=8, photo=[], media_group_id="g", caption="Hallo"),
        message(None, message_id=9, photo=[], media_group_id="g", caption="Hallo", caption_entities=[BEHIND]),
    ]
    (event,) = events(read_album("g", [update(message=part) for part in parts], house()))
    assert isinstance(event, MessageWritten)
    assert event.links == (EVIL,)


def test_harmless_words_over_a_link_are_not_repeated_once_a_form_has_written_the_address_out() -> None:
    event = written(message("Hallo", entities=[BEHIND]))
    assert fit_to_repeat(event.text) == "Hallo"
    assert fit_to_repeat(with_addresses(event.text, event.links)) is None
