"""One question for the round, a different one for every icebreaker of a party."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from bot.core.text import lines
from cogs.parties.acts.protocol import Silent, Turn
from cogs.parties.store import Parties


class Icebreaker(Silent):
    async def begin(self, turn: Turn) -> Sequence[Action]:
        """The same question in every place, each in its language."""
        ctx, motto = turn.ctx, turn.party.motto
        known = [ctx.voice.variants(language, "icebreaker", motto, ctx.pack) for language in ctx.voice.languages()]
        number = await self._pick(turn, min(known))
        await turn.remember(question=number)
        posts: list[Action] = []
        for card in turn.cards:
            language = await turn.language(card)
            intro = turn.cheer(language, "parties-cheer-icebreaker")
            posts.append(turn.post(card, lines((intro, ctx.cheer(language, motto, f"icebreaker-{number}")))))
        return posts

    async def _pick(self, turn: Turn, most: int) -> int:
        acts = await Parties(turn.ctx.tx).acts(turn.party.id)
        used = {Turn(turn.ctx, turn.party, act, ()).state.get("question") for act in acts if act.act == turn.act.act}
        fresh = [number for number in range(1, most + 1) if number not in used]
        return turn.ctx.ambient.pick(fresh or range(1, max(most, 1) + 1))
