"""Whether an application command is within Discord's limits."""

import unicodedata
from collections.abc import Iterator

from tests.support.discord_server.errors import invalid_fields
from tests.support.discord_server.world import Json

Problem = tuple[str, str, str]

_NORTH = ("da", "de", "en-GB", "en-US", "fi", "lt", "nl", "no", "sv-SE")
_SOUTH = ("bg", "el", "es-419", "es-ES", "fr", "hr", "it", "pt-BR", "ro", "tr")
_EAST = ("cs", "hu", "id", "ja", "ko", "pl", "ru", "th", "uk", "vi", "zh-CN", "zh-TW", "ar", "he", "hi")
LOCALES = frozenset({*_NORTH, *_SOUTH, *_EAST})

SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10


def check_command(payload: Json, prefix: str = "") -> None:
    problems = [(prefix + place, code, words) for place, code, words in _command_problems(payload)]
    if problems:
        raise invalid_fields(problems)


def _command_problems(payload: Json) -> Iterator[Problem]:
    chat_input = (payload.get("type") or 1) == 1
    yield from _name_problems("name", payload, strict=chat_input)
    if chat_input:
        yield from _description_problems("description", payload)
        yield from _options_problems("options", payload.get("options") or [], depth=0)
    elif payload.get("description") or payload.get("options"):
        yield "description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET", "Context menu is bare"
    if _size(payload) > 8000:
        yield "name", "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)"


def is_legal_name(name: str) -> bool:
    """``^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$`` and lower case."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_is_legal_letter, name))


def _is_legal_letter(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return "\u0900" <= letter <= "\u097f" or "\u0e00" <= letter <= "\u0e7f" or "\ua8e0" <= letter <= "\ua8ff"


def _name_problems(place: str, thing: Json, *, strict: bool) -> Iterator[Problem]:
    names = {place: thing.get("name"), **_localized(place, thing.get("name_localizations"))}
    for where, name in names.items():
        if not isinstance(name, str) or not 1 <= len(name) <= 32:
            yield where, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length."
        elif strict and not is_legal_name(name):
            yield where, "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name}"
    yield from _locale_problems(place, thing.get("name_localizations"))


def _description_problems(place: str, thing: Json) -> Iterator[Problem]:
    texts = {place: thing.get("description"), **_localized(place, thing.get("description_localizations"))}
    for where, text in texts.items():
        if not isinstance(text, str) or not 1 <= len(text) <= 100:
            yield where, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."
    yield from _locale_problems(place, thing.get("description_localizations"))


def _localized(place: str, texts: Json | None) -> Json:
    return {f"{place}_localizations.{locale}": text for locale, text in (texts or {}).items()}


def _locale_problems(place: str, texts: Json | None) -> Iterator[Problem]:
    for locale in set(texts or {}) - LOCALES:
        yield f"{place}_localizations", "ENUM_TYPE_COERCE", f"Value {locale} is not a locale."


def _options_problems(place: str, options: list[Json], depth: int) -> Iterator[Problem]:
    if len(options) > 25:
        yield place, "BASE_TYPE_BAD_LENGTH", "Must be 25 or fewer in length."
    names = [option.get("name") for option in options]
    if len(set(names)) != len(names):
        yield place, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists"
    kinds = {option.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(kinds) > 1:
        yield place, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and options cannot be mixed"
    optional_seen = False
    for index, option in enumerate(options):
        if option.get("required") and optional_seen:
            yield f"{place}.{index}", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first"
        optional_seen = optional_seen or not option.get("required")
        yield from _option_problems(f"{place}.{index}", option, depth)


def _option_problems(place: str, option: Json, depth: int) -> Iterator[Problem]:
    yield from _name_problems(f"{place}.name", option, strict=True)
    yield from _description_problems(f"{place}.description", option)
    kind = option.get("type")
    if kind not in range(1, 12):
        yield f"{place}.type", "BASE_TYPE_CHOICES", "Value must be between 1 and 11."
    if kind in (SUBCOMMAND, GROUP):
        if depth > (0 if kind == GROUP else 1):
            yield f"{place}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Too deep"
        yield from _options_problems(f"{place}.options", option.get("options") or [], depth + 1)
    yield from _choices_problems(place, option)


def _choices_problems(place: str, option: Json) -> Iterator[Problem]:
    choices = option.get("choices") or []
    if len(choices) > 25:
        yield f"{place}.choices", "BASE_TYPE_BAD_LENGTH", "Must be 25 or fewer in length."
    if choices and option.get("autocomplete"):
        yield f"{place}.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Not with autocomplete"
    for index, choice in enumerate(choices):
        if not 1 <= len(choice.get("name") or "") <= 100:
            yield f"{place}.choices.{index}.name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."
        if option.get("type") == STRING and len(str(choice.get("value"))) > 100:
            yield f"{place}.choices.{index}.value", "BASE_TYPE_BAD_LENGTH", "Must be 100 or fewer in length."


def _size(thing: Json) -> int:
    """Names, descriptions and values, each in its longest localization."""
    size = sum(_longest(thing, key) for key in ("name", "description"))
    size += sum(_longest(choice, "name") + len(str(choice.get("value", ""))) for choice in thing.get("choices") or [])
    return size + sum(_size(option) for option in thing.get("options") or [])


def _longest(thing: Json, key: str) -> int:
    texts = [thing.get(key) or "", *(thing.get(f"{key}_localizations") or {}).values()]
    return max(len(str(text)) for text in texts)
