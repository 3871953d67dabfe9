"""What somebody chose at a step is kept at once, and the panel goes on to the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action
from bot.core.buttons import carried
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.stores.communities import Communities, Place, Registrar
from cogs.setup import settings as set_
from cogs.setup.asking import ask, sure_of_log
from cogs.setup.overview import overview
from cogs.setup.rooms import NOWHERE, WHERE_THEY_COME_IN, picked, platforms, spelled, writable
from cogs.setup.steps import LATER, WALK, answered, progress
from cogs.setup.values import language_of, overlap, zone_of
from cogs.setup.zones import offered, read_zone

ZONE = Form("setup-zone-form", (Field("zone", limit=60),))
PERSON = Form("setup-data-form", (Field("name", limit=80), Field("contact", limit=120)))


async def go(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    step, _, page = argument.partition(".")
    _known(step)
    return [await ask(ctx, step, int(page) if page.isdigit() else 0)]


async def keep(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """What stands there is right; of a step nobody answered, what the house suggests."""
    _known(argument)
    if not await _suggested(ctx, argument):
        return [await ask(ctx, argument)]
    return await onward(ctx, argument)


async def rest(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Everything not answered yet as suggested."""
    missing = await settle(ctx)
    ctx = await set_.reloaded(ctx)
    return [await ask(ctx, missing) if missing else await overview(ctx, "setup-rest-done")]


async def settle(ctx: Context) -> str:
    """Take the suggestion for every step nobody answered; returns the first one that has none, else empty."""
    known = await progress(ctx)
    for step in known.walk:
        if step not in known.answered:
            if not await _suggested(await set_.reloaded(ctx), step):
                return step
            await answered(ctx, step)
    return ""


async def choose(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    step, _, platform = argument.partition(".")
    _known(step)
    match step:
        case "language":
            await _language(ctx, choice)
        case "zone":
            await _zone(ctx, next((zone for zone in offered(ctx.community.language) if carried(zone) == choice), ""))
        case "profile":
            known = await progress(ctx)
            await set_.apply_profile(ctx, _one_of(choice, tuple(set_.PROFILES)), known.answered)
        case "who":
            await set_.put(ctx, set_.PARTY_WHO, _one_of(choice, set_.WHO))
        case "voice":
            await set_.put(ctx, set_.GREET_VOICE, _one_of(choice, set_.VOICES))
        case "bots":
            await _bots(ctx, _one_of(choice, ("none", "greet", "moderate", "both")))
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
        raise Mistake("button-gone")
    return place


async def zone_typed(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    found = read_zone(values["zone"])
    if found is None:
        raise Mistake("setup-zone-unknown", given=values["zone"])
    await _zone(ctx, found)
    return await onward(ctx, "zone")


async def person_named(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    said = ", ".join(" ".join(values[name].split()) for name in ("name", "contact"))
    await set_.put(ctx, set_.RESPONSIBLE.key, said)
    return await onward(ctx, "data")


async def onward(ctx: Context, step: str, before: str = "") -> Sequence[Action]:
    """The next step nobody answered, else the overview."""
    await answered(ctx, step)
    ctx = await set_.reloaded(ctx)
    known = await progress(ctx)
    if known.next:
        return [await ask(ctx, known.next, before=before)]
    return [await overview(ctx, before or "setup-kept")]


async def _stay(ctx: Context, step: str) -> Sequence[Action]:
    """Several choices belong together here; the way on is a button."""
    return [await ask(await set_.reloaded(ctx), step, chosen=True)]


async def _suggested(ctx: Context, step: str) -> bool:
    """False where the house has nothing to suggest."""
    done = step in (await progress(ctx)).answered
    if step == "language" and not done:
        await _language(ctx, language_of(ctx, answered=False))
    if step == "zone":
        zone = zone_of(ctx, answered=done)
        if zone:
            await _zone(ctx, zone)
        return bool(zone)
    if step == "bots" and not done:
        await _bots(ctx, (await overlap(ctx, answered=False)).word)
    if step == "profile" and not done:
        await set_.apply_profile(ctx, set_.SUGGESTED_PROFILE, (await progress(ctx)).answered)
    return True


async def _language(ctx: Context, choice: str) -> None:
    await Registrar(ctx.tx).shape(ctx.community.id, language=_one_of(choice, ctx.voice.languages()))


async def _zone(ctx: Context, zone: str) -> None:
    if not zone:
        raise Mistake("button-gone")
    await Registrar(ctx.tx).shape(ctx.community.id, zone=zone)


async def _bots(ctx: Context, who: str) -> None:
    await set_.put(ctx, set_.GREET_ON, who not in ("greet", "both"))
    await set_.put(ctx, set_.DOOR_ON, who not in ("moderate", "both"))


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
    before = set_.places(ctx, set_.PARTY_PLACES)
    if choice == NOWHERE:
        await set_.put(ctx, set_.PARTY_PLACES, [])
        return await _stay(ctx, "parties")
    place = picked(await writable(ctx, platform, announcing=True), choice)
    name = spelled(place.ref) if place else _only_nowhere(choice)
    after = [each for each in before if each != name] if name in before else [*before, name]
    await set_.put(ctx, set_.PARTY_PLACES, after)
    return await _stay(ctx, "parties")


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
    raise Mistake("button-gone")


def _one_of(choice: str, known: Sequence[str]) -> str:
    if choice not in known:
        raise Mistake("button-gone")
    return choice


def _known(step: str) -> None:
    if step not in WALK + LATER:
        raise Mistake("button-gone")
