"""What systemd hears of the house: that it is open, and then, again and again, that it still turns. See sd_notify(3)."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress

from bot.house import House


async def keep_telling(house: House) -> None:
    """Nothing where systemd did not start it. A house whose loop hangs falls silent and is started again."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    await house.ready.wait()
    tell(address, "READY=1")
    patience = int(os.environ.get("WATCHDOG_USEC") or 0) / 1_000_000
    while patience:
        await asyncio.sleep(patience / 3)
        tell(address, "WATCHDOG=1")


def tell(address: str, word: str) -> None:
    """An address beginning with @ has no file. Nobody listening is no reason to stop."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.sendto(word.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
