"""`gastgeber do`: any chat command from the shell, as the operator."""

from __future__ import annotations

import argparse
import sys
from functools import cache
from typing import Any

from bot.verbs.asking import ask_if_open

CLOSED = "No house is running: what others shall see goes out when it is opened."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help='the line, such as "/faq list"; the slash may be left out'
    )
    parser.add_argument("--press", default="", metavar="ID", help="press a button of an earlier answer instead")
    parser.add_argument("--choice", default="", help="with --press on a select: the chosen value")
    where(parser)
    parser.add_argument("--json", action="store_true", help="answers as one JSON object")


def where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--community", default="", help="id or name; needed where the house has several")


def run(given: argparse.Namespace) -> int:
    """1 when the house could not do what was asked and said why."""
    line = " ".join(given.words).strip()
    if line and not line.startswith("/"):
        line = f"/{line}"
    heard = do(line=line, press=given.press, choice=given.choice, community=given.community)
    if given.json:
        import json

        print(json.dumps(heard, ensure_ascii=False, indent=2))
    else:
        from bot.platforms.shell.shapes import lines_of

        print("\n".join(line for answer in heard["answers"] for line in lines_of(answer)))
    return 1 if heard["mistake"] else 0


def do(**asked: str) -> dict[str, Any]:
    """By the running house, else by one opened for this line alone."""
    import locale

    language = (locale.getlocale()[0] or "").partition("_")[0]
    answer = ask_if_open("do", language=language, **asked)
    if answer is not None:
        return answer
    import asyncio

    _say_closed()
    return asyncio.run(_alone({"language": language, **asked}))


@cache
def _say_closed() -> None:
    """Once, however long the conversation."""
    print(CLOSED, file=sys.stderr)


async def _alone(asked: dict[str, str]) -> dict[str, Any]:
    from bot.doing import do as do_in
    from bot.host import open_house
    from bot.settings import read_settings

    async with open_house(read_settings()) as house, house.deciding():
        return await do_in(house, asked)
