"""The refusals Discord gives, with its own codes and words."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class ApiError(Exception):
    """An answer that is not 2xx."""

    status: int
    code: int
    message: str
    errors: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        told: dict[str, Any] = {"message": self.message, "code": self.code, **self.extra}
        if self.errors:
            told["errors"] = self.errors
        return told

    def __str__(self) -> str:
        return f"{self.status} {self.code} {self.message} {self.errors or ''}"


class CannotDo(Exception):  # noqa: N818 - reads as a sentence in tests
    """A person tried something Discord's own client would not let them do."""


def unknown(what: str) -> ApiError:
    return ApiError(404, UNKNOWN[what], f"Unknown {what}")


UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Invite": 10006,
    "Member": 10007,
    "Message": 10008,
    "Overwrite": 10009,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Ban": 10026,
    "interaction": 10062,
    "application command": 10063,
    "Guild Scheduled Event": 10070,
}


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def cannot_message_user() -> ApiError:
    return ApiError(403, 50007, "Cannot send messages to this user")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def not_the_author() -> ApiError:
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def invalid_webhook_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def invalid_form(path: str, code: str, message: str) -> ApiError:
    """One wrong field; `path` is dotted, as in ``components.0.label``."""
    return invalid_fields([(path, code, message)])


def invalid_fields(problems: list[tuple[str, str, str]]) -> ApiError:
    """Several wrong fields in Discord's nested error shape."""
    errors: dict[str, Any] = {}
    for path, code, message in problems:
        place = errors
        for part in path.split("."):
            place = place.setdefault(part, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})
    return ApiError(400, 50035, "Invalid Form Body", errors)
