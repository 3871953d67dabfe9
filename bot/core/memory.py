"""What every turn asks for, kept in memory until a row behind it changes. One writing process makes that safe."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import Any, TypeVar

from bot.core.ports import Reader

T = TypeVar("T")
SCENES = "scenes"  # who somebody is in a place: made of the three topics that follow
FEEDS_SCENES = frozenset({"community", "people", "standing"})
ROOM = 50_000  # entries a topic; past that the topic starts afresh, which costs a query each and no more


class Memory:
    """Topics of remembered values. `forget` is called with what a transaction touched, kept or rolled back."""

    def __init__(self) -> None:
        self._topics: dict[str, dict[Hashable, Any]] = {}
        self._learned: list[tuple[str, Hashable]] = []

    def begin(self) -> None:
        """A turn begins: what is remembered from here on may come from rows that it takes back."""
        self._learned.clear()

    def take_back(self, touched: Iterable[str]) -> None:
        """The turn was undone: neither what it learned nor what was read after it touched something holds."""
        for topic, key in self._learned:
            self._topics.get(topic, {}).pop(key, None)
        self._learned.clear()
        self.forget(touched)

    async def recall(self, topic: str, reader: Reader, load: Callable[[Reader], Awaitable[T]], key: Hashable = "") -> T:
        shelf = self._topics.setdefault(topic, {})
        if key in shelf:
            kept: T = shelf[key]
            return kept
        value = await load(reader)
        self.put(topic, key, value)
        return value

    def peek(self, topic: str, key: Hashable) -> Any:
        """What is remembered right now, or None; for looks that must not wait."""
        return self._topics.get(topic, {}).get(key)

    def put(self, topic: str, key: Hashable, value: object) -> None:
        shelf = self._topics.setdefault(topic, {})
        if len(shelf) >= ROOM:
            shelf.clear()
        shelf[key] = value
        self._learned.append((topic, key))

    def forget(self, topics: Iterable[str]) -> None:
        for topic in topics:
            self._topics.pop(topic, None)
            if topic in FEEDS_SCENES:
                self._topics.pop(SCENES, None)

    def clear(self) -> None:
        self._topics.clear()
        self._learned.clear()
