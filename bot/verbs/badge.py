"""`gastgeber badge`: a new one-time link to the moderator's badge."""

from __future__ import annotations

import argparse

from bot.verbs.asking import ask_house, printing, show_url


def arguments(parser: argparse.ArgumentParser) -> None:
    printing(parser)


def run(given: argparse.Namespace) -> int:
    show_url(ask_house("badge"), given)
    return 0
