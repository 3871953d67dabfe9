"""Where parties are announced and take place."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.abilities import Ability
from bot.core.context import Context
from bot.core.refs import LOBBY, PlaceRef, ServerRef
from bot.core.stores.communities import Communities, Place
from cogs.parties.knobs import PINGS, PLACES, refs_of
from cogs.parties.model import Card


async def announcing(ctx: Context) -> list[Place]:
    """The places somebody chose; in the lobby the room is one without being asked for."""
    stores = Communities(ctx.tx)
    chosen = [await stores.place(PlaceRef(platform, id_)) for platform, id_ in refs_of(ctx.knob(PLACES))]
    found = [place for place in chosen if place and place.there]
    if not any(place.ref.platform == LOBBY for place in found):
        found += await _lobby(ctx)
    return [place for place in found if place.ref.platform in ctx.platforms]


async def _lobby(ctx: Context) -> list[Place]:
    rooms = await Communities(ctx.tx).places(ctx.community.id, ("room",))
    return [place for place in rooms if place.ref.platform == LOBBY][:1]


def is_within(place: PlaceRef, server: ServerRef) -> bool:
    """Telegram's way: a group's own id, or that and a topic behind a slash."""
    return place.platform == server.platform and place.id.partition("/")[0] == server.id


def is_rehearsal(cards: Sequence[Card]) -> bool:
    """Announced in the lobby and nowhere else."""
    return bool(cards) and all(card.place.platform == LOBBY for card in cards)


def pinged(ctx: Context, platform: str) -> tuple[str, ...]:
    return tuple(role for where, role in refs_of(ctx.knob(PINGS)) if where == platform)


async def pinged_names(ctx: Context, platform: str) -> list[str]:
    """Roles by name; one that the platform no longer tells is shown by its id."""
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    names = {role.id: role.name for server in servers if server.ref.platform == platform for role in server.roles}
    return [names.get(role, role) for role in pinged(ctx, platform)]


async def voices(ctx: Context) -> list[Place]:
    """Voice channels whose comings and goings a platform tells."""
    heard = {name for name, abilities in ctx.platforms.items() if Ability.VOICE in abilities.can}
    found = await Communities(ctx.tx).places(ctx.community.id, ("voice",))
    return [place for place in found if place.ref.platform in heard]


def titled(place: Place) -> str:
    """With its platform, where several are listed together."""
    return f"{place.name} ({place.ref.platform.capitalize()})"
