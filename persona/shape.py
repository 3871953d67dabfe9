"""The shape of a line: which blanks it shows, which it only chooses by, what else it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fluent.syntax import ast as ftl

from persona.fluentfile import Entry


@dataclass(frozen=True, slots=True)
class Shape:
    """`choices` are the words a line knows for each blank that it chooses by. `fixed`: the line is always the same."""

    shown: frozenset[str]
    chosen: frozenset[str]
    refers: frozenset[str]
    choices: frozenset[tuple[str, frozenset[str]]]
    fixed: bool

    @property
    def blanks(self) -> frozenset[str]:
        return self.shown | self.chosen

    def joined(self, other: Shape) -> Shape:
        return Shape(
            self.shown | other.shown,
            self.chosen | other.chosen,
            self.refers | other.refers,
            self.choices | other.choices,
            self.fixed and other.fixed,
        )


@cache
def shape_of(entry: Entry) -> Shape:
    nodes = list(nodes_of(entry.node))
    selects = [node for node in nodes if isinstance(node, ftl.SelectExpression)]
    selectors = {id(node.selector) for node in selects}
    choices = {(s.selector.id.name, _words(s)) for s in selects if isinstance(s.selector, ftl.VariableReference)}
    shown = {n.id.name for n in nodes if isinstance(n, ftl.VariableReference) and id(n) not in selectors}
    refers = {_reference(node) for node in nodes if isinstance(node, ftl.MessageReference | ftl.TermReference)}
    return Shape(
        shown=frozenset(shown),
        chosen=frozenset(name for name, _ in choices),
        refers=frozenset(refers),
        choices=frozenset(choices),
        fixed=not any(isinstance(node, _MOVING) for node in nodes),
    )


_MOVING = (ftl.SelectExpression, ftl.FunctionReference, ftl.MessageReference, ftl.TermReference)


def nodes_of(node: object) -> Iterator[object]:
    if isinstance(node, list):
        for part in node:
            yield from nodes_of(part)
    elif isinstance(node, ftl.BaseNode):
        yield node
        for part in vars(node).values():
            yield from nodes_of(part)


def _words(node: ftl.SelectExpression) -> frozenset[str]:
    return frozenset(v.key.name if isinstance(v.key, ftl.Identifier) else v.key.value for v in node.variants)


def _reference(node: ftl.MessageReference | ftl.TermReference) -> str:
    return f"-{node.id.name}" if isinstance(node, ftl.TermReference) else node.id.name
