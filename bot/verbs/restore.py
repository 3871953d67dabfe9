"""`gastgeber restore`: a backup takes the house's place."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.verbs.asking import ask_if_open

if TYPE_CHECKING:
    from bot.restoring import Restored


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE|latest", help="a backup's path, its name in backups/, or latest")
    parser.add_argument(
        "--discard",
        action="store_true",
        help="what is there goes where this release cannot read it (on PostgreSQL every table of the schema): for going"
        " back from a newer release, of whose data there is a backup",
    )
    parser.add_argument("--json", action="store_true", help="what was done as one JSON object")


def run(given: argparse.Namespace) -> int:
    import asyncio

    from bot.core.ambient import Real
    from bot.core.errors import BadSettings
    from bot.restoring import restore
    from bot.settings import read_settings

    if ask_if_open("state") is not None:
        raise BadSettings("The house is running. Stop it first: a restore replaces what it works on.")
    done = asyncio.run(restore(read_settings(), Real(), given.file, discard=given.discard))
    if given.json:
        import json

        print(json.dumps(_data(done), indent=2))
    else:
        print(_sentence(done))
    return 0


def _data(done: Restored) -> dict[str, object]:
    return {
        "restored": str(done.checked.file),
        "rows": done.checked.total,
        "migrated": len(done.checked.missing),
        "forgotten": done.forgotten,
        "before": str(done.before) if done.before else "",
        "kept_aside": str(done.kept_aside) if done.kept_aside else "",
    }


def _sentence(done: Restored) -> str:
    said = f"Restored {done.checked.total} rows from {done.checked.file}"
    if done.checked.missing:
        said += f", brought up by {len(done.checked.missing)} migrations"
    if done.forgotten:
        said += f", with {done.forgotten} guests forgotten again who had asked for it since"
    if done.before:
        said += f"; what was there before is {done.before}"
    if done.kept_aside:
        said += f"; what was there before could not be read and lies at {done.kept_aside}"
    return f"{said}."
