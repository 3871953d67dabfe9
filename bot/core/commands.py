"""`@command`: a handler's signature becomes a Command value, from which every menu and help page is made."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, NewType

from bot.core.refs import MemberRef, PlaceRef
from bot.core.roles import Role

if typing.TYPE_CHECKING:
    from bot.core.actions import Action
    from bot.core.context import Context

# The rest of the line as it was typed.
Words = NewType("Words", str)

Kind = Literal["word", "words", "number", "yes_no", "choice", "member", "place", "span"]
# Discord allows 1-32 letters, Telegram 1-32 of a-z0-9_; no underscore so that a line is easy to type.
NAME = re.compile(r"[a-z][a-z0-9]{0,31}\Z")
Effects = Sequence["Action"]
Run = Callable[..., Awaitable["Effects | None"]]
KINDS: Mapping[object, Kind] = {
    str: "word",
    Words: "words",
    int: "number",
    bool: "yes_no",
    MemberRef: "member",
    PlaceRef: "place",
    timedelta: "span",
}


@dataclass(frozen=True, slots=True)
class Param:
    name: str
    kind: Kind
    required: bool
    default: object = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One command on every surface. Its answer is private; what the room shall see is a Post.

    Summaries are the persona lines `command-<name>` and `command-<name>-<param>`. `aliases` maps a language to the
    name people of that language may use; `typed` are further words for it that stand in no menu. `menu` offers it on a
    member or a message. `opens` names the form shown
    first (`<feature>/<opens>`) when no argument came along. `guide` is the line said instead of the general one when a
    required argument is missing or cannot be read. Who has one of the roles `also` may use it too, and everybody where
    the community lets them (`open_to_all`).
    """

    name: str
    params: tuple[Param, ...]
    may: Role
    run: Run
    aliases: Mapping[str, str] = field(default_factory=dict)
    menu: tuple[Literal["member", "message"], ...] = ()
    before_opening: bool = False
    even_muted: bool = False  # nobody is barred from their own data
    opens: str = ""
    examples: tuple[str, ...] = ()
    guide: str = ""
    also: tuple[Role, ...] = ()
    typed: tuple[str, ...] = ()
    open_to_all: Callable[[Context], bool] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Everything somebody may type for it."""
        return (self.name, *self.aliases.values(), *self.typed)

    @property
    def line(self) -> str:
        return f"command-{self.name}"

    def line_of(self, param: Param) -> str:
        return f"command-{self.name}-{param.name.replace('_', '-')}"


def command(
    name: str,
    *,
    may: Role = Role.GUEST,
    aliases: Mapping[str, str] | None = None,
    menu: tuple[Literal["member", "message"], ...] = (),
    before_opening: bool = False,
    even_muted: bool = False,
    opens: str = "",
    examples: tuple[str, ...] = (),
    guide: str = "",
    also: tuple[Role, ...] = (),
    typed: tuple[str, ...] = (),
    open_to_all: Callable[[Context], bool] | None = None,
) -> Callable[[Run], Command]:
    """Raises ValueError at import for a name or signature that some platform would refuse."""

    def declare(run: Run) -> Command:
        for word in (name, *(aliases or {}).values(), *typed):
            if not NAME.match(word):
                raise ValueError(f"/{word}: 1 to 32 of a-z and 0-9, a letter first")
        params = tuple(_params(name, run))
        if len(params) > 25:
            raise ValueError(f"/{name}: 25 options at most (Discord)")
        return Command(
            name=name,
            params=params,
            may=may,
            run=run,
            aliases=aliases or {},
            menu=menu,
            before_opening=before_opening,
            even_muted=even_muted,
            opens=opens,
            examples=examples,
            guide=guide,
            also=also,
            typed=typed,
            open_to_all=open_to_all,
        )

    return declare


def _params(name: str, run: Run) -> list[Param]:
    hints = typing.get_type_hints(run)
    found: list[Param] = []
    for given in list(inspect.signature(run).parameters.values())[1:]:
        wanted = hints[given.name]
        required = given.default is inspect.Parameter.empty
        choices: tuple[str, ...] = ()
        kinds = [part for part in _alternatives(wanted) if part is not type(None)]
        if len(kinds) == 1 and typing.get_origin(kinds[0]) is Literal:
            choices = tuple(str(choice) for choice in typing.get_args(kinds[0]) if choice != "")
            kind: Kind = "choice"
            if len(choices) > 25:
                raise ValueError(f"/{name} {given.name}: 25 choices at most (Discord)")
        elif len(kinds) == 1 and kinds[0] in KINDS:
            kind = KINDS[kinds[0]]
        else:
            raise ValueError(f"/{name} {given.name}: no command takes a {wanted}")
        if found and found[-1].kind == "words":
            raise ValueError(f"/{name}: nothing can follow the rest of the line")
        if found and not found[-1].required and required:
            raise ValueError(f"/{name}: {given.name} is required and comes after an optional one")
        found.append(Param(given.name, kind, required, None if required else given.default, choices))
    return found


def _alternatives(wanted: Any) -> tuple[Any, ...]:
    if isinstance(wanted, types.UnionType) or typing.get_origin(wanted) is typing.Union:
        return typing.get_args(wanted)
    return (wanted,)
