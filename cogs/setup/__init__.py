"""setup: silent until opened; a private walk through what the house must know, then the door opens."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import PlaceChanged, PlaceMigrated, ServerJoined, ServerLeft, ServerSeen
from bot.core.features import CodeUse, Feature, Filled, Hooks, Press
from bot.core.roles import Role
from cogs.setup import calling, choosing, keeping, leaving, logroom, lost, manners, opening, overview, tongues
from cogs.setup.settings import KNOBS
from cogs.setup.store import Marks, move_marks

OWNER = Role.OWNER


async def _adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """The older was set up in its own way; how far the younger had come says nothing about it."""
    await Marks(ctx.tx, younger).clear()
    return ()


async def _moved(ctx: Context, event: PlaceMigrated) -> Sequence[Action]:
    await move_marks(ctx.tx, event.old, event.new)
    await calling.moved(ctx, event.old, event.new)
    return ()


async def _closed(ctx: Context, community: str) -> None:
    await Marks(ctx.tx, community).clear()


setup = Feature(
    name="setup",
    commands=(calling.setup_command,),
    presses={
        "begin": Press(calling.begin, before_opening=True),  # who may is asked of the community it is about
        "home": Press(overview.home, may=OWNER, before_opening=True),
        "go": Press(choosing.go, may=OWNER, before_opening=True),
        "set": Press(choosing.choose, may=OWNER, before_opening=True),
        "keep": Press(choosing.keep, may=OWNER, before_opening=True),
        "rest": Press(choosing.rest, may=OWNER, before_opening=True),
        "otherzone": Press(opens="zone", may=OWNER, before_opening=True),
        "responsible": Press(opens="person", may=OWNER, before_opening=True),
        "private": Press(choosing.log_is_private, may=OWNER, before_opening=True),
        "room": Press(logroom.make, may=OWNER, before_opening=True),
        "group": Press(logroom.group, may=OWNER, before_opening=True),
        "manners": Press(manners.show, may=Role.TEAM, before_opening=True),
        "night": Press(opens="hours", may=Role.TEAM, before_opening=True),
        "tidying": Press(manners.tidy, may=Role.TEAM, before_opening=True),
        "restore": Press(manners.restore, may=Role.TEAM, before_opening=True),
        "keeping": Press(keeping.show, may=OWNER, before_opening=True),
        "keepfor": Press(keeping.choose, may=OWNER, before_opening=True),
        "tongues": Press(tongues.show, may=OWNER, before_opening=True),
        "tongue": Press(tongues.choose, may=OWNER, before_opening=True),
        "speakin": Press(tongues.speak, may=OWNER, before_opening=True),
        "clock": Press(tongues.clock, may=OWNER, before_opening=True),
        "timein": Press(tongues.keep_time, may=OWNER, before_opening=True),
        "timeby": Press(opens="placezone", may=OWNER, before_opening=True),
        "check": Press(opening.check, may=OWNER, before_opening=True),
        "preview": Press(opening.preview, may=OWNER, before_opening=True),
        "sample": Press(opening.pressed_sample, may=OWNER, before_opening=True),
        "open": Press(opening.open_house, may=OWNER, before_opening=True),
    },
    forms={
        "zone": Filled(choosing.ZONE, choosing.zone_typed, may=OWNER, before_opening=True),
        "placezone": Filled(choosing.ZONE, tongues.zone_typed, may=OWNER, before_opening=True),
        "person": Filled(choosing.PERSON, choosing.person_named, may=OWNER, before_opening=True),
        "hours": Filled(manners.FORM, manners.save, may=Role.TEAM, before_opening=True),
    },
    listens={
        ServerJoined: calling.joined,
        ServerSeen: calling.seen,
        ServerLeft: leaving.left,
        PlaceMigrated: _moved,
        PlaceChanged: lost.place_changed,
    },
    timers={"tidy": calling.tidy},
    results=calling.results,
    codes={logroom.KIND: CodeUse(logroom.describe_group, logroom.use_group)},
    hooks=Hooks(adopt=_adopt, closed=_closed),
    knobs=KNOBS,
)
