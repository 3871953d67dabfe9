"""Everything that has to hold before a change lands: `python3 bot/bootstrap.py check`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
STEPS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports", "--no-logo")),
    ("tests", ("pytest", "-n", "2", "--dist", "loadfile")),
)


def main(arguments: list[str]) -> int:
    """Every step runs, so that one look shows everything; arguments go to pytest. 0 when all of them hold."""
    failed: list[str] = []
    for name, (tool, *options) in STEPS:
        print(f"--- {name}", flush=True)
        more = arguments if name == "tests" else []
        if subprocess.call([TOOLS / tool, *options, *more], cwd=ROOT) != 0:
            failed.append(name)
    print(f"--- {'failed: ' + ', '.join(failed) if failed else 'all holds'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
