"""Commands become Discord's menus and forms its modals; what comes back becomes values again. Pure inverses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.commands import Command, Kind, Param
from bot.core.fitting import clip_words
from bot.core.forms import TITLE_LIMIT, Form
from bot.core.ports import Menu
from bot.core.roles import Role

Payload = dict[str, Any]
CHAT_INPUT, ON_MEMBER, ON_MESSAGE = 1, 2, 3
LABEL, TEXT_INPUT = 18, 4
SHORT, PARAGRAPH = 1, 2
IN_SERVER, IN_PRIVATE = 0, 1
DESCRIPTION_LIMIT, CONTEXT_NAME_LIMIT, FIELD_LABEL_LIMIT = 100, 32, 45
# Discord's option types: 3 string, 4 integer, 5 boolean, 6 user, 7 channel.
OPTION_TYPES: Mapping[Kind, int] = {
    "member": 6,
    "place": 7,
    "number": 4,
    "yes_no": 5,
    "choice": 3,
    "words": 3,
    "word": 3,
    "span": 3,
}
# Which Discord permission makes a command appear; servers can widen it under Integrations. What somebody may really
# do is decided by the house when the command arrives.
SHOWN_WITH: Mapping[Role, int | None] = {
    Role.GUEST: None,
    Role.HOST: 1 << 33,  # MANAGE_EVENTS
    Role.TEAM: 1 << 33,
    Role.MODERATOR: 1 << 40,  # MODERATE_MEMBERS
    Role.OWNER: 1 << 5,  # MANAGE_GUILD
    Role.OPERATOR: 1 << 5,
}
# Locales that are a language alone; Discord refuses a whole upload for one locale it does not know.
_PLAIN = ("bg", "cs", "da", "de", "el", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl")
_MORE = ("ro", "ru", "th", "tr", "uk", "vi")
LOCALES: Mapping[str, tuple[str, ...]] = {language: (language,) for language in (*_PLAIN, *_MORE)} | {
    "en": ("en-GB", "en-US"),
    "es": ("es-ES", "es-419"),
    "pt": ("pt-BR",),
    "sv": ("sv-SE",),
    "zh": ("zh-CN", "zh-TW"),
}
_KINDS = {ON_MEMBER: "member", ON_MESSAGE: "message"}


def payloads(menu: Menu) -> list[Payload]:
    """Every command as Discord registers it: slash commands, then those on members and messages."""
    made = [_slash(menu, command) for command in menu.commands]
    for kind, name in _KINDS.items():
        made += [_context(menu, command, kind) for command in menu.commands if name in command.menu]
    return made


def comparable(registered: Sequence[Mapping[str, Any]]) -> list[Payload]:
    """Registered commands without what Discord adds by itself, in one order: equal lists need no upload."""
    return sorted((_bare(command) for command in registered), key=lambda bare: (bare["type"], bare["name"]))


def names_of_context(menu: Menu) -> dict[tuple[int, str], str]:
    """The command behind a context menu's type and name; Discord always sends the default name."""
    return {
        (kind, _context_name(menu, command, default_language(menu))): command.name
        for kind, wanted in _KINDS.items()
        for command in menu.commands
        if wanted in command.menu
    }


def read_options(options: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """The inverse of the options: references as `discord:<id>`, everything else as words."""
    return tuple((str(option["name"]), _word(option)) for option in options)


def modal(menu: Menu, form_id: str, form: Form, locale: str) -> Payload:
    """`form_id` comes back with the filled form, so it names the button or form that opened it."""
    language = spoken(menu, locale)
    fields = [
        {
            "type": LABEL,
            "label": _words(menu, language, form.line_of(field), field.name, FIELD_LABEL_LIMIT),
            "component": {
                "type": TEXT_INPUT,
                "custom_id": field.name,
                "style": PARAGRAPH if field.long else SHORT,
                "required": field.required,
                "max_length": field.limit,
            },
        }
        for field in form.fields
    ]
    title = _words(menu, language, form.line, form.line, TITLE_LIMIT)
    return {"custom_id": form_id, "title": title, "components": fields}


def read_fields(components: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """The inverse of a modal: values by field name, from labels as well as from rows of older modals."""
    found: list[tuple[str, str]] = []
    for part in components:
        inside = part.get("components") or ([part["component"]] if part.get("component") else [])
        found += [(str(each["custom_id"]), str(each.get("value") or "")) for each in inside if "custom_id" in each]
    return tuple(found)


def spoken(menu: Menu, locale: str) -> str:
    """The menu's language for a Discord locale such as `en-GB`."""
    return locale if locale in menu.languages else _primary(menu, locale.partition("-")[0])


def default_language(menu: Menu) -> str:
    return _primary(menu, "en")


def _primary(menu: Menu, wanted: str) -> str:
    if wanted in menu.languages:
        return wanted
    return "en" if "en" in menu.languages else menu.languages[0]


def _slash(menu: Menu, command: Command) -> Payload:
    params = sorted(command.params, key=lambda param: not param.required)
    made: Payload = {
        "type": CHAT_INPUT,
        "name": command.name,
        **_described(menu, command.line, command.name),
        "options": [_option(menu, command, param) for param in params],
    }
    aliases = {locale: alias for language, alias in command.aliases.items() for locale in _locales(language)}
    return made | _shared(command, aliases, (IN_SERVER, IN_PRIVATE))


def _context(menu: Menu, command: Command, kind: int) -> Payload:
    default = default_language(menu)
    names = {
        locale: _context_name(menu, command, language)
        for language in menu.languages
        if language != default
        for locale in _locales(language)
    }
    made: Payload = {"type": kind, "name": _context_name(menu, command, default)}
    return made | _shared(command, names, (IN_SERVER,))


def _context_name(menu: Menu, command: Command, language: str) -> str:
    return _words(menu, language, f"{command.line}-menu", command.name, CONTEXT_NAME_LIMIT)


def _shared(command: Command, names: Mapping[str, str], contexts: tuple[int, ...]) -> Payload:
    bits = SHOWN_WITH[command.may]
    return {
        "name_localizations": dict(names),
        "contexts": list(contexts),
        "integration_types": [0],
        "default_member_permissions": None if bits is None else str(bits),
    }


def _option(menu: Menu, command: Command, param: Param) -> Payload:
    made: Payload = {
        "type": OPTION_TYPES[param.kind],
        "name": param.name,
        **_described(menu, command.line_of(param), param.name),
        "required": param.required,
    }
    return made | ({"choices": [{"name": each, "value": each} for each in param.choices]} if param.choices else {})


def _described(menu: Menu, line: str, fallback: str) -> Payload:
    default = default_language(menu)
    said = _words(menu, default, line, fallback, DESCRIPTION_LIMIT)
    others = {
        locale: _words(menu, language, line, said, DESCRIPTION_LIMIT)
        for language in menu.languages
        if language != default
        for locale in _locales(language)
    }
    return {"description": said, "description_localizations": others}


def _words(menu: Menu, language: str, line: str, fallback: str, limit: int) -> str:
    return clip_words(menu.says(language, line).strip() or fallback, limit)


def _locales(language: str) -> tuple[str, ...]:
    return LOCALES.get(language, ())


def _word(option: Mapping[str, Any]) -> str:
    if option["type"] in (OPTION_TYPES["member"], OPTION_TYPES["place"]):
        return f"discord:{option['value']}"
    if option["type"] == OPTION_TYPES["yes_no"]:
        return "true" if option["value"] else "false"
    return str(option["value"])


def _bare(command: Mapping[str, Any]) -> Payload:
    bits = command.get("default_member_permissions")
    return {
        "type": command.get("type") or CHAT_INPUT,
        "name": command["name"],
        "name_localizations": dict(command.get("name_localizations") or {}),
        "description": command.get("description") or "",
        "description_localizations": dict(command.get("description_localizations") or {}),
        "default_member_permissions": None if bits is None else str(bits),
        "contexts": sorted(command.get("contexts") or ()),
        "integration_types": sorted(command.get("integration_types") or (0,)),
        "options": [_bare_option(option) for option in command.get("options") or ()],
    }


def _bare_option(option: Mapping[str, Any]) -> Payload:
    choices = [(choice["name"], choice["value"]) for choice in option.get("choices") or ()]
    return {
        "type": option["type"],
        "name": option["name"],
        "description": option.get("description") or "",
        "description_localizations": dict(option.get("description_localizations") or {}),
        "required": bool(option.get("required")),
        "choices": choices,
    }
