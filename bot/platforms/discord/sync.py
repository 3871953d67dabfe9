"""Keeps the registered commands equal to the house's menu: looks first, uploads only a difference, never twice."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bot.core.ports import Menu
from bot.platforms.discord.menu import CHAT_INPUT, ON_MEMBER, ON_MESSAGE, comparable, payloads
from bot.platforms.discord.rest import Rest

log = logging.getLogger(__name__)
OURS = (CHAT_INPUT, ON_MEMBER, ON_MESSAGE)


async def sync_commands(rest: Rest, app: str, menu: Menu) -> bool:
    """Whether anything had to be uploaded. Kinds of entries that the house does not make are left as they are."""
    wanted = payloads(menu)
    registered = await rest.call("GET", f"/applications/{app}/commands?with_localizations=true")
    ours = [command for command in registered if command.get("type", CHAT_INPUT) in OURS]
    if comparable(ours) == comparable(wanted):
        return False
    others = [_kept(command) for command in registered if command not in ours]
    await rest.call("PUT", f"/applications/{app}/commands", wanted + others)
    log.info("uploaded %d commands to Discord", len(wanted))
    return True


async def remove_duplicates(rest: Rest, app: str, guild: str) -> bool:
    """Commands registered for one server as well would appear twice there."""
    path = f"/applications/{app}/guilds/{guild}/commands"
    if not await rest.call("GET", path):
        return False
    await rest.call("PUT", path, [])
    return True


def _kept(command: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in command.items() if key not in ("id", "application_id", "version", "guild_id")}
