"""Logs: one line an event, structured, without message texts or tokens."""

from __future__ import annotations

import logging
import sys

import structlog

LOUD = ("httpx", "httpcore", "aiosqlite", "apscheduler", "discord", "telegram", "asyncio", "aiohttp.access")


def set_up_logs(*, as_json: bool = False, level: int = logging.INFO) -> None:
    """Everything goes through the standard library's logging, so that libraries' lines look like ours."""
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in LOUD:  # their INFO lines carry addresses with tokens, or say nothing to an operator
        logging.getLogger(name).setLevel(logging.WARNING)
