"""Asking the running house from the shell."""

from __future__ import annotations

import argparse
from typing import Any


def ask_house(request: str, **asked: object) -> dict[str, Any]:
    """Raises BadSettings when no house runs on this data directory, Fault when it refuses."""
    from bot.core.errors import BadSettings

    answer = ask_if_open(request, **asked)
    if answer is None:
        raise BadSettings("No house is running here. Start it with: gastgeber run")
    return answer


def ask_if_open(request: str, **asked: object) -> dict[str, Any] | None:
    """None when no house runs. Raises Fault when it refuses or is silent."""
    import asyncio

    from bot.control import ask
    from bot.settings import read_settings

    return asyncio.run(ask(read_settings().socket_path, request, **asked))


def printing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def show_url(answer: dict[str, Any], given: argparse.Namespace) -> None:
    import json

    print(json.dumps(answer) if given.json else answer["url"])
