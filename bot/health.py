"""How the house is, for whoever watches it: the state as the shell prints it, `/healthz` and `/metrics`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from aiohttp import hdrs, web

from bot.console.web import host_of, loopback_hosts
from bot.core.errors import Fault
from bot.house import House
from bot.metrics import Levels, exposition, levels

PATIENCE = 2.0  # seconds the database may take to answer
TICK_LATE = timedelta(minutes=1)  # a clock that ticks every second has stopped by then
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP")


def routes(house: House) -> list[web.RouteDef]:
    probe = Probe(house)

    async def healthz(request: web.Request) -> web.Response:
        if _public(house, request):
            raise web.HTTPNotFound
        state = house.hidden(state_of(house)) | {"database": await probe.answers(), "last_tick": _last_tick(house)}
        well = state["database"] and not state["trouble"] and not _stuck(house)
        return web.json_response(state, status=200 if well else 503)

    async def metrics(request: web.Request) -> web.Response:
        if not _near(house, request):
            raise web.HTTPNotFound
        body = exposition(house, await levels(house) if await probe.answers() else Levels())
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: "text/plain; version=0.0.4; charset=utf-8"})

    return [web.get("/healthz", healthz), web.get("/metrics", metrics)]


def state_of(house: House) -> dict[str, Any]:
    good = house.last_good()
    return {
        "platforms": [platform.name for platform in house.platforms if platform is not house.shell],
        "trouble": house.troubles(),
        "last_good": {name: instant.isoformat(timespec="seconds") for name, instant in good.items() if instant},
        "waiting": {name: sender.waiting for name, sender in house.senders.items()},
        "set_aside": house.intake.set_aside,
        "locked": house.locked,
    }


class Probe:
    """Whether the database answers, known within PATIENCE however long it hangs; never two questions at once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._asking: asyncio.Task[bool] | None = None

    async def answers(self) -> bool:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        await asyncio.wait({self._asking}, timeout=PATIENCE)
        return self._asking.done() and self._asking.result()

    async def _ask(self) -> bool:
        try:
            async with self._house.database.read() as reader:
                await reader.row("SELECT count(*) FROM lease")
        except (Fault, asyncio.CancelledError):
            return False
        return True


def _public(house: House, request: web.Request) -> bool:
    """Under the lobby's public address there is only the lobby."""
    url = house.settings.gastgeber_public_url
    return bool(url) and request.headers.get(hdrs.HOST, "").lower() == host_of(url) and not _near(house, request)


def _near(house: House, request: web.Request) -> bool:
    """Asked on this machine, and not by a proxy on somebody else's behalf."""
    here = request.headers.get(hdrs.HOST, "").lower() in loopback_hosts(house.port)
    peer = request.remote in ("127.0.0.1", "::1", None)
    return here and peer and not any(name in request.headers for name in FORWARDED)


def _last_tick(house: House) -> str:
    return house.last_tick.isoformat(timespec="seconds") if house.last_tick else ""


def _stuck(house: House) -> bool:
    return house.ticked_at is not None and house.ambient.tick() - house.ticked_at > TICK_LATE.total_seconds()
