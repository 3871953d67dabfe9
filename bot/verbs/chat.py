"""`gastgeber chat`: a conversation with the house, a few lines over `do`."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from bot.verbs.do import do, where


def arguments(parser: argparse.ArgumentParser) -> None:
    where(parser)


def run(given: argparse.Namespace) -> int:
    """Until the end of the input or `quit`."""
    from bot.core.errors import Fault
    from bot.platforms.shell.shapes import lines_of

    print('Type a command such as /help, the number of a button, or "quit".')
    choices: list[dict[str, str]] = []
    for line in _lines():
        asked = _asked(line, choices)
        if asked is None:
            print("There is no such button above.")
            continue
        try:
            heard: dict[str, Any] = do(**asked, community=given.community)
        except Fault as fault:
            print(fault)
            continue
        choices = []
        if not heard["answers"]:
            print("The house has nothing to say to that; /help shows what it can do.")
        for answer in heard["answers"]:
            print("\n".join(lines_of(answer, len(choices) + 1)))
            choices += answer["choices"]
    return 0


def _lines() -> Any:
    while True:
        if sys.stdin.isatty():
            print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line or line.strip() in ("quit", "exit"):
            return
        if line.strip():
            yield line.strip()


def _asked(line: str, choices: list[dict[str, str]]) -> dict[str, str] | None:
    """A bare number is a button of the last answer while it has some; else it is words, such as a form's answer."""
    if not (line.isdecimal() and choices):
        return {"line": line}
    chosen = choices[int(line) - 1] if 1 <= int(line) <= len(choices) else None
    if chosen is None or "press" not in chosen:
        return None
    return {"press": chosen["press"], "choice": chosen.get("choice", "")}
