"""What fills a blank: guests' words, spans, numbers. Guests' words stay words and cannot turn the line around them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.text import Code, Emphasis, Link, Mention, Plain, Span, Strong, Text, When
from persona.markup import Style, styled

COUNTABLE = 10**15
FSI, PDI = "\u2068", "\u2069"
# Hebrew, Arabic and their neighbours up to the presentation forms, and the right-to-left planes.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Controls nobody needs to be read: C0 and C1 except tab and newline, embeddings and overrides, lone surrogates.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(words: str) -> str:
    """The same words without invisible controls; isolates that are opened and closed may stay."""
    if not _ODD.search(words):
        return words
    words = _UNWANTED.sub("", _NEWLINES.sub("\n", words))
    return _ISOLATES.sub("", words) if _torn(words) else words


def isolated(words: str) -> str:
    """A guest's words, unable to reorder what stands beside them."""
    words = _ISOLATES.sub("", harmless(words))
    return f"{FSI}{words}{PDI}" if _RTL.search(words) else words


def spans_of(value: object, style: Style) -> tuple[Span, ...] | None:
    """None for a value that no blank takes."""
    match value:
        case bool():
            return None
        case str():
            return (styled(isolated(value), style),)
        case int() | float():
            return (styled(str(value), style),)
        case Text():
            return tuple(_clean(span, style) for span in value.spans)
        case Plain() | Strong() | Emphasis() | Code() | Link() | Mention() | When():
            return (_clean(value, style),)
        case _:
            return None


def is_number(value: object) -> bool:
    """Not for what no count is: beyond these babel cannot round, and they are said as they stand."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -COUNTABLE < value < COUNTABLE


def choice_of(value: object) -> str | None:
    """The word by which a selector chooses: for yes and no, and for a str that a line only chooses by."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return "other"
        case str():
            return str(value)
        case _:
            return None


def _clean(span: Span, style: Style) -> Span:
    match span:
        case Plain():
            return styled(_set_apart(span.words), style)
        case Mention():
            return replace(span, name=isolated(span.name))
        case Link():
            return replace(span, words=isolated(span.words))
        case _:
            return replace(span, words=harmless(span.words))


def _set_apart(words: str) -> str:
    """As `isolated`, but leaves alone what was set apart when an inner line was said."""
    clean = harmless(words)
    return clean if _ISOLATES.search(clean) else isolated(clean)


def _torn(words: str) -> bool:
    open_isolates = 0
    for sign in _ISOLATES.findall(words):
        open_isolates += -1 if sign == PDI else 1
        if open_isolates < 0:
            return True
    return open_isolates != 0
