"""`gastgeber state`: how the running house is."""

from __future__ import annotations

import argparse

from bot.verbs.asking import ask_house


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as one JSON object, which it always is")


def run(given: argparse.Namespace) -> int:
    import json

    print(json.dumps(ask_house("state"), indent=2))
    return 0
