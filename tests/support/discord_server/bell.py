"""Waiting for something to become true, woken by every change and never by a timer."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung after each change; those who wait look again."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, look: Callable[[], T], patience: float) -> T:
        """The first true thing `look` returns, or TimeoutError."""
        async with asyncio.timeout(patience):
            while not (found := look()):
                await self._rung.wait()
            return found
