"""One press of a button."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .bell import Bell
from .people import User
from .things import Message

ANSWERABLE = timedelta(minutes=5)  # undocumented; presses die after a short while


@dataclass(eq=False, slots=True)
class Press:
    """One press of a button and what came back."""

    id: str
    user: User
    message: Message | None
    data: str | None
    at: datetime
    bell: Bell
    url: str | None = None
    alert: str | None = None
    toast: str | None = None
    answer_url: str | None = None
    is_answered: bool = False

    async def answered(self, timeout: float = 5.0) -> "Press":  # noqa: ASYNC109
        if not await self.bell.until(lambda: self.is_answered, timeout):
            raise AssertionError(f"nobody answered the press of {self.data!r}")
        return self
