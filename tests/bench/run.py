"""`gastgeber bench`: figures of a house on this machine, as lines or as one JSON object."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

Figures = dict[str, Any]


def run_bench(what: str, *, as_json: bool) -> int:
    figures = _run(_bench(what)())
    if as_json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    return 0


def _bench(what: str) -> Callable[[], Coroutine[Any, Any, Figures]]:
    if what == "pipeline":
        from tests.bench.pipeline import measure_pipeline

        return measure_pipeline
    if what == "wire":
        from tests.bench.wire import measure_wire

        return measure_wire
    from tests.bench.start import measure_start

    return measure_start


def _run(work: Coroutine[Any, Any, Figures]) -> Figures:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
