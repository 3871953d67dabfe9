"""A line cut into numbers, words and signs, each remembering where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_LINE = 4_000  # a Discord message with Nitro, the longest line a guest can send
LONGEST_NUMBER = 4  # a year; anything longer is an id or noise

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
_TOKEN = re.compile(rf"\d+|{_LETTER}+(?:-{_LETTER}+)*|[-‐‑‒–—.,:/+'’@()%€$£°#]")
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"} | dict.fromkeys("‐‑‒–—", "-") | {"’": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """What was said, who it was said by (their language), and whether it should be a date and nothing else."""

    words: str
    tokens: tuple[Token, ...]
    german: bool
    alone: bool

    def text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def number(self, at: int, *, digits: tuple[int, ...] = (1, 2)) -> int | None:
        """The number standing here, if it is written with so many digits."""
        if not 0 <= at < len(self.tokens):
            return None
        token = self.tokens[at]
        return token.number if token.end - token.start in digits else None

    def digits(self, at: int) -> int:
        return self.tokens[at].end - self.tokens[at].start

    def glued(self, at: int) -> bool:
        """Nothing, not even a space, stands between this token and the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def written(self, at: int) -> str:
        """As the guest wrote it, before folding."""
        return self.words[self.tokens[at].start : self.tokens[at].end]


def cut(words: str, *, language: str, alone: bool) -> Line:
    """Emoji, quotes and odd spaces fall away here; what is left is looked at in one pass."""
    tokens = tuple(map(_token, _TOKEN.finditer(words))) if len(words) <= LONGEST_LINE else ()
    return Line(words, tokens, german=not language.casefold().startswith("en"), alone=alone)


def _token(found: re.Match[str]) -> Token:
    raw = found.group()
    number = int(raw) if raw[0].isdecimal() and len(raw) <= LONGEST_NUMBER else None
    text = unicodedata.normalize("NFKC", raw).casefold().translate(_FOLDED)
    return Token(text, number, found.start(), found.end())
