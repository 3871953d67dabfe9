"""Application commands, global and per guild."""

from datetime import timedelta
from typing import Any

from tests.support.discord_server import errors
from tests.support.discord_server.check_command import check_command
from tests.support.discord_server.clock import moment_of
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.world import Command, Json

CREATES_PER_DAY = 200
MOST = {1: 100, 2: 15, 3: 15}


def _scope(server: Core, call: Call) -> int | None:
    if call.number("application_id") != server.application_id:
        raise errors.unknown("Application")
    return server.guild_of(call).id if "guild_id" in call.params else None


def _in_scope(server: Core, guild_id: int | None) -> list[Command]:
    return [command for command in server.commands.values() if command.guild_id == guild_id]


def _command_of(server: Core, call: Call) -> Command:
    scope = _scope(server, call)
    command = server.commands.get(call.number("command_id"))
    if command is None or command.guild_id != scope:
        raise errors.unknown("application command")
    return command


async def list_commands(server: Core, call: Call) -> Answer:
    scope = _scope(server, call)
    localized = call.query.get("with_localizations", "").lower() in ("1", "true")
    return Answer(200, [told(server, command, localized=localized) for command in _in_scope(server, scope)])


async def fetch(server: Core, call: Call) -> Answer:
    return Answer(200, told(server, _command_of(server, call)))


async def create(server: Core, call: Call) -> Answer:
    scope = _scope(server, call)
    check_command(call.json)
    known = _named(server, scope, call.json)
    command = _put(server, scope, call.json)
    _count(server, scope)
    return Answer(200 if known else 201, told(server, command))


async def overwrite(server: Core, call: Call) -> Answer:
    scope = _scope(server, call)
    wanted: list[Json] = call.body or []
    for index, payload in enumerate(wanted):
        check_command(payload, f"{index}.")
    names = {(payload.get("type") or 1, payload["name"]) for payload in wanted}
    if len(names) != len(wanted):
        raise errors.invalid_form(
            "name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
        )
    for command in _in_scope(server, scope):
        if (command.kind, command.name) not in names:
            server.commands.pop(command.id)
    kept = [_put(server, scope, payload) for payload in wanted]
    _count(server, scope)
    return Answer(200, [told(server, command) for command in kept])


async def edit(server: Core, call: Call) -> Answer:
    command = _command_of(server, call)
    payload = command.payload | call.json
    check_command(payload)
    command.payload, command.version = payload, server.new_id()
    return Answer(200, told(server, command))


async def delete(server: Core, call: Call) -> Answer:
    server.commands.pop(_command_of(server, call).id)
    return DONE


def _named(server: Core, scope: int | None, payload: Json) -> Command | None:
    wanted = (payload.get("type") or 1, payload["name"])
    return next((one for one in _in_scope(server, scope) if (one.kind, one.name) == wanted), None)


def _put(server: Core, scope: int | None, payload: Json) -> Command:
    known = _named(server, scope, payload)
    if known is not None:
        if known.payload != payload:
            known.payload, known.version = payload, server.new_id()
        return known
    command = Command(id=server.new_id(), version=server.new_id(), payload=payload, guild_id=scope)
    _spend_create(server, command)
    server.commands[command.id] = command
    return command


def _spend_create(server: Core, command: Command) -> None:
    day_ago = server.now() - timedelta(days=1)
    today = [one for one in server.command_creates if one.guild_id == command.guild_id and moment_of(one.id) > day_ago]
    if len(today) >= CREATES_PER_DAY:
        raise ApiError(400, 30034, "Maximum number of daily application command creates has been reached (200)")
    server.command_creates.append(command)


def _count(server: Core, scope: int | None) -> None:
    for kind, most in MOST.items():
        if sum(command.kind == kind for command in _in_scope(server, scope)) > most:
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({most})")


def told(server: Core, command: Command, *, localized: bool = True) -> Json:
    payload: dict[str, Any] = {key: value for key, value in command.payload.items() if value is not None}
    if not localized:
        payload = _without_localizations(payload)
    return {
        "default_member_permissions": None,
        "description": "",
        "nsfw": False,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        **payload,
        "type": command.kind,
        "id": str(command.id),
        "application_id": str(server.application_id),
        "version": str(command.version),
        **({"guild_id": str(command.guild_id)} if command.guild_id else {}),
    }


def _without_localizations(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_localizations(value) for key, value in tree.items() if not key.endswith("_localizations")}
    if isinstance(tree, list):
        return [_without_localizations(value) for value in tree]
    return tree


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES: Routes = [
    (method, base + rest, handler)
    for base in (_GLOBAL, _GUILD)
    for method, rest, handler in (
        ("GET", "", list_commands),
        ("POST", "", create),
        ("PUT", "", overwrite),
        ("GET", "/{command_id}", fetch),
        ("PATCH", "/{command_id}", edit),
        ("DELETE", "/{command_id}", delete),
    )
]
