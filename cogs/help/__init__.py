"""help: what the house is, what somebody may ask of it, and in one breath what it keeps."""

from __future__ import annotations

from bot.core.events import ChatOpened
from bot.core.features import Feature, Press
from cogs.help import page

help_ = Feature(
    name="help",
    commands=(page.help_command,),
    presses={
        "page": Press(page.show, before_opening=True),
        "more": Press(page.more, before_opening=True),
        "speak": Press(page.speak, before_opening=True),
    },
    listens={ChatOpened: page.opened},
    before_opening=frozenset({ChatOpened}),
)
