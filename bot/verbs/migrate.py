"""`gastgeber migrate`: bring the database up to this release. `gastgeber run` does the same when it starts."""

from __future__ import annotations

import argparse

from bot.verbs.asking import ask_if_open


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="only say what is missing; exit status 1 if anything is")
    parser.add_argument("--json", action="store_true", help="the migrations as one JSON object")


def run(given: argparse.Namespace) -> int:
    import asyncio

    from bot.core.ambient import Real
    from bot.core.errors import BadSettings
    from bot.restoring import bring_up_to_date
    from bot.settings import read_settings

    if ask_if_open("state") is not None:
        raise BadSettings("The house is running, so its database is of its release already. Stop it first.")
    found = asyncio.run(bring_up_to_date(read_settings(), Real(), apply=not given.plan))
    names = [f"{one.owner} {one.number:04d} {one.name}" for one in found]
    if given.json:
        import json

        print(json.dumps({"missing" if given.plan else "applied": names}, indent=2))
    else:
        what = "Missing" if given.plan else "Applied"
        print("\n".join([f"{what}: {name}" for name in names]) or "Nothing is missing.")
    return 1 if given.plan and names else 0
