"""Party pictures: the title as large as it goes, in the look of its motto, drawn from a queue's few words.

A picture is the same for the same words on every machine. Letters are Latin, Greek and Cyrillic, and emoji in one
colour; what no face here can draw is left out, and stands in the card's own text.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.core.ports import Voice
from persona.posters.composing import blank, compose

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

    def poster(spec: str) -> bytes:
        try:
            wanted = read(spec)
            look = voice.look(wanted.motto, wanted.pack)
            return compose(look, wanted.title, wanted.when, _motto(voice, wanted))
        except Exception:
            log.exception("a poster could not be drawn and is sent without words")
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
