"""One private panel, edited in place: the questions of a page with their choices, and the way on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.core.abilities import Ability
from bot.core.actions import Answer
from bot.core.buttons import button_id, carried
from bot.core.context import Context
from bot.core.notes import OPTIONS, Button, Note, Option, Row, Select
from bot.core.stores.communities import Communities, Place
from bot.core.text import Text, lines
from cogs.setup import settings as set_
from cogs.setup.rooms import NOWHERE, PAGE, WHERE_THEY_COME_IN, options, platforms, writable
from cogs.setup.steps import Page, Progress, other_bots, progress
from cogs.setup.values import (
    language_of,
    overlap,
    pack_of,
    party_places,
    profile_of,
    value_of,
    voice_of,
    who_of,
    zone_of,
)
from cogs.setup.zones import offered

Parts = tuple[list[Row], list[Select]]


async def ask(ctx: Context, step: str, page: int = 0, before: str = "", *, chosen: bool = False) -> Answer:
    """The page on which `step` is asked; `page` is that of its rooms or roles.

    `before` is a line about what has just happened; `chosen` says that a choice was made but not finished.
    """
    known = await progress(ctx)
    asked = known.page_of(step)
    answered = known.answered | ({step} if chosen else set())
    said = [ctx.say(before)] if before else []
    if asked in known.walk:
        number = known.walk.index(asked) + 1
        said.append(ctx.say("setup-step", number=number, total=len(known.walk), community=ctx.community.name))
    rows: list[Row] = []
    selects: list[Select] = []
    for each in asked:
        said += [Text(), *await _asked(ctx, each, answered)] if len(asked) > 1 else await _asked(ctx, each, answered)
        more_rows, more_selects = await _choices(ctx, each, page, answered)
        rows += more_rows
        selects += more_selects
    return Answer(Note(lines(said), (*rows, _onward(ctx, known, asked)), tuple(selects)), replace=True)


async def _asked(ctx: Context, step: str, answered: Collection[str]) -> list[Text]:
    now = "setup-now" if step in answered else "setup-suggested"
    return [await _question(ctx, step), ctx.say(now, value=await value_of(ctx, step, answered))]


async def _question(ctx: Context, step: str) -> Text:
    if step == "bots":
        return ctx.say("setup-which-bots", names=", ".join((await other_bots(ctx))[:20]))
    if step == "pack":
        samples = [Text.of(name, ": ", sample_of(ctx, key)) for key, name in ctx.voice.packs(ctx.language).items()]
        return lines([ctx.say("setup-ask-pack"), *samples])
    if step == "voice":
        name = ctx.who.profile.name
        samples = [Text.of(ctx.say(f"voice-{voice}-label"), ": ", sample(ctx, voice, name)) for voice in set_.VOICES]
        return lines([ctx.say("setup-ask-voice"), *samples])
    return ctx.say(f"setup-ask-{step}")


def sample_of(ctx: Context, pack: str) -> Text:
    """The same greeting in a pack's words."""
    name = ctx.who.profile.name
    return ctx.voice.say(ctx.community.language, f"greeting-{voice_of(ctx)}-1", {"name": name}, pack=pack)


def sample(ctx: Context, voice: str, name: str) -> Text:
    """A greeting as a newcomer would read it, in the community's language."""
    number = 1
    return ctx.say_in(ctx.community.language, f"greeting-{voice}-{number}", name=name)


async def _choices(ctx: Context, step: str, page: int, answered: Collection[str]) -> Parts:
    match step:
        case "language":
            labels = {each: ctx.label_in(each, f"language-{each}") for each in ctx.voice.languages()}
            return [_one_of(step, labels, language_of(ctx, answered))], []
        case "zone":
            return _zones(ctx, answered)
        case "profile":
            labels = {each: ctx.label(f"setup-profile-{each}") for each in set_.PROFILES}
            return [_one_of(step, labels, profile_of(ctx, answered))], []
        case "who":
            return [_one_of(step, {each: ctx.label(f"setup-who-{each}") for each in set_.WHO}, who_of(ctx))], []
        case "voice":
            labels = {each: ctx.label(f"voice-{each}-label") for each in set_.VOICES}
            return [_one_of(step, labels, voice_of(ctx))], []
        case "pack":
            return [], [_packs(ctx)]
        case "bots":
            labels = {each: ctx.label(f"setup-bots-{each}") for each in _parts(ctx)}
            return [_one_of(step, labels, (await overlap(ctx, answered)).word)], []
        case "data":
            return [(Button(ctx.label("setup-data-label"), "setup/responsible"),)], []
        case "ping":
            return await _pings(ctx, page)
        case _:
            return await _rooms(ctx, step, page, answered)


def _one_of(step: str, labels: Mapping[str, str], now: str) -> Row:
    """What stands there, or would by going on, is marked."""
    return tuple(
        Button(("✓ " if choice == now else "") + label, button_id("setup", "set", f"{step}={choice}"))
        for choice, label in labels.items()
    )


def _packs(ctx: Context) -> Select:
    now = pack_of(ctx)
    packs = list(ctx.voice.packs(ctx.language).items())[:OPTIONS]
    shown = tuple(Option(name, key, chosen=key == now) for key, name in packs)
    return Select("setup/set/pack", ctx.label("setup-pack-label"), shown)


def _parts(ctx: Context) -> tuple[str, ...]:
    """What can be left to other bots, of what this house would do itself."""
    greets, moderates = set_.has(ctx, set_.GREET_ON), set_.has(ctx, set_.DOOR_ON)
    if greets and moderates:
        return ("none", "greet", "moderate", "both")
    return ("none", "greet") if greets else ("none", "moderate")


def _zones(ctx: Context, answered: Collection[str]) -> Parts:
    now = zone_of(ctx, answered)

    def label(zone: str) -> str:
        return f"{zone.replace('_', ' ')} · {ctx.now.astimezone(ZoneInfo(zone)):%H:%M}"

    zones = offered(language_of(ctx, answered))
    found = tuple(Option(label(zone), carried(zone), chosen=zone == now) for zone in zones)
    other: Row = (Button(ctx.label("setup-zone-other-label"), "setup/otherzone"),)
    return [other], [Select("setup/set/zone", ctx.label("setup-zone-label"), found)]


async def _rooms(ctx: Context, step: str, page: int, answered: Collection[str]) -> Parts:
    """A select for each platform, and for the log a way to have a room made."""
    chosen = await _chosen(ctx, step, answered)
    rows: list[Row] = []
    selects: list[Select] = []
    more = False
    for platform in await platforms(ctx):
        found = await writable(ctx, platform, announcing=step == "parties")
        if step == "welcome":  # a topic is a choice; the group itself is where people come in anyway
            found = [place for place in found if platform == "discord" or place.kind == "thread"]
        given = (*_without_room(ctx, step, platform, chosen), *options(found, chosen, page))
        more = more or len(found) > (page + 1) * PAGE
        placeholder = ctx.label("setup-place-label", platform=platform.capitalize())
        selects.append(Select(button_id("setup", "set", f"{step}.{platform}"), placeholder, given))
    if step == "log":
        rows.append(await _making(ctx))
    if more or page:
        following = page + 1 if more else 0
        rows.append((Button(ctx.label("setup-more-label"), button_id("setup", "go", f"{step}.{following}")),))
    return rows, selects[:3]


async def _chosen(ctx: Context, step: str, answered: Collection[str]) -> list[str]:
    match step:
        case "welcome":
            return set_.places(ctx, set_.GREET_PLACES)
        case "parties":
            return await party_places(ctx, answered)
        case _:
            return [set_.value(ctx, set_.LOG, "")]


def _without_room(ctx: Context, step: str, platform: str, chosen: Sequence[str]) -> tuple[Option, ...]:
    here = [each for each in chosen if each.partition(":")[0] == platform]
    if step != "welcome":
        return (Option(ctx.label("setup-nowhere"), NOWHERE, chosen=not any(chosen)),)
    if platform == "discord":
        return (Option(ctx.label("setup-nowhere"), NOWHERE, chosen=not here or here == ["discord:"]),)
    return (
        Option(ctx.label("setup-own-place", platform=platform.capitalize()), WHERE_THEY_COME_IN, chosen=not here),
        Option(ctx.label("setup-nowhere"), NOWHERE, chosen=here == [f"{platform}:"]),
    )


async def _making(ctx: Context) -> Row:
    """Discord and the lobby have private rooms inside; Telegram needs a group of its own."""
    found: list[Button] = []
    for platform in await platforms(ctx):
        abilities = ctx.platforms.get(platform)
        if platform == "telegram" or abilities is None or Ability.PLACES not in abilities.can:
            continue
        label = ctx.label("setup-make-label", platform=platform.capitalize())
        found.append(Button(label, button_id("setup", "room", platform)))
    if "telegram" in ctx.platforms:
        found.append(Button(ctx.label("setup-group-label"), "setup/group"))
    return tuple(found)


def sure_of_log(ctx: Context, place: Place) -> Answer:
    """What moderators read names people: before an existing room gets it, one clear question."""
    chosen = f"{place.ref.platform}={carried(place.ref.id)}"
    row: Row = (
        Button(ctx.label("setup-log-yes-label"), button_id("setup", "private", chosen), "good"),
        Button(ctx.label("setup-log-no-label"), "setup/go/log"),
    )
    return Answer(Note(ctx.say("setup-log-sure", place=place.name), (row,)), replace=True)


async def _pings(ctx: Context, page: int) -> Parts:
    wanted = set_.places(ctx, set_.PARTY_PINGS)
    servers = [server for server in await Communities(ctx.tx).servers(ctx.community.id) if server.roles]
    known = [
        Option(role.name or role.id, carried(role.id), chosen=f"{server.ref.platform}:{role.id}" in wanted)
        for server in servers
        for role in server.roles
    ]
    shown = (Option(ctx.label("setup-nobody"), NOWHERE, chosen=not wanted), *known[page * PAGE : (page + 1) * PAGE])
    more = len(known) > (page + 1) * PAGE
    rows: list[Row] = []
    if more or page:
        following = button_id("setup", "go", f"ping.{page + 1 if more else 0}")
        rows.append((Button(ctx.label("setup-more-label"), following),))
    return rows, [Select("setup/set/ping", ctx.label("setup-ping-label"), shown[:OPTIONS])]


def _onward(ctx: Context, known: Progress, asked: Page) -> Row:
    home = Button(ctx.label("setup-home-label"), "setup/home")
    if "zone" in asked and not zone_of(ctx, known.answered):
        return (home,)
    elsewhere = known.next and known.next not in asked
    last = asked not in known.walk or (known.done(asked) and not elsewhere)
    label = "setup-done-label" if last else "setup-keep-label"
    found = [Button(ctx.label(label), button_id("setup", "keep", asked[0]), "good")]
    if any(not known.done(page) for page in known.walk if page != asked) and "zone" not in asked:
        found.append(Button(ctx.label("setup-rest-label"), "setup/rest"))
    return (*found, home)
