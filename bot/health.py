"""How the house is, for whoever watches it: the state as the shell prints it, and `/healthz`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.core.ports import Platform
from bot.house import House


def routes(house: House) -> list[web.RouteDef]:
    async def healthz(request: web.Request) -> web.Response:
        state = state_of(house)
        return web.json_response(state, status=503 if state["trouble"] else 200)

    return [web.get("/healthz", healthz)]


def state_of(house: House) -> dict[str, Any]:
    return {
        "platforms": [platform.name for platform in house.platforms],
        "trouble": house.trouble | _told(house.platforms),
        "last_good": _last_good(house.platforms),
        "waiting": {name: sender.waiting for name, sender in house.senders.items()},
        "set_aside": house.intake.set_aside,
    }


def _told(platforms: Sequence[Platform]) -> dict[str, str]:
    """What adapters say themselves keeps them from working, in one sentence each."""
    told = {platform.name: getattr(platform, "trouble", "") for platform in platforms}
    return {name: sentence for name, sentence in told.items() if sentence}


def _last_good(platforms: Sequence[Platform]) -> dict[str, str]:
    """When a platform last answered, where its adapter keeps count of it."""
    told = {platform.name: getattr(getattr(platform, "health", None), "last_good", None) for platform in platforms}
    return {name: instant.isoformat(timespec="seconds") for name, instant in told.items() if instant}
