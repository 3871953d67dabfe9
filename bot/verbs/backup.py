"""`gastgeber backup`: one checked file with everything in it, also while the house runs."""

from __future__ import annotations

import argparse
from pathlib import Path
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
    made = _made(given.to)
    if given.json:
        import json

        print(json.dumps(made, indent=2))
    else:
        rows = sum(made["rows"].values())
        print(f"Backed up and checked: {made['file']} ({made['bytes'] / 1_000_000:.1f} MB, {rows} rows).")
    return 0


def _made(to: str) -> dict[str, Any]:
    """A house that runs as a service sees another disk than the shell, with a /tmp of its own and all else read-only.
    So it makes its backup where it may, and the shell takes it to the place it was asked for."""
    wanted = Path(to).expanduser().absolute() if to else None
    answer = ask_if_open("backup")
    while answer is not None and answer.get("working"):
        answer = ask_if_open("backup", again=True)
    if answer is None:
        import asyncio

        return asyncio.run(_alone(wanted))
    return {**answer, "file": str(_taken(Path(answer["file"]).name, wanted))} if wanted else answer


def _taken(name: str, wanted: Path) -> Path:
    import os

    from bot.core.errors import Fault
    from bot.settings import read_settings
    from bot.storage.backups import FOLDER

    made = read_settings().data_dir / FOLDER / name
    if wanted.resolve() == made.parent.resolve():
        return made
    try:
        target = wanted / name if wanted.is_dir() else wanted
        if target.exists():
            raise Fault(f"There is something at {target} already; a backup does not replace it.")
        _copy(made, target)
    except OSError as error:
        raise Fault(f"No backup was made: {wanted} cannot be written ({os.strerror(error.errno or 0)}).") from error
    finally:
        made.unlink(missing_ok=True)
    return target


def _copy(made: Path, target: Path) -> None:
    """What is not whole never bears the name."""
    import shutil

    from bot.storage.files import fsync_folder, fsynced, make_private

    half = target.with_name(f".{target.name}.half")
    try:
        make_private(half)
        shutil.copyfile(made, half)
        fsynced(half)
        half.rename(target)
        fsync_folder(target.parent)
    finally:
        half.unlink(missing_ok=True)


async def _alone(to: Path | None) -> dict[str, Any]:
    from bot.core.ambient import Real
    from bot.restoring import back_up
    from bot.settings import read_settings

    return (await back_up(read_settings(), Real(), to)).as_data()
