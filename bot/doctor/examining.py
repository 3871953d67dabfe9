"""Gather the facts, run every check over them, and put what was found in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.core.ambient import Ambient
from bot.core.errors import BadSettings
from bot.doctor import check_machine, check_platforms, check_storage
from bot.doctor.facts import Facts, Storage
from bot.doctor.findings import Finding, found
from bot.doctor.machine import ENV_FILE, look_at_machine
from bot.doctor.platforms import look_at_discord, look_at_telegram
from bot.doctor.storage import look_at_closed_storage, look_at_storage
from bot.house import House
from bot.settings import Settings

CHECKS = (*check_machine.CHECKS, *check_storage.CHECKS, *check_platforms.CHECKS)
ORDER = ("error", "warning", "note")


async def examine_running(house: House, env_file: Path = ENV_FILE) -> list[Finding]:
    """Everything here can be looked at without stopping anything; the platforms' libraries are not asked."""
    storage = look_at_storage(house.database, house.settings)
    facts = await _gathered(house.settings, house.ambient, storage, env_file, running=True)
    failure = house.backups.last_failure
    return judged(
        replace(
            facts,
            storage=replace(facts.storage, locked=bool(house.locked)),
            trouble=house.troubles(),
            unread=_unread(house),
            undecided=house.intake.set_aside,
            backup_failure=failure.why if failure else "",
        )
    )


async def examine_closed(settings: Settings, ambient: Ambient, env_file: Path = ENV_FILE) -> list[Finding]:
    """While no house runs: the data is opened under its lock, and nothing in it is changed."""
    storage = look_at_closed_storage(settings)
    return judged(await _gathered(settings, ambient, storage, env_file, running=False))


async def _gathered(
    settings: Settings, ambient: Ambient, looking: Awaitable[Storage], env_file: Path, *, running: bool
) -> Facts:
    machine, storage, discord, telegram = await asyncio.gather(
        look_at_machine(settings, running=running, env_file=env_file),
        looking,
        look_at_discord(settings, ambient),
        look_at_telegram(settings, ambient),
    )
    return Facts(
        settings=settings,
        now=ambient.now(),
        running=running,
        machine=machine,
        storage=storage,
        discord=discord,
        telegram=telegram,
    )


def judged(facts: Facts) -> list[Finding]:
    """The gravest first. A trouble the house tells of itself is named where no check has found its cause."""
    findings = [finding for check in CHECKS for finding in check(facts)]
    for platform, why in facts.trouble.items():
        if not any(_explains(finding, platform) for finding in findings):
            findings.append(found("platform-trouble", platform=platform.title(), why=why))
    return sorted(findings, key=lambda finding: ORDER.index(finding.severity))


def _explains(finding: Finding, platform: str) -> bool:
    if finding.severity != "error":
        return False
    return finding.code.startswith(f"{platform}-") or finding.blanks.get("platform", "").lower() == platform


def of_settings(wrong: BadSettings) -> list[Finding]:
    """Settings that cannot be read at all: one finding for each variable that is named, or for `.env` itself."""
    named = [line.partition(": ") for line in str(wrong).splitlines() if ": " in line]
    return [
        found("setting-wrong", name=name, why=why) if name.isupper() else found("env-shut", why=str(wrong))
        for name, _, why in named
    ]


def _unread(house: House) -> Mapping[str, int]:
    """How many events of a platform nobody could read."""
    return {platform.name: len(getattr(platform, "set_aside", ())) for platform in house.platforms}
