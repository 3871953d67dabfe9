"""Filling in a slash command the way Discord's client does."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.discord_server import render
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import CannotDo
from tests.support.discord_server.world import Channel, Command, Guild, Json, Role, User

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)

TAKES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Role),
    NUMBER: (int, float),
    ATTACHMENT: (dict,),
}


@dataclass(slots=True)
class Filled:
    """Options and the objects they point at."""

    options: list[Json] = field(default_factory=list)
    resolved: Json = field(default_factory=dict)

    def value_of(self, guild: Guild | None, value: Any) -> Any:
        match value:
            case User():
                self.resolve_user(guild, value)
            case Role():
                self.resolved.setdefault("roles", {})[str(value.id)] = render.role(value)
            case Channel():
                told = render.channel(value)
                self.resolved.setdefault("channels", {})[str(value.id)] = told | {"permissions": "0"}
            case dict():
                self.resolved.setdefault("attachments", {})[value["id"]] = value
                return value["id"]
            case _:
                return value
        return str(value.id)

    def resolve_user(self, guild: Guild | None, user: User) -> None:
        self.resolved.setdefault("users", {})[str(user.id)] = render.user(user)
        if guild is not None and user.id in guild.members:
            told = render.member_without_user(guild.members[user.id]) | {"permissions": "0"}
            self.resolved.setdefault("members", {})[str(user.id)] = told


def find_command(server: Core, channel: Channel, name: str, kind: int) -> Command:
    """The guild's own command first, then the global one."""
    here = channel.guild.id if channel.guild else None
    fitting = [one for one in server.commands.values() if one.name == name and one.kind == kind]
    for scope in [here, None] if here else [None]:
        for command in fitting:
            if command.guild_id == scope and _offered(command, in_guild=here is not None):
                return command
    known = sorted(one.name for one in server.commands.values())
    raise CannotDo(f"there is no command {name!r} here, only {known}")


def _offered(command: Command, *, in_guild: bool) -> bool:
    contexts = command.payload.get("contexts")
    if contexts is not None:
        return (0 if in_guild else 1) in contexts
    return in_guild or command.payload.get("dm_permission") is not False


def fill_in(
    server: Core,
    channel: Channel,
    command: Command,
    path: list[str],
    given: dict[str, Any],
    *,
    focused: str | None = None,
) -> Filled:
    declared, groups = _descend(command, path)
    filled = Filled()
    names = {option["name"] for option in declared}
    if set(given) - names:
        raise CannotDo(f"/{command.name} has no option {sorted(set(given) - names)}, only {sorted(names)}")
    leaf = [
        _filled_option(channel.guild, filled, option, given[option["name"]], option["name"] == focused)
        for option in declared
        if option["name"] in given
    ]
    missing = [option["name"] for option in declared if option.get("required") and option["name"] not in given]
    if missing and focused is None:
        raise CannotDo(f"/{command.name} needs {missing}")
    for group in reversed(groups):
        leaf = [{"type": group["type"], "name": group["name"], "options": leaf}]
    filled.options = leaf
    return filled


def _descend(command: Command, path: list[str]) -> tuple[list[Json], list[Json]]:
    """The options at the end of a path of subcommands, and the way there."""
    options: list[Json] = command.payload.get("options") or []
    way: list[Json] = []
    for part in path:
        step = next((one for one in options if one["name"] == part and one["type"] in (1, 2)), None)
        if step is None:
            raise CannotDo(f"/{command.name} has no {part!r}, only {[one['name'] for one in options]}")
        way.append(step)
        options = step.get("options") or []
    if any(option["type"] in (1, 2) for option in options):
        raise CannotDo(f"/{command.name} needs one of {[one['name'] for one in options]}")
    return options, way


def _filled_option(guild: Guild | None, filled: Filled, option: Json, value: Any, focused: bool) -> Json:
    if focused:
        return {"type": option["type"], "name": option["name"], "value": str(value), "focused": True}
    kind = option["type"]
    if not isinstance(value, TAKES[kind]) or (isinstance(value, bool) and kind != BOOLEAN):
        raise CannotDo(f"option {option['name']} does not take {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise CannotDo(f"option {option['name']} offers {choices}, not {value!r}")
    _within(option, value)
    return {"type": kind, "name": option["name"], "value": filled.value_of(guild, value)}


def _within(option: Json, value: Any) -> None:
    if isinstance(value, str):
        least, most, size = option.get("min_length"), option.get("max_length") or 6000, len(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        least, most, size = option.get("min_value"), option.get("max_value"), value  # type: ignore[assignment]
    else:
        return
    if (least is not None and size < least) or (most is not None and size > most):
        raise CannotDo(f"option {option['name']} does not take {value!r}: out of bounds")
