"""How far the messages of each group have come, and which of them are the house's own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.refs import MessageRef

REMEMBERED = 10_000  # lines of ours


class Numbers:
    """By group, for their numbers follow each other there alone."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._ours: dict[tuple[int, int], None] = {}

    def remind(self, newest: Sequence[MessageRef], ours: Sequence[MessageRef]) -> None:
        for ref in newest:
            self.saw(_chat(ref), max(parts_of(ref)))
        for ref in ours:
            self.said(_chat(ref), parts_of(ref))

    def saw(self, chat: int, number: int) -> None:
        self._last[chat] = max(number, self._last.get(chat, 0))

    def said(self, chat: int, parts: Sequence[int]) -> None:
        self.saw(chat, max(parts))
        self._ours.update(dict.fromkeys((chat, part) for part in parts))
        while len(self._ours) > REMEMBERED:
            self._ours.pop(next(iter(self._ours)))

    def last(self, chat: int) -> int | None:
        return self._last.get(chat)

    def is_ours(self, chat: int, number: int) -> bool:
        return (chat, number) in self._ours


def parts_of(ref: MessageRef) -> list[int]:
    """All messages of a reference; the last one carries text and keys."""
    return [int(part) for part in ref.id.split("+")]


def _chat(ref: MessageRef) -> int:
    return int(ref.place.id.partition("/")[0])
