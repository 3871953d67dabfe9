"""The house's voice: a line's key and its blanks become text, in a language, a pack and perhaps a motto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.core.errors import BadSettings
from bot.core.text import Code, Emphasis, MomentStyle, Plain, Span, Strong, Text, When
from persona import dates
from persona.blanks import choice_of, is_number, spans_of
from persona.checking import check_pack
from persona.errors import BlankMissing
from persona.lines import Book, Line
from persona.markup import Piece, Slot, Style, mark, pieces_of, styled
from persona.packs import HOUSE, Pack, base_of, read_packs

FALLBACK = "en"


def open_voice(folders: Sequence[Path] = ()) -> FluentVoice:
    """Raises BadSettings with every finding in the packs of `folders`; those that come along are checked by tests."""
    packs = read_packs(folders)
    findings = [str(finding) for folder in folders for finding in check_pack(folder, others=folders)]
    if findings:
        raise BadSettings("\n".join(findings))
    return FluentVoice(packs)


class FluentVoice:
    """Safe for several threads: what it remembers is only ever added to."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self._packs = packs
        self._books: dict[tuple[str, str, str], Book] = {}
        self._languages = tuple(sorted(packs[HOUSE].lines))

    def say(self, language: str, key: str, blanks: Mapping[str, object], motto: str = "", pack: str = "") -> Text:
        """Raises LineMissing, BlankMissing or LineBroken: ours to repair, tests find them first."""
        book = self._book(language, motto, pack)
        line = book.line(key)
        if line.pieces is not None:
            return _filled(line, line.pieces, blanks, book.language)
        return _filled(line, pieces_of(_built(line, book, blanks)), blanks, book.language)

    def languages(self) -> tuple[str, ...]:
        return self._languages

    def variants(self, language: str, key: str, motto: str = "", pack: str = "") -> int:
        return self._book(language, motto, pack).variants(key)

    def mottos(self, pack: str = "") -> tuple[str, ...]:
        return tuple(dict.fromkeys(motto for layer in self._layers(pack) for motto in layer.mottos))

    def look(self, motto: str = "", pack: str = "") -> Mapping[str, Any]:
        layers = list(reversed(self._layers(pack)))
        looks = [layer.look for layer in layers] + [
            layer.mottos[motto].look for layer in layers if motto in layer.mottos
        ]
        return {name: value for look in looks for name, value in look.items()}

    def kinds(self, pack: str = "") -> Mapping[str, Mapping[str, Any]]:
        return {key: kind for layer in reversed(self._layers(pack)) for key, kind in layer.kinds.items()}

    def packs(self, language: str) -> Mapping[str, str]:
        own_first = sorted(self._packs, key=lambda key: (key != HOUSE, key))
        return {key: self._packs[key].names.get(self._spoken(language), key) for key in own_first}

    def moment(
        self, language: str, instant: datetime, zone: tzinfo, style: MomentStyle = "full", now: datetime | None = None
    ) -> When:
        return dates.say_moment(instant, zone, self._locale(language), style, now)

    def span(self, language: str, length: timedelta) -> str:
        return dates.say_span(length, self._locale(language))

    def number(self, language: str, number: float) -> str:
        return dates.say_number(number, self._locale(language))

    def _book(self, language: str, motto: str, pack: str) -> Book:
        book = self._books.get((language, motto, pack))
        if book is None:
            spoken = self._spoken(language)
            layers = self._layers(pack)
            named = motto if any(motto in layer.mottos for layer in layers) else ""
            book = self._books.get((spoken, named, layers[0].key)) or Book(spoken, named, layers)
            self._remember((spoken, named, layers[0].key), book)
            self._remember((language, motto, pack), book)
        return book

    def _remember(self, name: tuple[str, str, str], book: Book) -> None:
        if len(self._books) < 1000:  # languages come from outside: nobody may fill the memory with made-up ones
            self._books[name] = book

    def _layers(self, key: str) -> list[Pack]:
        """The pack and its base; a pack that is gone is the house's own."""
        pack = self._packs.get(key) or self._packs[HOUSE]
        base = base_of(pack, self._packs)
        return [pack, base] if base else [pack]

    def _spoken(self, language: str) -> str:
        exact = language.replace("_", "-")
        for wanted in (exact, exact.partition("-")[0].lower()):
            if wanted in self._languages:
                return wanted
        return FALLBACK if FALLBACK in self._languages else self._languages[0]

    def _locale(self, language: str) -> str:
        return dates.locale_of(language, self._spoken(language))


def _built(line: Line, book: Book, blanks: Mapping[str, object]) -> str:
    arguments: dict[str, Any] = {}
    for number, name in enumerate(line.blanks):
        value = blanks.get(name)
        if name in line.counted and is_number(value):
            arguments[name] = value
        elif name in line.chosen:
            arguments[name] = _choice(line, name, value)
        else:
            arguments[name] = mark(number)
    return book.build(line, arguments)


def _choice(line: Line, name: str, value: object) -> str:
    choice = choice_of(value)
    if choice is None:
        raise BlankMissing(line.key, name, line.where)
    return choice


def _filled(line: Line, pieces: Sequence[Piece], blanks: Mapping[str, object], language: str) -> Text:
    spans: list[Span] = []
    for piece in pieces:
        if isinstance(piece, Slot):
            for span in _blank(line, piece, blanks, language):
                _put(spans, span)
        else:
            _put(spans, piece)
    return Text(tuple(spans))


def _put(spans: list[Span], span: Span) -> None:
    """Neighbours of one kind become one, so that a command in code is not torn in two."""
    last = spans[-1] if spans else None
    if isinstance(span, Plain | Strong | Emphasis | Code):
        if not span.words:
            return
        if last is not None and type(last) is type(span):
            spans[-1] = type(span)(last.words + span.words)
            return
    spans.append(span)


def _blank(line: Line, slot: Slot, blanks: Mapping[str, object], language: str) -> Sequence[Span]:
    name = line.blanks[slot.number]
    value = blanks.get(name)
    if is_number(value) or isinstance(value, timedelta):
        return (_counted(value, language, slot.style),)
    spans = spans_of(value, slot.style)
    if spans is None:
        raise BlankMissing(line.key, name, line.where)
    return spans


def _counted(value: object, language: str, style: Style) -> Span:
    locale = dates.locale_of(language, language)
    if isinstance(value, timedelta):
        return styled(dates.say_span(value, locale), style)
    assert isinstance(value, int | float)
    return styled(_number(value, locale), style)


@lru_cache(maxsize=4096)
def _number(value: float, locale: str) -> str:
    return dates.say_number(value, locale)
