"""`gastgeber doctor`: what is wrong with the house, and what to click or do about it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

HEALTHY, FOUND = 0, 1
MARKS = {"error": "✗", "warning": "!", "note": "·"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="findings as one JSON object")


def run(given: argparse.Namespace) -> int:
    """Exit status: 0 healthy, 1 something was found, 2 it could not look."""
    findings = findings_now()
    if given.json:
        import json

        print(json.dumps({"healthy": is_healthy(findings), "findings": findings}, indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(findings)))
    return HEALTHY if is_healthy(findings) else FOUND


def findings_now() -> list[dict[str, Any]]:
    """The running house's own, else those of a closed one. Raises Fault where the house runs and is silent."""
    import asyncio

    from bot.control import ask
    from bot.core.ambient import Real
    from bot.core.errors import BadSettings
    from bot.doctor.examining import examine_closed, of_settings
    from bot.settings import read_settings

    try:
        settings = read_settings()
    except BadSettings as wrong:
        return [finding.as_data() for finding in of_settings(wrong)]

    async def look() -> list[dict[str, Any]]:
        answer = await ask(settings.socket_path, "doctor")
        if answer is not None:
            return list(answer["findings"])
        return [finding.as_data() for finding in await examine_closed(settings, Real())]

    return asyncio.run(look())


def is_healthy(findings: Sequence[Mapping[str, Any]]) -> bool:
    """A note is worth knowing and nothing is wrong."""
    return all(finding["severity"] == "note" for finding in findings)


def lines(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    told = [f"{MARKS[each['severity']]} {each['wrong']} {each['remedy']}" for each in findings]
    return [*told, "The house is healthy."] if is_healthy(findings) else told
