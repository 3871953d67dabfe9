"""Garden: seen through leaves."""

from __future__ import annotations

import math

from persona.posters.canvas import SIZE, Canvas, Point, scatter, turned
from persona.posters.palette import Colour, Palette, mix

WIDTH, HEIGHT = SIZE


def _lens(width: float) -> tuple[Point, ...]:
    """A leaf of length 1 from the origin to the right."""
    edge = [(step / 20, width * math.sin(math.pi * step / 20) ** 0.9) for step in range(21)]
    return (*edge, *((x, -y) for x, y in reversed(edge)))


LEAF, PETAL = _lens(0.24), _lens(0.3)
TWIGS = (  # foot, direction, length, leaves
    ((-20, 690), -52, 330, 9),
    ((90, 710), -24, 250, 7),
    ((-30, 470), -70, 250, 7),
    ((1220, -20), 128, 330, 9),
    ((1080, -30), 150, 290, 8),
    ((1230, 200), 112, 250, 7),
    ((-20, -20), 40, 210, 6),
    ((1220, 690), 220, 230, 7),
)


def garden(colours: Palette) -> Canvas:
    sheet = Canvas(colours.top, colours.bottom)
    sheet.shine((WIDTH / 2, HEIGHT / 2), (760, 430), colours.glow, 0.95)
    for x, y, z in scatter(16):
        sheet.disc((x * WIDTH, y * HEIGHT), 12 + z * 30, colours.glow, 0.3)
    for number, (foot, direction, length, count) in enumerate(TWIGS):
        _twig(sheet, foot, direction, length, count, mix(colours.accent, colours.ink, number % 3 * 0.35), colours)
    for x, y, size, turn in (
        (74, 560, 44, 10),
        (188, 634, 32, 40),
        (1120, 92, 46, 25),
        (1010, 48, 30, 5),
        (1150, 222, 28, 50),
    ):
        _flower(sheet, (x, y), size, turn, colours)
    return sheet


def _twig(
    sheet: Canvas, foot: Point, direction: float, length: float, count: int, green: Colour, colours: Palette
) -> None:
    way = math.radians(direction)
    tip = (foot[0] + math.cos(way) * length, foot[1] + math.sin(way) * length)
    sheet.line([foot, tip], mix(green, colours.ink, 0.4), 3.5)
    for number in range(count):
        share = (number + 1) / count
        at = (foot[0] + (tip[0] - foot[0]) * share, foot[1] + (tip[1] - foot[1]) * share)
        side = 48 if number % 2 else -48
        size = 104 * (1 - share * 0.45)
        shade = mix(green, colours.bottom, number % 3 * 0.22)
        _leaf(sheet, at, direction + (side if number < count - 1 else 0), size, shade, colours)


def _leaf(sheet: Canvas, foot: Point, angle: float, size: float, shade: Colour, colours: Palette) -> None:
    sheet.polygon(turned(LEAF, foot, angle, size), shade)
    half = [point for point in LEAF if point[1] >= 0]
    sheet.polygon(turned(half, foot, angle, size), mix(shade, colours.ink, 0.14))
    sheet.line(turned([(0, 0), (0.9, 0)], foot, angle, size), mix(shade, colours.glow, 0.45), 1.5)


def _flower(sheet: Canvas, middle: Point, size: float, turn: float, colours: Palette) -> None:
    rings = ((30, size * 0.86, mix(colours.second, colours.ink, 0.25)), (0, size, colours.second))
    for ahead, reach, colour in rings:
        for number in range(6):
            sheet.polygon(turned(PETAL, middle, turn + ahead + number * 60, reach), colour)
    sheet.disc(middle, size * 0.27, mix(colours.glow, colours.second, 0.35))
    sheet.disc(middle, size * 0.17, colours.glow)
