"""`gastgeber invite`: a link that lets guests into a lobby which is open to a network."""

from __future__ import annotations

import argparse

from bot.verbs.asking import ask_house, printing, show_url

LONGEST_DAYS = 366


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--uses", type=int, default=0, help="how many new guests it lets in; 0, the default: any number"
    )
    parser.add_argument("--days", type=int, default=7, help="how long it is good (default 7)")
    printing(parser)


def run(given: argparse.Namespace) -> int:
    show_url(ask_house("invite", uses=max(0, given.uses), days=min(max(1, given.days), LONGEST_DAYS)), given)
    return 0
