"""Putting a poster together: a backdrop, the motto's name, the title and the time."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image, ImageFilter

from persona.posters.backdrops import BACKDROPS
from persona.posters.canvas import SIZE
from persona.posters.lettering import Block, draw, fit
from persona.posters.palette import BLACK, WHITE, Colour, Palette, mix, palette_of, pattern_of
from persona.posters.signs import PLAIN

Corner = tuple[int, int]
Letters = Callable[[Image.Image, Image.Image, Corner, Palette], None]
NEUTRAL = "bunting"  # of a look that names no pattern, or one nobody draws
TITLE_SIZES = (44, 136)
WHEN_SIZES = (30, 42)
NAME_SIZES = (30, 38)
GAP = 0.34  # between title and time, of the title's size
GAPS = (18, 40)
MARGIN = 64  # room for light around the letters
LINES = 5
SHORT = 46  # characters of a time that fit on one line
ROOMY = 64  # a title smaller than this stands without the motto's name
SAMPLE = "Wohnzimmer & Co. 😀"  # stands for all titles where a poster's 256 colours are chosen


@dataclass(frozen=True, slots=True)
class Style:
    """Where the words of a pattern stand, in which face, and how the title shines. `box` is left, top, right, bottom."""

    face: str
    box: tuple[int, int, int, int]
    letters: Letters
    small: Callable[[Palette], Colour]
    centred: bool = True


def compose(look: Mapping[str, Any], title: str, when: str, motto: str = "") -> bytes:
    """A PNG of 1200 by 675."""
    colours = palette_of(look)
    pattern = pattern_of(look) if pattern_of(look) in STYLES else NEUTRAL
    picture = _with_words(pattern, colours, title, when, motto)
    return _png(picture.quantize(palette=_shades(pattern, colours), dither=Image.Dither.NONE))


def blank() -> bytes:
    """The house's own look without a word."""
    return _png(Image.new("RGB", SIZE, palette_of({}).bottom))


@lru_cache(maxsize=8)
def _backdrop(pattern: str, colours: Palette) -> Image.Image:
    return BACKDROPS[pattern](colours).finished()


@lru_cache(maxsize=8)
def _shades(pattern: str, colours: Palette) -> Image.Image:
    """The look's 256 colours: a third of the bytes, and quicker to pack. Chosen on a smaller sheet, which is as good."""
    sample = _with_words(pattern, colours, SAMPLE, SAMPLE, SAMPLE).reduce(3)
    return sample.quantize(256, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)


def _with_words(pattern: str, colours: Palette, title: str, when: str, motto: str) -> Image.Image:
    style = STYLES[pattern]
    picture = _backdrop(pattern, colours).copy()
    left, top, right, bottom = style.box
    x = (left + right) / 2 if style.centred else left
    name, large, time = _blocks(style, title, when, motto)
    gap = min(max(large.size * GAP, GAPS[0]), GAPS[1])
    y = top + (bottom - top - _stacked((name, large, time), gap)) / 2
    for block in (name, large, time):
        if not block.lines:
            continue
        mask = draw(block, MARGIN, centred=style.centred)
        corner = (round(x - block.width / 2 if style.centred else x) - MARGIN, round(y) - MARGIN)
        if block is large:
            style.letters(picture, mask, corner, colours)
        else:
            picture.paste(style.small(colours), corner, mask)
        y += block.height + gap
    return picture


def _blocks(style: Style, title: str, when: str, motto: str) -> tuple[Block, Block, Block]:
    """The motto's name makes room for a long title."""
    left, top, right, bottom = style.box
    width = right - left
    time = fit(when, PLAIN, (width, 110), WHEN_SIZES, 1 if len(when) < SHORT else 2)
    name = fit(motto, PLAIN, (width, 60), NAME_SIZES, 1)
    while True:
        room = bottom - top - sum(each.height + GAPS[1] for each in (name, time) if each.lines)
        large = fit(title, style.face, (width, int(room)), TITLE_SIZES, LINES)
        if large.size >= ROOMY or not name.lines:
            return name, large, time
        name = Block((), 0)


def _stacked(blocks: tuple[Block, ...], gap: float) -> float:
    heights = [block.height for block in blocks if block.lines]
    return sum(heights) + gap * max(0, len(heights) - 1)


def _png(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=6)
    return packed.getvalue()


def _lit(picture: Image.Image, mask: Image.Image, corner: Corner, colours: Palette) -> None:
    """Glass tubes: light around the letters, nearly white inside."""
    small = mask.resize((mask.width // 4, mask.height // 4), Image.Resampling.BOX)
    for blur, strength in ((9, 1.1), (3, 0.9)):
        halo = small.filter(ImageFilter.GaussianBlur(blur)).point(
            [min(255, round(each * strength)) for each in range(256)]
        )
        picture.paste(colours.glow, corner, halo.resize(mask.size, Image.Resampling.BILINEAR))
    picture.paste(mix(colours.glow, WHITE, 0.82), corner, mask)


def _echoed(picture: Image.Image, mask: Image.Image, corner: Corner, colours: Palette) -> None:
    """Letters that leave their own print behind."""
    for shift, colour in ((8, colours.bottom), (4, colours.glow), (0, colours.ink)):
        picture.paste(colour, (corner[0] + shift, corner[1] + shift), mask)


def _raised(picture: Image.Image, mask: Image.Image, corner: Corner, colours: Palette) -> None:
    """Letters with a shadow, a little above the wall."""
    picture.paste(mix(colours.top, BLACK, 0.3), (corner[0] + 3, corner[1] + 5), mask)
    picture.paste(colours.ink, corner, mask)


def _flat(picture: Image.Image, mask: Image.Image, corner: Corner, colours: Palette) -> None:
    picture.paste(colours.ink, corner, mask)


STYLES: Mapping[str, Style] = {
    "grid": Style("TiltNeon", (120, 80, 1080, 404), _lit, lambda colours: mix(colours.second, WHITE, 0.25)),
    "stripes": Style("Caprasimo", (64, 48, 768, 428), _echoed, lambda colours: colours.ink, centred=False),
    "leaves": Style("Fraunces", (220, 110, 980, 560), _flat, lambda colours: mix(colours.accent, colours.ink, 0.35)),
    "stars": Style("Fredoka", (90, 136, 930, 530), _raised, lambda colours: colours.glow, centred=False),
    "bunting": Style("BricolageGrotesque", (110, 160, 1090, 620), _raised, lambda colours: colours.glow),
}
