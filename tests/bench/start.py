"""Starting: how long `--help` takes, how long until the house is ready, and what it weighs when idle."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

RUNS = 5
ROOT = Path(__file__).resolve().parent.parent.parent
READY = b"The lobby is open"


async def measure_start() -> dict[str, Any]:
    helps = [await _help() for _ in range(RUNS + 1)][1:]
    starts = [await _start() for _ in range(RUNS + 1)][1:]
    return {
        "help_s": round(statistics.median(helps), 3),
        "ready_s": round(statistics.median(ready for ready, _ in starts), 3),
        "idle_mb": round(statistics.median(weight for _, weight in starts), 1),
    }


async def _help() -> float:
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--help", cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    await process.wait()
    return time.perf_counter() - begun


async def _start() -> tuple[float, float]:
    """Seconds until the lobby is open, and resident megabytes two seconds later."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "GASTGEBER_DATA_DIR": folder, "GASTGEBER_PORT": "0", "PYTHONPATH": str(ROOT)}
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=settings, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            async with asyncio.timeout(30):
                while READY not in await process.stdout.readline():
                    pass
            took = time.perf_counter() - begun
            await asyncio.sleep(2)
            return took, _resident(process.pid)
        finally:
            process.terminate()
            await process.wait()


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell how much memory a process has")
