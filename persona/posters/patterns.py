"""What stands behind the words: one picture per look, drawn once and kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from persona.posters.canvas import SIZE, Canvas, Point, scatter, turned
from persona.posters.palette import BLACK, WHITE, Colour, Palette, mix

WIDTH, HEIGHT = SIZE
HORIZON = 548


def grid(colours: Palette) -> Canvas:
    """A city at night behind a sign of glass tubes, over a floor of light."""
    sheet = Canvas(mix(colours.top, BLACK, 0.25), colours.bottom)
    for x, y, z in scatter(70):
        sheet.disc((x * WIDTH, y * 430), 0.7 + z, colours.ink, 0.25 + z * 0.5)
    sheet.shine((WIDTH / 2, HORIZON), (900, 230), colours.glow, 0.75)
    _city(sheet, mix(colours.top, BLACK, 0.35), colours)
    _floor(sheet, colours)
    sheet.tube((70, 48, WIDTH - 70, 430), colours.second, mix(colours.second, WHITE, 0.8), 7, 44)
    return sheet


def _city(sheet: Canvas, stone: Colour, colours: Palette) -> None:
    left = -10.0
    for x, y, z in scatter(34):
        width = 26 + x * 44
        height = 30 + y * 96
        sheet.box((left, HORIZON - height, left + width, HORIZON), stone)
        if z > 0.72:
            sheet.line([(left + width / 2, HORIZON - height), (left + width / 2, HORIZON - height - 24)], stone, 2.5)
        _windows(sheet, (left, HORIZON - height, left + width, HORIZON), z, colours)
        left += width + 1
        if left > WIDTH:
            return


def _windows(sheet: Canvas, house: tuple[float, float, float, float], seed: float, colours: Palette) -> None:
    columns = int((house[2] - house[0] - 6) // 10)
    rows = int((house[3] - house[1] - 8) // 12)
    for number in range(columns * rows):
        lit = (number * 0.618 + seed * 7) % 1
        if lit < 0.3:
            x = house[0] + 6 + number % columns * 10
            y = house[1] + 8 + number // columns * 12
            sheet.box((x, y, x + 4, y + 6), colours.second if lit < 0.12 else colours.glow, 0.75)


def _floor(sheet: Canvas, colours: Palette) -> None:
    sheet.box((0, HORIZON, WIDTH, HEIGHT), mix(colours.top, BLACK, 0.45))
    sheet.shine((WIDTH / 2, HORIZON), (760, 90), colours.glow, 0.5)
    for number in range(-22, 23):
        far, near = WIDTH / 2 + number * 36, WIDTH / 2 + number * 150
        sheet.line([(far, HORIZON), (near, HEIGHT + 8)], colours.second, 1.6, 0.55)
    for number in range(9):
        y = HORIZON + 127 * (number / 8) ** 2.1
        sheet.line([(0, y), (WIDTH, y)], colours.second, 1.2 + number * 0.18, 0.45 + number * 0.06)


def stripes(colours: Palette) -> Canvas:
    """Bands that run along the wall and turn up to the ceiling, with the sun of a record sleeve."""
    sheet = Canvas(colours.top, mix(colours.top, colours.bottom, 0.55))
    bend: Point = (880, 330)
    rays = mix(colours.top, colours.glow, 0.55)
    for number in range(0, 24, 2):
        one, other = (math.radians(each * 15 + 4) for each in (number, number + 1))
        sheet.polygon([bend, _ray(bend, one), _ray(bend, other)], rays, 0.55)
    bands = (colours.ink, colours.second, colours.bottom, colours.accent, colours.glow)
    for number, colour in enumerate(bands):
        _band(sheet, bend, 300 - number * 34, colour, 35)
    for radius, colour in ((84, colours.ink), (66, colours.second), (48, colours.glow), (9, colours.ink)):
        sheet.disc(bend, radius, colour)
    return sheet


def _ray(middle: Point, angle: float) -> Point:
    return middle[0] + math.cos(angle) * 1600, middle[1] + math.sin(angle) * 1600


def _band(sheet: Canvas, bend: Point, radius: float, colour: Colour, width: float) -> None:
    x, y = bend
    sheet.box((-5, y + radius - width, x, y + radius), colour)
    sheet.arc(bend, radius, (0, 90), colour, width)
    sheet.box((x + radius - width, -5, x + radius, y), colour)




def _lens(width: float) -> tuple[Point, ...]:
    """A leaf of length 1 from the origin to the right."""
    edge = [(step / 20, width * math.sin(math.pi * step / 20) ** 0.9) for step in range(21)]
    return (*edge, *((x, -y) for x, y in reversed(edge)))


LEAF, PETAL = _lens(0.24), _lens(0.34)
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


def leaves(colours: Palette) -> Canvas:
    """A garden seen through its leaves."""
    sheet = Canvas(colours.top, colours.bottom)
    sheet.shine((WIDTH / 2, HEIGHT / 2), (760, 430), colours.glow, 0.95)
    for x, y, z in scatter(16):
        sheet.disc((x * WIDTH, y * HEIGHT), 12 + z * 30, colours.glow, 0.3)
    for number, (foot, direction, length, count) in enumerate(TWIGS):
        _twig(sheet, foot, direction, length, count, mix(colours.accent, colours.ink, number % 3 * 0.35), colours)
    for x, y, size, turn in ((74, 560, 44, 10), (188, 634, 32, 40), (1120, 92, 46, 25), (1010, 48, 30, 5), (1150, 222, 28, 50)):
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
    rings = ((0, size, colours.second), (30, size * 0.72, mix(colours.second, colours.glow, 0.4)))
    for ahead, reach, colour in rings:
        for number in range(6):
            sheet.polygon(turned(PETAL, middle, turn + ahead + number * 60, reach), colour)
    sheet.disc(middle, size * 0.24, mix(colours.glow, (240, 190, 60), 0.7))


def stars(colours: Palette) -> Canvas:
    """An evening over the roofs, with lamps strung across."""
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


def bunting(colours: Palette) -> Canvas:
    """The house's own: flags across the room and confetti in the air."""
    sheet = Canvas(colours.top, colours.bottom)
    sheet.shine((WIDTH / 2, HEIGHT * 0.52), (820, 430), colours.accent, 0.75)
    tints = (colours.glow, colours.second, mix(colours.accent, WHITE, 0.12), colours.ink)
    for number, (x, y, z) in enumerate(scatter(150)):
        at = (x * WIDTH, 80 + y * HEIGHT)
        away = max(abs(at[0] - WIDTH / 2) / 505, (at[1] - HEIGHT / 2) / 318)
        if away > 0.9:
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
    for number, (one, other) in enumerate(zip(line, line[1:], strict=False)):
        middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        tip = (middle[0] - (other[1] - one[1]) * 1.1, middle[1] + (other[0] - one[0]) * 1.1)
        inset = 5 / 70
        left = (one[0] + (other[0] - one[0]) * inset, one[1] + (other[1] - one[1]) * inset)
        right = (other[0] - (other[0] - one[0]) * inset, other[1] - (other[1] - one[1]) * inset)
        sheet.polygon([left, right, tip], tints[number % 4])
        sheet.polygon([middle, right, tip], BLACK, 0.1)
    sheet.line(line, tints[3], 3)


PATTERNS: Mapping[str, Callable[[Palette], Canvas]] = {
    "grid": grid,
    "stripes": stripes,
    "leaves": leaves,
    "stars": stars,
    "bunting": bunting,
}
NEUTRAL = "bunting"
