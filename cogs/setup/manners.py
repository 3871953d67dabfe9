"""The house's manners as settings: its night, how often it speaks unasked, and the platform's join and leave lines.

How long it keeps what names guests stands here, too, and is chosen beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.manners import HOURLY, NIGHT_FROM, NIGHT_TO
from bot.core.notes import Button, Note, Row
from bot.core.roles import Role
from bot.core.stores.knobs import Knobs
from bot.core.text import Text, lines
from cogs.setup import keeping
from cogs.setup import settings as set_

FORM = Form("setup-manners-form", (Field("begins", limit=5), Field("ends", limit=5), Field("hourly", limit=2)))
MOST_HOURLY = 20
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\Z", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}\Z", re.ASCII)


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [_page(ctx)]


async def save(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    """All three or, where one cannot be read, none."""
    night = {knob.key: _clock(values[name]) for knob, name in ((NIGHT_FROM, "begins"), (NIGHT_TO, "ends"))}
    for key, wanted in (*night.items(), (HOURLY.key, _hourly(values["hourly"]))):
        await set_.put(ctx, key, wanted)
    return [_page(await set_.reloaded(ctx), "setup-kept")]


async def tidy(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Whether the platform's own lines about who came and went are taken away."""
    if choice not in ("yes", "no") or not set_.has(ctx, set_.TIDY):
        raise Mistake("button-gone")
    await set_.put(ctx, set_.TIDY, choice == "yes")
    return [_page(await set_.reloaded(ctx), "setup-kept")]


async def restore(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    for key in (NIGHT_FROM.key, NIGHT_TO.key, HOURLY.key, set_.TIDY):
        knob = ctx.catalogue.knobs.get(key)
        if knob:
            await Knobs(ctx.tx, ctx.community.id).reset(knob, ctx.who.member, ctx.now)
    return [_page(await set_.reloaded(ctx), "setup-manners-restored")]


def _page(ctx: Context, before: str = "") -> Answer:
    said = [ctx.say(before)] if before else []
    said += [ctx.say("setup-manners"), _night(ctx), ctx.say("setup-manners-hourly", count=ctx.knob(HOURLY))]
    first = [Button(ctx.label("setup-manners-label"), "setup/night")]
    if set_.has(ctx, set_.TIDY):
        tidied = bool(set_.value(ctx, set_.TIDY))
        said.append(ctx.say("setup-manners-tidied" if tidied else "setup-manners-untidied"))
        line, wish = ("setup-untidy-label", "no") if tidied else ("setup-tidy-label", "yes")
        first.append(Button(ctx.label(line), button_id("setup", "tidying", f"lines={wish}")))
    said += keeping.how_long(ctx)
    rows: list[Row] = [tuple(first), (Button(ctx.label("setup-manners-reset-label"), "setup/restore"),)]
    if ctx.may(Role.OWNER):  # the rest of the setup is not for the team, nor what nobody can bring back
        rows.append(
            (
                Button(ctx.label("setup-keeping-label"), "setup/keeping"),
                Button(ctx.label("setup-home-label"), "setup/home"),
            )
        )
    return Answer(Note(lines(said), tuple(rows)), replace=True)


def _night(ctx: Context) -> Text:
    start, end = ctx.knob(NIGHT_FROM), ctx.knob(NIGHT_TO)
    if start == end:
        return ctx.say("setup-manners-no-night")
    return ctx.say("setup-manners-night", start=start, end=end, zone=ctx.community.zone)


def _clock(typed: str) -> str:
    """`HH:MM`, from that or an hour alone. Raises Mistake for anything else."""
    found = _CLOCK.match(typed.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Mistake("setup-manners-no-time", given=typed)
    return f"{hour:02}:{minute:02}"


def _hourly(typed: str) -> int:
    given = typed.strip()
    if not _NUMBER.match(given) or int(given) > MOST_HOURLY:
        raise Mistake("setup-manners-no-number", given=typed, most=MOST_HOURLY)
    return int(given)
