"""The rules of a place, shown to whoever asks: the pack's own short line, or what the community wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.decency import fit_to_repeat
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note
from bot.core.stores.knobs import Knobs
from bot.core.text import Text, lines
from bot.core.whois import community
from cogs.greeter.knobs import RULES
from cogs.greeter.rules import RULES_BLANKS, RULES_LIMIT, fill, sayable, unknown_blanks

FORM = Form("greeter-rules-form", (Field("text", long=True, limit=RULES_LIMIT),))


def button(ctx: Context, language: str) -> Button:
    """Below a welcome, where many are: each reads the rules in private."""
    id_ = button_id("greeter", "rules", ctx.community.id)
    return Button(ctx.label_in(language, "greeter-rules-label"), id_, opens_private=True)


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """`argument` is the community: on Telegram the press comes from a private chat, which may be about another one."""
    found = await community(ctx, argument) if argument else ctx.community
    if not found.open:
        raise Mistake("house-closed" if found.id == ctx.community.id else "button-gone")
    return [Answer(Note(rules_of(replace(ctx.seen_as(found), language=ctx.language))))]


async def home(ctx: Context, argument: str) -> str:
    """Only the button of the rules has an argument."""
    return argument


async def desk(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [_panel(ctx, "greeter-rules-desk", ctx.knob(RULES))]


async def save(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    text = "\n".join(line.strip() for line in values["text"].strip().splitlines())
    wrong = unknown_blanks(text, RULES_BLANKS)
    if wrong:
        raise Mistake("greeter-rules-unknown-blank", given=wrong[0])
    filled = fill(text, dict.fromkeys(RULES_BLANKS, "A"))
    if not filled or any(fit_to_repeat(line, len(filled)) is None for line in filled.split("\n") if line):
        raise Mistake("greeter-rules-not-fit")
    await Knobs(ctx.tx, ctx.community.id).put(RULES, text, ctx.who.member, ctx.now)
    return [_panel(ctx, "greeter-rules-saved", text)]


async def reset(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    await Knobs(ctx.tx, ctx.community.id).reset(RULES, ctx.who.member, ctx.now)
    return [_panel(ctx, "greeter-rules-reset", "")]


def rules_of(ctx: Context, own: str | None = None) -> Text:
    """As the asker reads them; `own` is the community's text before the turn has kept it."""
    text = ctx.knob(RULES) if own is None else own
    if not text:
        return ctx.say("greeter-house-rules", community=ctx.community.name)
    reader = next(iter(sayable([ctx.who.profile.name])), "") or ctx.label("greeter-somebody")
    return Text.of(fill(text, {"name": reader, "community": ctx.community.name}))


def _panel(ctx: Context, key: str, own: str) -> Answer:
    rows = (
        (
            Button(ctx.label("greeter-own-rules-label"), "greeter/ownrules"),
            Button(ctx.label("greeter-reset-label"), "greeter/resetrules"),
        ),
        (Button(ctx.label("greeter-back-label"), "greeter/desk"),),
    )
    return Answer(Note(lines([ctx.say(key), rules_of(ctx, own)]), rows), replace=True)
