"""Messages, rooms and forms in the shape the page's scripts read. Words stay words: the page builds text nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from bot.core.commands import Command
from bot.core.forms import Form
from bot.core.notes import Button, Note, Select
from bot.core.refs import MemberRef
from bot.core.roles import Role, allows
from bot.core.text import Code, Emphasis, Link, Mention, Plain, Span, Strong, When
from bot.platforms.lobby.messages import Message
from bot.platforms.lobby.names import HOUSE, PLATFORM, ROOM, chat_of
from bot.platforms.lobby.places import Place
from bot.platforms.lobby.tabs import Tab
from bot.platforms.lobby.words import SAMPLES, Says

Shape = dict[str, object]
PRETEND = "pretend-"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_SAFE_URL = re.compile(r"(https?://|mailto:|/(?![/\\]))", re.IGNORECASE)


def message_shape(message: Message, says: Says, language: str) -> Shape:
    shape: Shape = {"id": message.id, "rev": message.rev, "room": message.room, "private": bool(message.audience)}
    if message.gone:
        return shape | {"gone": True}
    shape |= {"at": message.at.isoformat(), "reply": message.reply_to}
    if message.sample:
        shape["sample"] = True
    return shape | {
        "author": _author(message, says, language),
        "note": _sample(message, says, language) if message.sample in SAMPLES else _note(message),
    }


def _author(message: Message, says: Says, language: str) -> Shape:
    if message.author == HOUSE.id:
        return {"id": HOUSE.id, "name": says(language, "lobby-house-name"), "house": True}
    if message.sample in SAMPLES:
        return {"id": message.author, "name": says(language, SAMPLES[message.sample])}
    return {
        "id": message.author,
        "name": message.author_name,
        "pretend": message.author.startswith(PRETEND),
    }


def _sample(message: Message, says: Says, language: str) -> Shape:
    return {"spans": [{"t": "plain", "words": says(language, message.sample)}]}


def _note(message: Message) -> Shape:
    note = message.note
    shape: Shape = {"spans": [_span(span) for span in note.text.spans]}
    if note.rows:
        shape["rows"] = [[_button(button) for button in row] for row in note.rows]
    if note.selects:
        shape["selects"] = [_select(select) for select in note.selects]
    if note.picture and message.picture:
        shape["picture"] = {"src": f"/lobby/picture/{message.picture}", "alt": note.picture.alt}
    if note.file:
        shape["file"] = {"name": note.file.name, "body": note.file.body}
    if _COLOUR.match(note.colour):
        shape["colour"] = note.colour
    return shape


def _span(span: Span) -> Shape:
    match span:
        case Plain():
            return {"t": "plain", "words": span.words}
        case Strong():
            return {"t": "strong", "words": span.words}
        case Emphasis():
            return {"t": "emphasis", "words": span.words}
        case Code():
            return {"t": "code", "words": span.words}
        case Link():
            if not _SAFE_URL.match(span.url):
                return {"t": "plain", "words": span.words}
            return {"t": "link", "words": span.words, "url": span.url}
        case Mention():
            own = span.member.id if span.member.platform == PLATFORM else ""
            return {"t": "mention", "words": span.name, "member": own}
        case When():
            return {"t": "when", "words": span.words, "at": span.instant.isoformat(), "style": span.style}
    assert_never(span)


def _button(button: Button) -> Shape:
    shape: Shape = {"label": button.label, "style": button.style}
    if button.url and _SAFE_URL.match(button.url):
        return shape | {"url": button.url}
    return shape | {"id": button.id}


def _select(select: Select) -> Shape:
    options = [
        {"label": one.label, "value": one.value, "about": one.about, "chosen": one.chosen} for one in select.options
    ]
    return {"id": select.id, "placeholder": select.placeholder, "options": options}


def form_shape(opened: str, form: Form, says: Says, language: str) -> Shape:
    fields = [
        {
            "name": field.name,
            "label": says(language, form.line_of(field)),
            "long": field.long,
            "required": field.required,
            "limit": field.limit,
        }
        for field in form.fields
    ]
    return {"id": opened, "title": says(language, form.line), "fields": fields}


def rooms_shape(tab: Tab, places: Iterable[Place], says: Says, language: str) -> list[Shape]:
    big: Shape = {"id": ROOM.id, "name": says(language, "lobby-room-name"), "kind": "room", "writable": True}
    opened: list[Shape] = [
        {
            "id": place.id,
            "name": place.name,
            "kind": "secluded" if place.secluded else "thread",
            "writable": not place.closed,
        }
        for place in places
    ]
    own: Shape = {"id": chat_of(tab.id), "name": says(language, "lobby-chat-name"), "kind": "chat", "writable": True}
    return [big, *opened, own]


def here_shape(tabs: Iterable[Tab]) -> list[Shape]:
    return [{"id": tab.id, "name": tab.name, "badge": tab.badge, "pretend": tab.pretend} for tab in tabs]


def me_shape(tab: Tab) -> Shape:
    return {"id": tab.id, "name": tab.name, "badge": tab.badge}


def commands_shape(commands: Iterable[Command], held: frozenset[Role], says: Says, language: str) -> list[Shape]:
    """What a tab is offered: guests see guests' commands only; who may really do what is asked again in the turn."""
    return [_command(command, says, language) for command in commands if allows(held, command.may)]


def _command(command: Command, says: Says, language: str) -> Shape:
    return {
        "name": command.aliases.get(language, command.name),
        "id": command.name,
        "summary": says(language, command.line),
        "params": [
            {"name": param.name, "required": param.required, "about": says(language, command.line_of(param))}
            for param in command.params
        ],
        "bare": not command.params or bool(command.opens),
        "menu": list(command.menu),
    }


def mentioned(note: Note) -> frozenset[str]:
    """The lobby members a note names."""
    members: set[MemberRef] = {span.member for span in note.text.spans if isinstance(span, Mention)}
    return frozenset(member.id for member in members if member.platform == PLATFORM)
