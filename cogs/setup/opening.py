"""The last page: what the house lacks and where to click, what guests will see, and opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.events import Right
from bot.core.notes import Button, Note, Row
from bot.core.refs import PlaceRef
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar
from bot.core.text import Text, lines
from cogs.setup import settings as set_
from cogs.setup.asking import ask, sample
from cogs.setup.overview import overview
from cogs.setup.settling import settle
from cogs.setup.steps import progress
from cogs.setup.store import OPENED, Marks
from cogs.setup.values import value_of

FRIDAY = 4
SAMPLE_HOUR = 20
# What the house uses, in the order of how much is missed without it. The lobby always grants all of it.
RIGHTS: tuple[Right, ...] = ("post", "read", "see_joins", "moderate", "erase", "open_places")
CHECKED = ("discord", "telegram")


async def check(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    row: Row = (
        Button(ctx.label("setup-check-again-label"), "setup/check"),
        *((Button(ctx.label("setup-desk-doctor-label"), "doctor/desk"),) if "doctor" in ctx.catalogue.features else ()),
        Button(ctx.label("setup-preview-label"), "setup/preview"),
        Button(ctx.label("setup-home-label"), "setup/home"),
    )
    return [Answer(Note(lines(await _rights(ctx)), (row,)), replace=True)]


async def preview(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [await last_look(ctx)]


async def last_look(ctx: Context, before: str = "") -> Answer:
    """What the house lacks, a greeting and a party's card as guests would see them, and opening; nobody else sees it."""
    if not ctx.community.open and (missing := await _unsettled(ctx)):
        return missing
    said = [ctx.say(before)] if before else []
    home = Button(ctx.label("setup-home-label"), "setup/home")
    row: Row = (home,)
    if not ctx.community.open:
        said += [*await _rights(ctx), Text()]
        again = Button(ctx.label("setup-check-again-label"), "setup/preview")
        row = (Button(ctx.label("setup-open-label"), "setup/open", "good"), again, home)
    motto = next(iter(ctx.voice.mottos(ctx.pack)), "")
    said += [ctx.say("setup-preview"), Text(), _greeting(ctx), Text(), _card(ctx, motto)]
    if not ctx.community.open:
        welcome, parties = [await value_of(ctx, step, ()) for step in ("welcome", "parties")]
        said += [Text(), ctx.say("setup-open-ask", welcome=welcome, parties=parties)]
    colour = str(ctx.voice.look(motto, ctx.pack).get("accent", ""))
    return Answer(Note(lines(said), (_answers(ctx), row), colour=colour), replace=True)


async def pressed_sample(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [ctx.answer("setup-sample-pressed")]


async def open_house(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    if ctx.community.open:
        return [await overview(ctx)]
    if missing := await _unsettled(ctx):
        return [missing]
    who = ctx.who.member
    await settle(ctx)  # what the overview showed for a step nobody answered holds from now on
    await Registrar(ctx.tx).shape(ctx.community.id, state="open")
    await Marks(ctx.tx, ctx.community.id).put(OPENED, f"{who.platform}:{who.id}", ctx.now)
    return [await overview(await set_.reloaded(ctx), "setup-opened")]


async def _unsettled(ctx: Context) -> Answer | None:
    """Whatever else stands as suggested, the time zone is confirmed by somebody."""
    if "zone" in (await progress(ctx)).answered:
        return None
    return await ask(ctx, "zone", before="setup-zone-first")


async def _rights(ctx: Context) -> list[Text]:
    missing = [*await _missing_rights(ctx), *await _shut_places(ctx)]
    head = "setup-rights-missing-open" if ctx.community.open else "setup-rights-missing"
    found = [ctx.say(head), *missing] if missing else [ctx.say("setup-rights-fine")]
    return [*found, *await _log_place(ctx)]


async def _missing_rights(ctx: Context) -> list[Text]:
    """One plain sentence each, with what to click."""
    return [
        ctx.say(f"setup-right-{server.ref.platform}-{right}", server=server.name)
        for server in await Communities(ctx.tx).servers(ctx.community.id)
        if server.ref.platform in CHECKED
        for right in RIGHTS
        if right not in server.house_rights
    ]


async def _shut_places(ctx: Context) -> list[Text]:
    """Chosen places in which the house may not write, or that are no more."""
    log = set_.value(ctx, set_.LOG, "")
    chosen = [*set_.places(ctx, set_.GREET_PLACES), *set_.places(ctx, set_.PARTY_PLACES), *([log] if log else [])]
    found: list[Text] = []
    for each in dict.fromkeys(chosen):
        platform, _, id_ = each.partition(":")
        place = await Communities(ctx.tx).place(PlaceRef(platform, id_)) if id_ else None
        if place and not place.there:
            found.append(ctx.say("setup-place-gone", place=place.name))
        elif place and not place.writable:
            found.append(ctx.say("setup-place-shut", place=place.name))
    return found


async def _log_place(ctx: Context) -> list[Text]:
    """Named among the rights, because only a person can see who else reads there."""
    platform, _, id_ = set_.value(ctx, set_.LOG, "").partition(":")
    place = await Communities(ctx.tx).place(PlaceRef(platform, id_)) if id_ else None
    server = await Communities(ctx.tx).server(place.server) if place else None
    if place is None or server is None or not place.there:
        return []
    return [ctx.say("setup-check-log", place=place.name, server=server.name)]


def _greeting(ctx: Context) -> Text:
    """The community's own words stand in the greeter's panel; here is the voice that was chosen."""
    if set_.value(ctx, set_.GREET_TEXT, ""):
        return ctx.say("setup-own-greeting")
    voice = set_.value(ctx, set_.GREET_VOICE, set_.VOICES[0])
    return sample(ctx, voice if voice in set_.VOICES else set_.VOICES[0], ctx.who.profile.name)


def _card(ctx: Context, motto: str) -> Text:
    language = ctx.community.language
    return ctx.say_in(
        language,
        "setup-sample-card",
        title=ctx.cheer(language, motto, "motto-name"),
        about=ctx.cheer(language, motto, "motto-about"),
        when=ctx.voice.moment(language, _next_friday(ctx), ctx.zone, now=ctx.now),
    )


def _answers(ctx: Context) -> Row:
    language = ctx.community.language
    return tuple(
        Button(ctx.label_in(language, f"setup-sample-{answer}-label"), button_id("setup", "sample", answer))
        for answer in ("yes", "maybe", "no")
    )


def _next_friday(ctx: Context) -> datetime:
    local = ctx.now.astimezone(ctx.zone)
    days = (FRIDAY - local.weekday()) % 7 or 7
    evening = (local + timedelta(days=days)).replace(hour=SAMPLE_HOUR, minute=0, second=0, microsecond=0)
    return evening.astimezone(ctx.now.tzinfo)
