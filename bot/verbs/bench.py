"""`gastgeber bench`: measure the house on this machine, from a checkout."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("pipeline", "wire", "start"))
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")


def run(given: argparse.Namespace) -> int:
    from bot.core.errors import BadSettings

    try:
        from tests.bench.run import run_bench
    except ImportError as error:
        raise BadSettings(
            f"Benchmarks run from a checkout with the development extras ({error.name} is missing)."
        ) from None
    status: int = run_bench(given.what, as_json=given.json)
    return status
