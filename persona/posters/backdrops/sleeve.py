"""Decades: bands that run along the wall and turn up to the ceiling, as on a record's sleeve."""

from __future__ import annotations

import math

from persona.posters.canvas import Canvas, Point
from persona.posters.palette import Colour, Palette, mix


def sleeve(colours: Palette) -> Canvas:
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
