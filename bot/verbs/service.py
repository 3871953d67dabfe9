"""`gastgeber service`: the house as a systemd service that survives reboots."""

from __future__ import annotations

import argparse

DONE, NO = 0, 1


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("install", "status", "remove"))
    parser.add_argument(
        "--system", action="store_true", help="for the whole machine (root does so anyway); else for your own account"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the unit and the commands, change nothing")
    parser.add_argument("--json", action="store_true", help="the status as one JSON object")


def run(given: argparse.Namespace) -> int:
    from bot import service as services
    from bot.core.errors import BadSettings

    install = given.what == "install"
    service = (services.this_service if install else services.present)(system=given.system)
    if given.json and given.what != "status":
        raise BadSettings("Only the status is told as JSON: gastgeber service status --json")
    if given.dry_run and install:
        services.check(service)
        commands = "\n".join(" ".join(command) for command in services.plan(service))
        print(f"# {service.file}\n{service.unit}\n# then\n{commands}")
        return DONE
    if not services.has_systemd():
        if given.json:
            return _show(services.nowhere(service), as_json=True)
        print(services.NO_SYSTEMD.format(folder=service.folder, python=service.python))
        return NO
    if given.what == "status":
        return _show(services.status(service), as_json=given.json)
    if given.dry_run:
        print(f"Would remove {service.file}; the data stays.")
        return DONE
    print("\n".join(services.install(service) if install else services.remove(service)))
    return DONE


def _show(state: object, *, as_json: bool) -> int:
    import json

    assert isinstance(state, dict)
    if as_json:
        print(json.dumps(state, indent=2))
    elif not state["installed"]:
        print("No service is installed. Install it with: gastgeber service install")
    else:
        runs = "runs" if state["active"] else "does not run"
        boot = "starts at boot" if state["enabled"] else "does not start at boot"
        print(f"The service ({state['file']}) {runs} and {boot}.")
        if not state["current"]:
            print("Its file is of another release; write it anew with: gastgeber service install")
    return DONE if state["active"] and state["enabled"] else NO
