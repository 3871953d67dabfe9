"""The short way out: an answer whose lane is free leaves with the very commit that decided it.

Its row is written as `sending` at once, so that after a crash it counts as begun; everything else takes the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.core.stores.deliveries import URGENCY, Draft, Queued


class Window(Protocol):
    """What the counter needs of a sender."""

    def takes(self, lane: str) -> bool: ...
    def reserve(self, lane: str) -> None: ...
    def release(self, lane: str) -> None: ...
    def go(self, row: Queued) -> None: ...


class Counter:
    """The senders of a house, once they run."""

    def __init__(self) -> None:
        self._windows: Mapping[str, Window] = {}

    def open(self, windows: Mapping[str, Window]) -> None:
        self._windows = windows

    def slip(self) -> Slip:
        return Slip(self._windows)


class Slip:
    """What one transaction hands over: its lanes are reserved from the decision to the commit or the roll back."""

    def __init__(self, windows: Mapping[str, Window]) -> None:
        self._windows = windows
        self._rows: list[Queued] = []

    def takes(self, draft: Draft) -> bool:
        """Only answers: nothing that may be said at most once, aims at a bookmark or has to pass the manners gate."""
        if draft.urgency != URGENCY["answer"] or draft.policy != "free" or draft.aims or draft.unasked:
            return False
        window = self._windows.get(draft.platform)
        return window is not None and window.takes(draft.lane)

    def add(self, row: Queued) -> None:
        self._windows[row.platform].reserve(row.lane)
        self._rows.append(row)

    def mark(self) -> int:
        return len(self._rows)

    def back_to(self, mark: int = 0) -> None:
        """Forget what a turn that was undone had handed over."""
        while len(self._rows) > mark:
            row = self._rows.pop()
            self._windows[row.platform].release(row.lane)

    def go(self) -> bool:
        """The transaction is committed. Whether anything left with it."""
        rows, self._rows = self._rows, []
        for row in rows:
            self._windows[row.platform].go(row)
        return bool(rows)
