"""`gastgeber run`: open the house."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--log-json", action="store_true", help="log lines as JSON")


def run(given: argparse.Namespace) -> int:
    from bot.logs import set_up_logs
    from bot.running import run_house
    from bot.settings import read_settings

    settings = read_settings()
    set_up_logs(as_json=given.log_json, secrets=settings.secrets())
    run_house(settings)
    return 0
