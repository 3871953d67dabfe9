"""A parent that has imported the whole house and forks one life of it after the other.

Importing takes seconds, a fork none: a life is a real process that dies of a real SIGKILL, and costs what opening the
house costs. There is no thread and no loop in the parent, so nothing half-done is inherited.

As a module it is that parent: a line on stdin asks for the next life, its pid is the answer.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

PATIENCE = 120.0  # seconds for the imports on a busy machine


class Nursery:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._life = 0

    async def give_life(self) -> None:
        """The next process. The one before is dead and buried first."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"next\n")
        self._life = int(await self._said())

    def kill(self) -> bool:
        """SIGKILL; False where it had ended by itself."""
        return self._signal(signal.SIGKILL)

    async def end_well(self) -> None:
        """The last one may finish, as when the service is stopped."""
        assert self._process.stdin is not None
        self._signal(signal.SIGTERM)
        self._process.stdin.write(b"bury\n")
        await self._said()
        self._life = 0

    def _signal(self, sign: signal.Signals) -> bool:
        try:
            os.kill(self._life, sign)
        except ProcessLookupError:
            return False
        return True

    async def _said(self) -> str:
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = (await self._process.stdout.readline()).decode().strip()
        if not line:
            raise RuntimeError("the nursery ended")
        return line


@asynccontextmanager
async def open_nursery(environment: Mapping[str, str], folder: Path) -> AsyncIterator[Nursery]:
    """`environment` is the house's; its log lines go to `house.log` in the folder."""
    root = Path(__file__).resolve().parent.parent.parent.parent
    with (folder / "house.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, cwd=folder, env={**environment, "PYTHONPATH": str(root)},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
        )  # fmt: skip
    nursery = Nursery(process)
    try:
        await nursery._said()
        yield nursery
    finally:
        if nursery._life:
            nursery.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


def raise_children() -> None:
    import bot.platforms.discord.adapter
    import bot.platforms.telegram.adapter
    import bot.running
    import bot.verbs.run  # noqa: F401
    from bot.cli import main
    from bot.features import painters
    from persona.packs import own_packs
    from persona.voice import open_voice

    voice = open_voice(own_packs(Path()))
    for paint in painters(voice).values():  # what the drawing needs is imported when first asked for
        paint('{"title": "", "when": "", "motto": "", "pack": "house", "language": "en"}')
    say("ready")
    life = 0
    for line in sys.stdin:
        if life:
            os.waitpid(life, 0)
        if line.strip() == "bury":
            life = 0
            say("buried")
            continue
        life = os.fork()
        if not life:
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(2, 1)  # the operator's lines into the log; stdout is the nursery's own
            os._exit(main(["run"]))
        say(str(life))
    if life:  # nobody asks any more: whoever ran the bench has ended it
        os.kill(life, signal.SIGKILL)
        os.waitpid(life, 0)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise_children()
