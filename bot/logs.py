"""Logs: one line an event, structured, without message texts or tokens."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from traceback import format_tb
from types import TracebackType
from typing import Any
from urllib.parse import quote

import structlog

from bot.core.faults import what_broke

HUSH = {  # libraries' own lines carry addresses with tokens, repeat what we log ourselves, or tell an operator nothing
    logging.WARNING: ("aiohttp.access", "aiosqlite", "asyncio", "httpcore", "httpx", "telegram"),
    logging.ERROR: ("discord",),
    logging.CRITICAL: ("apscheduler",),
}
HIDDEN = "[secret]"
# What a line may carry beside its sentence.
FIELDS = frozenset({"event_id", "feature", "platform", "kind", "error"})


def set_up_logs(*, as_json: bool = False, level: int = logging.INFO, secrets: Sequence[str] = ()) -> None:
    """Everything goes through the standard library's logging, so that libraries' lines look like ours.

    Tracebacks come without the values of variables and without exceptions' own messages: those may be guests' words.
    `secrets` never appear at all. What nobody caught is told the same way.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(make_formatter(as_json=as_json, secrets=secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for least, names in HUSH.items():
        for name in names:
            logging.getLogger(name).setLevel(least)
    sys.excepthook = _uncaught


def make_formatter(*, as_json: bool, secrets: Sequence[str] = ()) -> logging.Formatter:
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(FIELDS),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_told),
    ]
    plain = structlog.dev.plain_traceback
    line: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    )
    hidden = secrets_in_text(secrets)

    def hide(_: object, __: str, line: Any) -> str:
        return hide_in(str(line), hidden)

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, line, hide],
    )


def secrets_in_text(secrets: Sequence[str]) -> tuple[str, ...]:
    """Every way in which one may be written: as it is, in an address, in JSON. The longest first."""
    forms = {form for secret in secrets if secret for form in (secret, quote(secret), quote(secret, safe=""))}
    return tuple(sorted(forms, key=len, reverse=True))


def hide_in(text: str, hidden: Sequence[str]) -> str:
    """`hidden` as `secrets_in_text` gives it."""
    for secret in hidden:
        text = text.replace(secret, HIDDEN)
    return text


def _told(exc_info: Any) -> str:
    """Where it went wrong and of what kind, through all causes and groups."""
    return "\n".join(_chain(exc_info[1] if isinstance(exc_info, tuple) else exc_info, set())).rstrip()


def _chain(error: BaseException | None, seen: set[int]) -> Iterator[str]:
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _chain(before, seen)
    yield "".join(format_tb(error.__traceback__)).rstrip()
    yield what_broke(error)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _chain(one, seen)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("the house fell over: %s", what_broke(error), exc_info=(kind, error, trace))
