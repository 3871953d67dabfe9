"""What a community can set about its parties."""

from __future__ import annotations

from datetime import timedelta

from bot.core.context import Context
from bot.core.features import Knob

WHO = Knob("parties.who", "hosts")  # who may throw: team, hosts (and the team), everyone
PLACES: Knob[list[str]] = Knob("parties.places", [])  # where parties are announced: `platform:place id`
PINGS: Knob[list[str]] = Knob("parties.pings", [])  # roles an announcement may ping: `platform:role id`
GRACE = Knob("parties.grace", 10)  # minutes that reminders, acts and goodbyes may be late and still be worth saying
CLAIM_HOURS = Knob("parties.claim_hours", 24)  # how long a freed seat is held for the next in line; 0: it is theirs
AUTO = Knob("parties.auto", False)  # new parties run by themselves, act after act

KINDS: Knob[list[str]] = Knob("parties.kinds", ["motto"])  # kinds offered; a new party is of the first there is

KEEP_DAYS = Knob("parties.keep_days", 30)  # days after a party until its answers are numbers

KNOBS = (WHO, PLACES, PINGS, GRACE, CLAIM_HOURS, AUTO, KINDS, KEEP_DAYS)

RESPONSIBLE = "house.responsible"  # another feature's: who is responsible for data


def grace(ctx: Context) -> timedelta:
    """At least the minute that a timer may well take."""
    return timedelta(minutes=max(ctx.knob(GRACE), 1))


def refs_of(values: object) -> list[tuple[str, str]]:
    """`platform:id` pairs; what is none is left out."""
    given = values if isinstance(values, list) else [values]
    pairs = [str(value).partition(":") for value in given if value]
    return [(platform, id_) for platform, sign, id_ in pairs if sign and platform and id_]
