"""What the command line may ask of the running house, by the name of the request on its socket."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.doctor.examining import examine_running
from bot.doing import do
from bot.health import state_of
from bot.house import House, Request


async def badge(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"url": house.lobby_url + house.lobby.new_badge()}


async def invite(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    until = house.ambient.now() + timedelta(days=int(asked["days"]))
    return {"url": await house.lobby.new_invitation(int(asked["uses"]), until)}


async def state(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    return state_of(house)


async def doctor(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    return house.hidden({"findings": [finding.as_data() for finding in await examine_running(house)]})


async def backup(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A large one takes longer than a line on the socket waits: then it says so, and is asked for again."""
    made = await house.backups.asked(house.database, house.ambient.now(), again=bool(asked.get("again")))
    return made.as_data() if made else {"working": True}


REQUESTS: Mapping[str, Request] = {
    "backup": backup,
    "badge": badge,
    "do": do,
    "doctor": doctor,
    "invite": invite,
    "state": state,
}
