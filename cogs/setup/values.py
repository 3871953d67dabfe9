"""How each step stands now, in words."""

from __future__ import annotations

from collections.abc import Collection

from bot.core.context import Context
from bot.core.stores.communities import Communities
from bot.core.text import Text
from cogs.setup import settings as set_
from cogs.setup.bots import Overlap, overlap_of
from cogs.setup.rooms import name_of, names_of, platforms, spelled, writable
from cogs.setup.steps import other_bots
from cogs.setup.zones import suggested


async def value_of(ctx: Context, step: str, answered: Collection[str]) -> Text:
    """`answered` are the steps somebody settled; of another it is what taking the suggestion would make of it."""
    match step:
        case "language":
            return ctx.say(f"language-{language_of(ctx, answered)}")
        case "zone":
            zone = zone_of(ctx, answered)
            return Text.of(zone) if zone else ctx.say("setup-open-question")
        case "profile":
            chosen = profile_of(ctx, answered)
            return ctx.say(f"setup-profile-{chosen}") if chosen in set_.PROFILES else ctx.say("setup-as-it-is")
        case "welcome":
            return await _welcome(ctx)
        case "parties":
            return await names_of(ctx, await party_places(ctx, answered))
        case "log":
            chosen = set_.value(ctx, set_.LOG, "")
            return await names_of(ctx, [chosen] if chosen else [])
        case "who":
            return ctx.say(f"setup-who-{who_of(ctx)}")
        case "voice":
            return ctx.say(f"voice-{voice_of(ctx)}-label")
        case "pack":
            return Text.of(ctx.voice.packs(ctx.language)[pack_of(ctx)])
        case "bots":
            return ctx.say(f"setup-bots-{(await overlap(ctx, answered)).word}")
        case "data":
            chosen = ctx.knob(set_.RESPONSIBLE)
            return Text.of(chosen) if chosen else ctx.say("setup-open-question")
        case _:
            return await _pinged(ctx)


def language_of(ctx: Context, answered: Collection[str]) -> str:
    """The language somebody chose, and what an open house speaks already, else whoever sets it up speaks."""
    return ctx.community.language if "language" in answered or ctx.community.open else ctx.language


def zone_of(ctx: Context, answered: Collection[str]) -> str:
    """The zone somebody chose, else what the asker's language makes certain enough to suggest, else none."""
    if "zone" in answered:
        return ctx.community.zone
    return suggested(language_of(ctx, answered), ctx.who.profile.language)


def profile_of(ctx: Context, answered: Collection[str]) -> str:
    return ctx.knob(set_.PROFILE) if "profile" in answered else set_.SUGGESTED_PROFILE


async def party_places(ctx: Context, answered: Collection[str]) -> list[str]:
    """The places somebody chose; where a platform has one room only, that is the one to suggest."""
    chosen = set_.places(ctx, set_.PARTY_PLACES)
    if chosen or "parties" in answered:
        return chosen
    rooms = [await writable(ctx, platform, announcing=True) for platform in await platforms(ctx)]
    return [spelled(found[0].ref) for found in rooms if len(found) == 1]


def who_of(ctx: Context) -> str:
    return _known(set_.value(ctx, set_.PARTY_WHO), set_.WHO)


def voice_of(ctx: Context) -> str:
    return _known(set_.value(ctx, set_.GREET_VOICE), set_.VOICES)


def pack_of(ctx: Context) -> str:
    """A pack that is gone is the house's own, which comes with the house."""
    chosen = ctx.knob(set_.PACK)
    return chosen if chosen in ctx.voice.packs(ctx.language) else set_.OWN_PACK


async def overlap(ctx: Context, answered: Collection[str]) -> Overlap:
    """Which parts stay off because others do them."""
    if "bots" not in answered:
        known = overlap_of(await other_bots(ctx))
        # Whoever has just chosen where the house shall welcome does not want that left to another bot.
        greets = known.greet and set_.has(ctx, set_.GREET_ON) and not _welcomes_somewhere(ctx)
        return Overlap(greets, known.moderate and set_.has(ctx, set_.DOOR_ON))
    return Overlap(set_.value(ctx, set_.GREET_ON, True) is False, set_.value(ctx, set_.DOOR_ON, True) is False)


def _welcomes_somewhere(ctx: Context) -> bool:
    return any(each.partition(":")[2] for each in set_.places(ctx, set_.GREET_PLACES))


def _known(found: object, words: tuple[str, ...]) -> str:
    return found if isinstance(found, str) and found in words else words[0]


async def _welcome(ctx: Context) -> Text:
    if set_.value(ctx, set_.GREET_ON, True) is False:
        return ctx.say("setup-nowhere")
    chosen = dict(each.partition(":")[::2] for each in set_.places(ctx, set_.GREET_PLACES))
    said: list[str] = []
    for platform in await platforms(ctx):
        if chosen.get(platform):
            said.append(await name_of(ctx, f"{platform}:{chosen[platform]}"))
        elif platform not in chosen and platform != "discord":
            said.append(ctx.label("setup-own-place", platform=platform.capitalize()))
    return Text.of(", ".join(said)) if said else ctx.say("setup-nowhere")


async def _pinged(ctx: Context) -> Text:
    wanted = set_.places(ctx, set_.PARTY_PINGS)
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    names = [role.name for server in servers for role in server.roles if f"{server.ref.platform}:{role.id}" in wanted]
    return Text.of(", ".join(names)) if names else ctx.say("setup-nobody")
