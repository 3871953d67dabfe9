"""The words of a welcome: the voice's own or the community's, with a preview and a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action, Answer
from bot.core.context import Context
from bot.core.decency import fit_to_repeat
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note
from bot.core.stores.knobs import Knobs
from bot.core.text import Text, lines
from cogs.greeter.knobs import TEXT, VOICE
from cogs.greeter.rules import GREETING_LIMIT, NAMES, fill, sayable, unknown_blanks

FORM = Form("greeter-form", (Field("text", long=True, limit=GREETING_LIMIT),))


async def words_of_welcome(ctx: Context, language: str, names: Sequence[str]) -> Text:
    """One welcome for all of them, and what is on here now."""
    shown = sayable(names)
    own = ctx.knob(TEXT)
    said = _own(ctx, own, shown, len(names)) if own else _voiced(ctx, language, shown, len(names))
    place = ctx.seen_as(ctx.community)
    on = [
        text
        for feature in ctx.catalogue.features.values()
        if feature.hooks.whats_on
        for text in await feature.hooks.whats_on(place)
    ]
    return lines([said, *on[:2]])


def _voiced(ctx: Context, language: str, shown: Sequence[str], count: int) -> Text:
    tone = ctx.knob(VOICE)
    if count == 1 and shown:
        number = ctx.ambient.pick(range(1, ctx.voice.variants(language, f"greeting-{tone}", pack=ctx.pack) + 1))
        return ctx.say_in(language, f"greeting-{tone}-{number}", name=shown[0])
    if count == 1:
        return ctx.say_in(language, f"greeting-{tone}-nameless")
    several = ctx.say_in(language, f"greeting-{tone}-several", count=count)
    named = shown[:NAMES]
    if not named:
        return several
    names = ctx.say_in(language, "greeter-names", names=", ".join(named), rest=count - len(named))
    return lines([several, names])


def _own(ctx: Context, own: str, shown: Sequence[str], count: int) -> Text:
    names = ", ".join(shown[:NAMES]) or ctx.say_in(ctx.community.language, "greeter-somebody").plain
    return Text.of(fill(own, {"name": names, "count": str(count), "community": ctx.community.name}))


async def desk(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The greeting as it is now, with what can be done about it."""
    return [await _panel(ctx, "greeter-desk")]


async def save(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    text = values["text"].strip()
    wrong = unknown_blanks(text)
    if wrong:
        raise Mistake("greeter-unknown-blank", given=wrong[0])
    if fit_to_repeat(fill(text, {"name": "", "count": "", "community": ""}), GREETING_LIMIT) is None:
        raise Mistake("greeter-not-fit")
    await Knobs(ctx.tx, ctx.community.id).put(TEXT, text, ctx.who.member, ctx.now)
    return [await _panel(ctx, "greeter-saved", own=text)]


async def reset(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    await Knobs(ctx.tx, ctx.community.id).reset(TEXT, ctx.who.member, ctx.now)
    return [await _panel(ctx, "greeter-reset", own="")]


async def _panel(ctx: Context, key: str, own: str | None = None) -> Action:
    text = ctx.knob(TEXT) if own is None else own
    me = [ctx.who.profile.name]
    sample = _own(ctx, text, sayable(me), 1) if text else _voiced(ctx, ctx.community.language, sayable(me), 1)
    rows = (
        (
            Button(ctx.label("greeter-own-label"), "greeter/own"),
            Button(ctx.label("greeter-reset-label"), "greeter/reset"),
        ),
        (Button(ctx.label("greeter-rules-label"), "greeter/rulesdesk"),),
    )
    return Answer(Note(ctx.say(key, sample=sample), rows), replace=True)
