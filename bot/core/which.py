"""Which community a private chat is about, where nobody can tell: the house asks, and then does what was asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id, read_button
from bot.core.codec import UnknownBodyError, dump, load
from bot.core.context import Community, Context
from bot.core.errors import Mistake
from bot.core.events import (
    ButtonPressed,
    ChatOpened,
    CommandInvoked,
    Envelope,
    Event,
    FormFilled,
    MessageWritten,
    SceneEvent,
)
from bot.core.fitting import clip_words
from bot.core.notes import LABEL_LIMIT, ROWS, Button, Note, Option, Row, Select
from bot.core.stores.inbox import INBOX, Arrivals
from bot.core.stores.people import People
from bot.core.stores.wishes import Wishes
from bot.core.whois import community

SHOWN = "house/which"
CHOSEN = "house/about"
PAGE = 20  # options of one list
Asking = CommandInvoked | ButtonPressed | FormFilled | ChatOpened | MessageWritten


def may_say(ctx: Context) -> bool:
    """In a server it is about that server; only a private chat can be about one community or another."""
    return ctx.who.private and ctx.who.server is None


async def theirs(ctx: Context) -> list[Community]:
    """The communities somebody is a guest of, by name."""
    ids = await People(ctx.tx).communities_of(ctx.who.member)
    return sorted([await community(ctx, id_) for id_ in ids], key=lambda each: (each.name.casefold(), each.id))


async def ask(ctx: Context, event: Event) -> list[Action]:
    """The question instead of an answer; what was asked is kept until they say which."""
    if not isinstance(event, Asking):
        return []
    opened = read_button(event.button) if isinstance(event, ButtonPressed) else None
    if opened and f"{opened.feature}/{opened.verb}" in (SHOWN, CHOSEN):
        return [await _list(ctx, opened.argument, replace=True)]
    await Wishes(ctx.tx).keep(ctx.who.member, dump(event), ctx.now)
    return [await _list(ctx)]


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Somebody wants to talk about another one. In a server there is nothing to choose."""
    if not may_say(ctx):
        raise Mistake("button-gone")
    return [await _list(ctx, argument, replace=True)]


async def chosen(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Who acts where was looked up by this very button; a community they are no guest of was never found."""
    if not may_say(ctx) or (await community(ctx, argument or choice)).id != ctx.community.id:
        raise Mistake("button-gone")
    if body := await Wishes(ctx.tx).take(ctx.who.member, ctx.now):
        await _carry_on(ctx, body)
    more: Row = (Button(ctx.label("which-other-label"), SHOWN), Button(ctx.label("which-help-label"), "help/page"))
    return [ctx.answer("which-chosen", more, replace=True, community=ctx.community.name)]


async def home(ctx: Context, argument: str) -> str:
    """The community a choice names."""
    return argument


async def _list(ctx: Context, argument: str = "", *, replace: bool = False) -> Answer:
    found = await theirs(ctx)
    page = int(argument) if argument.isdecimal() and len(argument) < 4 and int(argument) * PAGE < len(found) else 0
    said = ctx.say("which-now", community=ctx.community.name) if ctx.community.id else ctx.say("which-ask")
    if len(found) <= ROWS:
        rows = tuple((Button(_label(each), button_id("house", "about", each.id)),) for each in found)
        return Answer(Note(said, rows), replace=replace)
    shown = found[page * PAGE : (page + 1) * PAGE]
    options = tuple(Option(_label(each), each.id, chosen=each.id == ctx.community.id) for each in shown)
    more: list[Row] = []
    if len(found) > PAGE:
        following = page + 1 if len(found) > (page + 1) * PAGE else 0
        more.append((Button(ctx.label("which-more-label"), button_id("house", "which", str(following))),))
    return Answer(Note(said, tuple(more), (Select(CHOSEN, ctx.label("which-label"), options),)), replace=replace)


def _label(each: Community) -> str:
    return clip_words(each.name, LABEL_LIMIT) or "–"


async def _carry_on(ctx: Context, body: str) -> None:
    """What was asked comes in once more, behind this turn. Its own way to be answered may have run out meanwhile."""
    try:
        asked = load(body)
    except UnknownBodyError:
        return  # kept by another release
    if not isinstance(asked, SceneEvent):
        return
    if asked.scene.reply:
        scene = dataclasses.replace(asked.scene, reply=ctx.who.reply, reply_until=ctx.who.reply_until)
        asked = dataclasses.replace(asked, scene=scene)
    lane = f"{ctx.who.member.platform}:@{ctx.who.member.id}"
    await Arrivals(ctx.tx).keep(Envelope(f"again:{ctx.ambient.new_id()}", lane, ctx.now, asked), ctx.now)
    ctx.tx.touch(INBOX)
