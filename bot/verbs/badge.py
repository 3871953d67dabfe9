"""`gastgeber badge`: a new one-time link to the moderator's badge."""

from __future__ import annotations

import argparse

from bot.verbs.asking import ask_house


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(given: argparse.Namespace) -> int:
    print(ask_house("badge")["url"])
    return 0
