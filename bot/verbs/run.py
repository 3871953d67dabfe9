"""`gastgeber run`: open the house."""

from __future__ import annotations

import argparse
import os
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--log-json", action="store_true", help="log lines as JSON")


def run(given: argparse.Namespace) -> int:
    """Exit status 78 (EX_CONFIG): another house has the data, so whatever starts programs here should leave this one be."""
    from bot.core.errors import TakenOver
    from bot.logs import set_up_logs
    from bot.running import run_house
    from bot.settings import read_settings

    settings = read_settings()
    set_up_logs(as_json=given.log_json, secrets=settings.secrets())
    try:
        run_house(settings)
    except TakenOver as taken:
        print(taken, file=sys.stderr)
        return os.EX_CONFIG
    return 0
