"""What the command line may ask of the running house, by the name of the request on its socket."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.health import state_of
from bot.house import House, Request


async def badge(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"url": house.lobby_url + house.lobby.new_badge()}


async def invite(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    until = house.ambient.now() + timedelta(days=int(asked["days"]))
    return {"url": await house.lobby.new_invitation(int(asked["uses"]), until)}


async def state(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    return state_of(house)


REQUESTS: Mapping[str, Request] = {"badge": badge, "invite": invite, "state": state}
