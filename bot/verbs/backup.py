"""`gastgeber backup`: one checked file with everything in it, also while the house runs."""

from __future__ import annotations

import argparse
from typing import Any

from bot.verbs.asking import ask_if_open


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        default="",
        metavar="PATH",
        help="a file or folder of your own instead of backups/ in the data directory",
    )
    parser.add_argument("--json", action="store_true", help="file, size and rows as one JSON object")


def run(given: argparse.Namespace) -> int:
    made = _made(_absolute(given.to))
    if given.json:
        import json

        print(json.dumps(made, indent=2))
    else:
        rows = sum(made["rows"].values())
        print(f"Backed up and checked: {made['file']} ({made['bytes'] / 1_000_000:.1f} MB, {rows} rows).")
    return 0


def _absolute(to: str) -> str:
    """The running house was started in another folder, perhaps."""
    from pathlib import Path

    return str(Path(to).expanduser().absolute()) if to else ""


def _made(to: str) -> dict[str, Any]:
    answer = ask_if_open("backup", to=to)
    while answer is not None and answer.get("working"):
        answer = ask_if_open("backup", to=to)
    if answer is not None:
        return answer
    import asyncio

    return asyncio.run(_alone(to))


async def _alone(to: str) -> dict[str, Any]:
    from pathlib import Path

    from bot.core.ambient import Real
    from bot.restoring import back_up
    from bot.settings import read_settings

    return (await back_up(read_settings(), Real(), Path(to) if to else None)).as_data()
