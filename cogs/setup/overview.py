"""The whole setup on one panel: how everything stands, each step to be changed, and the way to opening."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.notes import BUTTONS_A_ROW, Button, Note, Row
from bot.core.text import lines
from cogs.setup.steps import progress, title
from cogs.setup.values import value_of

# Panels of other features that belong to running a house, where this house has them.
DESKS = (("greeter", "desk"), ("team", "desk"), ("door", "desk"))


async def home(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [await overview(ctx)]


async def overview(ctx: Context, before: str = "") -> Answer:
    known = await progress(ctx)
    said = [ctx.say(before)] if before else []
    said.append(ctx.say("setup-home-open" if ctx.community.open else "setup-home-closed", community=ctx.community.name))
    steps = [step for page in known.all for step in page]
    said += [ctx.say(f"setup-now-{step}", value=await value_of(ctx, step, known.answered)) for step in steps]
    pages = [
        Button(ctx.label(f"setup-page-{title(page)}-label"), button_id("setup", "go", page[0])) for page in known.all
    ]
    rows: list[Row] = [tuple(pages[at : at + BUTTONS_A_ROW]) for at in range(0, len(pages), BUTTONS_A_ROW)]
    return Answer(Note(lines(said), (*rows, _onward(ctx, known.next), *_desks(ctx))), replace=True)


def _onward(ctx: Context, following: str) -> Row:
    if ctx.community.open:
        on: Row = (Button(ctx.label("setup-go-on-label"), button_id("setup", "go", following)),) if following else ()
        check = Button(ctx.label("setup-check-label"), "setup/check")
        return (*on, check, Button(ctx.label("setup-preview-label"), "setup/preview"))
    if following:
        on = (Button(ctx.label("setup-go-on-label"), button_id("setup", "go", following), "good"),)
        return (*on, Button(ctx.label("setup-look-label"), "setup/preview"))
    return (Button(ctx.label("setup-look-label"), "setup/preview", "good"),)


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
