"""Checks of settings, files, disk, clock and parts."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from difflib import get_close_matches
from urllib.parse import urlsplit

from bot.doctor.facts import Facts
from bot.doctor.findings import Finding, found
from bot.settings import Settings
from bot.storage.keyring import KEY_FILE
from bot.storage.opening import POSTGRESQL

OTHERS = 0o077
LEAST_MB = 500  # a nightly backup, the log and a database that grows by a season's parties
LONGEST_SKEW = 30.0  # seconds: less is the header's whole seconds and the way there; more fires reminders visibly wrong
BACKUP_AFTER = timedelta(days=2)  # two nights missed
OURS = ("DISCORD_", "TELEGRAM_", "GASTGEBER_", "DATABASE_")
WEBHOOK_PORTS = (443, 80, 88, 8443)  # all that Telegram knocks at
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def unknown_variables(facts: Facts) -> Iterator[Finding]:
    known = {name.upper() for name in Settings.model_fields}
    for name in facts.machine.env_variables:
        if name.upper() not in known and name.upper().startswith(OURS):
            (meant,) = get_close_matches(name.upper(), known, 1, 0.0)
            yield found("setting-unknown", name=name, meant=meant)


def env_file(facts: Facts) -> Iterator[Finding]:
    if facts.machine.env_shut:
        yield found("env-shut", why=facts.machine.env_shut)
    for line in facts.machine.env_lines:
        yield found("env-line", line=line)
    known = {name.upper() for name in Settings.model_fields}
    counted = Counter(name.upper() for name in facts.machine.env_variables)
    for name in sorted(name for name, count in counted.items() if count > 1 and name in known):
        yield found("env-twice", name=name)


def open_files(facts: Facts) -> Iterator[Finding]:
    if facts.machine.env_mode & OTHERS:
        yield found("env-open")
    names = [name for name, mode in facts.machine.modes.items() if mode & OTHERS]
    if names:
        yield found("data-open", names=", ".join(names[:5]), folder=facts.settings.data_dir)


def key(facts: Facts) -> Iterator[Finding]:
    if facts.machine.key_shut:
        yield found("key-shut", file=facts.settings.data_dir / KEY_FILE, why=facts.machine.key_shut)
    elif KEY_FILE in facts.machine.modes:
        yield found("key-beside", file=facts.settings.data_dir / KEY_FILE)


def data_directory(facts: Facts) -> Iterator[Finding]:
    if facts.machine.data_shut:
        yield found("data-shut", why=facts.machine.data_shut)
    if facts.machine.free_mb < LEAST_MB:
        yield found("disk-low", free=facts.machine.free_mb, least=LEAST_MB)


def port(facts: Facts) -> Iterator[Finding]:
    if facts.machine.port_taken:
        why, _, remedy = facts.machine.port_taken.partition(". ")
        yield found("port-taken", why=why, remedy=remedy)


def addresses(facts: Facts) -> Iterator[Finding]:
    """A Bot API server of one's own brings updates to any address."""
    hook, public = facts.settings.telegram_webhook_url, facts.settings.gastgeber_public_url
    if hook and not facts.settings.telegram_api_url and (why := _unreachable(hook)):
        yield found("webhook-address", why=why)
    if urlsplit(public).scheme == "http" and urlsplit(public).hostname not in LOOPBACK:
        yield found("public-address", why="is no https address, so guests' words travel in the open")


def _unreachable(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https":
        return "it is not https"
    if (parts.port or 443) not in WEBHOOK_PORTS:
        return f"it never knocks at port {parts.port}"
    return "nobody outside this machine or its network reaches it" if _is_inside(parts.hostname or "") else ""


def _is_inside(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".localhost", ".internal"))


def clock(facts: Facts) -> Iterator[Finding]:
    """Once is enough: both platforms' clocks are right."""
    for platform, known in (("Discord", facts.discord), ("Telegram", facts.telegram)):
        if known and abs(known.skew) > LONGEST_SKEW:
            yield found("clock-skew", platform=platform, seconds=round(abs(known.skew)))
            return


def parts(facts: Facts) -> Iterator[Finding]:
    if facts.settings.database_url.startswith(POSTGRESQL) and "asyncpg" not in facts.machine.installed:
        yield found("driver-missing")
    if "uvloop" not in facts.machine.installed:
        yield found("speed-missing")


def packs(facts: Facts) -> Iterator[Finding]:
    for name, why in facts.machine.packs:
        yield found("pack-broken", name=name, why=why)


def backups(facts: Facts) -> Iterator[Finding]:
    """A house of yesterday has had no night yet."""
    if facts.backup_failure:
        yield found("backup-failed", why=facts.backup_failure)
        return
    since, newest = facts.storage.since, facts.machine.newest_backup
    if since is None or facts.now - since < BACKUP_AFTER:
        return
    if newest is None:
        yield found("backup-none")
    elif facts.now - newest > BACKUP_AFTER:
        yield found("backup-old", days=(facts.now - newest).days)


CHECKS = (unknown_variables, env_file, open_files, key, data_directory, port, addresses, clock, parts, packs, backups)
