"""Neon: a city at night behind a sign of glass tubes, over a floor of light."""

from __future__ import annotations

from persona.posters.canvas import SIZE, Canvas, scatter
from persona.posters.palette import BLACK, WHITE, Colour, Palette, mix

WIDTH, HEIGHT = SIZE
HORIZON = 548


def city(colours: Palette) -> Canvas:
    sheet = Canvas(mix(colours.top, BLACK, 0.25), colours.bottom)
    for x, y, z in scatter(70):
        behind = 90 < x * WIDTH < WIDTH - 90 and y * 430 > 60  # the sign's words
        sheet.disc(
            (x * WIDTH, y * 430), 0.7 + z * (0.3 if behind else 1), colours.ink, 0.2 if behind else 0.3 + z * 0.5
        )
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
