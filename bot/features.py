"""The features of this house, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.core.features import Feature
from bot.core.painting import Painters
from bot.core.ports import Voice
from cogs.door import door
from cogs.faq import faq
from cogs.greeter import greeter
from cogs.guestbook import guestbook
from cogs.help import help_
from cogs.parties import parties
from cogs.pause import pause
from cogs.setup import setup
from cogs.team import team
from persona.answers import open_answers
from persona.posters import painters as posters

FEATURE_PACKAGES = (
    "cogs.door",
    "cogs.setup",
    "cogs.team",
    "cogs.greeter",
    "cogs.parties",
    "cogs.faq",
    "cogs.guestbook",
)


def features(voice: Voice, packs: Sequence[Path] = ()) -> tuple[Feature, ...]:
    """`packs` are the folders of the operator's own. Raises BadSettings with everything wrong in their answers."""
    return (door, setup, team, pause, help_, greeter, parties(voice), faq(open_answers(packs)), guestbook)


def painters(voice: Voice) -> Painters:
    return posters(voice)
