"""Filling in a modal the way Discord's client does."""

from typing import Any

from tests.support.discord_server.errors import CannotDo
from tests.support.discord_server.invoking import Filled
from tests.support.discord_server.world import Guild, Json, parts_of

TEXT_INPUT = 4


def filled_modal(modal: Json, answers: dict[str, Any], guild: Guild | None) -> tuple[list[Json], Json]:
    """The components of the submission, and what they resolve to."""
    fields = [part for part in parts_of(modal["components"]) if part.get("custom_id")]
    unknown = set(answers) - {part["custom_id"] for part in fields}
    if unknown:
        raise CannotDo(f"the modal has no {sorted(unknown)}, only {[part['custom_id'] for part in fields]}")
    filled = Filled()
    components = [_filled(part, answers, filled, guild, number) for number, part in enumerate(modal["components"], 1)]
    return components, filled.resolved


def _filled(part: Json, answers: dict[str, Any], filled: Filled, guild: Guild | None, number: int) -> Json:
    own = {"type": part["type"], "id": part.get("id", number * 10)}
    if part["type"] == 1:
        inner = [_field(one, answers, filled, guild, number) for one in part["components"]]
        return own | {"components": inner}
    if part["type"] == 18:
        return own | {"component": _field(part["component"], answers, filled, guild, number)}
    return own


def _field(part: Json, answers: dict[str, Any], filled: Filled, guild: Guild | None, number: int) -> Json:
    own: Json = {"type": part["type"], "id": part.get("id", number * 10 + 1), "custom_id": part["custom_id"]}
    if part["type"] == TEXT_INPUT:
        return own | {"value": _text(part, str(answers.get(part["custom_id"]) or part.get("value") or ""))}
    values = answers.get(part["custom_id"], [])
    if part.get("required", True) and not values:
        raise CannotDo(f"{part['custom_id']} must be answered")
    return own | {"values": [filled.value_of(guild, value) for value in values]}


def _text(part: Json, text: str) -> str:
    if part.get("required", True) and not text:
        raise CannotDo(f"{part['custom_id']} must be filled in")
    if text and not (part.get("min_length") or 0) <= len(text) <= (part.get("max_length") or 4000):
        raise CannotDo(f"{part['custom_id']} does not take {len(text)} letters")
    return text
