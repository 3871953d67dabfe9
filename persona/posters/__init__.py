"""Party pictures: the title as large as it goes, in the look of its motto, drawn from a queue's few words.

A picture is the same for the same words on every machine. Letters are Latin, Greek and Cyrillic, and emoji in one
colour; what no face here can draw is left out, and stands in the card's own text.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.core.ports import Voice

KEPT = 32  # posters of some 60 kB: a card is edited with every answer, its picture stays
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a poster is drawn from; a word that is missing is empty."""

    title: str = ""
    when: str = ""
    motto: str = ""
    pack: str = ""
    language: str = ""


def painters(voice: Voice) -> Mapping[str, Callable[[str], bytes]]:
    """Painters by name. None of them raises: a specification that cannot be read gets a poster without words."""

    @lru_cache(maxsize=KEPT)
    def drawn(spec: str) -> bytes:
        from persona.posters.composing import compose  # a house without a party needs no drawing

        wanted = read(spec)
        return compose(voice.look(wanted.motto, wanted.pack), wanted.title, wanted.when, _motto(voice, wanted))

    def poster(spec: str) -> bytes:
        try:
            return drawn(spec)
        except Exception:
            log.exception("a poster could not be drawn and is sent without words")
            from persona.posters.composing import blank

            return blank()

    return {"poster": poster}


def read(spec: str) -> Wanted:
    """Raises ValueError for what is no JSON object."""
    given = json.loads(spec)
    if not isinstance(given, dict):
        raise ValueError("a poster's specification is a JSON object")
    return Wanted(**{name: given[name] for name in Wanted.__slots__ if isinstance(given.get(name), str)})


def _motto(voice: Voice, wanted: Wanted) -> str:
    """The motto's name, unless the title says it already."""
    if wanted.motto not in voice.mottos(wanted.pack):
        return ""
    name = voice.say(wanted.language, "motto-name", {}, wanted.motto, wanted.pack).plain
    return "" if name.casefold() in wanted.title.casefold() else name
