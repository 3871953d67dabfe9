"""The only reader of the clock, the id source and the dice. Everything else gets them handed in."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar

T = TypeVar("T")
# No vowels and no look-alikes, so an id never spells a word and can be read out over a phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"


class Ambient(Protocol):
    """Time, ids and chance. `now` is aware UTC; `tick` is monotonic seconds, for durations only."""

    def now(self) -> datetime: ...
    def tick(self) -> float: ...
    def new_id(self) -> str: ...
    def new_code(self) -> str: ...
    def new_secret(self) -> str: ...
    def pick(self, options: Sequence[T]) -> T: ...


class Real:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def tick(self) -> float:
        return time.monotonic()

    def new_id(self) -> str:
        """Ten signs, about 48 bits: unique within one house, short enough for a 64-byte button."""
        return "".join(secrets.choice(ALPHABET) for _ in range(10))

    def new_code(self) -> str:
        """A code people type, eight signs in two groups (about 38 bits; codes expire and tries are limited)."""
        signs = "".join(secrets.choice(ALPHABET) for _ in range(8)).upper()
        return f"{signs[:4]}-{signs[4:]}"

    def new_secret(self) -> str:
        """256 bits for links and tabs."""
        return secrets.token_urlsafe(32)

    def pick(self, options: Sequence[T]) -> T:
        return random.choice(options)


class Planned:
    """A clock that stands until it is moved, ids that count and dice with a seed: for tests and rehearsals."""

    def __init__(self, start: datetime, seed: int = 1) -> None:
        self._now = start
        self._tick = 0.0
        self._count = 0
        self._dice = random.Random(seed)

    def now(self) -> datetime:
        return self._now

    def tick(self) -> float:
        return self._tick

    def new_id(self) -> str:
        self._count += 1
        return f"n{self._count}"

    def new_code(self) -> str:
        self._count += 1
        return f"CODE-{self._count:04d}"

    def new_secret(self) -> str:
        self._count += 1
        return f"secret{self._count}"

    def pick(self, options: Sequence[T]) -> T:
        return self._dice.choice(options)

    def move_to(self, instant: datetime) -> None:
        """Only forward: a clock jump backwards is a test of its own (`jump_to`)."""
        if instant < self._now:
            raise ValueError("the planned clock only moves forward; jump_to goes back")
        self.jump_to(instant)

    def jump_to(self, instant: datetime) -> None:
        self._tick += max(0.0, (instant - self._now).total_seconds())
        self._now = instant
