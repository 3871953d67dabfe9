"""The verbs of the command line, each a few lines over `host.py`. Nothing heavy is imported before a verb is known."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

OK, WRONG = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the answer is no, 2 something has to be put right first (said in one sentence)."""
    given = _parser().parse_args(arguments)
    from bot.core.errors import BadSettings, Fault

    try:
        verb: Callable[[argparse.Namespace], int] = given.verb
        return verb(given)
    except (BadSettings, Fault) as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gastgeber", description="A community host for Discord and Telegram.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    run = verbs.add_parser("run", help="open the house: the lobby, and Discord and Telegram where there is a token")
    run.add_argument("--log-json", action="store_true", help="log lines as JSON")
    run.set_defaults(verb=_run)
    badge = verbs.add_parser("badge", help="print a new one-time link to the moderator's badge of the running house")
    badge.set_defaults(verb=_badge)
    invite = verbs.add_parser("invite", help="print a link that lets guests into a lobby which is open to a network")
    invite.add_argument(
        "--uses", type=int, default=0, help="how many new guests it lets in; 0, the default: any number"
    )
    invite.add_argument("--days", type=int, default=7, help="how long it is good (default 7)")
    invite.set_defaults(verb=_invite)
    state = verbs.add_parser("state", help="print how the running house is, as JSON")
    state.set_defaults(verb=_state)
    bench = verbs.add_parser("bench", help="measure: pipeline, wire, start (from a checkout)")
    bench.add_argument("what", choices=("pipeline", "wire", "start"))
    bench.add_argument("--json", action="store_true", help="figures as one JSON object")
    bench.set_defaults(verb=_bench)
    return parser


def _run(given: argparse.Namespace) -> int:
    from bot.logs import set_up_logs
    from bot.running import run_house
    from bot.settings import read_settings

    settings = read_settings()
    set_up_logs(as_json=given.log_json, secrets=settings.secrets())
    run_house(settings)
    return OK


def _badge(given: argparse.Namespace) -> int:
    answer = _ask_house("badge")
    print(answer["url"])
    return OK


def _invite(given: argparse.Namespace) -> int:
    print(_ask_house("invite", uses=max(0, given.uses), days=min(max(1, given.days), 366))["url"])
    return OK


def _state(given: argparse.Namespace) -> int:
    import json

    print(json.dumps(_ask_house("state"), indent=2))
    return OK


def _ask_house(verb: str, **asked: object) -> dict[str, Any]:
    import asyncio

    from bot.control import ask
    from bot.core.errors import BadSettings
    from bot.settings import read_settings

    answer = asyncio.run(ask(read_settings().sqlite_path.with_suffix(".sock"), verb, **asked))
    if answer is None:
        raise BadSettings("No house is running here. Start it with: gastgeber run")
    return answer


def _bench(given: argparse.Namespace) -> int:
    from bot.core.errors import BadSettings

    try:
        from tests.bench.run import run_bench
    except ImportError as error:
        raise BadSettings(
            f"Benchmarks run from a checkout with the development extras ({error.name} is missing)."
        ) from None
    status: int = run_bench(given.what, as_json=given.json)
    return status
