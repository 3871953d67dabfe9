"""`/help`: guests read what guests may do; who has a role finds its commands one tap further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import which
from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.commands import Command, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import ChatOpened
from bot.core.notes import BUTTONS_A_ROW, Button, Note, Row
from bot.core.quiet import quiet_buttons
from bot.core.roles import GRANTABLE, Role
from bot.core.stores.people import Registry
from bot.core.text import Text, lines

# Another feature's setting: who is responsible for data.
RESPONSIBLE = "house.responsible"
# What guests ask for most comes first; what is not named here follows.
FIRST = ("help", "parties", "ask", "report", "mydata", "code")
# Commands whose example is made of people's own words, and reads in the language of whoever asks.
WORDED = frozenset({"ask", "faq", "party"})
# Panels of other features and the role that finds them here, in the order in which they are offered.
DESKS = (
    ("setup", "home", Role.OWNER),
    ("setup", "manners", Role.TEAM),
    ("team", "desk", Role.OWNER),
    ("greeter", "desk", Role.TEAM),
    ("parties", "desk", Role.HOST),
    ("faq", "desk", Role.TEAM),
    ("door", "desk", Role.MODERATOR),
)


@command("help", aliases={"de": "hilfe"}, before_opening=True, examples=("/help",))
async def help_command(ctx: Context) -> Sequence[Action]:
    return [Answer(await _page(ctx))]


async def opened(ctx: Context, event: ChatOpened) -> Sequence[Action]:
    """Who opens the private chat without having been led there by anything finds out what can be asked."""
    return [Answer(await _page(ctx))] if event.scene.private and not event.payload else []


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [Answer(await _page(ctx), replace=True)]


async def more(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The commands of somebody's roles, with examples and the panels they lead to."""
    theirs = _theirs(ctx)
    if not theirs:
        raise Mistake("not-allowed", role=ctx.say(f"role-{Role.TEAM}"))
    said = [ctx.say("help-role-commands"), *(_line(ctx, each) for each in theirs)]
    back: Row = (Button(ctx.label("help-back-label"), "help/page"),)
    return [Answer(Note(lines(said), (*_desks(ctx), back)), replace=True)]


async def speak(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Their own choice, before whatever the platform tells of their language."""
    if argument not in ctx.voice.languages():
        raise Mistake("button-gone")
    await Registry(ctx.tx).speak(ctx.who.member, argument)
    return [Answer(await _page(replace(ctx, language=argument)), replace=True)]


async def _page(ctx: Context) -> Note:
    said = [ctx.say("help-house", community=ctx.community.name) if ctx.community.name else ctx.say("help-house-alone")]
    if ctx.community.id and not ctx.community.open:
        said.append(ctx.say("help-closed"))
    guests = [each for each in _visible(ctx) if each.may is Role.GUEST]
    if guests:
        said += [Text(), ctx.say("help-guest-commands"), *(_line(ctx, each) for each in guests)]
    theirs = _theirs(ctx)
    if theirs:
        names = ", ".join(f"/{_name(ctx, each)}" for each in theirs)
        said += [Text(), ctx.say("help-yours", roles=_roles(ctx), commands=names)]
    said += [Text(), _kept(ctx)]
    rows: list[Row] = [(Button(ctx.label("help-more-label"), "help/more"), *quiet_buttons(ctx))] if theirs else []
    if ctx.community.id and which.may_say(ctx) and len(await which.theirs(ctx)) > 1:
        said.append(ctx.say("help-about", community=ctx.community.name))
        rows.append((Button(ctx.label("help-about-label"), which.SHOWN),))
    return Note(lines(said), (*rows, *_rules(ctx), _languages(ctx)))


def _visible(ctx: Context) -> list[Command]:
    """Those that would answer: in a closed house only what works before it opens."""
    found = [each for each in ctx.catalogue.visible(ctx.roles) if ctx.community.open or each.before_opening]
    return sorted(found, key=lambda each: FIRST.index(each.name) if each.name in FIRST else len(FIRST))


def _theirs(ctx: Context) -> list[Command]:
    return [each for each in _visible(ctx) if each.may is not Role.GUEST]


def _line(ctx: Context, each: Command) -> Text:
    name = _name(ctx, each)
    example = _example(ctx, each)
    if example:
        return ctx.say("help-command-example", name=name, about=ctx.say(each.line), example=example)
    return ctx.say("help-command", name=name, about=ctx.say(each.line))


def _example(ctx: Context, each: Command) -> str:
    if each.name in WORDED:
        return ctx.label(f"help-example-{each.name}")
    return next((one for one in each.examples if one != f"/{each.name}"), "")


def _name(ctx: Context, each: Command) -> str:
    return each.aliases.get(ctx.language, each.name)


def _roles(ctx: Context) -> str:
    held = [role for role in (Role.OPERATOR, *GRANTABLE) if role in ctx.roles]
    return ", ".join(ctx.label(f"role-{role}") for role in held)


def _kept(ctx: Context) -> Text:
    responsible: str = ctx.community.knobs.get(RESPONSIBLE, "")
    if responsible:
        return ctx.say("help-kept", responsible=responsible)
    return ctx.say("help-kept-unnamed")


def _rules(ctx: Context) -> tuple[Row, ...]:
    """Another feature's panel, which every guest may read."""
    feature = ctx.catalogue.features.get("greeter")
    if feature is None or "rules" not in feature.presses or not ctx.community.open:
        return ()
    return ((Button(ctx.label("help-rules-label"), button_id("greeter", "rules", ctx.community.id)),),)


def _languages(ctx: Context) -> Row:
    """Each by its own name, so that who cannot read this page finds the way out of it."""
    known = ctx.voice.languages()[:BUTTONS_A_ROW]
    return tuple(Button(ctx.label_in(each, f"language-{each}"), f"help/speak/{each}") for each in known)


def _desks(ctx: Context) -> tuple[Row, ...]:
    found: list[Button] = []
    for name, verb, role in DESKS:
        feature = ctx.catalogue.features.get(name)
        press = feature.presses.get(verb) if feature else None
        if press and ctx.may(role) and (ctx.community.open or press.before_opening):
            named = verb if verb == "manners" else name
            found.append(Button(ctx.label(f"help-desk-{named}-label"), f"{name}/{verb}"))
    return tuple(tuple(found[at : at + 3]) for at in range(0, len(found), 3))
