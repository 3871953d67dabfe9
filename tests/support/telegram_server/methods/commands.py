"""The command menu per scope and language, and what the bot says about itself."""

import json
import re
from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params

_NAME = re.compile(r"/?[a-z0-9_]{1,32}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_LIMITS = {"Description": ("description", 512), "ShortDescription": ("short_description", 120), "Name": ("name", 64)}


def _where(house: House, p: Params) -> tuple[str, str]:
    scope = p.object("scope") or {"type": "default"}
    if (needed := _SCOPES.get(scope.get("type", ""))) is None:
        raise bad("can't parse BotCommandScope: type is wrong")
    if "chat_id" in needed:
        chat = house.room(Params(scope))
        scope = {**scope, "chat_id": chat.id}
        if scope["type"] != "chat" and not chat.is_group:
            raise bad("can't change commands in private chats for this scope")
    return scope_key(scope), _language(p)


def scope_key(scope: dict[str, Any]) -> str:
    """`default`, `chat:-100123`, `chat_member:-100123:42`."""
    return ":".join(str(scope[part]) for part in ("type", *_SCOPES[scope["type"]]))


def _language(p: Params) -> str:
    code = p.text("language_code") or ""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def set_commands(house: House, p: Params) -> bool:
    where = _where(house, p)
    wanted = p.array("commands")
    if len(wanted) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(item) for item in wanted]
    if len({item["command"] for item in kept}) < len(kept):
        raise bad("BOT_COMMAND_DUPLICATE")
    house.commands.pop(where, None)
    if kept:
        house.commands[where] = kept
    return True


def _command(item: Any) -> dict[str, Any]:
    if (
        not isinstance(item, dict)
        or not isinstance(item.get("command"), str)
        or not isinstance(item.get("description"), str)
    ):
        raise bad("can't parse BotCommand: command and description are expected")
    if not _NAME.fullmatch(item["command"]):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(item["description"].strip()) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {**item, "command": item["command"].removeprefix("/"), "description": item["description"].strip()}


def get_commands(house: House, p: Params) -> list[dict[str, Any]]:
    """Exactly this scope and language: the server does not fall back."""
    return house.commands.get(_where(house, p), [])


def delete_commands(house: House, p: Params) -> bool:
    house.commands.pop(_where(house, p), None)
    return True


def _setter(kind: str) -> Any:
    field, limit = _LIMITS[kind]

    def keep(house: House, p: Params) -> bool:
        text = p.text(field) or ""
        if len(text) > limit:
            raise bad(f"{kind.upper()}_TOO_LONG")
        house.profile[(field, _language(p))] = text
        return True

    return keep


def _getter(kind: str) -> Any:
    field, _ = _LIMITS[kind]

    def read(house: House, p: Params) -> dict[str, Any]:
        fallback = house.world.bot.first_name if field == "name" else ""
        plain = house.profile.get((field, ""), fallback)
        return {field: house.profile.get((field, _language(p)), plain)}

    return read


def set_menu_button(house: House, p: Params) -> bool:
    if p.has("chat_id") and not house.chat(p).peer:
        raise bad("menu buttons exist in private chats only")
    button = p.object("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad(f"can't parse MenuButton: {json.dumps(button)}")
    house.menu_buttons[p.number("chat_id")] = button
    return True


def get_menu_button(house: House, p: Params) -> dict[str, Any]:
    everywhere = house.menu_buttons.get(None, {"type": "commands"})
    return house.menu_buttons.get(p.number("chat_id"), everywhere)


METHODS = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    **{f"setMy{kind}": _setter(kind) for kind in _LIMITS},
    **{f"getMy{kind}": _getter(kind) for kind in _LIMITS},
}
