"""Works out everything an ordinary member could ever have read in a chat."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .entities import cut
from .things import Chat, Message, Version
from .world import World

_SPOKEN = {"name", "title", "first_name", "last_name", "username", "text", "new_chat_title", "file_name", "emoji"}


@dataclass(frozen=True, slots=True)
class Seen:
    """`kind`: text, caption, quote, button, link, poll, service, file, about, alert or toast.

    `by_bot` says whose words they are; `gone` that they were edited away or deleted later.
    """

    kind: str
    text: str
    by_bot: bool
    message: Message | None = None
    at: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Whisper:
    """The answer to a button press: only the one who pressed can read it."""

    user_id: int
    chat_id: int
    kind: str
    text: str
    at: datetime


def shown_by(message: Message) -> tuple[tuple[str, str], ...]:
    return tuple((kind, text) for kind, text in _parts(message) if text)


def _parts(message: Message) -> Iterator[tuple[str, str]]:
    yield "text", message.text or ""
    yield "caption", message.caption or ""
    yield "quote", (message.quote or {}).get("text", "")
    if message.reply_to and message.reply_to.chat is not message.chat:
        yield "quote", message.reply_to.words
    for entity in message.entities:
        if entity["type"] == "text_link":
            yield "link", entity["url"]
        elif entity["type"] == "text_mention":
            yield "link", cut(message.words, entity)
    for button in message.buttons:
        yield "button", button["text"]
        yield "link", button.get("url", "")
    if message.poll:
        yield "poll", message.poll.question
        for option in message.poll.options:
            yield "poll", option
        for name in ("explanation", "description"):
            yield "poll", message.poll.extra.get(name, "")
    for text in _spoken(message.service):
        yield "service", text
    for text in _spoken(message.content):
        yield "file", text


def _spoken(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "pinned_message":
                yield from _spoken(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _spoken(inner, name)
    elif isinstance(value, str) and name in _SPOKEN:
        yield value


def seen_in(world: World, chat: Chat, user_id: int) -> Iterator[Seen]:
    """With visible history a newcomer scrolls up; words already gone by then stay unread."""
    for message in list(chat.messages.values()):
        for version, end in _spans(message):
            if _readable(chat, user_id, message, version.since, end):
                by_bot = message.sender is world.bot
                gone = end is not None
                yield from (Seen(kind, text, by_bot, message, message.date, gone) for kind, text in version.shown)


def told_about(chat: Chat, user_id: int) -> Iterator[Seen]:
    """What the bot wrote into the description, for whoever was ever let in."""
    member = chat.members.get(user_id)
    if chat.username or (member and member.stays):
        yield from (Seen("about", text, True) for text in chat.descriptions)


def _spans(message: Message) -> Iterator[tuple[Version, int | None]]:
    ends = [v.since for v in message.versions[1:]] + [message.gone_at]
    yield from zip(message.versions, ends, strict=True)


def _readable(chat: Chat, user_id: int, message: Message, since: int, end: int | None) -> bool:
    if chat.peer:
        return chat.peer.id == user_id
    if chat.username:
        return True
    member = chat.members.get(user_id)
    for came, went in member.stays if member else []:
        overlaps = (end is None or end > came) and (went is None or since < went)
        if overlaps and (chat.history_visible or message.versions[0].since >= came):
            return True
    return False
