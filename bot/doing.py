"""`gastgeber do`: a command from the shell goes through the same turn as everybody's, recorded as the operator's."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.errors import Fault
from bot.core.ports import Reader
from bot.core.refs import ServerRef
from bot.core.stores.communities import Communities
from bot.house import House
from bot.platforms.lobby.names import PLATFORM as LOBBY
from bot.platforms.shell.inbound import Say, read_asked
from bot.platforms.shell.shapes import shape_of

log = logging.getLogger(__name__)


async def do(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    """`line` or `press` with `choice`, `community` (id or name), `language`. Raises Fault with what to say instead."""
    wish = read_asked(asked)
    async with house.database.read() as reader:
        server = await _server(reader, str(asked.get("community") or ""))
    log.info("the operator asks for %s", _command_of(wish, house) if isinstance(wish, Say) else wish.button)
    heard = await house.shell.ask(house.intake, wish, server, str(asked.get("language") or ""))
    return {"answers": [shape_of(note) for note in heard.notes], "mistake": heard.mistake}


def _command_of(wish: Say, house: House) -> str:
    """No other word of it: it may be a form's answer, or a secret that was pasted into the wrong window."""
    name = wish.line.split()[0].removeprefix("/")
    return f"/{name}" if wish.line.startswith("/") and name in house.world.catalogue.commands else "something in words"


async def _server(reader: Reader, wanted: str) -> ServerRef | None:
    """Where the operator acts: the named community, else the only one; the lobby only where there is no other."""
    rows = await reader.rows("SELECT id, name FROM community WHERE state IN ('open', 'closed') ORDER BY founded_at, id")
    found: dict[str, ServerRef] = {}
    for id_, _ in rows:
        servers = [server.ref for server in await Communities(reader).servers(id_)]
        if servers:
            found[id_] = min(servers, key=lambda ref: ref.platform == LOBBY)
    named = {id_: name for id_, name in rows if id_ in found}
    if wanted:
        return found[_named(named, wanted)]
    live = [ref for ref in found.values() if ref.platform != LOBBY] or list(found.values())
    if len(live) > 1:
        raise Fault(f"Say which community with --community: {_listed(named)}.")
    return live[0] if live else None


def _named(named: Mapping[str, str], wanted: str) -> str:
    close: Sequence[str] = [id_ for id_, name in named.items() if wanted == id_ or wanted.casefold() == name.casefold()]
    if len(close) == 1:
        return close[0]
    if close:
        raise Fault(f"Several communities are called so; use the id: {', '.join(close)}.")
    raise Fault(f"There is no community {wanted!r} here, but: {_listed(named) or 'none yet'}.")


def _listed(named: Mapping[str, str]) -> str:
    return ", ".join(f"{name} ({id_})" for id_, name in named.items())
