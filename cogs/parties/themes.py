"""What a kind file says about a party: checked once, then a typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from bot.core.context import Context
from bot.core.errors import BadSettings
from cogs.parties.acts import ACTS
from cogs.parties.knobs import KINDS
from cogs.parties.model import ActRow
from cogs.parties.rules import read_reminders

MOTTO = "motto"  # the kind a party has unless another is named
NO_SHOW = 10  # minutes after the start at which the house opens a party that no host opened
LONGEST = 60 * 24 * 31  # minutes


class Themes(Protocol):
    """Where kind files come from. The house's voice is one."""

    def kinds(self, pack: str = "") -> Mapping[str, Mapping[str, Any]]: ...
    def packs(self, language: str) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class ActSpec:
    """One item of a kind's programme. `person` needs a host and is skipped when none came."""

    act: str
    minutes: int
    line: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    key: str
    acts: tuple[ActSpec, ...]
    reminders: tuple[int, ...] = (60,)
    minutes: int = 180
    seats: int = 0
    no_show: timedelta = field(default=timedelta(minutes=NO_SHOW))
    rooms: bool = True
    mottos: bool = True

    def programme(self, party: str) -> list[ActRow]:
        return [
            ActRow(party=party, number=number, act=spec.act, line=spec.line, minutes=spec.minutes, person=spec.person)
            for number, spec in enumerate(self.acts)
        ]


def check_kinds(themes: Themes) -> None:
    """Raises BadSettings at start for a kind that no party could follow."""
    for pack in ("", *themes.packs("en")):
        for key, kind in themes.kinds(pack).items():
            try:
                read_kind(key, kind)
            except BadSettings as wrong:
                raise BadSettings(f"{pack}/{wrong}" if pack else str(wrong)) from None


def kind_of(ctx: Context, key: str) -> Kind:
    """A kind that a pack no longer has is the motto party, so that a party made with it still ends well."""
    kinds = ctx.voice.kinds(ctx.pack)
    found = kinds.get(key) or kinds.get(MOTTO)
    return read_kind(key, found) if found else Kind(key=key, acts=())


def kind_offered(ctx: Context) -> Kind:
    there = ctx.voice.kinds(ctx.pack)
    return kind_of(ctx, next((key for key in ctx.knob(KINDS) if key in there), MOTTO))


def read_kind(key: str, given: Mapping[str, Any]) -> Kind:
    """Raises BadSettings with the file and what is wrong in it."""
    where = f"kinds/{key}.toml"
    acts = tuple(_act(where, number, act) for number, act in enumerate(given.get("acts", ()), 1))
    leads = given.get("reminders", ["-1h"])
    reminders = read_reminders(", ".join(leads)) if leads else ()
    if reminders is None:
        raise BadSettings(f"{where}: reminders must be up to five times such as -1h or -30m")
    return Kind(
        key=key,
        acts=acts,
        reminders=reminders,
        minutes=_number(where, given, "minutes", 180, LONGEST),
        seats=_number(where, given, "capacity_default", 0, 100_000),
        no_show=timedelta(minutes=_number(where, given, "no_show_minutes", NO_SHOW, LONGEST)),
        rooms=bool(given.get("thread", True)),
        mottos=bool(given.get("mottos", True)),
    )


def _act(where: str, number: int, given: Mapping[str, Any]) -> ActSpec:
    name = given.get("act", "")
    if name not in ACTS:
        raise BadSettings(f"{where}: act {number}: there is no act {name!r}; there are {', '.join(sorted(ACTS))}")
    line = str(given.get("line", ""))
    if name == "say" and not line:
        raise BadSettings(f"{where}: act {number}: say needs a line")
    minutes = _number(f"{where}: act {number}", given, "minutes", 15, LONGEST)
    return ActSpec(name, minutes, line, bool(given.get("person", False)))


def _number(where: str, given: Mapping[str, Any], name: str, default: int, most: int) -> int:
    value = given.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadSettings(f"{where}: {name} must be a whole number from 0 to {most}")
    return value
