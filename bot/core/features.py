"""A feature's manifest: everything the house has to know about a cog. Nothing registers itself at a distance."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.core.abilities import Ability
from bot.core.buttons import button_id
from bot.core.commands import Command, Effects
from bot.core.forms import Form
from bot.core.refs import PlaceRef
from bot.core.roles import Role, allows_any
from bot.core.text import Text

if TYPE_CHECKING:
    from bot.core.context import Context
    from bot.core.preparing import Glance
    from bot.core.stores.codes import Code

T = TypeVar("T")
Handler = Callable[..., Awaitable["Effects | None"]]


@dataclass(frozen=True, slots=True)
class Press:
    """What a button does. `opens` names a form of the same feature, shown first; the filled form comes to `filled`.

    `run(ctx, argument, choice)`; `before_opening` lets it work while the house is still closed, also where nobody can
    tell which community it is about. Who has one of the roles `also` may press it too.
    """

    run: Handler | None = None
    may: Role = Role.GUEST
    opens: str = ""
    before_opening: bool = False
    also: tuple[Role, ...] = ()
    even_muted: bool = False  # nobody is barred from their own data


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled form does: `run(ctx, argument, values)`; values has every field, empty if unset."""

    form: Form
    run: Handler
    may: Role = Role.GUEST
    before_opening: bool = False


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What a kind of one-time code does: `describe(ctx, code)` in words, then `use(ctx, code)` once it is wanted.

    Both see the community in which the code was typed, which need not be the code's own (`code.community`), and may
    raise Mistake. When `use` is called the code counts as used.
    """

    describe: Callable[[Context, Code], Awaitable[Text]]
    use: Callable[[Context, Code], Awaitable[Effects | None]]


@dataclass(frozen=True, slots=True)
class Knob(Generic[T]):
    """A community's setting with its default; `key` is `feature.name`. Values are JSON: str, int, bool or list[str]."""

    key: str
    default: T


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many things a feature let go of, and what follows from it, each with the community that it is about."""

    count: int = 0
    effects: Sequence[tuple[str, Effects]] = ()


@dataclass(frozen=True, slots=True)
class Hooks:
    """Where a feature takes part in something that concerns all of them.

    `whats_on(ctx)` -> texts for a newcomer; `export(ctx, guest)` -> JSON of what it holds about a guest;
    `forget(ctx, guest)` -> effects; `merge(ctx, younger, older)` moves a guest's rows when accounts are linked;
    `adopt(ctx, younger, older)` moves a community's rows when two communities become one;
    `closed(ctx, community)` erases a community's rows when its thirty days are over;
    `prune(ctx, most)` lets go of what is past its time, in every community by that community's own knobs: about `most`
    rows at a time, so that no turn waits for long, and it is asked again until it counts none. It sees no community;
    `redraw(ctx, place)` -> edits of what stands there, or without a place everywhere, in a language or time zone new to it;
    `gate(ctx)` -> False when the house shall not answer this member; `home(ctx, argument)` -> the community that a
    button's or form's argument, or else its choice, speaks of, empty if it names none.
    """

    whats_on: Callable[[Context], Awaitable[list[Text]]] | None = None
    export: Callable[[Context, str], Awaitable[dict[str, Any]]] | None = None
    forget: Callable[[Context, str], Awaitable[Effects]] | None = None
    merge: Callable[[Context, str, str], Awaitable[Effects]] | None = None
    adopt: Callable[[Context, str, str], Awaitable[Effects]] | None = None
    closed: Callable[[Context, str], Awaitable[None]] | None = None
    prune: Callable[[Context, int], Awaitable[Pruned]] | None = None
    redraw: Callable[[Context, PlaceRef | None], Awaitable[Effects | None]] | None = None
    gate: Callable[[Context], Awaitable[bool]] | None = None
    home: Callable[[Context, str], Awaitable[str]] | None = None


@dataclass(frozen=True, slots=True)
class Preparing:
    """Work on an event before its turn, outside any transaction, while the other lanes go on.

    `wants(event)` is asked of every event of its class and has to be quick; then `run(glance, event)`, which gives
    heavy work to a thread. What comes of it is `ctx.prepared[feature]` in the turn, if nothing went wrong; the handler
    has to see for itself whether what it was made from still holds.
    """

    wants: Callable[[Any], bool]
    run: Callable[[Glance, Any], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Feature:
    """`listens` maps an event's class to `handler(ctx, event)`; `timers` a timer's kind to `handler(ctx, due)`.

    `results` gets `Performed`, `Refused`, `Unknown` and `LinkIssued` of actions whose tag begins with `<name>/`.
    `codes` maps a kind of code to what it does. `before_opening` are the events of members that it listens to in a
    closed house too. `prepares` maps an event's class to what is worked out before its turn. `consents` are the purposes
    it asks guests' consent for, each with what follows when one is taken back: `run(ctx, guest)`.
    """

    name: str
    commands: tuple[Command, ...] = ()
    presses: Mapping[str, Press] = field(default_factory=dict)
    forms: Mapping[str, Filled] = field(default_factory=dict)
    listens: Mapping[type, Handler] = field(default_factory=dict)
    timers: Mapping[str, Handler] = field(default_factory=dict)
    results: Handler | None = None
    hooks: Hooks = field(default_factory=Hooks)
    knobs: tuple[Knob[Any], ...] = ()
    needs: frozenset[Ability] = frozenset()
    codes: Mapping[str, CodeUse] = field(default_factory=dict)
    before_opening: frozenset[type] = frozenset()
    prepares: Mapping[type, Preparing] = field(default_factory=dict)
    consents: Mapping[str, Handler] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for verb, press in self.presses.items():
            button_id(self.name, verb)
            if press.opens and press.opens not in self.forms:
                raise ValueError(f"{self.name}/{verb} opens {press.opens}, which is no form of {self.name}")
            if not press.opens and press.run is None:
                raise ValueError(f"{self.name}/{verb} does nothing")
            if not press.opens and verb in self.forms:
                # Platforms look for a form by the button's own name, and would never tell of the press.
                raise ValueError(f"{self.name}/{verb} is a button that opens nothing, and a form")


class Catalogue:
    """All features of a house. Raises ValueError at start for two that claim the same name, command, knob or code."""

    def __init__(self, features: tuple[Feature, ...]) -> None:
        self.features = {feature.name: feature for feature in features}
        if len(self.features) != len(features):
            raise ValueError("two features have the same name")
        self.commands: dict[str, Command] = {}
        self.owners: dict[str, Feature] = {}
        for feature in features:
            for command in feature.commands:
                for word in command.words:
                    if word in self.commands:
                        raise ValueError(f"/{word} is declared twice")
                    self.commands[word] = command
                    self.owners[word] = feature
                if command.opens and command.opens not in feature.forms:
                    raise ValueError(f"/{command.name} opens {command.opens}, which is no form of {feature.name}")
        self.knobs: dict[str, Knob[Any]] = {}
        for knob in (knob for feature in features for knob in feature.knobs):
            if knob.key in self.knobs:
                raise ValueError(f"the setting {knob.key} is declared twice")
            self.knobs[knob.key] = knob

        self.codes: dict[str, CodeUse] = {}
        for kind, use in (entry for feature in features for entry in feature.codes.items()):
            if kind in self.codes:
                raise ValueError(f"the code {kind} is declared twice")
            self.codes[kind] = use
        self.gates = tuple(feature.hooks.gate for feature in features if feature.hooks.gate)
        self._listeners: dict[type, tuple[Feature, ...]] = {}
        self._preparing: dict[type, list[Feature]] = {}
        for feature in features:
            for prepared in feature.prepares:
                self._preparing.setdefault(prepared, []).append(feature)

    def listeners(self, kind: type) -> tuple[Feature, ...]:
        """The features that listen to a class of event, in the order of the house."""
        if kind not in self._listeners:
            self._listeners[kind] = tuple(feature for feature in self.features.values() if kind in feature.listens)
        return self._listeners[kind]

    def preparing(self, event: object) -> Sequence[Feature]:
        """The features that want to work something out about this event before its turn."""
        kind = type(event)
        if kind not in self._preparing:
            return ()
        return [feature for feature in self._preparing[kind] if feature.prepares[kind].wants(event)]

    def form_of(self, command: Command) -> str:
        """The id of the form that a command opens, empty if none."""
        return f"{self.owners[command.name].name}/{command.opens}" if command.opens else ""

    def forms(self) -> dict[str, Form]:
        """Every form by the id of whatever opens it: `feature/verb` of a press, `feature/form` of a command."""
        found = {f"{name}/{verb}": filled.form for name, f in self.features.items() for verb, filled in f.forms.items()}
        for name, feature in self.features.items():
            for verb, press in feature.presses.items():
                if press.opens:
                    found[f"{name}/{verb}"] = feature.forms[press.opens].form
        return found

    def visible(self, held: frozenset[Role]) -> list[Command]:
        unique = {command.name: command for command in self.commands.values()}
        return [command for command in unique.values() if allows_any(held, command.may, *command.also)]
