"""`gastgeber bench`: figures of a house on this machine, as lines or as one JSON object."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Coroutine
from typing import Any

Figures = dict[str, Any]


def run_bench(given: argparse.Namespace) -> int:
    """1 where the figures name an aim they missed."""
    figures = _run(_bench(given))
    if given.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    return int(bool(figures.get("missed")))


def _bench(given: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    match given.what:
        case "pipeline":
            from tests.bench.pipeline import measure_pipeline

            return measure_pipeline(given.database)
        case "wire":
            from tests.bench.wire import measure_wire

            return measure_wire()
        case "chaos":
            from tests.bench.chaos.run import measure_chaos

            return measure_chaos(given.kills, given.database, given.seed)
        case "growth":
            from tests.bench.growth import measure_growth

            return measure_growth(given.database)
        case "rush":
            from tests.bench.rush import measure_rush

            return measure_rush(given.database)
        case _:
            from tests.bench.start import measure_start

            return measure_start()


def _run(work: Coroutine[Any, Any, Figures]) -> Figures:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
