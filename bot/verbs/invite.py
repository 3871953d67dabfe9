"""`gastgeber invite`: a link that lets guests into a lobby which is open to a network."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bot.verbs.asking import ask_house, printing, show_url

LONGEST_DAYS = 366
MOST_USES = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--uses", type=_from(0, MOST_USES), default=0, help="how many new guests it lets in; 0, the default: any number"
    )
    parser.add_argument("--days", type=_from(1, LONGEST_DAYS), default=7, help="how long it is good (default 7)")
    printing(parser)


def _from(least: int, most: int) -> Callable[[str], int]:
    """A number outside would be read as another wish: fewer than no guests as any number of them."""

    def number(words: str) -> int:
        if not words.lstrip("-").isdecimal() or not least <= int(words) <= most:
            raise argparse.ArgumentTypeError(f"write a whole number from {least} to {most}")
        return int(words)

    return number


def run(given: argparse.Namespace) -> int:
    show_url(ask_house("invite", uses=given.uses, days=given.days), given)
    return 0
