"""Calls that are tried until Telegram can be reached, each time after a longer wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.platforms.telegram.refusals import wait_of

T = TypeVar("T")
LONGEST_BACKOFF = 60.0  # seconds
Wait = Callable[[float], Awaitable[None]]


def backoff(failures: int) -> float:
    """1, 2, 4 ... 60 seconds after the first, second, third failure."""
    return min(LONGEST_BACKOFF, 2.0 ** min(failures - 1, 6))


async def patiently(call: Callable[[], Awaitable[T]], wait: Wait, tell: Callable[[Exception], None]) -> T:
    """Raises what waiting does not mend, such as a refused token."""
    failures = 0
    while True:
        try:
            return await call()
        except BadRequest:  # to the library a kind of NetworkError
            raise
        except (NetworkError, RetryAfter) as error:
            failures += 1
            tell(error)
            longer = wait_of(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
        await wait(max(backoff(failures), longer))
