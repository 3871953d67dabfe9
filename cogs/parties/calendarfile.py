"""A party as a calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.notes import File
from cogs.parties.model import Party

PRODUCT = "-//Gastgeber//parties//EN"


def calendar_file(party: Party, now: datetime) -> File:
    """Raises ValueError for a party without a time. Its id stays, so that a later file updates the entry."""
    if party.starts is None:
        raise ValueError("a party without a time is in no calendar")
    # Imported here: 65 ms (measured) that neither the start nor `--help` should wait for.
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"{party.id}@gastgeber")
    event.add("dtstamp", now)
    event.add("dtstart", party.starts)
    event.add("dtend", party.starts + timedelta(minutes=party.minutes))
    event.add("summary", party.title)
    if party.about:
        event.add("description", party.about)
    if party.address:
        event.add("location", party.address)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return File("party.ics", calendar.to_ical().decode())
