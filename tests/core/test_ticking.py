"""The clock ticks on, whatever a tick runs into."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.errors import Fault
from bot.ticking import start_ticking


@pytest.mark.parametrize("wrong", [Fault("The disk is full."), KeyError("a bug")])
async def test_a_tick_that_fails_does_not_stop_the_clock(monkeypatch: pytest.MonkeyPatch, wrong: Exception) -> None:
    monkeypatch.setattr("bot.ticking.TICK_SECONDS", 0.01)
    ticks, thrice = 0, asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 3:
            thrice.set()
        raise wrong

    scheduler = start_ticking(tick, quietly)
    async with asyncio.timeout(10):
        await thrice.wait()
    scheduler.shutdown(wait=False)


async def quietly() -> None:
    return None
