"""Checks of the data, and of what the house knows of its places."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.facts import Facts
from bot.doctor.findings import Finding, found


def database(facts: Facts) -> Iterator[Finding]:
    """A shut data directory says it already."""
    storage = facts.storage
    if storage.shut and not facts.machine.data_shut:
        yield found("database-shut", why=storage.shut)
    if storage.damaged:
        yield found("database-damaged", why=storage.damaged)
    if storage.readonly:
        yield found("database-readonly", why=storage.readonly)
    if storage.newer:
        yield found("data-newer", why=storage.newer)
    if storage.locked:
        yield found("key-missing")


def restart(facts: Facts) -> Iterator[Finding]:
    """Migrations that wait in a running house are of a release installed since it began."""
    if facts.running and facts.storage.waiting:
        yield found("restart-due", count=facts.storage.waiting)


def set_aside(facts: Facts) -> Iterator[Finding]:
    for platform, count in facts.unread.items():
        if count:
            yield found("event-unread", platform=platform.title(), count=count)
    if facts.undecided:
        yield found("event-undecided", count=facts.undecided)


def places(facts: Facts) -> Iterator[Finding]:
    for place in facts.storage.places:
        code = "place-gone" if not place.there else "" if place.writable else "place-shut"
        if code:
            yield found(code, place=place.name, server=place.server, community=place.community)


def closed(facts: Facts) -> Iterator[Finding]:
    for id_, name in facts.storage.closed:
        yield Finding("not-opened", {"community": name}, id_)


CHECKS = (database, restart, set_aside, places, closed)
