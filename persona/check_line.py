"""What one line alone can have wrong: markup, length, functions, blanks used in two ways."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from fluent.syntax import ast as ftl

from bot.core.forms import TITLE_LIMIT
from bot.core.notes import LABEL_LIMIT
from bot.core.text import words_of
from persona.findings import Finding, about
from persona.fluentfile import Entry
from persona.markup import PRIVATE_USE, Slot, mark, pieces_of, unbalanced
from persona.shape import Shape, nodes_of, shape_of

SUMMARY_LIMIT = 100  # Discord: descriptions of commands and options
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
_ENOUGH = 256  # ways through a line; nobody writes more, and a mistake shows in the first


def check_line(entry: Entry) -> Iterator[Finding]:
    node = entry.node
    if isinstance(node, ftl.Junk):
        return  # the check of the file has said so, with Fluent's own words
    if node.attributes:
        yield about(entry, f"{entry.key} has attributes; give each text a key of its own")
    if node.value is None:
        return
    if PRIVATE_USE.search(entry.source):
        yield about(entry, f"{entry.key} contains a private-use sign, which nobody can read")
    if any(isinstance(part, ftl.FunctionReference) for part in nodes_of(node)):
        yield about(entry, f"{entry.key} uses a function; numbers, dates and spans come ready-made")
    yield from _used_in_two_ways(entry, shape_of(entry))
    yield from _each_way(entry, node.value)


def _used_in_two_ways(entry: Entry, shape: Shape) -> Iterator[Finding]:
    for name, words in shape.choices:
        counts = all(word in _PLURALS or word.isdigit() for word in words)
        if name in shape.shown and not counts:
            yield about(entry, f"{entry.key} both chooses by ${name} and shows it; that takes two blanks")


def _each_way(entry: Entry, pattern: ftl.Pattern) -> Iterator[Finding]:
    ways = list(itertools.islice(_ways(pattern), _ENOUGH))
    if sign := next(filter(None, map(unbalanced, ways)), ""):
        yield about(entry, f"{entry.key}: {sign} is opened and not closed, or stands inside other markup")
    limit = limit_of(entry.key)
    longest = max(map(_length, ways))
    if limit and longest > limit:
        yield about(entry, f"{entry.key} has {longest} characters, {limit} fit")


def limit_of(key: str) -> int:
    """0 for a line of any length."""
    if key.endswith("-label"):
        return LABEL_LIMIT
    if key.startswith("command-"):
        return SUMMARY_LIMIT
    if key.endswith("-form") or "-form-" in key:
        return TITLE_LIMIT
    return 0


def _length(way: str) -> int:
    """A blank counts as one: what fills it is cut where it is shown."""
    return sum(1 if isinstance(piece, Slot) else len(words_of(piece)) for piece in pieces_of(way))


def _ways(pattern: ftl.Pattern) -> Iterator[str]:
    """Every wording that a line can have, blanks as marks."""
    return map("".join, itertools.product(*(list(_part(element)) for element in pattern.elements)))


def _part(element: ftl.TextElement | ftl.Placeable) -> Iterator[str]:
    if isinstance(element, ftl.TextElement):
        yield element.value
        return
    inner = element.expression
    if isinstance(inner, ftl.SelectExpression):
        for variant in inner.variants:
            yield from _ways(variant.value)
    elif isinstance(inner, ftl.StringLiteral):
        yield inner.parse()["value"]
    elif isinstance(inner, ftl.NumberLiteral):
        yield inner.value
    else:
        yield mark(0)
