"""`gastgeber update`: a backup, the newer release, a look by the doctor, and all the way back where anything fails."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot import service as services
from bot.control import ask
from bot.core.errors import BadSettings, Fault
from bot.releases import Release, house_folder, output, release_here
from bot.service import Service
from bot.settings import Settings, read_settings
from bot.storage.opening import POSTGRESQL

LAST = "update.json"  # in the data directory: what the last update came from
READY_TRIES = 120  # of half a second each; migrations are done before the service starts
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Last:
    """`backup` is empty where there was no data yet."""

    before: str
    after: str
    backup: str


class UpdateFailed(Fault):
    """The new release does not work here; the sentence says where it failed."""


class Update:
    """One update or the way back. Everything that needs a release's own code runs in a process of its own: the files
    under this one change."""

    def __init__(self, settings: Settings, release: Release, service: Service | None, say: Say) -> None:
        self._settings = settings
        self._release = release
        self._service = service
        self._say = say

    def forward(self) -> Last | None:
        """None when there is nothing newer. Raises UpdateFailed after all is as it was before."""
        before = self._release.now()
        after = self._release.newest()
        if after is None:
            return None
        known = self._errors()
        ran = self._stop()
        try:
            last = Last(before, after, self._back_up())
        except BaseException:
            self._start(ran)
            raise
        try:
            self._bring_up(last, known, ran)
        except Fault as wrong:
            self._say(f"The new release does not work here: {wrong} Going back ...")
            self._stop()
            self._return(last, wrong)
            raise UpdateFailed(f"{wrong} Everything is as it was before, on {before}.{self._started(ran)}") from wrong
        self._remember(last)
        return last

    def _bring_up(self, last: Last, known: frozenset[str] | None, ran: bool) -> None:
        self._say(f"Updating from {last.before} to {last.after} ...")
        self._release.switch(last.after)
        self._verb("migrate")
        self._look(known)
        self._start(ran)

    def back(self) -> Last:
        """To the code and the data before the last update. Raises BadSettings where nobody knows them."""
        last = self._last()
        ran = self._stop()
        self._back_up()
        self._return(last)
        self._start(ran)
        self._file.unlink()
        return last

    def _return(self, last: Last, wrong: Fault | None = None) -> None:
        try:
            self._release.switch(last.before)
            if last.backup:
                told = json.loads(self._verb("restore", last.backup, "--json"))
                if told["kept_aside"]:  # the data of the newer release, of which there is a backup
                    Path(told["kept_aside"]).unlink(missing_ok=True)
        except Fault as again:
            why = f"{wrong} Going back failed as well" if wrong else "Going back failed"
            data = f" The data of before is in {last.backup}." if last.backup else ""
            raise Fault(f"{why}: {again}{data}") from again

    def _stop(self) -> bool:
        """Whether the service ran. A house in the foreground is somebody's, who has to end it."""
        ran = self._service is not None and services.stop(self._service)
        if asyncio.run(ask(self._settings.socket_path, "state")) is not None:
            raise BadSettings("The house is running, and not as a service of this account. Stop it, then update again.")
        return ran

    def _start(self, ran: bool) -> None:
        """Raises BadSettings when the house does not answer again."""
        if not ran or self._service is None:
            return
        services.restart(self._service)
        if not asyncio.run(_answers(self._settings.socket_path)):
            raise BadSettings("The service was started, but the house does not answer; its log says why.")

    def _started(self, ran: bool) -> str:
        """Empty, or why even the old release does not run now: that was not the update's doing."""
        try:
            self._start(ran)
        except Fault as still:
            return f" {still}"
        return ""

    def _back_up(self) -> str:
        if not self._settings.database_url.startswith(POSTGRESQL) and not self._settings.sqlite_path.exists():
            return ""
        self._say("Backing up ...")
        return str(json.loads(self._verb("backup", "--json"))["file"])

    def _look(self, known: frozenset[str] | None) -> None:
        """What was wrong before is no reason to stay on the old release."""
        worse = [each for each in self._findings() if each["severity"] == "error" and _name(each) not in (known or ())]
        if worse and known is not None:
            raise Fault(f"{worse[0]['wrong']} {worse[0]['remedy']}")

    def _errors(self) -> frozenset[str] | None:
        """None where even the doctor of the old release cannot work: then the new one may be the cure."""
        try:
            return frozenset(_name(each) for each in self._findings() if each["severity"] == "error")
        except Fault:
            return None

    def _findings(self) -> list[dict[str, Any]]:
        return list(json.loads(self._verb("doctor", "--json", fine=(0, 1)))["findings"])

    def _verb(self, *words: str, fine: Sequence[int] = (0,)) -> str:
        return output([self._release.python, "-m", "bot", *words], Path.cwd(), fine)

    @property
    def _file(self) -> Path:
        return self._settings.data_dir / LAST

    def _remember(self, last: Last) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = self._file.with_suffix(".new")
        half.touch(mode=0o600)
        half.write_text(json.dumps(asdict(last)), encoding="utf-8")
        half.replace(self._file)

    def _last(self) -> Last:
        try:
            last = Last(**json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise BadSettings("No update is known to go back from.") from None
        if last.backup and not Path(last.backup).is_file():
            raise BadSettings(f"The backup of before the last update is gone ({last.backup}), so there is no way back.")
        return last


def this_update(say: Say) -> Update:
    """Raises BadSettings in the operator's words: not a folder that can be updated, settings that cannot be read."""
    os.chdir(house_folder())  # the service starts there too, and `.env` and the data are found from there
    return Update(read_settings(), release_here(), services.installed(), say)


async def _answers(socket: Path) -> bool:
    for _ in range(READY_TRIES):
        try:
            if await ask(socket, "state") is not None:
                return True
        except Fault:
            pass  # it listens already and is not ready yet
        await asyncio.sleep(0.5)
    return False


def _name(finding: dict[str, Any]) -> str:
    blanks = finding["blanks"]
    return f"{finding['code']}:{blanks.get('server') or blanks.get('name', '')}"
