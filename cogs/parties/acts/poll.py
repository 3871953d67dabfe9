"""A question with buttons; one vote a person over all platforms, counts kept live by editing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Amend, Answer
from bot.core.buttons import button_id
from bot.core.errors import Mistake
from bot.core.notes import Button, Note, Row
from bot.core.text import Strong, Text, lines
from cogs.parties.acts.protocol import Silent, Turn
from cogs.parties.attendance import saw
from cogs.parties.model import Card
from cogs.parties.widgets import FEATURE

OPTIONS = 10


class Poll(Silent):
    """The idea is one of the motto's own, `poll-<n>`; its options are the lines `poll-<n>-option-<m>`."""

    async def begin(self, turn: Turn) -> Sequence[Action]:
        ctx = turn.ctx
        known = [ctx.voice.variants(lang, "poll", turn.party.motto, ctx.pack) for lang in ctx.voice.languages()]
        number = ctx.ambient.pick(range(1, max(min(known), 1) + 1))
        await turn.remember(poll=number)
        return [
            turn.post(card, await self._shown(turn, card, number, {}), *await self._buttons(turn, card, number))
            for card in turn.cards
        ]

    async def press(self, turn: Turn, argument: str) -> Sequence[Action]:
        number = turn.state.get("poll", 1)
        choice = int(argument) if argument.isdecimal() and len(argument) < 4 else 0
        if not 1 <= choice <= self._count(turn, turn.ctx.language, number):
            raise Mistake("parties-gone")
        await self._vote(turn, choice)
        await saw(turn.ctx, turn.party.id, turn.ctx.guest, "voted")
        said = self._option(turn, turn.ctx.language, number, choice)
        told = Answer(Note(turn.ctx.say("parties-voted", choice=said)))
        return [told, *await self.shown_again(turn, open_=True)]

    async def finish(self, turn: Turn) -> Sequence[Action]:
        return await self.shown_again(turn, open_=False)

    async def _vote(self, turn: Turn, choice: int) -> None:
        party, act, tx = turn.party.id, turn.act.number, turn.ctx.tx
        await tx.run("DELETE FROM party_vote WHERE party = ? AND act = ? AND guest = ?", party, act, turn.ctx.guest)
        await tx.run(
            "INSERT INTO party_vote (party, act, guest, choice) VALUES (?, ?, ?, ?)",
            party,
            act,
            turn.ctx.guest,
            choice,
        )

    async def shown_again(self, turn: Turn, *, open_: bool) -> Sequence[Amend]:
        number = turn.state.get("poll", 1)
        rows = await turn.ctx.tx.rows(
            "SELECT choice, count(*) FROM party_vote WHERE party = ? AND act = ? GROUP BY choice",
            turn.party.id,
            turn.act.number,
        )
        votes: dict[int, int] = dict(rows)
        return [
            turn.amend(
                card,
                await self._shown(turn, card, number, votes),
                *(await self._buttons(turn, card, number) if open_ else ()),
            )
            for card in turn.cards
        ]

    async def _shown(self, turn: Turn, card: Card, number: int, votes: dict[int, int]) -> Text:
        language = await turn.language(card)
        shown = [turn.cheer(language, "parties-cheer-poll"), Text.of(Strong(self._question(turn, language, number)))]
        for choice in range(1, self._count(turn, language, number) + 1):
            option = self._option(turn, language, number, choice)
            shown.append(turn.ctx.say_in(language, "parties-poll-line", option=option, votes=votes.get(choice, 0)))
        return lines(shown)

    async def _buttons(self, turn: Turn, card: Card, number: int) -> list[Row]:
        language = await turn.language(card)
        row = tuple(
            Button(
                self._option(turn, language, number, choice),
                button_id(FEATURE, "act", f"{turn.party.id}.{turn.act.number}.{choice}"),
            )
            for choice in range(1, self._count(turn, language, number) + 1)
        )
        return [row]

    def _question(self, turn: Turn, language: str, number: int) -> str:
        return turn.ctx.cheer(language, turn.party.motto, f"poll-{number}").plain

    def _count(self, turn: Turn, language: str, number: int) -> int:
        key = f"poll-{number}-option"
        return min(OPTIONS, turn.ctx.voice.variants(language, key, turn.party.motto, turn.ctx.pack))

    def _option(self, turn: Turn, language: str, number: int, choice: int) -> str:
        return turn.ctx.cheer(language, turn.party.motto, f"poll-{number}-option-{choice}").plain
