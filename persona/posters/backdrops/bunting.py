"""The house's own: flags across the room and confetti in the air."""

from __future__ import annotations

from itertools import pairwise

from persona.posters.canvas import SIZE, Canvas, Point, scatter, turned
from persona.posters.palette import BLACK, WHITE, Colour, Palette, mix

WIDTH, HEIGHT = SIZE


def bunting(colours: Palette) -> Canvas:
    sheet = Canvas(colours.top, colours.bottom)
    sheet.shine((WIDTH / 2, HEIGHT * 0.52), (820, 430), colours.accent, 0.75)
    tints = (colours.glow, colours.second, mix(colours.accent, WHITE, 0.12), colours.ink)
    for number, (x, y, z) in enumerate(scatter(150)):
        at = (x * WIDTH, 80 + y * HEIGHT)
        away = max(abs(at[0] - WIDTH / 2) / 505, (at[1] - HEIGHT / 2) / 318)
        if away > 0.97:
            _confetti(sheet, at, 5 + z * 8, z * 360, tints[number % 4], 0.55 + z * 0.45)
    for rope in (((-60, -18), (600, -12), 96), ((600, -12), (1260, -18), 96)):
        _flags(sheet, rope, tints)
    return sheet


def _confetti(sheet: Canvas, at: Point, size: float, turn: float, colour: Colour, strength: float) -> None:
    if turn > 240:
        sheet.disc(at, size * 0.6, colour, strength)
    else:
        paper = [(-1.0, -0.45), (1.0, -0.45), (1.0, 0.45), (-1.0, 0.45)]
        sheet.polygon(turned(paper, at, turn, size), colour, strength)


def _flags(sheet: Canvas, rope: tuple[Point, Point, float], tints: tuple[Colour, ...]) -> None:
    (x, y), (end, foot), sag = rope
    line = [(x + (end - x) * t, y + (foot - y) * t + sag * 4 * t * (1 - t)) for t in (n / 10 for n in range(11))]
    for number, (one, other) in enumerate(pairwise(line)):
        middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        tip = (middle[0] - (other[1] - one[1]) * 1.1, middle[1] + (other[0] - one[0]) * 1.1)
        inset = 5 / 70
        left = (one[0] + (other[0] - one[0]) * inset, one[1] + (other[1] - one[1]) * inset)
        right = (other[0] - (other[0] - one[0]) * inset, other[1] - (other[1] - one[1]) * inset)
        sheet.polygon([left, right, tip], tints[number % 4])
        sheet.polygon([middle, right, tip], BLACK, 0.1)
    sheet.line(line, tints[3], 3)
