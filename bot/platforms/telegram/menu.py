"""The commands Telegram offers behind `/`, by scope and language; set only where they changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from bot.core.commands import Command
from bot.core.ports import Menu
from bot.core.roles import Role

Scope = Literal["default", "private", "administrators"]
Entry = tuple[str, str]
COMMANDS = 100
ABOUT = 256
_SCOPES: Mapping[Scope, BotCommandScope] = {
    "default": BotCommandScopeDefault(),
    "private": BotCommandScopeAllPrivateChats(),
    "administrators": BotCommandScopeAllChatAdministrators(),
}


def typed_words(menu: Menu) -> dict[str, str]:
    """Every word somebody may type, aliases too, and the command it stands for."""
    words: dict[str, str] = {}
    for command in menu.commands:
        for word in command.words:
            words[word] = command.name
    return words


def wanted(menu: Menu) -> dict[tuple[Scope, str], list[Entry]]:
    """By scope and language code. English stands for every language without a menu of its own."""
    offers: dict[tuple[Scope, str], list[Entry]] = {}
    for language in menu.languages:
        code = "" if language == "en" else language
        for scope in _SCOPES:
            shown = [command for command in menu.commands if _shown(command, scope)]
            offers[scope, code] = [_entry(menu, command, language) for command in shown][:COMMANDS]
    return offers


async def publish(bot: Bot, menu: Menu) -> int:
    """How many menus had to be set. Raises TelegramError."""
    changed = 0
    for (scope, code), entries in wanted(menu).items():
        now = await bot.get_my_commands(_SCOPES[scope], code or None)
        if [(command.command, command.description) for command in now] == entries:
            continue
        await bot.set_my_commands([BotCommand(*entry) for entry in entries], _SCOPES[scope], code or None)
        changed += 1
    return changed


def _shown(command: Command, scope: Scope) -> bool:
    """Guests see what guests may do; administrators of a group also what moderators and the team may."""
    return command.may is Role.GUEST or (scope == "administrators" and command.may is not Role.OPERATOR)


def _entry(menu: Menu, command: Command, language: str) -> Entry:
    about = " ".join(menu.says(language, command.line).split()) or command.name
    return command.aliases.get(language, command.name), about[:ABOUT]
