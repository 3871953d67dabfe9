"""The command line: which verbs there are. Each lives in `bot/verbs/` and is imported only when it is asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

OK, WRONG, INTERRUPTED = 0, 2, 130
ENDED_BY_HAND = ("run", "chat")  # for which Ctrl-C is the usual end
WITH_TRACE = ("run", "bench")  # the log tells it, without guests' words; whoever measures has the sources open
ANYWHERE = ("service", "update", "persona", "bench", "commands")  # need no house in the folder they are called in
ROOT = Path(__file__).resolve().parent.parent
VERBS = {
    "run": "open the house: the lobby, and Discord and Telegram where there is a token",
    "badge": "print a new one-time link to the moderator's badge of the running house",
    "invite": "print a link that lets guests into a lobby which is open to a network",
    "state": "print how the running house is, as JSON",
    "do": 'do what a chat command does, as the operator: do "/party new Neon Night Friday 8 pm"',
    "chat": "talk to the house from here: commands, answers, buttons by number",
    "commands": "list the chat commands: who may use them and what they are for",
    "doctor": "say what is wrong with the house and what to click, in one sentence each",
    "backup": "make a checked backup now, also while the house runs",
    "restore": "put a backup in the house's place, while it does not run",
    "migrate": "bring the database up to this release, after a backup",
    "service": "install, show or remove the house as a systemd service that survives reboots",
    "persona": "the packs that give the house its voice: list them, check one",
    "update": "back up, move to the newest release, have the doctor look, and go back where that fails; --back by hand",
    "bench": "measure: pipeline, wire, start, chaos, growth, rush (from a checkout)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the answer is no, 2 something has to be put right first (said in one sentence), 70 a fault
    of ours, 130 interrupted."""
    by_hand = arguments is None
    arguments = sys.argv[1:] if arguments is None else arguments
    verb = arguments[0] if arguments else ""
    given = parser_for(verb).parse_args(arguments)
    from bot.core.errors import BadSettings, Fault

    try:
        if by_hand and verb not in ANYWHERE:
            look_around(Path.cwd(), ROOT)
        status: int = given.run(given)
        sys.stdout.flush()
        return status
    except (BadSettings, Fault) as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return OK if verb in ENDED_BY_HAND else INTERRUPTED
    except BrokenPipeError:  # whoever read along, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if verb in WITH_TRACE:
            raise
        from bot.core.faults import what_broke

        print(f"This is a fault of Gastgeber's own; please report it: {what_broke(error)}.", file=sys.stderr)
        return os.EX_SOFTWARE


def look_around(here: Path, home: Path) -> None:
    """Raises BadSettings where the house is elsewhere: what is said of an empty folder would be taken for its state."""
    from bot.core.errors import BadSettings

    def lived_in(folder: Path) -> bool:
        return (folder / ".env").exists() or (folder / "data").exists()

    if "GASTGEBER_DATA_DIR" in os.environ or lived_in(here) or not lived_in(home):
        return
    raise BadSettings(f"There is no house in {here}; this program's own is in {home}. Go there first: cd {home}")


def parser_for(asked: str) -> argparse.ArgumentParser:
    """All verbs with one line each; the arguments of the asked one."""
    parser = argparse.ArgumentParser(prog="gastgeber", description="A community host for Discord and Telegram.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, line in VERBS.items():
        verb = verbs.add_parser(name, help=line, description=line)
        if name == asked:
            module = import_module(f"bot.verbs.{name}")
            module.arguments(verb)
            verb.set_defaults(run=module.run)
    return parser
