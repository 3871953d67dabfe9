"""Lettering: how words break into lines that fill a box, and what these look like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from persona.posters.signs import EMOJI, PLAIN, Piece, Run, font, join, pieces_of

EMOJI_SIZE = 0.82  # beside letters of size 1
PROBE = 100  # size at which words are measured; all other sizes are in proportion
SLACK = 0.985  # hinting makes letters a little wider at some sizes
LEADING = 1.12
DEEP = 0.2  # what hangs below the last line's foot, of its size


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


def draw(block: Block, margin: int, *, centred: bool) -> Image.Image:
    """A mask of the lines with `margin` all around."""
    width = math.ceil(block.width)
    mask = Image.new("L", (width + 2 * margin, math.ceil(block.height + block.size * DEEP) + 2 * margin))
    pen = ImageDraw.Draw(mask)
    scale = block.size / PROBE
    for number, line in enumerate(block.lines):
        x = margin + ((width - _width(line) * scale) / 2 if centred else 0)
        foot = round(margin + block.size * 0.8 + block.leading * number)
        for run in line:
            face = font(run.face, _sized(run, block.size))
            pen.text((round(x), foot), run.words, fill=255, font=face, anchor="ls")
            x += _run_width(run) * scale
    return mask


def _sized(run: Run, size: int) -> int:
    return round(size * EMOJI_SIZE) if run.face == EMOJI else size


@lru_cache(maxsize=4096)
def _run_width(run: Run) -> float:
    return float(font(run.face, _sized(run, PROBE)).getlength(run.words))


def _width(piece: Piece) -> float:
    return sum(_run_width(run) for run in piece)


def _wrap(pieces: Sequence[Piece], room: float) -> tuple[Piece, ...] | None:
    """None where a word is longer than a line."""
    lines: list[Piece] = []
    line: Piece = ()
    for piece in pieces:
        if _width(piece) > room:
            return None
        longer = join((line, piece)) if line else piece
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
