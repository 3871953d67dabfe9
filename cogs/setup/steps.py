"""Which steps there are for this community, in which order, and which of them were answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.context import Context
from bot.core.stores.communities import Communities
from cogs.setup import settings as set_
from cogs.setup.store import STEP, Marks

WALK = ("language", "zone", "profile", "welcome", "parties", "log", "who", "voice", "bots", "data")
LATER = ("ping",)  # nothing is pinged unless somebody wants it, so nobody is asked on the way
_NEEDS = {
    "welcome": set_.GREET_PLACES,
    "parties": set_.PARTY_PLACES,
    "log": set_.LOG,
    "who": set_.PARTY_WHO,
    "voice": set_.GREET_VOICE,
    "ping": set_.PARTY_PINGS,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`walk` are the steps on the way, `all` also those that are only offered afterwards."""

    walk: tuple[str, ...]
    all: tuple[str, ...]
    answered: frozenset[str]

    @property
    def next(self) -> str:
        """Empty when all were answered."""
        return next((step for step in self.walk if step not in self.answered), "")


async def progress(ctx: Context) -> Progress:
    walk = tuple([step for step in WALK if await _applies(ctx, step)])
    later = tuple([step for step in LATER if await _applies(ctx, step)])
    return Progress(walk, walk + later, await Marks(ctx.tx, ctx.community.id).names(STEP))


async def answered(ctx: Context, step: str) -> None:
    await Marks(ctx.tx, ctx.community.id).put(f"{STEP}{step}", "", ctx.now)


async def other_bots(ctx: Context) -> list[str]:
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    return sorted({name for server in servers for name in server.other_bots}, key=str.casefold)


async def _applies(ctx: Context, step: str) -> bool:
    if step in _NEEDS and not set_.has(ctx, _NEEDS[step]):
        return False
    if step == "bots":
        return (set_.has(ctx, set_.GREET_ON) or set_.has(ctx, set_.DOOR_ON)) and bool(await other_bots(ctx))
    if step == "ping":
        return any(server.roles for server in await Communities(ctx.tx).servers(ctx.community.id))
    return True
