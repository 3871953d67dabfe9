"""Sets everything up in `.venv` beside this checkout and runs a verb there: `python3 bot/bootstrap.py run`.

Standard library only, and readable by old Pythons, so that they can say what is missing. A virtual environment of its
own also works where the system's Python refuses global installs.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PINS = ROOT / "bot" / "constraints.txt"
OLDEST = (3, 11)
EXTRAS = {"check": "dev,scale,speed"}


def main(arguments):
    if sys.version_info < OLDEST:
        return _say("Gastgeber needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    verb = arguments[0] if arguments else "run"
    extras = EXTRAS.get(verb, "scale,speed")
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists() and not _make_environment():
        return 1
    if not _install(python, extras):
        return 1
    module = ["tests.check"] if verb == "check" else ["bot", *(arguments or ["run"])]
    command = [str(python), "-m", *module, *(arguments[1:] if verb == "check" else [])]
    if os.name == "nt":
        return subprocess.call(command)
    return os.execv(command[0], command)  # signals and the exit status are the verb's own


def _make_environment():
    """Debian leaves ensurepip out of python3; an environment without pip can be filled by the system's pip."""
    for options in ([], ["--without-pip"]):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", *options, str(ENVIRONMENT)], capture_output=True, check=False
        )
        if made.returncode == 0:
            return True
    _say("No virtual environment could be made in {}:\n{}".format(ENVIRONMENT, made.stderr.decode(errors="replace")))
    return False


def _install(python, extras):
    """Once for these requirements; a second start takes no time and needs no network."""
    mark = ENVIRONMENT / "installed"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + PINS.read_bytes()).hexdigest()
    have = mark.read_text().split() if mark.exists() else []
    if have[:1] == [wanted] and set(extras.split(",")) <= set(have[1:]):
        return True
    pip = _pip(python)
    if pip is None:
        _say("pip is missing. Install it (Debian, Ubuntu: apt install python3-venv) and run this again.")
        return False
    _say("Setting up (once, about a minute) ...")
    extras = ",".join(sorted(set(extras.split(",")) | set(have[1:] if have[:1] == [wanted] else [])))
    command = [*pip, "install", "-qq", "--disable-pip-version-check", "--constraint", str(PINS)]
    done = subprocess.run([*command, "--editable", "{}[{}]".format(ROOT, extras)], stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        said = (done.stderr or b"").decode(errors="replace").rstrip()
        _say("{}\nThe packages could not be installed. {}".format(said, _last_error(said)).lstrip())
        return False
    mark.write_text(" ".join([wanted, *extras.split(",")]))
    return True


def _last_error(said):
    """In the last line as well, which is all that an update shows."""
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")]
    return "pip says: {}".format(errors[-1][len("ERROR:") :].strip()) if errors else "What pip said is above."


def _pip(python):
    """The environment's own, or put there now (the advice above was followed), or the system's."""
    own, system = [str(python), "-m", "pip"], [sys.executable, "-m", "pip", "--python", str(python)]
    for prepare, command in ((None, own), ([str(python), "-m", "ensurepip"], own), (None, system)):
        if prepare and not _works(prepare):
            continue
        if _works([*command, "--version"]):
            return command
    return None


def _works(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _say(sentence):
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
