"""All lines of one language, pack and motto, laid over one another: the motto above the pack above its base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import ast as ftl

from persona.errors import LineBroken, LineMissing
from persona.fluentfile import Entry
from persona.markup import Piece, mark, pieces_of
from persona.packs import Pack
from persona.shape import Shape, shape_of

REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Line:
    """`blanks` in their numbers' order. `pieces` of a line that is always the same, else None.

    `counted` are the blanks it chooses by, `chosen` those of them that it never shows.
    """

    key: str
    where: str
    blanks: tuple[str, ...]
    counted: frozenset[str]
    chosen: frozenset[str]
    pieces: tuple[Piece, ...] | None


class Book:
    """Raises LineMissing and LineBroken. Lines are read when first asked for and kept."""

    def __init__(self, language: str, motto: str, packs: Sequence[Pack]) -> None:
        self.language = language
        self._pack = packs[0].key
        self._entries: dict[str, tuple[int, Entry]] = {}
        for depth, entries in enumerate(_layers(language, motto, packs)):
            self._entries.update({key: (depth, entry) for key, entry in entries.items()})
        self._bundle = FluentBundle([language], use_isolating=False)
        self._lines: dict[str, Line] = {}
        self._built: dict[tuple[object, ...], str] = {}

    def line(self, key: str) -> Line:
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._read(key)
        return line

    def variants(self, key: str) -> int:
        """How many of key-1, key-2 ... there are in the topmost layer that has key-1."""
        layer, _ = self._entries.get(f"{key}-1", (-1, None))
        count = 0
        while layer >= 0 and self._entries.get(f"{key}-{count + 1}", (-1, None))[0] == layer:
            count += 1
        return count

    def build(self, line: Line, arguments: Mapping[str, Any]) -> str:
        """Choosing costs Fluent some 40 µs, and the same few counts come again and again."""
        known = (line.key, *arguments.values())
        built = self._built.get(known)
        if built is None:
            built = self._format(line, arguments)
            if len(self._built) < REMEMBERED:
                self._built[known] = built
        return built

    def _format(self, line: Line, arguments: Mapping[str, Any]) -> str:
        pattern = self._bundle.get_message(line.key).value
        if pattern is None:
            raise LineBroken(line.key, line.where, "it has no words")
        built, errors = self._bundle.format_pattern(pattern, dict(arguments))
        if errors:
            raise LineBroken(line.key, line.where, "; ".join(str(error) for error in errors))
        return str(built)

    def _read(self, key: str) -> Line:
        if key not in self._entries:
            raise LineMissing(key, self._pack, self.language)
        entry = self._entries[key][1]
        shape = self._shape(entry, frozenset())
        blanks = tuple(sorted(shape.blanks))
        line = Line(key, entry.where, blanks, shape.chosen, shape.chosen - shape.shown, None)
        if not shape.fixed:
            return line
        built = self.build(line, {name: mark(number) for number, name in enumerate(blanks)})
        return replace(line, pieces=pieces_of(built))

    def _shape(self, entry: Entry, above: frozenset[str]) -> Shape:
        """The line's shape with those it refers to, which Fluent learns on the way."""
        self._teach(entry)
        shape = shape_of(entry)
        for name in shape.refers - above:
            if name not in self._entries:
                raise LineBroken(entry.key, entry.where, f"it refers to {name}, which is nowhere")
            other = self._shape(self._entries[name][1], above | {entry.key})
            if not name.startswith("-"):  # a term sees none of the line's blanks
                shape = shape.joined(other)
        return shape

    def _teach(self, entry: Entry) -> None:
        node = entry.node
        if isinstance(node, ftl.Junk) or node.value is None:
            raise LineBroken(entry.key, entry.where, "Fluent cannot read it")
        self._bundle.add_resource(ftl.Resource([node]), allow_overrides=True)


def _layers(language: str, motto: str, packs: Sequence[Pack]) -> list[Mapping[str, Entry]]:
    """From the lowest to the topmost."""
    rising = packs[::-1]
    plain = [pack.lines.get(language, {}) for pack in rising]
    cheerful = [pack.mottos[motto].lines.get(language, {}) for pack in rising if motto in pack.mottos]
    return [*plain, *cheerful]
