"""Whether buttons, menus and modal fields are within Discord's limits."""

import copy
from collections.abc import Iterator

from tests.support.discord_server.errors import invalid_fields
from tests.support.discord_server.world import COMPONENTS_V2, Json, parts_of

Problem = tuple[str, str, str]

ROW, BUTTON, TEXT_INPUT = 1, 2, 4
SELECTS = {3, 5, 6, 7, 8}
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL = 18
V2_TOP = {ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER}
MODAL_FIELDS = {TEXT_INPUT, 19, 21, 22, 23} | SELECTS
LINK, PREMIUM = 5, 6


def check_components(components: list[Json], flags: int) -> None:
    problems = list(_v2_problems(components) if flags & COMPONENTS_V2 else _legacy_problems(components))
    problems += _repeated_ids(components)
    if problems:
        raise invalid_fields(problems)


def check_modal(data: Json) -> None:
    problems = list(_length("title", data.get("title"), 1, 45))
    problems += _length("custom_id", data.get("custom_id"), 1, 100)
    fields = data.get("components") or []
    if not 1 <= len(fields) <= 5:
        problems.append(("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."))
    for index, part in enumerate(fields):
        problems += _modal_problems(f"components.{index}", part)
    problems += _repeated_ids(fields)
    if problems:
        raise invalid_fields(problems)


def numbered(components: list[Json]) -> list[Json]:
    """The components with the ids Discord gives them."""
    kept = copy.deepcopy(components)
    for number, part in enumerate(parts_of(kept), 1):
        part.setdefault("id", number)
        _fill_defaults(part)
    return kept


def _fill_defaults(part: Json) -> None:
    if part.get("type") in SELECTS:
        part.setdefault("min_values", 1)
        part.setdefault("max_values", 1)
    if part.get("type") == CONTAINER:
        part.setdefault("accent_color", None)
        part.setdefault("spoiler", False)


def _legacy_problems(components: list[Json]) -> Iterator[Problem]:
    if len(components) > 5:
        yield "components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
    for index, part in enumerate(components):
        place = f"components.{index}"
        if part.get("type") != ROW:
            yield f"{place}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).'
            continue
        yield from _row_problems(place, part)


def _v2_problems(components: list[Json]) -> Iterator[Problem]:
    everything = parts_of(components)
    if len(everything) > 40:
        yield "components", "COMPONENT_MAX_TOTAL", "The total number of components cannot exceed 40."
    if sum(len(part.get("content", "")) for part in everything if part.get("type") == TEXT_DISPLAY) > 4000:
        yield "components", "BASE_TYPE_MAX_LENGTH", "Text must be 4000 or fewer in total."
    for index, part in enumerate(components):
        if part.get("type") not in V2_TOP:
            yield f"components.{index}.type", "UNION_TYPE_CHOICES", "This component cannot stand at the top."
        yield from _v2_part_problems(f"components.{index}", part)


def _v2_part_problems(place: str, part: Json) -> Iterator[Problem]:
    match part.get("type"):
        case 1:
            yield from _row_problems(place, part)
        case 9:
            if not 1 <= len(part.get("components") or []) <= 3 or "accessory" not in part:
                yield f"{place}.components", "BASE_TYPE_BAD_LENGTH", "A section has 1 to 3 texts and an accessory."
            elif part["accessory"].get("type") == BUTTON:
                yield from _button_problems(f"{place}.accessory", part["accessory"])
        case 10:
            yield from _length(f"{place}.content", part.get("content"), 1, 4000)
        case 17:
            if not part.get("components"):
                yield f"{place}.components", "BASE_TYPE_REQUIRED", "This field is required"
            for index, inner in enumerate(part.get("components") or []):
                yield from _v2_part_problems(f"{place}.components.{index}", inner)


def _row_problems(place: str, row: Json) -> Iterator[Problem]:
    inside = row.get("components") or []
    if not 1 <= len(inside) <= 5:
        yield f"{place}.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
    if len(inside) > 1 and any(part.get("type") in SELECTS for part in inside):
        yield f"{place}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified components exceed the width"
    for index, part in enumerate(inside):
        yield from _control_problems(f"{place}.components.{index}", part)


def _control_problems(place: str, part: Json) -> Iterator[Problem]:
    if part.get("type") == BUTTON:
        yield from _button_problems(place, part)
    elif part.get("type") in SELECTS:
        yield from _select_problems(place, part)
    else:
        yield f"{place}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).'


def _button_problems(place: str, button: Json) -> Iterator[Problem]:
    yield from _length(f"{place}.label", button.get("label", ""), 0, 80)
    if button.get("style") not in (1, 2, 3, 4, LINK, PREMIUM):
        yield f"{place}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6)."
    if button.get("style") == LINK:
        if not str(button.get("url", "")).startswith(("http://", "https://", "discord://")):
            yield f"{place}.url", "BUTTON_COMPONENT_INVALID_URL", "A url is required"
        if "custom_id" in button:
            yield place, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be given"
    elif button.get("style") != PREMIUM:
        yield from _length(f"{place}.custom_id", button.get("custom_id"), 1, 100)
    if not button.get("label") and not button.get("emoji") and button.get("style") != PREMIUM:
        yield place, "BUTTON_COMPONENT_EMPTY", "A button needs a label or an emoji"


def _select_problems(place: str, menu: Json) -> Iterator[Problem]:
    yield from _length(f"{place}.custom_id", menu.get("custom_id"), 1, 100)
    yield from _length(f"{place}.placeholder", menu.get("placeholder") or "", 0, 150)
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        yield f"{place}.max_values", "NUMBER_TYPE_MAX", "min_values and max_values must fit into 25."
    if menu.get("type") == 3:
        yield from _option_problems(place, menu.get("options") or [], most)


def _option_problems(place: str, options: list[Json], most: int) -> Iterator[Problem]:
    if not 1 <= len(options) <= 25 or most > len(options):
        yield f"{place}.options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length."
    if len({option.get("value") for option in options}) != len(options):
        yield f"{place}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The values must be unique"
    for index, option in enumerate(options):
        yield from _length(f"{place}.options.{index}.label", option.get("label"), 1, 100)
        yield from _length(f"{place}.options.{index}.value", option.get("value"), 1, 100)
        yield from _length(f"{place}.options.{index}.description", option.get("description") or "", 0, 100)


def _modal_problems(place: str, part: Json) -> Iterator[Problem]:
    match part.get("type"):
        case 1:
            for index, inner in enumerate(part.get("components") or []):
                yield from _length(f"{place}.components.{index}.label", inner.get("label"), 1, 45)
                yield from _field_problems(f"{place}.components.{index}", inner)
        case 10:
            yield from _length(f"{place}.content", part.get("content"), 1, 4000)
        case 18:
            yield from _length(f"{place}.label", part.get("label"), 1, 45)
            yield from _length(f"{place}.description", part.get("description") or "", 0, 100)
            yield from _field_problems(f"{place}.component", part.get("component") or {})
        case _:
            yield f"{place}.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).'


def _field_problems(place: str, part: Json) -> Iterator[Problem]:
    if part.get("type") not in MODAL_FIELDS:
        yield f"{place}.type", "UNION_TYPE_CHOICES", "Not a field of a modal."
    yield from _length(f"{place}.custom_id", part.get("custom_id"), 1, 100)
    if part.get("type") in SELECTS:
        yield from _select_problems(place, part)
    if part.get("type") != TEXT_INPUT:
        return
    yield from _length(f"{place}.placeholder", part.get("placeholder") or "", 0, 100)
    yield from _length(f"{place}.value", part.get("value") or "", 0, part.get("max_length") or 4000)
    if not 0 <= (part.get("min_length") or 0) <= 4000 or not 1 <= (part.get("max_length") or 4000) <= 4000:
        yield f"{place}.max_length", "NUMBER_TYPE_MAX", "int value should be between 1 and 4000."


def _repeated_ids(components: list[Json]) -> list[Problem]:
    ids = [part["custom_id"] for part in parts_of(components) if part.get("custom_id")]
    if len(set(ids)) == len(ids):
        return []
    return [("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")]


def _length(place: str, text: object, least: int, most: int) -> Iterator[Problem]:
    if not isinstance(text, str):
        yield place, "BASE_TYPE_REQUIRED", "This field is required"
    elif len(text) < least or len(text) > most:
        yield place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
