"""Which questions there are for this community, on which pages they stand together, and which of them were answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.context import Context
from bot.core.stores.communities import Communities
from cogs.setup import settings as set_
from cogs.setup.store import STEP, Marks

Page = tuple[str, ...]

# What belongs together is asked together; places have a page each, because without selects every room is a button.
PAGES: tuple[Page, ...] = (
    ("language", "zone"),
    ("profile", "voice"),
    ("welcome",),
    ("parties",),
    ("log",),
    ("who", "bots", "data"),
)
# What is well as it is unless somebody wants it otherwise: nothing is pinged, the house speaks in its own words.
LATER: tuple[Page, ...] = (("pack",), ("ping",))
STEPS = tuple(step for page in PAGES + LATER for step in page)
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
    """`walk` are the pages on the way, `all` also those that are only offered afterwards."""

    walk: tuple[Page, ...]
    all: tuple[Page, ...]
    answered: frozenset[str]

    @property
    def next(self) -> str:
        """The first page with an open question, by its first step; empty when all were answered."""
        return next((page[0] for page in self.walk if not self.done(page)), "")

    def done(self, page: Page) -> bool:
        return self.answered.issuperset(page)

    def page_of(self, step: str) -> Page:
        return next((page for page in self.all if step in page), (step,))


def title(page: Page) -> str:
    """The step a page is named by, whichever of its questions there are here."""
    return next(whole[0] for whole in PAGES + LATER if page[0] in whole)


async def progress(ctx: Context) -> Progress:
    walk, later = await _applying(ctx, PAGES), await _applying(ctx, LATER)
    return Progress(walk, walk + later, await Marks(ctx.tx, ctx.community.id).names(STEP))


async def answered(ctx: Context, step: str) -> None:
    await Marks(ctx.tx, ctx.community.id).put(f"{STEP}{step}", "", ctx.now)


async def other_bots(ctx: Context) -> list[str]:
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    return sorted({name for server in servers for name in server.other_bots}, key=str.casefold)


async def _applying(ctx: Context, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    found = [tuple([step for step in page if await _applies(ctx, step)]) for page in pages]
    return tuple(page for page in found if page)


async def _applies(ctx: Context, step: str) -> bool:
    if step in _NEEDS and not set_.has(ctx, _NEEDS[step]):
        return False
    if step == "bots":
        return (set_.has(ctx, set_.GREET_ON) or set_.has(ctx, set_.DOOR_ON)) and bool(await other_bots(ctx))
    if step == "pack":
        return len(ctx.voice.packs(ctx.language)) > 1
    if step == "ping":
        return any(server.roles for server in await Communities(ctx.tx).servers(ctx.community.id))
    return True
