"""Recorded updates in, neutral events out."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.events import (
    ButtonPressed,
    ChatOpened,
    CommandInvoked,
    Event,
    MessageEdited,
    MessageWritten,
    ReactionAdded,
)
from bot.core.refs import MemberRef
from bot.platforms.telegram.inbound import read
from bot.platforms.telegram.known import KnownChat
from bot.platforms.telegram.links import press_payload
from bot.platforms.telegram.scenes import Reply
from tests.platforms.telegram.support import (
    ADA,
    ADA_USER,
    BEN,
    BEN_USER,
    GROUP,
    HOUSE_USER,
    PRIVATE,
    START,
    SUPERGROUP,
    events,
    house,
    message,
    place,
    ref,
    update,
)

ALONE = KnownChat(id=GROUP, looked=True)
AMONG_BOTS = KnownChat(id=GROUP, looked=True, bots=("other_bot",))
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": -1009, "type": "channel", "title": "Neues"}


def only(found: list[Event]) -> Event:
    (event,) = found
    return event


def told(body: dict[str, Any], *chats: KnownChat) -> Event:
    return only(events(read(update(message=body), house(*chats))))


def written(body: dict[str, Any], *chats: KnownChat) -> MessageWritten:
    event = told(body, *chats)
    assert isinstance(event, MessageWritten)
    return event


def invoked(body: dict[str, Any], *chats: KnownChat) -> CommandInvoked:
    event = told(body, *chats)
    assert isinstance(event, CommandInvoked)
    return event


def test_a_line_in_a_group() -> None:
    (envelope,) = read(update(9, message=message("Guten Abend")), house())
    event = envelope.event
    assert isinstance(event, MessageWritten)
    assert (envelope.key, envelope.lane, envelope.at) == ("tg:424242:9", f"telegram:{GROUP}", START)
    assert (event.text, event.message, event.to_house) == ("Guten Abend", ref(GROUP, 7), False)
    assert event.scene.profile.name == "Ada L"
    assert event.scene.profile.language == "de"
    assert event.scene.server is not None


def test_in_private_everything_is_said_to_the_house() -> None:
    (envelope,) = read(update(message=message("Wann?", PRIVATE)), house())
    assert envelope.lane == f"telegram:@{ADA}"
    assert isinstance(envelope.event, MessageWritten)
    assert envelope.event.to_house
    assert envelope.event.scene.private
    assert envelope.event.scene.server is None


def test_a_mention_or_a_reply_is_said_to_the_house() -> None:
    assert written(message("hey @Gastgeber_Bot wann?")).to_house
    assert not written(message("hey @gastgeber_bot2 wann?")).to_house
    assert written(message("ja", reply_to_message=message("Kommst du?", **{"from": HOUSE_USER}))).to_house


@pytest.mark.parametrize(
    ("text", "chats", "meant"),
    [
        ("/help", (ALONE,), True),
        ("/hilfe", (ALONE,), True),
        ("/help", (AMONG_BOTS,), False),
        ("/help", (), False),  # a group nobody looked at yet
        ("/help@gastgeber_bot", (AMONG_BOTS,), True),
        ("/help@other_bot", (ALONE,), False),
        ("/dance", (ALONE,), False),
        ("/dance@gastgeber_bot", (AMONG_BOTS,), True),
        ("/home/ada", (ALONE,), False),
        ("see /help", (ALONE,), False),
    ],
)
def test_plain_words_count_only_where_the_house_is_the_only_bot(
    text: str, chats: tuple[KnownChat, ...], meant: bool
) -> None:
    assert isinstance(told(message(text), *chats), CommandInvoked) is meant


def test_a_plain_word_in_reply_to_the_house_is_meant_for_it() -> None:
    event = invoked(message("/help", reply_to_message=message("Hallo", **{"from": HOUSE_USER})), AMONG_BOTS)
    assert event.target is None


def test_a_typed_command_carries_its_line_and_its_message() -> None:
    event = invoked(message("/PARTY@gastgeber_bot new Neon-Nacht\nFreitag 20 Uhr"), ALONE)
    assert (event.command, event.words) == ("party", "new Neon-Nacht\nFreitag 20 Uhr")
    assert event.message == ref(GROUP, 7)


def test_german_words_name_the_same_command() -> None:
    assert invoked(message("/melden", PRIVATE)).command == "report"
    assert invoked(message("/unfug", PRIVATE)).command == "unfug"


def test_a_command_by_reply_aims_at_the_writer_and_the_message() -> None:
    event = invoked(message("/mute 1h", reply_to_message=message("Schrott", message_id=5, **{"from": BEN_USER})), ALONE)
    assert (event.target, event.target_name) == (MemberRef("telegram", str(BEN)), "Ben")
    assert (event.target_message, event.target_text) == (ref(GROUP, 5), "Schrott")


def test_in_private_a_forwarded_message_names_the_target() -> None:
    origin = {"type": "user", "date": 1, "sender_user": BEN_USER}
    forwarded = message("Schrott", PRIVATE, forward_origin=origin)
    event = invoked(message("/mute", PRIVATE, reply_to_message=forwarded))
    assert (event.target, event.target_text) == (MemberRef("telegram", str(BEN)), "Schrott")
    hidden = message("x", PRIVATE, forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "Nachtfalter"})
    event = invoked(message("/mute", PRIVATE, reply_to_message=hidden))
    assert (event.target, event.target_name) == (None, "Nachtfalter")


def test_a_forwarded_command_is_nobodys_command() -> None:
    origin = {"type": "user", "date": 1, "sender_user": BEN_USER}
    event = written(message("/mute", PRIVATE, forward_origin=origin))
    assert (event.forwarded_from, event.forwarded_name) == (MemberRef("telegram", str(BEN)), "Ben")


def test_filters_see_captions_polls_and_quotes() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    event = written(message(None, caption="schau", photo=photo, quote={"text": "so", "position": 0}))
    assert (event.text, event.attachments, event.quote) == ("schau", 1, "so")
    options = [{"text": word, "voter_count": 0, "persistent_id": word} for word in ("ja", "nein")]
    poll = {
        "id": "1",
        "question": "Kommt ihr?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    assert written(message(None, poll=poll)).text == "Kommt ihr?\nja\nnein"


def test_an_edit_is_told_as_one_and_keeps_its_message() -> None:
    body = message("neu", edit_date=int(START.timestamp()) + 5)
    event = only(events(read(update(edited_message=body), house())))
    assert isinstance(event, MessageEdited)
    assert (event.text, event.message) == ("neu", ref(GROUP, 7))


def test_an_edited_command_is_not_run_again() -> None:
    event = only(events(read(update(edited_message=message("/help", PRIVATE, edit_date=2)), house())))
    assert isinstance(event, MessageEdited)


def test_an_anonymous_administrator_writes_as_the_group() -> None:
    event = written(message("Ruhe bitte", sender_chat=SUPERGROUP, **{"from": ANONYMOUS}))
    assert (event.as_server, event.as_channel, event.automatic) == (True, False, False)
    command = invoked(message("/mute@gastgeber_bot", sender_chat=SUPERGROUP, **{"from": ANONYMOUS}))
    assert command.as_server


def test_only_the_linked_channel_speaks_for_the_owners() -> None:
    body = message("Neu!", sender_chat=CHANNEL, **{"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}})
    stranger = written(body)
    assert (stranger.as_channel, stranger.automatic, stranger.as_server) == (True, False, False)
    assert stranger.scene.member == MemberRef("telegram", "channel:-1009")
    linked = written(body, KnownChat(id=GROUP, linked=-1009))
    assert linked.automatic
    assert written({**body, "is_automatic_forward": True}).automatic


def test_a_command_in_a_channels_post_is_no_command() -> None:
    body = message("/help@gastgeber_bot", sender_chat=CHANNEL, is_automatic_forward=True)
    assert written(body).automatic


def test_channel_posts_are_no_chat() -> None:
    assert read(update(channel_post=message("Neu", CHANNEL)), house()) == []


def test_topics_are_places_and_general_is_the_group() -> None:
    forum = {**SUPERGROUP, "is_forum": True}
    root = message(None, forum, message_id=40, forum_topic_created={"name": "Tanz", "icon_color": 7322096})
    in_topic = message("hi", forum, message_thread_id=40, is_topic_message=True, reply_to_message=root)
    event = written(in_topic)
    assert event.scene.place == place(GROUP, 40)
    assert (event.reply_to, event.reply_to_member) == (None, None)  # the opening line is no answer
    assert written(message("hi", forum)).scene.place == place(GROUP)
    assert written(message("hi", message_thread_id=33)).scene.place == place(GROUP)  # a thread of replies is no topic


def test_a_press_carries_its_message_and_a_handle_for_thirty_seconds() -> None:
    body = {"id": "77", "from": ADA_USER, "chat_instance": "1", "data": "p/yes/1", "message": message("Karte")}
    (envelope,) = read(update(3, callback_query=body), house())
    event = envelope.event
    assert isinstance(event, ButtonPressed)
    assert (event.button, event.message, event.scene.private) == ("p/yes/1", ref(GROUP, 7), False)
    assert Reply.of(event.scene, START) == Reply("77", 7, "p/yes/1")
    assert event.scene.reply_until is not None
    assert (event.scene.reply_until - START).total_seconds() == 30


def test_a_press_on_a_message_too_old_to_be_shown() -> None:
    old = {"message_id": 7, "chat": SUPERGROUP, "date": 0}
    body = {"id": "77", "from": ADA_USER, "chat_instance": "1", "data": "p/yes", "message": old}
    assert isinstance(only(events(read(update(callback_query=body), house()))), ButtonPressed)


def test_start_opens_the_chat_and_brings_its_word() -> None:
    assert told(message("/start", PRIVATE)) == ChatOpened(_scene(), "")
    assert told(message("/start ABCD-1234", PRIVATE)) == ChatOpened(_scene(), "ABCD-1234")


def test_a_start_that_stands_for_a_button_is_a_press() -> None:
    payload = press_payload("parties/remind/k3")
    assert told(message(f"/start {payload}", PRIVATE)) == ButtonPressed(_scene(), "parties/remind/k3")


def test_the_word_of_a_startgroup_link_is_told_from_the_group() -> None:
    event = told(message("/start@gastgeber_bot log77"))
    assert isinstance(event, ChatOpened)
    assert (event.payload, event.scene.private) == ("log77", False)
    assert read(update(message=message("/start@gastgeber_bot true")), house()) == []


def test_a_reaction_counts_once() -> None:
    heart, fire = {"type": "emoji", "emoji": "❤"}, {"type": "emoji", "emoji": "🔥"}
    body = {
        "chat": SUPERGROUP,
        "message_id": 7,
        "user": ADA_USER,
        "date": 1,
        "old_reaction": [heart],
        "new_reaction": [heart, fire],
    }
    event = only(events(read(update(message_reaction=body), house())))
    assert isinstance(event, ReactionAdded)
    assert event.emoji == "🔥"


def _scene() -> Any:
    event = told(message("x", PRIVATE))
    assert isinstance(event, MessageWritten)
    return event.scene
