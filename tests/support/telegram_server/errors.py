"""The ways the server says no, in Telegram's own words."""

from typing import Any


class BotError(Exception):
    """An `ok: false` answer: HTTP status, description, and the optional response parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def payload(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class NotAllowedError(AssertionError):
    """An actor of the test tried what Telegram's own apps would not let that person do."""


def bad(description: str, **parameters: int) -> BotError:
    return BotError(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> BotError:
    return BotError(403, f"Forbidden: {description}")


def conflict(description: str) -> BotError:
    return BotError(409, f"Conflict: {description}")


def too_many(retry_after: int) -> BotError:
    return BotError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
