"""`gastgeber run`: the house in the foreground, and the lines an operator reads first."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot.core.errors import TakenOver
from bot.core.ports import Platform
from bot.host import is_public, open_house
from bot.house import EVERYWHERE, House
from bot.settings import Settings

INVITATION_PATIENCE = 30  # seconds


def keep_what_stands() -> None:
    """What was loaded at the start stays for good: a full collection that looked at it made guests wait 50 to 150 ms."""
    gc.collect()
    gc.freeze()


def run_house(settings: Settings) -> None:
    """Until SIGINT or SIGTERM. Raises BadSettings before anything reaches a platform; TakenOver when the data is lost."""
    os.umask(0o077)  # whatever is made in the data directory is nobody else's from its first moment
    _loop(_open_and_run(settings))


async def _open_and_run(settings: Settings) -> None:
    async with open_house(settings) as house:
        running = asyncio.create_task(house.run())
        losing = asyncio.create_task(house.database.lost())
        losing.add_done_callback(lambda _: running.cancel())
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, running.cancel)
        greeting = asyncio.create_task(_greet(house))
        try:
            await running
        except asyncio.CancelledError:
            if losing.done():
                raise TakenOver(losing.result()) from None
        finally:
            losing.cancel()
            greeting.cancel()
            with suppress(asyncio.CancelledError):
                await greeting


async def _greet(house: House) -> None:
    await house.ready.wait()
    keep_what_stands()
    lines = [
        f"The lobby is open: {house.lobby_url}/",
        f"Moderator's badge (works once, for ten minutes): {house.lobby_url}{house.lobby.new_badge()}",
    ]
    lines += filter(None, [how_guests_come_in(house.settings, house.port)])
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        lines.append(
            f"No screen here? On your own machine: ssh -L {house.port}:127.0.0.1:{house.port} YOU@THIS-MACHINE"
        )
    print("\n".join(lines), flush=True)
    for platform in house.platforms:
        invitation = await _invitation(platform)
        if invitation:
            print(f"Invite the house to {platform.name.title()}: {invitation}", flush=True)


def how_guests_come_in(settings: Settings, port: int) -> str:
    """Empty where the lobby is this machine's alone; elsewhere an invitation has to carry an address that leads here."""
    if not is_public(settings):
        return ""
    if settings.gastgeber_host in EVERYWHERE and not settings.gastgeber_public_url:
        return (
            "Guests on the network: set GASTGEBER_PUBLIC_URL to the address by which they reach this machine, such as"
            f" http://192.168.1.20:{port}, and start again. On this machine too, every tab needs the badge or a"
            " link that `gastgeber invite` prints."
        )
    return "Guests come in by invitation: `gastgeber invite` prints a link for them."


async def _invitation(platform: Platform) -> str:
    """An adapter knows its link once it is connected."""
    for _ in range(INVITATION_PATIENCE * 5):
        invitation: str | None = getattr(platform, "invitation", None)
        if invitation is None:
            return ""
        if invitation:
            return invitation
        await asyncio.sleep(0.2)
    return ""


def _loop(work: Coroutine[Any, Any, None]) -> None:
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)
