"""What stands behind the words: one picture per look, in nothing but the look's own colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from persona.posters.backdrops.bunting import bunting
from persona.posters.backdrops.city import city
from persona.posters.backdrops.evening import evening
from persona.posters.backdrops.garden import garden
from persona.posters.backdrops.sleeve import sleeve
from persona.posters.canvas import Canvas
from persona.posters.palette import Palette

BACKDROPS: Mapping[str, Callable[[Palette], Canvas]] = {
    "grid": city,
    "stripes": sleeve,
    "leaves": garden,
    "stars": evening,
    "bunting": bunting,
}
