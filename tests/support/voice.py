"""A voice that says keys instead of lines, so that cogs' tests assert keys and blanks, never wording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bot.core.text import MomentStyle, Text, When


class BareVoice:
    """`say` gives `key count=3 name=Ann`: blanks by name, texts and spans as their plain words.

    `counts` are the variants of keys that a test needs more than one of, `motto_keys` the mottos there are.
    """

    def __init__(
        self,
        counts: Mapping[str, int] | None = None,
        motto_keys: tuple[str, ...] = (),
        kind_files: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self._counts = counts or {}
        self._mottos = motto_keys
        self._kinds = kind_files or {}

    def say(self, language: str, key: str, blanks: Mapping[str, object], motto: str = "", pack: str = "") -> Text:
        said = [f"{name}={_words(value)}" for name, value in sorted(blanks.items())]
        return Text.of(" ".join([key, *said]))

    def languages(self) -> tuple[str, ...]:
        return ("de", "en")

    def variants(self, language: str, key: str, motto: str = "", pack: str = "") -> int:
        return self._counts.get(key, 1)

    def moment(
        self, language: str, instant: datetime, zone: tzinfo, style: MomentStyle = "full", now: datetime | None = None
    ) -> When:
        return When(instant, instant.astimezone(zone).isoformat(timespec="minutes"), style)

    def span(self, language: str, length: timedelta) -> str:
        return str(length)

    def number(self, language: str, number: float) -> str:
        return str(number)

    def mottos(self, pack: str = "") -> tuple[str, ...]:
        return self._mottos

    def kinds(self, pack: str = "") -> Mapping[str, Mapping[str, Any]]:
        return self._kinds

    def look(self, motto: str = "", pack: str = "") -> Mapping[str, Any]:
        return {"accent": "#b8476b", "accent_dark": "#f08fb0"}

    def packs(self, language: str) -> Mapping[str, str]:
        return {"house": "house"}


def _words(value: object) -> str:
    match value:
        case Text():
            return value.plain
        case str() | int() | float() | timedelta():
            return str(value)
        case _:
            return Text.of(value).plain  # type: ignore[arg-type]  # a span; anything else fails here as it should
