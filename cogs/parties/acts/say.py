"""One cheerful line from the pack, in the motto's voice."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from cogs.parties.acts.protocol import Silent, Turn


class Say(Silent):
    async def begin(self, turn: Turn) -> Sequence[Action]:
        return [turn.post(card, turn.cheer(await turn.language(card), turn.act.line)) for card in turn.cards]
