"""Taking what the house suggests, and the settings that need more than a row."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.stores.registrar import Registrar
from cogs.setup import settings as set_
from cogs.setup.steps import answered, progress
from cogs.setup.values import language_of, overlap, party_places, zone_of


async def settle(ctx: Context) -> str:
    """Take the suggestion for every question nobody answered; returns the first one that has none, else empty."""
    known = await progress(ctx)
    return await take(ctx, [step for page in known.walk for step in page])


async def take(ctx: Context, steps: Sequence[str]) -> str:
    """What stands there is right; of a question nobody answered, what the house suggests. Returns as `settle`."""
    known = await progress(ctx)
    for step in steps:
        if step in known.answered:
            continue
        if not await _suggested(await set_.reloaded(ctx), step):
            return step
        await answered(ctx, step)
    return ""


async def speak(ctx: Context, language: str) -> None:
    await Registrar(ctx.tx).shape(ctx.community.id, language=one_of(language, ctx.voice.languages()))


async def live_in(ctx: Context, zone: str) -> None:
    if not zone:
        raise Mistake("button-gone")
    await Registrar(ctx.tx).shape(ctx.community.id, zone=zone)


async def leave_to_others(ctx: Context, who: str) -> None:
    """`who` is what other bots do here: `none`, `greet`, `moderate` or `both`."""
    await set_.put(ctx, set_.GREET_ON, who not in ("greet", "both"))
    await set_.put(ctx, set_.DOOR_ON, who not in ("moderate", "both"))


def one_of(choice: str, known: Sequence[str]) -> str:
    if choice not in known:
        raise Mistake("button-gone")
    return choice


async def _suggested(ctx: Context, step: str) -> bool:
    """False where the house has nothing to suggest."""
    known = await progress(ctx)
    match step:
        case "language":
            await speak(ctx, language_of(ctx, known.answered))
        case "zone":
            zone = zone_of(ctx, known.answered)
            if not zone:
                return False
            await live_in(ctx, zone)
        case "bots":
            await leave_to_others(ctx, (await overlap(ctx, known.answered)).word)
        case "parties":
            await set_.put(ctx, set_.PARTY_PLACES, await party_places(ctx, known.answered))
        case "profile":
            await set_.apply_profile(ctx, set_.SUGGESTED_PROFILE, known.answered)
        case _:
            pass
    return True
