"""What the house counts of itself, cheap enough for every turn; nothing about anybody in particular."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

EDGES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds, of turns


@dataclass(slots=True)
class Tally:
    """Counts since the start. Keys are names of classes, platforms and outcomes alone: few, and known in advance."""

    events: Counter[tuple[str, str]] = field(default_factory=Counter)  # platform, kind
    actions: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # platform, kind, outcome
    asked_to_wait: Counter[str] = field(default_factory=Counter)  # platform
    mistakes: int = 0
    faults: int = 0
    turns: list[int] = field(default_factory=lambda: [0] * (len(EDGES) + 1))  # per bucket, the last one is beyond
    turn_seconds: float = 0.0

    def turn(self, platform: str, kind: str, seconds: float) -> None:
        self.events[platform, kind] += 1
        self.turns[bisect_left(EDGES, seconds)] += 1
        self.turn_seconds += seconds

    def action(self, platform: str, kind: str, outcome: str) -> None:
        self.actions[platform, kind, outcome] += 1
