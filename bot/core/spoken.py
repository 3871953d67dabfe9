"""Which language somebody reads, and in which language and time zone the house speaks in a place."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.context import Community, Context
from bot.core.refs import MemberRef, PlaceRef
from bot.core.stores.communities import COMMUNITY, Communities, Place
from bot.core.stores.people import People


async def language_of(ctx: Context, ref: MemberRef, *, told: str = "", community: Community | None = None) -> str:
    """A member's own choice, else what their platform says, now (`told`) or earlier; else their community's."""
    member = await People(ctx.tx).member(ref)
    wishes = (member.own_language, told, member.language) if member else (told,)
    return first_spoken(ctx, *wishes, (community or ctx.community).language)


async def language_at(ctx: Context, ref: PlaceRef) -> str:
    return await place_language(ctx, ref) or ctx.community.language


async def zone_at(ctx: Context, ref: PlaceRef) -> ZoneInfo:
    place = await _place(ctx, ref)
    return ZoneInfo((place.zone if place else "") or ctx.community.zone)


async def read_at(ctx: Context, ref: PlaceRef) -> Context:
    """The same turn as a place's readers see it."""
    return replace(ctx, language=await language_at(ctx, ref), zone=await zone_at(ctx, ref))


async def place_language(ctx: Context, ref: PlaceRef) -> str:
    """The language set for a place, empty when it follows its community."""
    place = await _place(ctx, ref)
    return place.language if place else ""


def first_spoken(ctx: Context, *wishes: str) -> str:
    """The first of these BCP 47 tags whose language the house speaks; its first one where it speaks none of them."""
    known = ctx.voice.languages()
    bases = (wish.partition("-")[0].lower() for wish in wishes)
    return next((base for base in bases if base in known), known[0])


async def _place(ctx: Context, ref: PlaceRef) -> Place | None:
    return await ctx.memory.recall(COMMUNITY, ctx.tx, lambda tx: Communities(tx).place(ref), key=ref)
