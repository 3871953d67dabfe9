"""The time of the pretend world: the real one unless a test brings its own."""

from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]

DISCORD_EPOCH_MS = 1_420_070_400_000


def real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - real sockets live in real time


def iso(moment: datetime) -> str:
    """The way Discord writes an instant."""
    return moment.astimezone(UTC).isoformat()


class Snowflakes:
    """Ids that carry their time and never repeat."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._last = 0
        self._dated = 0

    def __call__(self, at: datetime | None = None) -> int:
        milliseconds = int((at or self._now()).timestamp() * 1000) - DISCORD_EPOCH_MS
        candidate = milliseconds << 22
        if at is None:
            candidate = max(candidate, self._last + 1)
            self._last = candidate
            return candidate
        self._dated += 1
        return candidate | (self._dated & 0x3FFFFF)


def moment_of(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000, UTC)
