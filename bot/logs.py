"""Logs: one line an event, structured, without message texts or tokens."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Any

import structlog

HUSH = {  # libraries' own lines carry addresses with tokens, repeat what we log ourselves, or tell an operator nothing
    logging.WARNING: ("aiohttp.access", "aiosqlite", "asyncio", "httpcore", "httpx", "telegram"),
    logging.ERROR: ("discord",),
    logging.CRITICAL: ("apscheduler",),
}
HIDDEN = "[secret]"


def set_up_logs(*, as_json: bool = False, level: int = logging.INFO, secrets: Sequence[str] = ()) -> None:
    """Everything goes through the standard library's logging, so that libraries' lines look like ours.

    Tracebacks come without the values of variables: those may be guests' words. `secrets` never appear at all.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(make_formatter(as_json=as_json, secrets=secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for least, names in HUSH.items():
        for name in names:
            logging.getLogger(name).setLevel(least)


def make_formatter(*, as_json: bool, secrets: Sequence[str] = ()) -> logging.Formatter:
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    lines: list[structlog.types.Processor]
    if as_json:
        lines = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        plain = structlog.dev.plain_traceback
        lines = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    hidden = [secret for secret in secrets if secret]

    def hide(_: object, __: str, line: Any) -> str:
        for secret in hidden:
            line = line.replace(secret, HIDDEN)
        return str(line)

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *lines, hide],
    )
