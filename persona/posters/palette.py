"""The colours of a poster, out of whatever a pack or motto says about its look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Colour = tuple[int, int, int]
_WRITTEN = re.compile(r"#[0-9a-fA-F]{6}\Z")
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
_HOUSE: Colour = (184, 71, 107)


@dataclass(frozen=True, slots=True)
class Palette:
    """`top` and `bottom` are the background's; `ink` the letters'; `glow` and `second` what shines and decorates."""

    top: Colour
    bottom: Colour
    ink: Colour
    glow: Colour
    second: Colour
    accent: Colour


def palette_of(look: Mapping[str, Any]) -> Palette:
    """A colour that is missing or cannot be read is made out of the accent."""
    accent = _colour(look.get("accent"), _HOUSE)
    poster = _table(look.get("poster"))
    background = poster.get("background")
    top, bottom = background if isinstance(background, list) and len(background) == 2 else (None, None)
    return Palette(
        top=_colour(top, mix(accent, BLACK, 0.72)),
        bottom=_colour(bottom, mix(accent, BLACK, 0.4)),
        ink=_colour(poster.get("ink"), mix(accent, WHITE, 0.93)),
        glow=_colour(poster.get("glow"), (255, 217, 142)),
        second=_colour(poster.get("second"), mix(accent, WHITE, 0.5)),
        accent=accent,
    )


def pattern_of(look: Mapping[str, Any]) -> str:
    pattern = _table(look.get("poster")).get("pattern")
    return pattern if isinstance(pattern, str) else ""


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other, 0 to 1."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _colour(value: object, otherwise: Colour) -> Colour:
    if not isinstance(value, str) or not _WRITTEN.match(value):
        return otherwise
    return (int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16))
