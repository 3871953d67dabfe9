"""The features of this house, in the order in which they are asked."""

from __future__ import annotations

from bot.core.features import Feature
from bot.core.painting import Painters
from bot.core.ports import Voice
from cogs.greeter import greeter

FEATURE_PACKAGES = ("cogs.greeter",)


def features(voice: Voice) -> tuple[Feature, ...]:
    return (greeter,)


def painters(voice: Voice) -> Painters:
    return {}
