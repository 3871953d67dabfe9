"""A sheet twice as fine as the poster, so that edges come out smooth, and the few shapes that patterns are made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFilter

from persona.posters.palette import Colour

SIZE = (1200, 675)
FINE = 2
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Canvas:
    """Coordinates are the finished poster's. `strength` is how much of a colour covers what is below, 0 to 1."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        self.sheet = gradient((SIZE[0] * FINE, SIZE[1] * FINE), top, bottom)
        self._pen = ImageDraw.Draw(self.sheet, "RGBA")

    def finished(self) -> Image.Image:
        return self.sheet.resize(SIZE, Image.Resampling.BOX)

    def polygon(self, points: Sequence[Point], colour: Colour, strength: float = 1.0) -> None:
        self._pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=_mixed(colour, strength))

    def line(self, points: Sequence[Point], colour: Colour, width: float, strength: float = 1.0) -> None:
        fine = [(x * FINE, y * FINE) for x, y in points]
        self._pen.line(fine, fill=_mixed(colour, strength), width=max(1, round(width * FINE)), joint="curve")

    def disc(self, middle: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        x, y = middle
        box = _fine((x - radius, y - radius, x + radius, y + radius))
        self._pen.ellipse(box, fill=_mixed(colour, strength))

    def box(self, box: Box, colour: Colour, strength: float = 1.0, radius: float = 0) -> None:
        self._pen.rounded_rectangle(_fine(box), radius * FINE, fill=_mixed(colour, strength))

    def arc(self, middle: Point, radius: float, span: Point, colour: Colour, width: float) -> None:
        """`span` in degrees, clockwise from three o'clock; `radius` is the band's outer one."""
        x, y = middle
        box = _fine((x - radius, y - radius, x + radius, y + radius))
        self._pen.arc(box, span[0], span[1], fill=colour, width=round(width * FINE))

    def shine(self, middle: Point, radii: Point, colour: Colour, strength: float) -> None:
        """Light that fades from the middle outwards."""
        x, y, width, height = (round(each * FINE) for each in (*middle, *radii))
        light = Image.radial_gradient("L").point([max(0, round((255 - each * 1.42) * strength)) for each in range(256)])
        mask = light.resize((width * 2, height * 2), Image.Resampling.BILINEAR)
        self.sheet.paste(colour, (x - width, y - height), mask)

    def tube(self, box: Box, colour: Colour, core: Colour, width: float, radius: float) -> None:
        """A glass tube bent to a box, alight."""
        small = Image.new("L", (SIZE[0] // 2, SIZE[1] // 2))
        half = [each / 2 for each in box]
        ImageDraw.Draw(small).rounded_rectangle(half, radius / 2, outline=255, width=max(1, round(width * 0.7)))
        for blur, strength in ((14, 0.9), (5, 0.8)):
            halo = small.filter(ImageFilter.GaussianBlur(blur)).point(
                lambda each, s=strength: min(255, round(each * s * 1.6))
            )
            self.sheet.paste(colour, None, halo.resize(self.sheet.size, Image.Resampling.BILINEAR))
        self._pen.rounded_rectangle(_fine(box), radius * FINE, outline=colour, width=round(width * FINE))
        inner = tuple(each + way * width * 0.3 for each, way in zip(box, (1, 1, -1, -1), strict=True))
        self._pen.rounded_rectangle(
            _fine(inner), (radius - width * 0.3) * FINE, outline=core, width=round(width * 0.4 * FINE)
        )


def gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    share = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), share)


def scatter(count: int) -> Iterator[tuple[float, float, float]]:
    """Points spread evenly yet without a visible order, each 0 to 1, and the same every time."""
    for number in range(1, count + 1):
        yield (number * 0.7548776662) % 1, (number * 0.5698402910) % 1, (number * 0.6180339887) % 1


def turned(points: Sequence[Point], middle: Point, angle: float, scale: float = 1.0) -> list[Point]:
    """Points around the origin, turned clockwise by degrees, scaled and moved."""
    turn = math.radians(angle)
    cosine, sine = math.cos(turn) * scale, math.sin(turn) * scale
    return [(middle[0] + x * cosine - y * sine, middle[1] + x * sine + y * cosine) for x, y in points]


def _mixed(colour: Colour, strength: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * strength))


def _fine(box: Sequence[float]) -> tuple[float, float, float, float]:
    return (box[0] * FINE, box[1] * FINE, box[2] * FINE, box[3] * FINE)
