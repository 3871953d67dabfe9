"""pause: one tap stops everything the house would say unasked; what was held waits for a person."""

from __future__ import annotations

from bot.core.features import Feature, Filled, Hooks, Press
from bot.core.roles import Role
from cogs.pause import held, pausing

MODERATOR, TEAM = Role.MODERATOR, (Role.TEAM,)

pause = Feature(
    name="pause",
    commands=(pausing.pause_command, pausing.resume_command),
    presses={
        "now": Press(pausing.now, may=MODERATOR, also=TEAM),
        "till": Press(pausing.till, may=MODERATOR, also=TEAM),
        "resume": Press(pausing.resume, may=MODERATOR, also=TEAM),
        "list": Press(held.show, may=MODERATOR, also=TEAM),
        "send": Press(held.send, may=MODERATOR, also=TEAM),
        "skip": Press(held.skip, may=MODERATOR, also=TEAM),
        "skipall": Press(held.skip_all, may=MODERATOR, also=TEAM),
        "move": Press(held.move, may=MODERATOR, also=TEAM),
        "to": Press(held.move_to, may=MODERATOR, also=TEAM),
        "at": Press(opens="when", may=MODERATOR, also=TEAM),
    },
    forms={"when": Filled(held.WHEN, held.moved, may=MODERATOR)},
    timers={"end": pausing.over},
    hooks=Hooks(home=held.home),
)
