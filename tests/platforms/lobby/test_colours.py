"""Text can be read on the ground it stands on, in light and in dark."""

from __future__ import annotations

import re
from importlib import resources

import pytest

ENOUGH = 4.5  # WCAG 2.2, AA for text
PAIRS = [
    ("ink", ("ground", "side", "surface", "raised", "accent-wash", "private-wash", "bad-wash")),
    ("ink-soft", ("ground", "side", "surface", "raised", "accent-wash")),
    ("accent", ("ground", "side", "surface", "raised", "accent-wash")),
    ("accent-ink", ("accent",)),
    ("good-ink", ("good",)),
    ("bad", ("surface", "raised", "bad-wash")),
    ("private", ("private-wash",)),
    ("lamp-ink", ("lamp-wash",)),
]


def themes() -> dict[str, dict[str, str]]:
    css = resources.files("bot.platforms.lobby").joinpath("static/base.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = {
        name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for name, block in (("l", light), ("d", dark))
    }
    return {"light": colours["l"], "dark": colours["l"] | colours["d"]}


def avatars() -> list[tuple[str, str]]:
    css = resources.files("bot.platforms.lobby").joinpath("static/base.css").read_text(encoding="utf-8")
    return re.findall(r"--tint: (#[0-9a-f]{6}); --tone: (#[0-9a-f]{6});", css)


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(theme: str) -> None:
    colours = themes()[theme]
    pairs = [(ink, ground) for ink, grounds in PAIRS for ground in grounds]
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < ENOUGH} == {}


def test_initials_can_be_read_on_every_avatar() -> None:
    assert len(avatars()) == 16
    assert all(contrast(tint, tone) >= ENOUGH for tint, tone in avatars())
