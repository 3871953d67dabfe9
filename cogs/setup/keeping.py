"""How long the house keeps what names guests: a few sensible spans each, chosen by an owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Button, Note
from bot.core.text import Text, lines
from cogs.setup import settings as set_

# By what is kept: the setting and the days to choose from.
KEPT: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "names": (set_.KEEP_NAMES, (7, 30, 90)),
    "evidence": (set_.KEEP_EVIDENCE, (30, 90, 180)),
}


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [_page(ctx)]


async def choose(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """What is older than a shorter span goes with the next housekeeping, and does not come back with a longer one."""
    key, spans = KEPT.get(argument, ("", ()))
    days = next((each for each in spans if str(each) == choice), None)
    if days is None or not set_.has(ctx, key):
        raise Mistake("button-gone")
    await set_.put(ctx, key, days)
    return [_page(await set_.reloaded(ctx), "setup-kept")]


def how_long(ctx: Context) -> list[Text]:
    """As it is now, a line each."""
    return [
        ctx.say(f"setup-kept-{what}", span=timedelta(days=set_.value(ctx, key)))
        for what, (key, _) in KEPT.items()
        if set_.has(ctx, key)
    ]


def _page(ctx: Context, before: str = "") -> Answer:
    said = [ctx.say(before)] if before else []
    said += [ctx.say("setup-keeping"), *how_long(ctx)]
    rows = [_spans(ctx, what) for what, (key, _) in KEPT.items() if set_.has(ctx, key)]
    back = Button(ctx.label("setup-step-manners-label"), "setup/manners")
    return Answer(Note(lines(said), (*rows, (back,))), replace=True)


def _spans(ctx: Context, what: str) -> tuple[Button, ...]:
    key, spans = KEPT[what]
    now = set_.value(ctx, key)
    return tuple(
        Button(
            ctx.label(f"setup-keep-{what}-label", span=timedelta(days=days)),
            button_id("setup", "keepfor", f"{what}={days}"),
            "good" if days == now else "plain",
        )
        for days in spans
    )
