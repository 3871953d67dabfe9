"""What somebody chose on a page is kept at once; the panel goes on when nothing on it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action
from bot.core.buttons import carried
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.stores.communities import Communities, Place
from cogs.setup import settings as set_
from cogs.setup.asking import ask, sure_of_log
from cogs.setup.opening import last_look
from cogs.setup.overview import overview
from cogs.setup.redrawing import redrawn
from cogs.setup.rooms import NOWHERE, WHERE_THEY_COME_IN, picked, platforms, spelled, still_there, writable
from cogs.setup.settling import leave_to_others, live_in, one_of, settle, speak, take
from cogs.setup.steps import STEPS, answered, progress
from cogs.setup.zones import offered, read_zone

ZONE = Form("setup-zone-form", (Field("zone", limit=60),))
PERSON = Form("setup-data-form", (Field("name", limit=80), Field("contact", limit=120)))


async def go(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    step, _, page = argument.partition(".")
    _known(step)
    return [await ask(ctx, step, int(page) if page.isdecimal() and len(page) < 4 else 0)]


async def keep(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The whole page is right as it stands there."""
    _known(argument)
    missing = await take(ctx, (await progress(ctx)).page_of(argument))
    return [await ask(ctx, argument)] if missing else await _further(ctx)


async def rest(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Everything not answered yet as suggested."""
    missing = await settle(ctx)
    ctx = await set_.reloaded(ctx)
    return [await ask(ctx, missing) if missing else await overview(ctx, "setup-rest-done")]


async def choose(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    step, _, platform = argument.partition(".")
    _known(step)
    match step:
        case "language":
            await speak(ctx, choice)
            return [*await onward(ctx, step), *await redrawn(ctx)]
        case "zone":
            await live_in(ctx, next((zone for zone in _offered(ctx) if carried(zone) == choice), ""))
            return [*await onward(ctx, step), *await redrawn(ctx)]
        case "profile":
            known = await progress(ctx)
            await set_.apply_profile(ctx, one_of(choice, tuple(set_.PROFILES)), known.answered)
        case "who":
            await set_.put(ctx, set_.PARTY_WHO, one_of(choice, set_.WHO))
        case "voice":
            await set_.put(ctx, set_.GREET_VOICE, one_of(choice, set_.VOICES))
        case "pack":
            await set_.put(ctx, set_.PACK.key, one_of(choice, tuple(ctx.voice.packs(ctx.language))))
        case "bots":
            await leave_to_others(ctx, one_of(choice, ("none", "greet", "moderate", "both")))
        case "log":
            if choice != NOWHERE:
                return [sure_of_log(ctx, await _room(ctx, platform, choice))]
            await set_.put(ctx, set_.LOG, "")
        case "welcome":
            return await _welcome(ctx, platform, choice)
        case "parties":
            return await _parties(ctx, platform, choice)
        case "ping":
            return await _ping(ctx, choice)
        case _:
            raise Mistake("button-gone")
    return await onward(ctx, step)


async def log_is_private(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Somebody who knows the room says so; no platform tells the house who may read it."""
    await set_.put(ctx, set_.LOG, spelled((await _room(ctx, argument, choice)).ref))
    return await onward(ctx, "log")


async def _room(ctx: Context, platform: str, choice: str) -> Place:
    place = picked(await writable(ctx, platform), choice)
    if place is None:
        raise Mistake("setup-room-gone")
    return place


async def zone_typed(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    found = read_zone(values["zone"])
    if found is None:
        raise Mistake("setup-zone-unknown", given=values["zone"])
    await live_in(ctx, found)
    return [*await onward(ctx, "zone"), *await redrawn(ctx)]


async def person_named(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    said = ", ".join(" ".join(values[name].split()) for name in ("name", "contact"))
    await set_.put(ctx, set_.RESPONSIBLE.key, said)
    return await onward(ctx, "data")


async def onward(ctx: Context, step: str, before: str = "") -> Sequence[Action]:
    """A page stays until its last question is answered, and where somebody came back to change one of several."""
    before_that = await progress(ctx)
    page = before_that.page_of(step)
    await answered(ctx, step)
    came_back = before_that.done(page) and len(page) > 1
    if came_back or not (await progress(ctx)).done(page):
        return [await ask(await set_.reloaded(ctx), step, before=before or "setup-kept")]
    return await _further(ctx, before)


async def _further(ctx: Context, before: str = "") -> Sequence[Action]:
    """The next page with an open question, else the way to opening, else how everything stands."""
    ctx = await set_.reloaded(ctx)
    following = (await progress(ctx)).next
    if following:
        return [await ask(ctx, following, before=before)]
    if ctx.community.open:
        return [await overview(ctx, before or "setup-kept")]
    return [await last_look(ctx, before)]


async def _stay(ctx: Context, step: str) -> Sequence[Action]:
    """Several choices belong together here; the way on is a button."""
    return [await ask(await set_.reloaded(ctx), step, chosen=True)]


def _offered(ctx: Context) -> tuple[str, ...]:
    """A panel from before the language was changed still shows the zones of the other one."""
    return tuple(zone for language in ctx.voice.languages() for zone in offered(language))


async def _welcome(ctx: Context, platform: str, choice: str) -> Sequence[Action]:
    others = [each for each in set_.places(ctx, set_.GREET_PLACES) if each.partition(":")[0] != platform]
    if choice == WHERE_THEY_COME_IN:
        chosen: list[str] = []
    elif choice == NOWHERE:
        chosen = [f"{platform}:"]
    else:
        place = picked(await writable(ctx, platform), choice)
        chosen = [spelled(place.ref) if place else _only_nowhere(choice)]
    await set_.put(ctx, set_.GREET_PLACES, [*others, *chosen])
    several = len(await platforms(ctx)) > 1
    return await _stay(ctx, "welcome") if several else await onward(ctx, "welcome")


async def _parties(ctx: Context, platform: str, choice: str) -> Sequence[Action]:
    """Announcements may go to several places: choosing one again takes it out."""
    before = await still_there(ctx, set_.places(ctx, set_.PARTY_PLACES))
    if choice == NOWHERE:
        await set_.put(ctx, set_.PARTY_PLACES, [])
        return await onward(ctx, "parties")
    place = picked(await writable(ctx, platform, announcing=True), choice)
    name = spelled(place.ref) if place else _only_nowhere(choice)
    after = [each for each in before if each != name] if name in before else [*before, name]
    await set_.put(ctx, set_.PARTY_PLACES, after)
    return await _stay(ctx, "parties") if after else await onward(ctx, "parties")


async def _ping(ctx: Context, choice: str) -> Sequence[Action]:
    before = set_.places(ctx, set_.PARTY_PINGS)
    if choice == NOWHERE:
        await set_.put(ctx, set_.PARTY_PINGS, [])
        return await _stay(ctx, "ping")
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    known = [f"{server.ref.platform}:{role.id}" for server in servers for role in server.roles]
    name = next((each for each in known if carried(each.partition(":")[2]) == choice), "")
    if not name:
        raise Mistake("button-gone")
    after = [each for each in before if each != name] if name in before else [*before, name]
    await set_.put(ctx, set_.PARTY_PINGS, after)
    return await _stay(ctx, "ping")


def _only_nowhere(choice: str) -> str:
    """A room that is gone meanwhile is no choice. Raises Mistake unless nowhere was meant."""
    if choice == NOWHERE:
        return ""
    raise Mistake("setup-room-gone")


def _known(step: str) -> None:
    if step not in STEPS:
        raise Mistake("button-gone")
