"""Signs: which face draws which, and what no face draws is left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "house" / "fonts"
PLAIN = "Manrope"  # Latin, Greek and Cyrillic
WIDER = ("BricolageGrotesque", PLAIN)  # where a motto's own face lacks a letter
EMOJI = "NotoEmoji"
NOTHING = "\U0010ffff"  # a sign that can never have a shape
LONGEST = 200  # characters that are looked at
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of one face."""

    face: str
    words: str


Piece = tuple[Run, ...]


@lru_cache(maxsize=128)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine; the better one needs a library that may be missing.
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size, layout_engine=ImageFont.Layout.BASIC)


def pieces_of(words: str, face: str) -> tuple[Piece, ...]:
    """The words as they can be drawn; signs that no face has are left out."""
    signs = _signs(words)
    face = next((each for each in (face, *WIDER) if _draws_all(each, signs)), PLAIN)
    found: list[Piece] = []
    for word in signs.split():
        runs: list[Run] = []
        for sign in word:
            owner = _owner(sign, face)
            if owner is None:
                continue
            if runs and runs[-1].face == owner:
                runs[-1] = Run(owner, runs[-1].words + sign)
            else:
                runs.append(Run(owner, sign))
        if runs and found and not any(sign.isalnum() for sign in word):
            found[-1] = join((found[-1], tuple(runs)))  # a dash or an emoji stays with the word before
        elif runs:
            found.append(tuple(runs))
    return tuple(found)


def _signs(words: str) -> str:
    """Composed, without what stands alone in a line of text: marks over nothing, directions, flags in two halves."""
    kept = []
    for sign in unicodedata.normalize("NFC", words[:LONGEST]):
        if sign.isspace():
            kept.append(" ")
        elif _owner(sign, PLAIN) is not None:
            kept.append(sign)
        else:  # letters in disguise: 𝓝𝓮𝓸𝓷 is Neon
            kept.append(unicodedata.normalize("NFKC", sign))
    return "".join(sign for sign in "".join(kept) if not _left_out(sign))


def _left_out(sign: str) -> bool:
    code = ord(sign)
    if unicodedata.category(sign)[0] == "M" or unicodedata.category(sign) in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return True
    return unicodedata.bidirectional(sign) in ("R", "AL") or code in _FLAG_LETTERS or code in _SKINS


def _draws_all(face: str, signs: str) -> bool:
    """Whether a face has every letter that the widest one has."""
    return all(_has(face, sign) for sign in set(signs) if not sign.isspace() and _has(PLAIN, sign))


def _owner(sign: str, face: str) -> str | None:
    return next((each for each in (face, PLAIN, EMOJI) if _has(each, sign)), None)


@lru_cache(maxsize=8192)
def _has(face: str, sign: str) -> bool:
    """Faces show the same box for everything they lack."""
    return _shape(face, sign) != _shape(face, NOTHING)


def _shape(face: str, sign: str) -> bytes:
    return bytes(font(face, 24).getmask(sign))


def join(pieces: Sequence[Piece]) -> Piece:
    """Words of a line with spaces between them, in the face of the word before."""
    joined: list[Run] = []
    for piece in pieces:
        if joined:
            last = joined[-1]
            joined[-1] = Run(last.face, last.words + " ") if last.face != EMOJI else last
            if last.face == EMOJI:
                joined.append(Run(PLAIN, " "))
        for run in piece:
            if joined and joined[-1].face == run.face:
                joined[-1] = Run(run.face, joined[-1].words + run.words)
            else:
                joined.append(run)
    return tuple(joined)
