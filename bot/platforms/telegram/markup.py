"""Neutral text to Telegram's HTML, and rows of buttons to rows of keys. Pure; nothing a guest wrote becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import assert_never

from bot.core.fitting import clip
from bot.core.notes import Button, ButtonStyle, Note
from bot.core.text import Code, Emphasis, Link, Mention, MomentStyle, Plain, Span, Strong, Text, When, words_of
from bot.platforms.telegram.links import deep_link, press_payload, startgroup

DATA_LIMIT = 64  # bytes of callback_data
KEYS_A_ROW = 8
KEYS = 100
# Controls but tab and newline, lone surrogates, non-characters, and the signs that turn the reading direction of what
# follows (a name could turn the whole line round).
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# Telegram makes a call to somebody of every such word, whoever wrote it; the joiner nobody sees keeps it a word.
_CALL = re.compile(r"(?<!\w)@(?=\w)")
_JOINER = "\u2060"
_SAFE_URL = re.compile(r"(?:https?://|tg://)[^\s]+\Z", re.IGNORECASE)
_FORMAT: dict[MomentStyle, str] = {"full": "wDt", "time": "t", "relative": "r"}
_STYLE: dict[ButtonStyle, str] = {"plain": "", "good": "success", "bad": "danger"}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an inline keyboard: either `data` or `url` is set."""

    label: str
    data: str = ""
    url: str = ""
    style: str = ""


def clean(words: str) -> str:
    return _ODD.sub("", words)


def units(words: str) -> int:
    """How long Telegram thinks a text is."""
    return len(words.encode("utf-16-le", "ignore")) // 2


def calling_nobody(text: Text, limit: int) -> Text:
    """At most `limit` units, in which no `@name` calls its owner: whom the house means is a Mention."""
    return clip(Text(tuple(_uncalled(span) for span in text.spans)), limit, counts_utf16=True)


def _uncalled(span: Span) -> Span:
    match span:
        case Code() | When():
            return span
        case Mention():
            return replace(span, name=_CALL.sub("@" + _JOINER, span.name))
        case Plain() | Strong() | Emphasis() | Link():
            return replace(span, words=_CALL.sub("@" + _JOINER, span.words))
    assert_never(span)


def said(text: Text) -> str:
    return clean(text.plain)


def html(text: Text, time_markup: bool = True) -> str:
    return "".join(_span(span, time_markup) for span in text.spans)


def _span(span: Span, time_markup: bool) -> str:
    words = _escaped(words_of(span))
    if not words:
        return _bare(span)
    match span:
        case Plain():
            return words
        case Strong():
            return f"<b>{words}</b>"
        case Emphasis():
            return f"<i>{words}</i>"
        case Code():
            return f"<code>{words}</code>"
        case Link(url=url):
            return f'<a href="{_escaped(url)}">{words}</a>' if _SAFE_URL.match(url) else words
        case Mention(member=member):
            linked = member.platform == "telegram" and member.id.isdigit()
            return f'<a href="tg://user?id={member.id}">{words}</a>' if linked else words
        case When(instant=instant, style=style):
            if not time_markup:
                return words
            return f'<tg-time unix="{int(instant.timestamp())}" format="{_FORMAT[style]}">{words}</tg-time>'
    assert_never(span)


def _bare(span: Span) -> str:
    return _escaped(span.url) if isinstance(span, Link) and _SAFE_URL.match(span.url) else ""


def _escaped(words: str) -> str:
    return escape(clean(words), quote=True).replace("&#x27;", "&#39;")


def keys(note: Note, username: str, private: bool, shorten: Callable[[str, str], str]) -> list[list[Key]]:
    """`shorten(words, prefix)` gives a short word for an id that does not fit; selects have become buttons before."""
    rows = [
        [_key(button, username, private, shorten) for button in row[at : at + KEYS_A_ROW]]
        for row in note.rows
        for at in range(0, len(row), KEYS_A_ROW)
    ]
    return _at_most(rows, KEYS)


def _key(button: Button, username: str, private: bool, shorten: Callable[[str, str], str]) -> Key:
    label = clean(button.label).strip() or "·"  # Telegram refuses a whole message for one empty label
    style = _STYLE[button.style]
    if button.url:
        return Key(label, url=button.url, style=style)
    if button.adds_house:
        return Key(label, url=startgroup(username, button.id), style=style)
    if button.opens_private and not private:
        payload = press_payload(button.id) or shorten(button.id, "h_")
        return Key(label, url=deep_link(username, payload), style=style)
    data = button.id if len(button.id.encode()) <= DATA_LIMIT and not button.id.startswith("~") else None
    return Key(label, data=data or shorten(button.id, "~"), style=style)


def _at_most(rows: list[list[Key]], limit: int) -> list[list[Key]]:
    kept: list[list[Key]] = []
    for row in rows:
        row = row[:limit]
        limit -= len(row)
        if row:
            kept.append(row)
    return kept
