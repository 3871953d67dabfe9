"""Text becomes Discord's markdown. Whatever is in a span stays words: nothing in it formats, pings, links or embeds."""

from __future__ import annotations

import re
from typing import assert_never
from urllib.parse import quote, urlsplit

from bot.core.fitting import clip
from bot.core.text import Code, Emphasis, Link, Mention, MomentStyle, Plain, Span, Strong, Text, When

_MARKS = re.compile(r"([\\*_~`|\[\]<])")
_LINE_START = re.compile(r"^([ \t]*)([-+#>])", re.M)
_LIST_NUMBER = re.compile(r"^([ \t]*\d+)\.", re.M)
_EVERYBODY = re.compile(r"@(?=everyone|here)", re.I)
_INVITE = re.compile(r"(discord(?:app)?)\.(?=gg|com|me|io|li)", re.I)
# Direction overrides would turn around the words of others beside them; the rest cannot be seen at all.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)\Z", re.S)
_STYLES: dict[MomentStyle, str] = {"full": "F", "time": "t", "relative": "R"}
APART = "\u200b"


def markdown(text: Text) -> str:
    out = ""
    for span in text.spans:
        part = _span(span)
        if out and part and out[-1] == part[0] and part[0] in "*`":
            out += APART  # two runs of marks side by side would be read as one
        out += part
    return out


def fitted(text: Text, limit: int) -> str:
    """Markdown of at most `limit` characters; escaping can double a text, so words are cut before it."""
    whole = markdown(text)
    if len(whole) <= limit:
        return whole
    low, high = 1, min(limit, len(text.plain))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(markdown(clip(text, middle))) <= limit else (low, middle - 1)
    return markdown(clip(text, low))


def escape(words: str) -> str:
    """Words as words: escapes marks, headings, lists, quotes, mentions, emoji, times, links and invitations."""
    made = _MARKS.sub(r"\\\1", _UNSEEN.sub("", words))
    made = _LINE_START.sub(r"\1\\\2", made)
    made = _LIST_NUMBER.sub(r"\1\\.", made)
    made = made.replace("://", r"\://")
    made = _INVITE.sub(r"\1\\.", made)
    return _EVERYBODY.sub("@" + APART, made)


def safe_url(url: str) -> str:
    """The address as it may stand in markdown, or empty where it is not a plain web address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(url.strip(), safe="%/:?#@!$&'*+,;=~-._")


def _span(span: Span) -> str:
    match span:
        case Plain():
            return escape(span.words)
        case Strong():
            return _marked("**", span.words)
        case Emphasis():
            return _marked("*", span.words)
        case Code():
            words = _UNSEEN.sub("", span.words).replace("`", "\u02cb")
            return f"`{words}`" if words.strip() else words
        case Link():
            return _link(span)
        case Mention():
            ours = span.member.platform == "discord" and span.member.id.isdecimal()
            return f"<@{span.member.id}>" if ours else escape(span.name)
        case When():
            return f"<t:{int(span.instant.timestamp())}:{_STYLES[span.style]}>"
    assert_never(span)


def _marked(mark: str, words: str) -> str:
    """Marks must touch the words, so spaces at the edges go outside."""
    edges = _EDGES.match(words)
    if edges is None or not edges[2]:
        return escape(words)
    return f"{edges[1]}{mark}{escape(edges[2])}{mark}{edges[3]}"


def _link(link: Link) -> str:
    url = safe_url(link.url)
    if not url:
        return escape(link.words)
    # Discord shows a masked link raw when its words look like an address; the bare one in <> is the same without mask.
    if "://" in link.words or not link.words.strip():
        return f"<{url}>"
    return f"[{escape(link.words)}](<{url}>)"
