"""What an act is to the engine, and what it is handed to work with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.core.actions import Action, Amend, Post
from bot.core.context import Context
from bot.core.notes import Note, Row
from bot.core.spoken import language_at
from bot.core.text import Text
from cogs.parties.knobs import grace
from cogs.parties.model import ActRow, Card, Party
from cogs.parties.store import Ledger
from cogs.parties.widgets import button


@dataclass(frozen=True, slots=True)
class Turn:
    """One act of one party during one turn. `cards` are the places the party takes place in."""

    ctx: Context
    party: Party
    act: ActRow
    cards: Sequence[Card]

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.act.body)
        return found

    async def remember(self, **state: object) -> None:
        await Ledger(self.ctx.tx).put_act(self.act, self.act.state, json.dumps(state, ensure_ascii=False))

    def bookmark(self, card: Card) -> str:
        return f"party/{self.party.id}/act{self.act.number}/{card.tail}"

    async def language(self, card: Card) -> str:
        return await language_at(self.ctx, card.place)

    def cheer(self, language: str, key: str, **blanks: object) -> Text:
        return self.ctx.cheer(language, self.party.motto, key, title=self.party.title, **blanks)

    def post(self, card: Card, text: Text, *rows: Row, again: bool = False) -> Post:
        """`again` in a place whose messages are gone, under its new id."""
        idem = f"act:{self.party.id}:{self.act.number}:{card.number}"
        return Post(
            card.at,
            Note(text, rows),
            bookmark=self.bookmark(card),
            unasked=self.ctx.scene is None,
            in_party=True,
            idem=f"{idem}:{card.place.id}" if again else idem,
            tag=f"parties/act/{self.party.id}.{self.act.number}",
            stale_after=self.ctx.now + max(timedelta(minutes=self.act.minutes), grace(self.ctx)),
        )

    def amend(self, card: Card, text: Text, *rows: Row) -> Amend:
        return Amend(self.bookmark(card), Note(text, rows), unasked=self.ctx.scene is None)

    def row(self, language: str, verb: str) -> Row:
        return (button(self.ctx, language, verb, self.party.id, self.act.number),)


class Act(Protocol):
    """`press` gets what stands behind `party.number.` in the button, `filled` a form's values.

    An act that has no buttons or form gets neither call. `finish` leaves the act's message as it shall stay.
    """

    async def begin(self, turn: Turn) -> Sequence[Action]: ...
    async def press(self, turn: Turn, argument: str) -> Sequence[Action]: ...
    async def filled(self, turn: Turn, words: str) -> Sequence[Action]: ...
    async def finish(self, turn: Turn) -> Sequence[Action]: ...
    async def shown_again(self, turn: Turn, *, open_: bool) -> Sequence[Amend]:
        """Its message as it has to look now, with buttons while it is open."""
        ...


class Silent:
    """An act that asks nothing of the house once it has begun."""

    async def press(self, turn: Turn, argument: str) -> Sequence[Action]:
        return ()

    async def filled(self, turn: Turn, words: str) -> Sequence[Action]:
        return ()

    async def finish(self, turn: Turn) -> Sequence[Action]:
        return ()

    async def shown_again(self, turn: Turn, *, open_: bool) -> Sequence[Amend]:
        return ()
