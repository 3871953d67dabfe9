"""Telegram's refusals in the house's words: what will not be done, what has to wait, what nobody knows."""

from __future__ import annotations

import os
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.core.events import RefusedReason
from bot.core.ports import Failed, Later, Outcome, Torn

# The library's own switch: without it every 429 comes with a deprecation warning about `retry_after` (22.8).
os.environ.setdefault("PTB_TIMEDELTA", "true")
SOON = timedelta(seconds=3)
# The call never left: a connection could not be had.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Parts of Telegram's descriptions, lower case; the first that fits decides.
_REASONS: tuple[tuple[RefusedReason, tuple[str, ...]], ...] = (
    ("too_late", ("can't be deleted for everyone", "message can't be edited")),
    ("outranked", ("is an administrator", "chat owner", "can't restrict self", "user_admin_invalid", "can't remove")),
    ("expired", ("query is too old", "query id is invalid")),
    (
        "unsupported",
        (
            "only for supergroups",
            "available for supergroup",
            "available only for",
            "not a forum",
            "is not available",
            "in private chats",
        ),
    ),
    (
        "forbidden",
        (
            "not enough rights",
            "have no rights",
            "need administrator rights",
            "chat_admin_required",
            "right_forbidden",
            "chat_write_forbidden",
            "chat_send_",
            "message can't be deleted",
            "topic_closed",
            "is closed",
            "member list is inaccessible",
            "group is restricted",
        ),
    ),
    (
        "gone",
        (
            "not found",
            "message_id_invalid",
            "participant_id_invalid",
            "user_not_participant",
            "user_id_invalid",
            "invalid user_id",
            "peer_id_invalid",
            "topic_deleted",
            "topic_id_invalid",
            "deactivated",
            "invite_hash",
            "hide_requester_missing",
            "not a member",
        ),
    ),
)


def outcome_of(error: TelegramError) -> Outcome:
    match error:
        case RetryAfter():
            return Later(wait_of(error))
        case ChatMigrated():
            return Later(timedelta(0))
        case Forbidden():
            return Failed(_closed(str(error)), str(error))
        case InvalidToken():
            return Failed("forbidden", "Telegram refuses TELEGRAM_TOKEN")
        case BadRequest():
            return Failed(reason_of(str(error)), str(error))
        case NetworkError() | TimedOut():
            return Later(SOON) if never_sent(error) else Torn(str(error))
        case Conflict():
            return Later(SOON)
        case _:
            return Torn(str(error))


def reason_of(description: str) -> RefusedReason:
    """`broken` for whatever is not known to be anybody else's fault."""
    words = description.lower()
    return next((reason for reason, parts in _REASONS if any(part in words for part in parts)), "broken")


def unreachable(error: TelegramError) -> bool:
    """A private chat that was never opened, is blocked, or belongs to nobody any more."""
    if isinstance(error, BadRequest):
        return any(part in str(error).lower() for part in ("chat not found", "peer_id_invalid", "user not found"))
    return isinstance(error, Forbidden)


def never_sent(error: TelegramError) -> bool:
    return isinstance(error.__cause__, _NEVER_SENT)


def unchanged(error: TelegramError) -> bool:
    return "message is not modified" in str(error).lower()


def wait_of(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _closed(description: str) -> RefusedReason:
    words = description.lower()
    if any(part in words for part in ("kicked", "not a member", "was deleted")):
        return "gone"
    if any(part in words for part in ("blocked", "initiate", "deactivated", "to bots")):
        return "unreachable"
    return "forbidden"
