"""What is told of a fault of ours: a short id for the guest and the log, what broke and where, never any words of it.

The message of an exception may hold what a guest wrote; only our own sentences and the system's are safe.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import PurePath
from traceback import extract_tb
from types import TracebackType

from bot.core.ambient import ALPHABET
from bot.core.errors import Fault, Mistake
from bot.core.events import Due, Envelope

SIGNS = 5  # 17 million ids: short enough for a phone call, and days apart where two are the same
_ROOTS = ("bot", "cogs", "persona")


def event_id(key: str) -> str:
    """The same for every try of an event, and after a restart."""
    number = int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    signs = ALPHABET.upper()
    return "".join(signs[number // len(signs) ** place % len(signs)] for place in range(SIGNS))


def what_broke(error: BaseException) -> str:
    """`ValueError in cogs/faq/asking.py:33`; our own sentences as they are."""
    name = type(error).__name__
    if isinstance(error, Fault):
        return str(error) or name
    if isinstance(error, Mistake):
        return f"{name} {error.key}"
    if isinstance(error, OSError) and error.strerror:
        name = f"{name}: {error.strerror}"
    where = _innermost(error.__traceback__)
    return f"{name} in {where}" if where else name


def log_fault(log: logging.Logger, what: str, envelope: Envelope, error: BaseException | str) -> None:
    """`error` is a sentence of ours where the exception itself is told of already."""
    told = facts(envelope, error)
    trace = error if isinstance(error, BaseException) else None
    log.error("%s: %s (%s)", told["event_id"], what, told["error"], exc_info=trace, extra=told)


def facts(envelope: Envelope, error: BaseException | str) -> Mapping[str, str]:
    return {
        "event_id": event_id(envelope.key),
        "feature": _feature(envelope, error),
        "platform": platform_of(envelope),
        "kind": type(envelope.event).__name__,
        "error": error if isinstance(error, str) else what_broke(error),
    }


def platform_of(envelope: Envelope) -> str:
    event = envelope.event
    for holder in ("scene", "server", "member"):
        found = getattr(event, holder, None)
        if found is not None:
            return str(getattr(found, "member", found).platform)
    return envelope.lane.partition(":")[0]


def _feature(envelope: Envelope, error: BaseException | str) -> str:
    """Whose code was asked last; else whose timer it is."""
    if isinstance(error, BaseException):
        for frame in reversed(extract_tb(error.__traceback__)):
            parts = PurePath(frame.filename).parts
            if "cogs" in parts[:-1]:
                return parts[len(parts) - 1 - parts[::-1].index("cogs") + 1].removesuffix(".py")
    return envelope.event.feature if isinstance(envelope.event, Due) else "house"


def _innermost(trace: TracebackType | None) -> str:
    for frame in reversed(extract_tb(trace)):
        parts = PurePath(frame.filename).parts
        for root in _ROOTS:
            if root in parts[:-1]:
                return f"{'/'.join(parts[len(parts) - 1 - parts[::-1].index(root) :])}:{frame.lineno}"
    return ""
