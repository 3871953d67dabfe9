"""Rooms to choose from, as the places the house may write to; and what is chosen of them, by name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.buttons import carried
from bot.core.context import Context
from bot.core.fitting import clip_words
from bot.core.notes import OPTIONS, Option
from bot.core.refs import PlaceRef
from bot.core.stores.communities import Communities, Place
from bot.core.text import Text

NOWHERE = "none"
WHERE_THEY_COME_IN = "own"
PAGE = OPTIONS - 2  # two options are taken by "nowhere" and "where they come in"
NAME = 80


def spelled(ref: PlaceRef) -> str:
    """As settings name a place."""
    return f"{ref.platform}:{ref.id}"


async def platforms(ctx: Context) -> list[str]:
    """Where this community lives, the asker's platform first."""
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    mine = ctx.who.member.platform
    return sorted({server.ref.platform for server in servers}, key=lambda name: (name != mine, name))


async def writable(ctx: Context, platform: str, *, announcing: bool = False) -> list[Place]:
    """Rooms first where somebody is right now. Telegram's topics are rooms to people, Discord's threads are not."""
    kinds = ["room", *(["announcement"] if announcing else []), *(["thread"] if platform == "telegram" else [])]
    found = await Communities(ctx.tx).places(ctx.community.id, kinds)
    here = [place for place in found if place.ref.platform == platform and place.writable]
    return sorted(here, key=lambda place: (place.ref != ctx.who.place, place.name.casefold(), place.ref.id))


def options(found: Sequence[Place], chosen: Sequence[str], page: int) -> list[Option]:
    shown = found[page * PAGE : (page + 1) * PAGE]
    return [
        Option(clip_words(place.name, NAME) or "–", carried(place.ref.id), chosen=spelled(place.ref) in chosen)
        for place in shown
    ]


def picked(found: Sequence[Place], choice: str) -> Place | None:
    return next((place for place in found if carried(place.ref.id) == choice), None)


async def still_there(ctx: Context, chosen: Sequence[str]) -> list[str]:
    """Without the places that were closed since: no menu shows them, so nobody could take them out by hand."""
    found = {each: await _place(ctx, each) for each in chosen}
    return [each for each, place in found.items() if place is None or place.there]


async def name_of(ctx: Context, chosen: str) -> str:
    """A place that is not yet known is shown by its platform, one that was closed since as gone."""
    place = await _place(ctx, chosen)
    if place is None or not place.name:
        return chosen.partition(":")[0].capitalize()
    return place.name if place.there else ctx.label("setup-room-closed", place=place.name)


async def names_of(ctx: Context, chosen: Sequence[str]) -> Text:
    names = [await name_of(ctx, each) for each in chosen if each.partition(":")[2]]
    return Text.of(", ".join(names)) if names else ctx.say("setup-nowhere")


async def _place(ctx: Context, chosen: str) -> Place | None:
    platform, _, id_ = chosen.partition(":")
    return await Communities(ctx.tx).place(PlaceRef(platform, id_))
