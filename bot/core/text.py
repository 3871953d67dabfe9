"""Rich text without any platform's markup: a sequence of spans. What a guest wrote is always a span, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

from bot.core.refs import MemberRef

MomentStyle = Literal["full", "time", "relative"]


@dataclass(frozen=True, slots=True)
class Plain:
    words: str


@dataclass(frozen=True, slots=True)
class Strong:
    words: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    words: str


@dataclass(frozen=True, slots=True)
class Code:
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A member by reference, with the name to show where the platform cannot or must not link the account."""

    member: MemberRef
    name: str


@dataclass(frozen=True, slots=True)
class When:
    """An instant. Platforms with time markup show it in the reader's zone; elsewhere `words` stands (zone included)."""

    instant: datetime
    words: str
    style: MomentStyle = "full"


Span = Plain | Strong | Emphasis | Code | Link | Mention | When


@dataclass(frozen=True, slots=True)
class Text:
    """Spans in reading order. `Text.of("a", Strong("b"))` builds one; `+` joins two."""

    spans: tuple[Span, ...] = ()

    @staticmethod
    def of(*parts: str | Span | Text) -> Text:
        spans: list[Span] = []
        for part in parts:
            match part:
                case str():
                    spans.append(Plain(part))
                case Text():
                    spans.extend(part.spans)
                case _:
                    spans.append(part)
        return Text(tuple(_joined(spans)))

    def __add__(self, other: Text) -> Text:
        return Text.of(self, other)

    def __bool__(self) -> bool:
        return any(words_of(span) for span in self.spans)

    @property
    def plain(self) -> str:
        """The words alone, as somebody without any markup would read them."""
        return "".join(words_of(span) for span in self.spans)


def words_of(span: Span) -> str:
    match span:
        case Plain() | Strong() | Emphasis() | Code() | Link() | When():
            return span.words
        case Mention():
            return span.name
    assert_never(span)


def lines(texts: Iterable[Text]) -> Text:
    """One text a line."""
    parts: list[str | Text] = []
    for text in texts:
        if parts:
            parts.append("\n")
        parts.append(text)
    return Text.of(*parts)


def _joined(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        if isinstance(span, Plain):
            if not span.words:
                continue
            if out and isinstance(out[-1], Plain):
                out[-1] = Plain(out[-1].words + span.words)
                continue
        out.append(span)
    return out
