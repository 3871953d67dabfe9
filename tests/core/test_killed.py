"""A house killed at any moment: every event is decided exactly once, every line said as often as was promised."""

from __future__ import annotations

import random  # noqa: TID251 - when to kill, from a seed
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

KILLS = 10
TOTAL = 600
ROOT = Path(__file__).resolve().parent.parent.parent


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.smallhouse", str(folder), str(TOTAL)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_house_killed_ten_times_decides_everything_exactly_once(tmp_path: Path) -> None:
    dice = random.Random(7)
    kills = 0
    for _ in range(KILLS):
        with start(tmp_path) as house:
            assert house.stdout
            assert house.stdout.readline() == "open\n"
            until = time.monotonic() + dice.uniform(0, 0.3)
            while time.monotonic() < until and house.poll() is None:
                pass
            if house.poll() is None:
                house.send_signal(signal.SIGKILL)
                kills += 1
    with start(tmp_path) as house:
        said, _ = house.communicate(timeout=60)
    assert said.splitlines() == ["open", "done"]
    assert kills >= 3, "the house was too fast to be killed"
    assert Counter(decided(tmp_path)) == Counter(str(number) for number in range(TOTAL))
    calls = Counter((tmp_path / "calls").read_text().splitlines())
    assert {line for line, times in calls.items() if line.startswith("once") and times > 1} == set()
    assert {f"sure {number}" for number in range(0, TOTAL, 3)} <= set(calls)
    missing = {f"once {number}" for number in range(1, TOTAL, 3)} - set(calls)
    assert len(missing) <= kills * 32, "only what was on its way when the house was killed may be unsaid"
    assert len(missing) == unknown(tmp_path, missing)


def decided(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "house.db") as database:
        return [row[0] for row in database.execute("SELECT member FROM code_try WHERE platform = 'decided'")]


def unknown(folder: Path, missing: set[str]) -> int:
    """How many of these lines the house itself says it does not know about."""
    with sqlite3.connect(folder / "house.db") as database:
        [(count,)] = database.execute("SELECT count(*) FROM outbox WHERE state = 'unknown'").fetchall()
    return min(int(count), len(missing))
