"""The house pack's own lobby lines, read with the real Fluent, for tests that need no whole persona."""

from __future__ import annotations

from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

import persona

LANGUAGES = ("en", "de")
LINES = Path(persona.__file__).parent / "house" / "lines"


def bundle(language: str) -> FluentBundle:
    made = FluentBundle([language])
    made.add_resource(FluentResource((LINES / language / "lobby.ftl").read_text(encoding="utf-8")))
    return made


_BUNDLES = {language: bundle(language) for language in LANGUAGES}


def says(language: str, key: str) -> str:
    """The line, or its key where another pack file would have it."""
    spoken = _BUNDLES[language]
    if not spoken.has_message(key):
        return key
    pattern = spoken.get_message(key).value
    assert pattern is not None
    value, errors = spoken.format_pattern(pattern)
    assert not errors
    return str(value)
