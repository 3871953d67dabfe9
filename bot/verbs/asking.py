"""Asking the running house from the shell."""

from __future__ import annotations

from typing import Any


def ask_house(request: str, **asked: object) -> dict[str, Any]:
    """Raises BadSettings when no house runs on this data directory, Fault when it refuses."""
    import asyncio

    from bot.control import ask
    from bot.core.errors import BadSettings
    from bot.settings import read_settings

    answer = asyncio.run(ask(read_settings().socket_path, request, **asked))
    if answer is None:
        raise BadSettings("No house is running here. Start it with: gastgeber run")
    return answer
