"""The link, the look, the limits, and what is loaded when."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.core.actions import Amend, Answer, Ban, Erase, OpenPlace, Post, Unban, Whisper
from bot.core.events import Profile, Scene
from bot.core.notes import Button, File, Note, Option, Picture, Select
from bot.core.ports import Delivery, Failed, Later, Outcome, Torn
from bot.core.refs import Bookmark, MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.text import Code, Emphasis, Link, Mention, Strong, Text, When
from bot.platforms.discord.abilities import MUTE_MAX
from bot.platforms.discord.invite import PERMISSIONS, invite_url, permissions_value
from bot.platforms.discord.measures import mute_end
from bot.platforms.discord.outbound import short_nonce
from bot.platforms.discord.pace import buckets
from bot.platforms.discord.preview import preview
from bot.platforms.discord.rest import outcome_of

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
ANN, ROOM = MemberRef("discord", "1"), PlaceRef("discord", "2")
MARKUP = "<script>alert('x')</script>&\""


def test_the_invitation_asks_for_what_is_used_and_never_for_everything() -> None:
    query = parse_qs(urlsplit(invite_url("123")).query)
    assert query["scope"] == ["bot applications.commands"]
    assert int(query["permissions"][0]) == permissions_value()
    assert not permissions_value() & 1 << 3
    assert all(permission.why.startswith("to ") for permission in PERMISSIONS)
    with pytest.raises(ValueError, match="not an application id"):
        invite_url("1&scope=evil")


def test_the_invitations_bits_are_discords() -> None:
    import discord

    names = {name for name, held in discord.Permissions(permissions_value()) if held}
    assert names == {
        "attach_files",
        "create_private_threads",
        "create_public_threads",
        "embed_links",
        "manage_messages",
        "manage_threads",
        "moderate_members",
        "read_message_history",
        "send_messages",
        "send_messages_in_threads",
        "read_messages",  # discord.py's name for View Channels
    }


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_a_preview_lets_no_markup_through() -> None:
    spans = (Strong(MARKUP), Emphasis(MARKUP), Code(MARKUP), Link("javascript:x", MARKUP), Mention(ANN, MARKUP))
    note = Note(
        Text.of(MARKUP, *spans, When(NOW, MARKUP), Link("https://a.example/?a=1&b=%22", MARKUP)),
        ((Button(MARKUP, "f/v"),),),
        (Select("f/s", MARKUP, (Option(MARKUP, "x"),)),),
        Picture("p", MARKUP),
        File(MARKUP, "x"),
        "#ff0000",
    )
    made = preview(note, house=MARKUP)
    seen = Tags()
    seen.feed(made)
    assert "script" not in seen.tags
    assert not {name for name, _ in seen.attributes} & {"style", "onerror", "onclick"}
    assert 'fill="#ff0000"' in made
    hrefs = [value for name, value in seen.attributes if name == "href"]
    assert hrefs == ["https://a.example/?a=1&b=%22"]


def test_a_bad_colour_is_no_markup_either() -> None:
    assert "<b>" not in preview(Note(Text.of("x"), colour='#ff"><b>'))


def test_a_preview_shows_the_picture_or_says_what_it_would_be() -> None:
    card = Note(Text.of("x"), picture=Picture("p", "A poster"))
    assert '<div class="dc-picture">A poster</div>' in preview(card)
    assert '<img class="dc-drawn" src="data:image/png;base64,AA==" alt="A poster">' in preview(
        card, picture="data:image/png;base64,AA=="
    )


def test_a_mute_ends_before_discords_limit() -> None:
    assert mute_end(NOW, None) == NOW + MUTE_MAX
    assert mute_end(NOW, NOW + timedelta(days=29)) == NOW + MUTE_MAX
    assert mute_end(NOW, NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)


def test_a_nonce_is_short_and_stays_the_same() -> None:
    long = "gastgeber/outbox/123456789012345678"
    assert short_nonce("n1") == "n1"
    assert len(short_nonce(long)) == 25
    assert short_nonce(long) == short_nonce(long) != short_nonce(long + "0")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (TimeoutError(), Torn("TimeoutError")),
        (ConnectionResetError(), Torn("ConnectionResetError")),
        (aiohttp.ServerDisconnectedError(), Torn("ServerDisconnectedError")),
        (KeyError("x"), Failed("broken", "KeyError('x')")),
    ],
)
def test_a_broken_line_is_not_a_refusal(error: Exception, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome


def test_a_line_that_never_stood_is_tried_later() -> None:
    key = aiohttp.client_reqrep.ConnectionKey("127.0.0.1", 1, False, True, None, None, None)
    outcome = outcome_of(aiohttp.ClientConnectorError(key, OSError("refused")))
    assert isinstance(outcome, Later)
    assert outcome.whole_bot


def test_answers_wait_for_nobody_and_the_rest_draws_from_its_bucket() -> None:
    note = Note(Text.of("x"))
    scene = Scene(ANN, Profile("Ann"), ROOM, None, reply="command:room:1:2:t")
    server, message = ServerRef("discord", "3"), MessageRef(ROOM, "4")

    def names(delivery: Delivery) -> list[str]:
        return [name for name, _, _ in buckets(delivery)]

    assert names(Delivery(1, Answer(note), scene, "n")) == []
    assert names(Delivery(1, Whisper(ANN, note), scene, "n")) == []
    assert names(Delivery(1, Whisper(ANN, note), None, "n")) == ["discord", "discord:@1"]
    assert names(Delivery(1, Post(ROOM, note), None, "n")) == ["discord", "discord:2"]
    assert names(Delivery(1, Post(Bookmark("b"), note), None, "n", where=ROOM)) == ["discord", "discord:2"]
    assert names(Delivery(1, Post(Bookmark("b"), note), None, "n")) == ["discord"]
    assert names(Delivery(1, Amend("b", note), None, "n", message=message)) == ["discord", "discord:2"]
    assert names(Delivery(1, Erase(message), None, "n")) == ["discord", "discord:2"]
    assert names(Delivery(1, Ban(server, ANN), None, "n")) == names(Delivery(1, Unban(server, ANN), None, "n"))
    assert names(Delivery(1, OpenPlace(ROOM, "x", "b"), None, "n")) == ["discord", "discord:2:rooms"]


def test_a_house_without_discord_never_loads_it() -> None:
    modules = ("", ".invite", ".abilities", ".markup", ".cards", ".preview", ".menu", ".inbound", ".pressed")
    imports = "; ".join(f"import bot.platforms.discord{module}" for module in modules)
    code = f"import sys; {imports}; sys.exit('discord' in sys.modules or 'aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
