"""Time zones: which to offer to whom, and reading one that somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

# Where the language alone makes one certain enough to be offered as the default. English is spoken in too many.
DEFAULTS: Mapping[str, str] = {"de": "Europe/Berlin"}
# Regions with one zone, where a platform tells more of somebody's language than its name.
_REGIONS: Mapping[str, str] = {
    "AT": "Europe/Vienna",
    "CH": "Europe/Zurich",
    "DE": "Europe/Berlin",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "IN": "Asia/Kolkata",
    "LU": "Europe/Luxembourg",
    "SG": "Asia/Singapore",
    "ZA": "Africa/Johannesburg",
}
_GERMAN = ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Luxembourg")
# What a German-speaking owner types first, which is no zone's name; those on the map carry English names.
_ALSO: Mapping[str, str] = {
    **dict.fromkeys(("deutschland", "germany", "hamburg", "köln", "koeln", "frankfurt", "leipzig"), "Europe/Berlin"),
    **dict.fromkeys(("münchen", "muenchen", "munich", "stuttgart", "mez"), "Europe/Berlin"),
    **dict.fromkeys(("wien", "österreich", "oesterreich", "austria", "graz", "salzburg"), "Europe/Vienna"),
    **dict.fromkeys(("zürich", "zuerich", "schweiz", "switzerland", "bern", "basel"), "Europe/Zurich"),
    "luxemburg": "Europe/Luxembourg",
    "brüssel": "Europe/Brussels",
    "kopenhagen": "Europe/Copenhagen",
    "lissabon": "Europe/Lisbon",
    "mailand": "Europe/Rome",
    "prag": "Europe/Prague",
    "rom": "Europe/Rome",
    "warschau": "Europe/Warsaw",
}
_WIDE = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Paris",
    "Africa/Johannesburg",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
    "UTC",
)


def suggested(language: str, tag: str = "") -> str:
    """For a house that speaks `language`; `tag` is the asker's own, such as `de-AT`. Empty where neither says enough."""
    base, _, region = tag.replace("_", "-").partition("-")
    by_region = _REGIONS.get(region.upper(), "") if base.lower() == language else ""
    return by_region or DEFAULTS.get(language, "")


def offered(language: str) -> tuple[str, ...]:
    return (*_GERMAN, "UTC") if language == "de" else (*_WIDE[:3], "Europe/Berlin", *_WIDE[3:])


def read_zone(typed: str) -> str | None:
    """An IANA name whatever its case, or a city's alone where only one zone has it."""
    wanted = "_".join(typed.strip().casefold().split())
    if not wanted:
        return None
    by_name = _by_name()
    if wanted in by_name:
        return by_name[wanted]
    if wanted in _ALSO:
        return _ALSO[wanted]
    cities = [zone for name, zone in by_name.items() if name.rpartition("/")[2] == wanted]
    return cities[0] if len(cities) == 1 else None


@cache
def _by_name() -> Mapping[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones()) if _for_people(zone)}


def _for_people(zone: str) -> bool:
    return zone == "UTC" or ("/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/")))
