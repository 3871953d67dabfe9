"""Which language a single place speaks and whose time it keeps, where they are not its community's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.core.actions import Action, Answer
from bot.core.buttons import LIMIT, button_id, carried
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Button, Note, Option, Row, Select
from bot.core.stores.communities import Place
from bot.core.stores.registrar import Registrar
from bot.core.text import Text, lines
from cogs.setup.redrawing import redrawn
from cogs.setup.rooms import PAGE, options, picked, platforms, writable
from cogs.setup.zones import offered, read_zone

LIKE = "like"  # the community's own, whatever it is
NAMED = 20  # places with a language of their own that are spelled out


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [await _page(ctx, int(argument) if argument.isdecimal() and len(argument) < 4 else 0)]


async def choose(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """`argument` is the platform, `choice` the place."""
    place = await _place(ctx, argument, choice)
    stem = f"{argument}.{carried(place.ref.id)}"
    spoken = tuple(_speak(ctx.label_in(each, f"language-{each}"), f"{stem}={each}") for each in ctx.voice.languages())
    like = _speak(ctx.label("setup-like-label"), f"{stem}={LIKE}")
    clock = Button(ctx.label("setup-clock-label"), button_id("setup", "clock", stem))
    said = lines([ctx.say("setup-tongue-ask", place=place.name), _now(ctx, place)])
    return [Answer(Note(said, (spoken, (like, clock), (_back(ctx),))), replace=True)]


async def speak(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    place = await _spelled(ctx, argument)
    if choice != LIKE and choice not in ctx.voice.languages():
        raise Mistake("button-gone")
    wished = "" if choice == LIKE else choice
    await Registrar(ctx.tx).speak_in(place.ref, wished)
    redraws = await redrawn(ctx, place.ref) if wished != place.language else []
    return [await _page(ctx, 0, "setup-kept"), *redraws]


async def clock(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """`argument` is the platform and the place."""
    place = await _spelled(ctx, argument)
    options = tuple(
        Option(
            f"{zone.replace('_', ' ')} · {ctx.now.astimezone(ZoneInfo(zone)):%H:%M}",
            carried(zone),
            chosen=zone == place.zone,
        )
        for zone in offered(ctx.community.language)
        if len(f"setup/timein/{argument}={carried(zone)}") <= LIMIT
    )
    selects = (
        (Select(button_id("setup", "timein", argument), ctx.label("setup-zone-label"), options),) if options else ()
    )
    like = Button(ctx.label("setup-like-label"), button_id("setup", "timein", f"{argument}={LIKE}"))
    other = Button(ctx.label("setup-zone-other-label"), button_id("setup", "timeby", argument))
    said = lines([ctx.say("setup-clock-ask", place=place.name), _now(ctx, place)])
    return [Answer(Note(said, ((other, like), (_back(ctx),)), selects), replace=True)]


async def keep_time(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """A panel from before the language was changed still shows the zones of the other one."""
    known = {carried(zone): zone for language in ctx.voice.languages() for zone in offered(language)}
    if choice != LIKE and choice not in known:
        raise Mistake("button-gone")
    return await _kept_time(ctx, argument, known.get(choice, ""))


async def zone_typed(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    found = read_zone(values["zone"])
    if found is None:
        raise Mistake("setup-zone-unknown", given=values["zone"])
    return await _kept_time(ctx, argument, found)


async def _kept_time(ctx: Context, argument: str, zone: str) -> Sequence[Action]:
    place = await _spelled(ctx, argument)
    await Registrar(ctx.tx).keep_time_of(place.ref, zone)
    redraws = await redrawn(ctx, place.ref) if zone != place.zone else []
    return [await _page(ctx, 0, "setup-kept"), *redraws]


async def _page(ctx: Context, page: int, before: str = "") -> Answer:
    said = [ctx.say(before)] if before else []
    said.append(ctx.say("setup-tongues", value=ctx.say(f"language-{ctx.community.language}"), zone=ctx.community.zone))
    selects: list[Select] = []
    own: list[Place] = []
    more = False
    for platform in await platforms(ctx):
        found = await _places(ctx, platform)
        own += [place for place in found if place.language or place.zone]
        more = more or len(found) > (page + 1) * PAGE
        shown = tuple(options(found, [], page))
        if shown:
            label = ctx.label("setup-place-label", platform=platform.capitalize())
            selects.append(Select(button_id("setup", "tongue", platform), label, shown))
    said += [_now(ctx, place) for place in own[:NAMED]]
    row: list[Button] = []
    if more or page:
        following = button_id("setup", "tongues", str(page + 1 if more else 0))
        row.append(Button(ctx.label("setup-more-label"), following))
    rows: tuple[Row, ...] = ((*row, Button(ctx.label("setup-home-label"), "setup/home")),)
    return Answer(Note(lines(said), rows, tuple(selects[:3])), replace=True)


def _now(ctx: Context, place: Place) -> Text:
    own = [ctx.label(f"language-{place.language}")] if place.language in ctx.voice.languages() else []
    own += [place.zone] if place.zone else []
    if not own:
        return ctx.say("setup-tongue-like", place=place.name)
    return ctx.say("setup-tongue-own", place=place.name, value=" · ".join(own))


def _back(ctx: Context) -> Button:
    return Button(ctx.label("setup-tongues-back-label"), "setup/tongues")


def _speak(label: str, argument: str) -> Button:
    return Button(label, button_id("setup", "speakin", argument))


async def _places(ctx: Context, platform: str) -> list[Place]:
    """Those whose id a button can carry, which is every one of the platforms' own."""
    spare = LIMIT - len(f"setup/speakin/{platform}.={LIKE}")
    found = await writable(ctx, platform, announcing=True)
    return [place for place in found if len(carried(place.ref.id).encode()) <= spare]


async def _spelled(ctx: Context, argument: str) -> Place:
    platform, _, id_ = argument.partition(".")
    return await _place(ctx, platform, id_)


async def _place(ctx: Context, platform: str, id_: str) -> Place:
    place = picked(await _places(ctx, platform), id_)
    if place is None:
        raise Mistake("button-gone")
    return place
