"""`gastgeber update`: to the newest release, or back to where the last update came from."""

from __future__ import annotations

import argparse

DONE, NO = 0, 1


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--back", action="store_true", help="return to the release and the data of before the last update"
    )
    parser.add_argument("--json", action="store_true", help="what was done as one JSON object")


def run(given: argparse.Namespace) -> int:
    """Exit status: 0 done or nothing newer, 1 it failed here and everything is as before, 2 refused."""
    import json
    from contextlib import suppress
    from dataclasses import asdict

    from bot.updating import UpdateFailed, this_update

    def say(sentence: str) -> None:
        if not given.json:
            with suppress(OSError):  # the terminal was closed; the house is not left half updated for that
                print(sentence, flush=True)

    update = this_update(say)
    try:
        last = update.back() if given.back else update.forward()
    except UpdateFailed as failed:
        print(json.dumps({"done": "rolled back", "why": str(failed)}, indent=2) if given.json else failed)
        return NO
    if given.json:
        done = "back" if given.back else "updated" if last else "current"
        print(json.dumps({"done": done, **(asdict(last) if last else {})}, indent=2))
    elif last is None:
        print("This is the newest release.")
    elif given.back:
        print(
            f"Back on {last.before}, with the data of before the update; what was there meanwhile is a backup as well."
        )
    else:
        print(f"Updated to {last.after}. The way back, should you want it: gastgeber update --back")
    return DONE
