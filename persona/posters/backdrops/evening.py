"""Cosy: an evening over the roofs, with lamps strung across."""

from __future__ import annotations

import math

from persona.posters.canvas import SIZE, Canvas, Point, scatter, turned
from persona.posters.palette import BLACK, WHITE, Colour, Palette, mix

WIDTH, HEIGHT = SIZE


def evening(colours: Palette) -> Canvas:
    sheet = Canvas(mix(colours.top, BLACK, 0.2), colours.bottom)
    for x, y, z in scatter(80):
        words = x < 0.8 and y > 0.2  # where the words stand, only faint ones
        size = 1.1 + z * (0.8 if words else z * 5)
        _star(sheet, (x * WIDTH, y * 560), size, mix(colours.ink, colours.glow, z), 0.3 if words else 0.35 + z * 0.5)
    sheet.shine((WIDTH / 2, HEIGHT + 20), (900, 300), colours.second, 0.75)
    _moon(sheet, (1060, 232), colours)
    _roofs(sheet, colours)
    _lamps(sheet, ((-30, 30), (390, 26), 74), colours)
    _lamps(sheet, ((390, 26), (830, 22), 82), colours)
    _lamps(sheet, ((830, 22), (1240, 34), 64), colours)
    return sheet


def _star(sheet: Canvas, middle: Point, size: float, colour: Colour, strength: float) -> None:
    if size < 3.2:
        sheet.disc(middle, size * 0.7, colour, strength)
        return
    points = [
        (middle[0] + math.sin(turn * math.pi / 4) * reach, middle[1] - math.cos(turn * math.pi / 4) * reach)
        for turn in range(8)
        for reach in ((size * 1.6) if turn % 2 == 0 else size * 0.45,)
    ]
    sheet.polygon(points, colour, strength)


def _moon(sheet: Canvas, middle: Point, colours: Palette) -> None:
    """A disc less another one, `away` from it."""
    radius, inner, away = 68.0, 58.0, 27.0
    horn = (away**2 + radius**2 - inner**2) / (2 * away)
    outer_from, inner_from = math.acos(horn / radius), math.acos((horn - away) / inner)
    steps = [step / 60 for step in range(61)]
    back = [outer_from + (2 * math.pi - 2 * outer_from) * step for step in steps]
    front = [2 * math.pi - inner_from - (2 * math.pi - 2 * inner_from) * step for step in steps]
    edge = [(math.cos(each) * radius, math.sin(each) * radius) for each in back]
    edge += [(away + math.cos(each) * inner, math.sin(each) * inner) for each in front]
    sheet.shine(middle, (150, 150), colours.glow, 0.22)
    sheet.polygon(turned(edge, middle, -32), colours.glow)


def _roofs(sheet: Canvas, colours: Palette) -> None:
    left = -24.0
    for number, (x, y, z) in enumerate(scatter(30)):
        width, height = 66 + x * 66, 26 + y * 58
        stone = mix(mix(colours.top, BLACK, 0.45), colours.bottom, z * 0.22)
        wall = HEIGHT - height
        roof = 26 + z * 22
        if number % 2:
            sheet.box((left + width * 0.66, wall - roof, left + width * 0.66 + 13, wall), stone)
        sheet.polygon([(left - 6, wall), (left + width / 2, wall - roof), (left + width + 6, wall)], stone)
        sheet.box((left, wall - 1, left + width, HEIGHT), stone)
        if z > 0.25:
            _window(sheet, (left + width * 0.5 - 9, wall + 8), colours, strong=z > 0.5)
        left += width - 2
        if left > WIDTH:
            return


def _window(sheet: Canvas, at: Point, colours: Palette, *, strong: bool) -> None:
    x, y = at
    if strong:
        sheet.shine((x + 9, y + 11), (44, 44), colours.glow, 0.55)
    sheet.box((x, y, x + 18, y + 22), colours.glow, 1 if strong else 0.75, 2)
    sheet.line([(x + 9, y), (x + 9, y + 22)], mix(colours.top, BLACK, 0.4), 1.5)
    sheet.line([(x, y + 11), (x + 18, y + 11)], mix(colours.top, BLACK, 0.4), 1.5)


def _lamps(sheet: Canvas, rope: tuple[Point, Point, float], colours: Palette) -> None:
    (x, y), (end, foot), sag = rope
    line = [(x + (end - x) * t, y + (foot - y) * t + sag * 4 * t * (1 - t)) for t in (n / 24 for n in range(25))]
    sheet.line(line, mix(colours.bottom, colours.second, 0.35), 2)
    for number, (at, hang) in enumerate(line[2:-1:3]):
        colour = colours.glow if number % 2 else mix(colours.glow, colours.second, 0.65)
        sheet.shine((at, hang + 13), (46, 46), colour, 0.6)
        sheet.box((at - 3.5, hang, at + 3.5, hang + 7), mix(colours.top, BLACK, 0.5))
        sheet.disc((at, hang + 14), 8.5, mix(colour, WHITE, 0.35))
