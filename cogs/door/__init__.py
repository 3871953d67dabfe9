"""door: who is asked to be quiet, by whom, for how long and why, and nothing of it where others can read."""

from __future__ import annotations

from bot.core.events import (
    MemberJoined,
    MessageWritten,
    PlaceMigrated,
    Reconnected,
    RightsChanged,
    ServerLeft,
    ServerSeen,
)
from bot.core.features import Feature, Filled, Handler, Hooks, Press
from cogs.door import commands, forwarded, hooks, keeping, panel, reports
from cogs.door.knobs import KNOBS
from cogs.door.results import results


def _press(run: Handler) -> Press:
    """Open to everybody here, because the case behind a button decides whose moderators may press it (`access.find`).

    Where it is pressed may be another community, or none that was opened: a team group of its own, a private chat.
    """
    return Press(run, before_opening=True)


door = Feature(
    name="door",
    commands=(
        commands.mute,
        commands.unmute,
        commands.look_up,
        commands.undo,
        commands.mod,
        reports.report,
    ),
    presses={
        "show": _press(panel.show_case),
        "who": _press(panel.who),
        "log": _press(panel.show_log),
        "undo": _press(panel.undo),
        "also": _press(panel.also),
        "quick": _press(panel.quick),
        "mute": _press(reports.mute),
        "fine": _press(reports.fine),
        "erase": _press(reports.erase),
        "reopen": _press(reports.reopen),
        "reason": Press(opens="words", before_opening=True),
    },
    forms={"words": Filled(panel.REASON, panel.change_reason, before_opening=True)},
    listens={
        MessageWritten: forwarded.forwarded,
        MemberJoined: keeping.joined,
        RightsChanged: keeping.rights_changed,
        ServerSeen: keeping.server_seen,
        ServerLeft: keeping.server_left,
        Reconnected: keeping.reconnected,
        PlaceMigrated: keeping.moved,
    },
    timers={"unmute": keeping.time_is_up},
    results=results,
    hooks=Hooks(
        export=hooks.export,
        forget=hooks.forget,
        adopt=hooks.adopt,
        closed=hooks.closed,
        prune=hooks.prune,
        redraw=hooks.redraw,
        gate=keeping.gate,
        home=hooks.home,
    ),
    knobs=KNOBS,
)
