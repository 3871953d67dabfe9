"""What a click would open and nobody sees before is told with the message."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.events import MessageEdited, MessageWritten
from bot.platforms.discord.inbound import World, read_edit, read_message
from tests.platforms.discord.payloads import HOUSE, message

EVIL = "https://evil.example/x"
WORLD = World(HOUSE, frozenset(), lambda kind, id_: "")
BUTTON = {"type": 2, "style": 5, "label": "Ja", "url": EVIL}


@pytest.mark.parametrize(
    ("more", "links"),
    [
        ({}, ()),
        ({"content": f"see {EVIL}"}, ()),
        ({"content": f"see {EVIL}", "embeds": [{"type": "link", "url": EVIL}]}, ()),
        ({"content": f"see [here]({EVIL}) and [here](<{EVIL}>)"}, (EVIL,)),
        ({"embeds": [{"title": "News", "url": EVIL}]}, (EVIL,)),
        ({"embeds": [{"description": f"[here]({EVIL})"}]}, (EVIL,)),
        ({"embeds": [{"fields": [{"name": "a", "value": f"[here]({EVIL})"}]}]}, (EVIL,)),
        ({"components": [{"type": 1, "components": [BUTTON]}]}, (EVIL,)),
        ({"components": [{"type": 9, "components": [], "accessory": BUTTON}]}, (EVIL,)),
        ({"content": "", "message_snapshots": [{"message": {"content": f"[here]({EVIL})"}}]}, (EVIL,)),
    ],
    ids=["none", "seen", "preview", "masked", "embed", "in an embed", "in a field", "button", "accessory", "forwarded"],
)
def test_links_are_those_that_nobody_sees(more: dict[str, Any], links: tuple[str, ...]) -> None:
    envelope = read_message(message(**more), WORLD)
    assert envelope is not None
    assert isinstance(envelope.event, MessageWritten)
    assert envelope.event.links == links


def test_a_link_put_in_afterwards_is_told_with_the_edit() -> None:
    changed = message(content=f"[here]({EVIL})", edited_timestamp="2026-11-22T20:01:00+00:00")
    envelope = read_edit(changed, WORLD)
    assert envelope is not None
    assert isinstance(envelope.event, MessageEdited)
    assert envelope.event.links == (EVIL,)
