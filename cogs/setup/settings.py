"""The settings that a setup changes: its own, and other features' by key, as far as the house has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.context import Context
from bot.core.features import Knob
from bot.core.manners import LOG_PLACE
from bot.core.stores.communities import Communities
from bot.core.stores.knobs import Knobs

PROFILE = Knob("setup.profile", "")
RESPONSIBLE = Knob("house.responsible", "")  # name and contact of whoever is responsible for data
PACK = Knob("persona.pack", "")  # key of the pack whose voice is heard; empty: the house's own
KNOBS = (PROFILE, RESPONSIBLE, PACK)

GREET_ON = "greeter.on"
GREET_PLACES = "greeter.places"
GREET_VOICE = "greeter.voice"
GREET_TEXT = "greeter.text"
TIDY = "greeter.tidy"
DOOR_ON = "door.on"
PARTY_PLACES = "parties.places"
PARTY_WHO = "parties.who"
PARTY_PINGS = "parties.pings"
PARTY_KINDS = "parties.kinds"
KEEP_NAMES = "parties.keep_days"
KEEP_EVIDENCE = "door.evidence_days"
HOURLY = "manners.hourly"
LOG = LOG_PLACE.key

OWN_PACK = "house"
VOICES = ("warm", "brief")
WHO = ("team", "hosts", "everyone")
# What a profile sets, unless the step of its own was answered already: a choice somebody made is not overruled.
PROFILES: Mapping[str, Mapping[str, Any]] = {
    "entertainment": {
        GREET_VOICE: "warm",
        HOURLY: 4,
        PARTY_WHO: "hosts",
        PARTY_KINDS: ["motto", "season", "closed", "staff", "flashmob"],
    },
    "service": {GREET_VOICE: "brief", HOURLY: 2, PARTY_WHO: "team", PARTY_KINDS: ["motto", "tupper", "partner"]},
    "campaign": {GREET_VOICE: "warm", HOURLY: 6, PARTY_WHO: "team", PARTY_KINDS: ["motto", "season", "partner"]},
}
SUGGESTED_PROFILE = "entertainment"
STEP_OF: Mapping[str, str] = {GREET_VOICE: "voice", PARTY_WHO: "who"}


def has(ctx: Context, key: str) -> bool:
    return key in ctx.catalogue.knobs


def value(ctx: Context, key: str, default: Any = None) -> Any:
    knob = ctx.catalogue.knobs.get(key)
    return ctx.community.knob(knob) if knob else default


def places(ctx: Context, key: str) -> list[str]:
    """A list of `platform:id`."""
    found = value(ctx, key, [])
    return [str(each) for each in found] if isinstance(found, list) else []


async def put(ctx: Context, key: str, wanted: object) -> None:
    """Nothing where this house has no such setting."""
    knob = ctx.catalogue.knobs.get(key)
    if knob is not None:
        await Knobs(ctx.tx, ctx.community.id).put(knob, wanted, ctx.who.member, ctx.now)


async def apply_profile(ctx: Context, profile: str, answered: Sequence[str] | frozenset[str]) -> None:
    await put(ctx, PROFILE.key, profile)
    for key, wanted in PROFILES[profile].items():
        if STEP_OF.get(key) not in answered:
            await put(ctx, key, wanted)


async def reloaded(ctx: Context) -> Context:
    """The same turn with the community as it has just been made."""
    found = await Communities(ctx.tx).load(ctx.community.id)
    return replace(ctx, community=found, zone=ZoneInfo(found.zone)) if found else ctx
