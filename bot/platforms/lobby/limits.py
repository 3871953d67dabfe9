"""How fast one tab may talk."""

from __future__ import annotations

from collections import OrderedDict, deque

from bot.core.ambient import Ambient

REMEMBERED = 2000  # tabs; whoever comes after that many others starts afresh


class Pace:
    """At most `count` in any `seconds`, for each name by itself."""

    def __init__(self, ambient: Ambient, count: int, seconds: float) -> None:
        self._ambient = ambient
        self._count = count
        self._seconds = seconds
        self._ticks: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Also counts this one, if it is allowed."""
        now = self._ambient.tick()
        ticks = self._ticks.setdefault(name, deque())
        self._ticks.move_to_end(name)
        while ticks and ticks[0] <= now - self._seconds:
            ticks.popleft()
        if len(ticks) >= self._count:
            return False
        ticks.append(now)
        if len(self._ticks) > REMEMBERED:
            self._ticks.popitem(last=False)
        return True
