"""greeter: welcomes who comes, once, together, and never at night."""

from __future__ import annotations

from bot.core.events import MemberJoined, MemberLeft, PlaceMigrated, ServiceMessageShown
from bot.core.features import Feature, Filled, Hooks, Press
from bot.core.roles import Role
from cogs.greeter import greeting, handlers, houserules
from cogs.greeter.knobs import KNOBS

greeter = Feature(
    name="greeter",
    listens={
        MemberJoined: handlers.joined,
        MemberLeft: handlers.left,
        ServiceMessageShown: handlers.tidy,
        PlaceMigrated: handlers.moved,
    },
    timers={"welcome": handlers.welcome},
    presses={
        "desk": Press(greeting.desk, may=Role.TEAM, before_opening=True),
        "own": Press(opens="text", may=Role.TEAM, before_opening=True),
        "reset": Press(greeting.reset, may=Role.TEAM, before_opening=True),
        "rules": Press(houserules.show, before_opening=True),  # which house must be open is in the button
        "rulesdesk": Press(houserules.desk, may=Role.TEAM, before_opening=True),
        "ownrules": Press(opens="rulestext", may=Role.TEAM, before_opening=True),
        "resetrules": Press(houserules.reset, may=Role.TEAM, before_opening=True),
    },
    forms={
        "text": Filled(greeting.FORM, greeting.save, may=Role.TEAM, before_opening=True),
        "rulestext": Filled(houserules.FORM, houserules.save, may=Role.TEAM, before_opening=True),
    },
    hooks=Hooks(
        export=handlers.export,
        forget=handlers.forget,
        adopt=handlers.adopt,
        closed=handlers.closed,
        prune=handlers.prune,
        home=houserules.home,
    ),
    knobs=KNOBS,
)
