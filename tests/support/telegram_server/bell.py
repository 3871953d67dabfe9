"""Wakes whoever waits for something to change."""

import asyncio
from collections.abc import Callable


class Bell:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def heard(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    async def until(self, holds: Callable[[], object], timeout: float) -> bool:  # noqa: ASYNC109 - part of the tests' vocabulary
        """True as soon as the condition holds, False when the time is up."""
        try:
            async with asyncio.timeout(timeout):
                while not holds():
                    await self.heard()
        except TimeoutError:
            return bool(holds())
        return True
