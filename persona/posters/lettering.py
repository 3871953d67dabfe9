"""Letters: which face draws which sign, how words break into lines, and where they go."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent.parent / "house" / "fonts"
PLAIN = "Manrope"  # Latin, Greek and Cyrillic
WIDER = ("BricolageGrotesque", PLAIN)  # where a motto's own face lacks a letter
EMOJI = "NotoEmoji"
EMOJI_SIZE = 0.82  # beside letters of size 1
PROBE = 100  # size at which words are measured; all other sizes are in proportion
SLACK = 0.985  # hinting makes letters a little wider at some sizes
LEADING = 1.12
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


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size, ready to be drawn. `height` is from the first line's top to the last one's foot."""

    lines: tuple[Piece, ...]
    size: int

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def height(self) -> float:
        return self.leading * (len(self.lines) - 1) + self.size if self.lines else 0.0

    @property
    def width(self) -> float:
        return max((_width(line) for line in self.lines), default=0.0) * self.size / PROBE


def fit(words: str, face: str, box: tuple[int, int], sizes: tuple[int, int], most_lines: int) -> Block:
    """As large as the box allows, in lines of about the same length; never below the smaller size, then cut short."""
    pieces = pieces_of(words, face)
    smallest, largest = sizes
    for size in range(largest, smallest - 1, -4):
        room = box[0] * SLACK * PROBE / size
        lines = _wrap(pieces, room)
        if lines is not None and _fits(Block(lines, size), box[1], most_lines):
            return Block(_balanced(pieces, lines, room), size)
    room = box[0] * SLACK * PROBE / smallest
    lines = _wrap([part for piece in pieces for part in _broken(piece, room)], room) or ()
    while lines and not _fits(Block(lines, smallest), box[1], most_lines):
        lines = lines[:-1]
        lines = (*lines[:-1], _cut_short(lines[-1], room)) if lines else ()
    return Block(lines, smallest)


def _fits(block: Block, height: int, most_lines: int) -> bool:
    return len(block.lines) <= most_lines and block.height <= height


def draw(block: Block, size: tuple[int, int], at: tuple[float, float], *, centred: bool) -> Image.Image:
    """A mask of `size`; `at` is the middle or the left of the first line's top."""
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    scale = block.size / PROBE
    for number, line in enumerate(block.lines):
        x = at[0] - (_width(line) * scale / 2 if centred else 0)
        foot = at[1] + block.size * 0.8 + block.leading * number
        for run in line:
            pen.text((round(x), round(foot)), run.words, fill=255, font=_font(run.face, _sized(run, block.size)), anchor="ls")
            x += _run_width(run) * scale
    return mask


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
            found[-1] = _join((found[-1], tuple(runs)))  # a dash or an emoji stays with the word before
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
    return bytes(_font(face, 24).getmask(sign))


@lru_cache(maxsize=128)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine; the better one needs a library that may be missing.
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size, layout_engine=ImageFont.Layout.BASIC)


def _sized(run: Run, size: int) -> int:
    return round(size * EMOJI_SIZE) if run.face == EMOJI else size


@lru_cache(maxsize=4096)
def _run_width(run: Run) -> float:
    return float(_font(run.face, _sized(run, PROBE)).getlength(run.words))


def _width(piece: Piece) -> float:
    return sum(_run_width(run) for run in piece)


def _join(pieces: Sequence[Piece]) -> Piece:
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


def _wrap(pieces: Sequence[Piece], room: float) -> tuple[Piece, ...] | None:
    """None where a word is longer than a line."""
    lines: list[Piece] = []
    line: Piece = ()
    for piece in pieces:
        if _width(piece) > room:
            return None
        longer = _join((line, piece)) if line else piece
        if line and _width(longer) > room:
            lines.append(line)
            longer = piece
        line = longer
    return (*lines, line) if line else tuple(lines)


def _balanced(pieces: Sequence[Piece], lines: tuple[Piece, ...], room: float) -> tuple[Piece, ...]:
    """The narrowest column with as many lines: no word is left alone on the last one."""
    least, most = 0.0, room
    best = lines
    for _ in range(8):
        middle = (least + most) / 2
        tried = _wrap(pieces, middle)
        if tried is not None and len(tried) <= len(lines):
            best, most = tried, middle
        else:
            least = middle
    return best


def _broken(piece: Piece, room: float) -> list[Piece]:
    """A word in parts that fit, with hyphens."""
    if _width(piece) <= room:
        return [piece]
    parts: list[Piece] = []
    part: Piece = ()
    for sign in (Run(run.face, sign) for run in piece for sign in run.words):
        longer = _together(part, sign)
        if part and _width(_together(longer, _hyphen(part))) > room:
            parts.append(_together(part, _hyphen(part)))
            longer = (sign,)
        part = longer
    return [*parts, part]


def _hyphen(part: Piece) -> Run:
    last = next((run.face for run in reversed(part) if run.face != EMOJI), PLAIN)
    return Run(last, "-") if part and part[-1].face != EMOJI else Run(last, "")


def _together(piece: Piece, run: Run) -> Piece:
    if not run.words:
        return piece
    if piece and piece[-1].face == run.face:
        return (*piece[:-1], Run(run.face, piece[-1].words + run.words))
    return (*piece, run)


def _cut_short(line: Piece, room: float) -> Piece:
    dots = Run(PLAIN, "…")
    while line and _width((*line, dots)) > room:
        last = line[-1]
        line = (*line[:-1], Run(last.face, last.words[:-1])) if len(last.words) > 1 else line[:-1]
    return (*line, dots)
