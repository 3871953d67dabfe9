"""Light markup of lines, `**strong**`, `_emphasis_` and `` `code` ``, and the marks that stand for blanks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.core.text import Code, Emphasis, Plain, Span, Strong, words_of

Style = Literal["", "strong", "emphasis", "code"]
# While a line is built, a blank is one private-use sign; what a guest wrote never passes through Fluent or this file.
FIRST_MARK = 0xE000
MARKS = 0xF8FF - FIRST_MARK
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_TOKEN = re.compile(r"\*\*|`|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the blank with this number goes."""

    number: int
    style: Style


Piece = Span | Slot


def mark(number: int) -> str:
    return chr(FIRST_MARK + number)


@lru_cache(maxsize=8192)
def pieces_of(line: str) -> tuple[Piece, ...]:
    """Markup that is never closed stays as it was written."""
    pieces: list[Piece] = []
    style: Style = ""
    at = 0
    for token in _TOKEN.finditer(line):
        turned = _turn(token[0], style, line, token.end())
        if turned is None:
            continue
        _put(pieces, line[at : token.start()], style)
        at = token.end()
        if "\ue000" <= token[0] <= "\uf8ff":
            pieces.append(Slot(ord(token[0]) - FIRST_MARK, style))
        style = turned
    _put(pieces, line[at:], style)
    return tuple(pieces)


def unbalanced(line: str) -> str:
    """The mark that is opened and never closed, empty when all is well."""
    left = "".join(_told(piece) for piece in pieces_of(line))
    return next((sign for sign in ("**", "`") if sign in left), "_" if _TOKEN.search(left) else "")


def _told(piece: Piece) -> str:
    return "x" if isinstance(piece, Slot | Code) else words_of(piece)


def styled(words: str, style: Style) -> Span:
    match style:
        case "strong":
            return Strong(words)
        case "emphasis":
            return Emphasis(words)
        case "code":
            return Code(words)
        case _:
            return Plain(words)


_OPENS: dict[str, Style] = {"**": "strong", "_": "emphasis", "`": "code"}


def _turn(token: str, style: Style, line: str, end: int) -> Style | None:
    """The style after a token, None where the token is mere text."""
    if "\ue000" <= token <= "\uf8ff":
        return style
    wanted = _OPENS[token]
    if style == wanted:
        return ""
    if style or not _closes(token, line, end):
        return None
    return wanted


def _closes(token: str, line: str, start: int) -> bool:
    if token == "_":
        return re.compile(r"\S_(?!\w)").search(line, start) is not None
    return line.find(token, start) > start


def _put(pieces: list[Piece], words: str, style: Style) -> None:
    if words:
        pieces.append(styled(words, style))
