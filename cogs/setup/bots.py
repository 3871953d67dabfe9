"""Other bots: what they are known for, so that two of them do not do the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# By the names they go by on Discord and Telegram; a suggestion for a person to correct.
_GREETERS = (
    "mee6",
    "welcomer",
    "carl",
    "dyno",
    "probot",
    "rose",
    "missrose",
    "grouphelp",
    "group help",
    "combot",
    "tatsu",
    "koya",
)
_MODERATORS = (
    "mee6", "dyno", "carl", "wick", "automod", "probot", "rose", "missrose", "grouphelp", "group help", "combot", "shieldy",
    "arcane", "sapphire", "vortex",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlap:
    """Which parts others do here already."""

    greet: bool
    moderate: bool

    @property
    def word(self) -> str:
        if self.greet:
            return "both" if self.moderate else "greet"
        return "moderate" if self.moderate else "none"


def overlap_of(names: Iterable[str]) -> Overlap:
    folded = [name.casefold() for name in names]
    return Overlap(_any(folded, _GREETERS), _any(folded, _MODERATORS))


def _any(names: list[str], known: tuple[str, ...]) -> bool:
    return any(name.startswith(known) for name in names)
