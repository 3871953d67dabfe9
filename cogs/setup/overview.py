"""The whole setup on one panel: how everything stands, each step to be changed, and the way to opening."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.notes import BUTTONS_A_ROW, Button, Note, Row
from bot.core.text import lines
from cogs.setup.steps import progress
from cogs.setup.values import value_of

# Panels of other features that belong to running a house, where this house has them.
DESKS = (("greeter", "desk"), ("team", "desk"), ("door", "desk"))


async def home(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [await overview(ctx)]


async def overview(ctx: Context, before: str = "") -> Answer:
    known = await progress(ctx)
    said = [ctx.say(before)] if before else []
    said.append(ctx.say("setup-home-open" if ctx.community.open else "setup-home-closed", community=ctx.community.name))
    for step in known.all:
        value = await value_of(ctx, step, answered=step in known.answered)
        said.append(ctx.say(f"setup-now-{step}", value=value))
    steps = [Button(ctx.label(f"setup-step-{step}-label"), button_id("setup", "go", step)) for step in known.all]
    rows: list[Row] = [tuple(steps[at : at + BUTTONS_A_ROW]) for at in range(0, len(steps), BUTTONS_A_ROW)]
    return Answer(Note(lines(said), (*rows, _onward(ctx, known.next), *_desks(ctx))), replace=True)


def _onward(ctx: Context, following: str) -> Row:
    check = Button(ctx.label("setup-check-label"), "setup/check", "plain" if ctx.community.open else "good")
    preview = Button(ctx.label("setup-preview-label"), "setup/preview")
    if following:
        return (Button(ctx.label("setup-go-on-label"), button_id("setup", "go", following), "good"), check, preview)
    return (check, preview)


def _desks(ctx: Context) -> tuple[Row, ...]:
    found = [
        Button(ctx.label("setup-step-manners-label"), "setup/manners"),
        Button(ctx.label("setup-step-tongues-label"), "setup/tongues"),
    ]
    for name, verb in DESKS:
        feature = ctx.catalogue.features.get(name)
        press = feature.presses.get(verb) if feature else None
        if press and (ctx.community.open or press.before_opening):
            found.append(Button(ctx.label(f"setup-desk-{name}-label"), f"{name}/{verb}"))
    return (tuple(found),)
