"""`gastgeber update`: a backup, the newer release, a look by the doctor, and all the way back where anything fails."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot import service as services
from bot.control import ask
from bot.core.errors import BadSettings, Fault
from bot.releases import Release, house_folder, output, release_here
from bot.settings import Settings, read_settings
from bot.storage.opening import POSTGRESQL
from bot.unit import Service
from bot.update_note import Last, Note

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, `kill`, a terminal that was closed
READY_TRIES = 120  # of half a second each; migrations are done before the service starts
Say = Callable[[str], None]


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
        self._note = Note(settings.data_dir)
        self._interrupted = False

    def forward(self) -> Last | None:
        """None when there is nothing newer. Raises UpdateFailed after all is as it was before."""
        before = self._release.now()
        after = self._release.newest()
        if after is None:
            return self._finish()
        known = self._errors()
        with _signals(signal.SIG_IGN):
            ran = self._stop()
        with _signals(self._interrupt):
            try:
                last = Last(before, after, self._back_up())
            except Exception as wrong:
                raise self._failed(before, self._why(wrong), ran) from wrong
            self._update(last, known, ran)
        return last

    def _update(self, last: Last, known: frozenset[str] | None, ran: bool) -> None:
        earlier = self._note.read()
        self._note.write(last, whole=False)
        try:
            self._bring_up(last, known, ran)
        except Exception as wrong:
            with _signals(signal.SIG_IGN):  # half a way back would be worse than either end
                why = self._why(wrong)
                self._say(f"{'' if self._interrupted else 'The new release does not work here: '}{why} Going back ...")
                self._stop()
                self._return(last, why)
                self._note.put_back(earlier)
            raise self._failed(last.before, why, ran) from wrong
        self._note.write(last, whole=True)

    def _bring_up(self, last: Last, known: frozenset[str] | None, ran: bool) -> None:
        """A signal is heeded between the steps, so that none of them ends half done."""
        self._say(f"Updating from {last.before} to {last.after} ...")
        steps: Sequence[Callable[[], object]] = (
            lambda: self._release.switch(last.after),
            lambda: self._verb("migrate"),
            lambda: self._look(known),
            lambda: self._start(ran),
        )
        for step in steps:
            if self._interrupted:
                raise Fault
            step()

    def _finish(self) -> Last | None:
        """The code is the newest already. If its update was cut short (the machine lost power), the rest is done now;
        who has used the house since is not sent back with its data unasked."""
        if not self._note.cut_short():
            return None
        last = self._note.last()
        self._say("The last update was cut short; the rest of it follows.")
        ran = self._stop()
        try:
            self._bring_up(last, None, ran)
        except Fault as wrong:
            raise Fault(f"{wrong} The way back to {last.before}: gastgeber update --back") from wrong
        self._note.write(last, whole=True)
        return last

    def back(self) -> Last:
        """To the code and the data before the last update. Raises BadSettings where nobody knows them."""
        last = self._note.last()
        with _signals(signal.SIG_IGN):
            ran = self._stop()
            self._back_up()
            self._return(last)
            self._start(ran)
            self._note.put_back(None)
        return last

    def _interrupt(self, *_: object) -> None:
        self._interrupted = True

    def _why(self, wrong: Exception) -> str:
        if self._interrupted:
            return "The update was interrupted."
        return str(wrong) if isinstance(wrong, Fault) else f"It answers in an unknown way ({type(wrong).__name__})."

    def _return(self, last: Last, wrong: str = "") -> None:
        try:
            self._release.switch(last.before)
            if last.backup:
                self._verb("restore", last.backup, "--discard")  # of the newer release's data there is a backup
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

    def _failed(self, before: str, why: str, ran: bool) -> UpdateFailed:
        """After the old release runs again; why even that one does not now was not the update's doing."""
        still = ""
        with _signals(signal.SIG_IGN):
            try:
                self._start(ran)
            except Fault as fault:
                still = f" {fault}"
        return UpdateFailed(f"{why} Everything is as it was before, on {before}.{still}")

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


def this_update(say: Say) -> Update:
    """Raises BadSettings in the operator's words: not a folder that can be updated, settings that cannot be read."""
    os.chdir(house_folder())  # the service starts there too, and `.env` and the data are found from there
    return Update(read_settings(), release_here(), services.installed(), say)


@contextmanager
def _signals(handler: signal.Handlers | Callable[..., None]) -> Iterator[None]:
    """Ignored ones are ignored by the programs that are started meanwhile as well."""
    heeded = [each for each in STOPPING if signal.getsignal(each) is not signal.SIG_IGN]  # nohup stays nohup
    before = {each: signal.signal(each, handler) for each in heeded}
    try:
        yield
    finally:
        for each, handled in before.items():
            signal.signal(each, handled)


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
