"""The house as a systemd service: installing, showing and removing it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core.errors import BadSettings
from bot.releases import house_folder
from bot.settings import Settings, read_settings
from bot.unit import NAME, SYSTEM_UNITS, Service, folder_in

BOOTED = Path("/run/systemd/system")  # there exactly where systemd runs the machine; see sd_booted(3)
LINGERING = Path("/var/lib/systemd/linger")  # a file per account whose manager starts with the machine
SUPERUSER = 0
NO_SYSTEMD = (
    "There is no systemd here (a container, perhaps), so the house is no service here and cannot become one."
    " Let whatever starts programs here run this, and start it again when it ends:\n"
    "    cd {folder} && {python} -m bot run\n"
    "The README has a Dockerfile for containers."
)


def this_service(*, system: bool) -> Service:
    """The one to install here. Raises BadSettings for settings that cannot be read."""
    folder = house_folder()
    settings = read_settings(str(folder / ".env"))
    system = system or os.geteuid() == SUPERUSER
    owner = folder.stat().st_uid if system else os.geteuid()
    data = (folder / settings.data_dir).absolute()  # as the service will see it, which starts in that folder
    return Service(system, folder, Path(sys.executable), data, _account(owner))


def present(*, system: bool) -> Service:
    """The one to show or to remove: this account's own, else the system's, at which everybody may look."""
    service = this_service(system=system)
    if service.system or service.file.exists() or not _of_the_system(service.folder):
        return service
    return this_service(system=True)


def installed() -> Service | None:
    """The one that is there. Raises BadSettings where it is the system's and who asks is not root."""
    if not has_systemd():
        return None
    service = present(system=False)
    if service.system and os.geteuid() != SUPERUSER:
        raise BadSettings("The house is a service of the whole system: run the same with sudo.")
    there = _of_the_system(service.folder) if service.system else service.file.exists()
    return service if there else None


def check(service: Service) -> None:
    """Raises BadSettings where the house would run as root, as nobody, twice, or with data it cannot write."""
    if service.system and service.folder.stat().st_uid == SUPERUSER:
        raise BadSettings(
            "This folder belongs to root, and the house is not run as root. Give it to an account of its own"
            f" (useradd --system --create-home gastgeber; chown -R gastgeber: {service.folder}) and try again."
        )
    if not service.user:
        raise BadSettings(
            "This folder belongs to an account this machine does not know. Give it to one of its own"
            f" (useradd --system --create-home gastgeber; chown -R gastgeber: {service.folder}) and try again."
        )
    _alone(service)
    owner = pwd.getpwnam(service.user).pw_uid
    if service.data.exists() and service.data.stat().st_uid != owner:
        raise BadSettings(
            f"The data directory {service.data} does not belong to {service.user}, as whom the service runs."
            f" Run: sudo chown -R {service.user}: {service.data}"
        )


def _alone(service: Service) -> None:
    """Two services on one house would start against each other for ever."""
    there = folder_in(SYSTEM_UNITS / NAME)
    if there == str(service.folder) and not service.system:
        raise BadSettings(
            "The house is a service of the whole system already. To write that one anew, run the same with sudo."
        )
    if service.system and there not in (None, str(service.folder)):
        raise BadSettings(
            f"There is a service of another house already, in {there}. Remove it first: gastgeber service remove"
        )
    own = Path(pwd.getpwnam(service.user).pw_dir) / ".config" / "systemd" / "user" / NAME
    if service.system and folder_in(own) == str(service.folder):
        raise BadSettings(
            f"The house is a service of the account {service.user} already. Remove that one first, as {service.user}:"
            " gastgeber service remove"
        )


def _of_the_system(folder: Path) -> bool:
    return folder_in(SYSTEM_UNITS / NAME) == str(folder)


def _account(uid: int) -> str:
    """Empty where there is none, such as for files that came from another machine."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def has_systemd() -> bool:
    return BOOTED.is_dir() and shutil.which("systemctl") is not None


def plan(service: Service) -> list[list[str]]:
    """The commands after the unit's file is there."""
    steps = [service.systemctl("daemon-reload"), service.systemctl("enable", NAME), service.systemctl("restart", NAME)]
    lingers = service.system or (LINGERING / service.user).exists()
    return steps if lingers else [*steps, ["loginctl", "enable-linger", service.user]]


def install(service: Service) -> list[str]:
    """What to tell the operator. Raises BadSettings with what systemd said where it refuses."""
    if service.system and os.geteuid() != SUPERUSER:
        raise BadSettings("Only root installs a service for the whole system: run the same with sudo.")
    check(service)
    _make_data(service)
    new = not service.file.exists()
    _write(service.file, service.unit)
    told = [f"The house is a service now ({service.file}) and starts again by itself, also after a reboot."]
    for command in plan(service):
        said = _call(command)
        if said is None:
            continue
        if command[0] == "loginctl":
            told = [
                f"The house is a service now ({service.file}) and starts again by itself. So that it also starts without"
                f" you logging in, and after a reboot, run once: sudo loginctl enable-linger {service.user}"
            ]
        elif "restart" in command:
            raise BadSettings(
                f"The service is installed, but the house does not start yet ({said}). Its log says why: {service.log}"
            )
        else:
            if new:
                service.file.unlink()
            raise BadSettings(f"systemd refused ({' '.join(command)}): {said}{_advice(said)}")
    return [*told, *_not_carried_over(service), f"Its log: {service.log} -f"]


def remove(service: Service) -> list[str]:
    if not service.file.exists():
        return ["No service is installed; there is nothing to remove."]
    if service.system and os.geteuid() != SUPERUSER:
        raise BadSettings("Only root removes a service of the whole system: run the same with sudo.")
    if said := _call(service.systemctl("disable", "--now", NAME)):
        raise BadSettings(f"systemd refused to stop the service: {said}{_advice(said)}")
    service.file.unlink()
    _call(service.systemctl("daemon-reload"))
    return ["The house is no service any more. Its data stays where it is."]


def status(service: Service) -> Mapping[str, object]:
    """`installed`, `enabled` (starts at boot), `active` (runs), and `current`: the unit is what this release writes."""
    there = service.file.exists()
    return {
        "installed": there,
        "enabled": there and _call(service.systemctl("is-enabled", "--quiet", NAME)) is None,
        "active": there and _call(service.systemctl("is-active", "--quiet", NAME)) is None,
        "current": there and service.file.read_text(encoding="utf-8") == service.unit,
        "file": str(service.file),
    }


def nowhere(service: Service) -> Mapping[str, object]:
    """The same where there is no systemd."""
    return {"installed": False, "enabled": False, "active": False, "current": False, "file": str(service.file)}


def restart(service: Service) -> None:
    """Nothing where no service is installed."""
    if service.file.exists() and has_systemd() and (said := _call(service.systemctl("restart", NAME))):
        raise BadSettings(f"The service could not be started again ({said}). Its log says why: {service.log}")


def stop(service: Service) -> bool:
    """Whether it is meant to run. One that ends and starts again by itself is stopped as well."""
    if not service.file.exists() or not has_systemd():
        return False
    meant = any(_call(service.systemctl(word, "--quiet", NAME)) is None for word in ("is-active", "is-enabled"))
    if said := _call(service.systemctl("stop", NAME)):
        raise BadSettings(f"The service could not be stopped ({said}).")
    return meant


def _advice(said: str) -> str:
    """An account that was entered through su or sudo has no manager of its own to talk to."""
    return "\nLog in to this account directly (ssh), or run the same with sudo as yourself." if " bus" in said else ""


def _make_data(service: Service) -> None:
    """The unit may write nowhere else, so the directory has to be there before it starts."""
    if service.data.exists():
        return
    service.data.mkdir(mode=0o700, parents=True)
    if service.system:
        account = pwd.getpwnam(service.user)
        os.chown(service.data, account.pw_uid, account.pw_gid)


def _write(file: Path, text: str) -> None:
    """All of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as writing:
        writing.write(text)
        os.fchmod(writing.fileno(), 0o644)
    Path(writing.name).replace(file)


def _not_carried_over(service: Service) -> list[str]:
    """A service has no shell whose variables it could inherit."""
    env = service.folder / ".env"
    known = env.read_text(encoding="utf-8").upper() if env.is_file() else ""
    names = [name.upper() for name in Settings.model_fields]
    lost = [name for name in names if os.environ.get(name) and f"{name}=" not in known]
    return [f"The service reads {env} only; put there what is set in this shell: {', '.join(lost)}"] if lost else []


def _call(command: Sequence[str]) -> str | None:
    """None when it went well, else what it said, without systemctl's hint at where to read on."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_reaching_the_manager())
    except OSError as error:
        return str(error.strerror)
    if done.returncode == 0:
        return None
    said = [line for line in (done.stderr.strip() or done.stdout.strip()).splitlines() if not line.startswith('See "')]
    return said[-1].rstrip(".") if said else f"status {done.returncode}"


def _reaching_the_manager() -> Mapping[str, str]:
    """An account entered through su or sudo is not told where its own manager listens, though it may be running."""
    runtime = Path(f"/run/user/{os.geteuid()}")
    known = "XDG_RUNTIME_DIR" in os.environ or not runtime.is_dir()
    return os.environ if known else {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}
