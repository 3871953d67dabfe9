"""`gastgeber bench`: measure the house on this machine, from a checkout."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("pipeline", "wire", "start", "chaos", "growth", "rush"))
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="where the house lives meanwhile (pipeline, chaos, growth, rush); postgresql starts a server of its own",
    )
    parser.add_argument("--kills", type=int, default=100, help="how often chaos kills the house")
    parser.add_argument("--seed", type=int, help="the dice of chaos, to kill at the same moments again")


def run(given: argparse.Namespace) -> int:
    from bot.core.errors import BadSettings

    try:
        from tests.bench.run import run_bench
    except ImportError as error:
        raise BadSettings(
            f"Benchmarks run from a checkout with the development extras ({error.name} is missing)."
        ) from None
    status: int = run_bench(given)
    return status
