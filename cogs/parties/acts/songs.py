"""Song wishes with votes: guests' words pass the house's one check, the list is kept by editing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.actions import Action, Amend
from bot.core.buttons import button_id
from bot.core.decency import fit_to_repeat
from bot.core.errors import Mistake
from bot.core.notes import Button, Row
from bot.core.text import Text, lines
from cogs.parties.acts.protocol import Turn
from cogs.parties.attendance import saw
from cogs.parties.model import Card
from cogs.parties.widgets import FEATURE

SONG_LIMIT = 80
SHOWN = 15
BUTTONS = 10  # two rows of five; the rest is voted for by wishing the same song
WISHES = 3  # of one guest


@dataclass(frozen=True, slots=True)
class Song:
    number: int
    words: str
    votes: int


class Songs:
    async def begin(self, turn: Turn) -> Sequence[Action]:
        return [
            turn.post(card, await self._shown(turn, card, ()), *await self._rows(turn, card, ())) for card in turn.cards
        ]

    async def press(self, turn: Turn, argument: str) -> Sequence[Action]:
        """A vote for a song; pressing again takes it back."""
        songs = await self._songs(turn)
        song = next((song for song in songs if str(song.number) == argument), None)
        if song is None:
            raise Mistake("parties-gone")
        kept = await self._toggle(turn, song.number)
        await saw(turn.ctx, turn.party.id, turn.ctx.guest, "voted")
        told = turn.ctx.answer("parties-song-voted" if kept else "parties-song-unvoted", song=song.words)
        return [told, *await self.shown_again(turn, open_=True)]

    async def filled(self, turn: Turn, words: str) -> Sequence[Action]:
        """A wish that somebody else had already is a vote for it."""
        song = fit_to_repeat(words, SONG_LIMIT)
        if song is None:
            raise Mistake("parties-words-unfit")
        same = next((known for known in await self._songs(turn) if known.words.casefold() == song.casefold()), None)
        number = same.number if same else await self._add(turn, song)
        await self._vote(turn, number)
        await saw(turn.ctx, turn.party.id, turn.ctx.guest, "pressed")
        return [turn.ctx.answer("parties-song-wished", song=song), *await self.shown_again(turn, open_=True)]

    async def finish(self, turn: Turn) -> Sequence[Action]:
        return await self.shown_again(turn, open_=False)

    async def _add(self, turn: Turn, words: str) -> int:
        party, act, tx = turn.party.id, turn.act.number, turn.ctx.tx
        row = await tx.row(
            "SELECT count(*), coalesce(sum(CASE WHEN guest = ? THEN 1 ELSE 0 END), 0), coalesce(max(number), 0)"
            " FROM party_song WHERE party = ? AND act = ?",
            turn.ctx.guest,
            party,
            act,
        )
        if row and row[1] >= WISHES:
            raise Mistake("parties-songs-enough", count=WISHES)
        number = int(row[2]) + 1 if row else 1
        await tx.run(
            "INSERT INTO party_song (party, act, number, guest, words) VALUES (?, ?, ?, ?, ?)",
            party,
            act,
            number,
            turn.ctx.guest,
            words,
        )
        return number

    async def _toggle(self, turn: Turn, number: int) -> bool:
        gone = await turn.ctx.tx.run(
            "DELETE FROM party_vote WHERE party = ? AND act = ? AND guest = ? AND choice = ?",
            turn.party.id,
            turn.act.number,
            turn.ctx.guest,
            number,
        )
        if gone:
            return False
        await self._vote(turn, number)
        return True

    async def _vote(self, turn: Turn, number: int) -> None:
        await turn.ctx.tx.run(
            "INSERT INTO party_vote (party, act, guest, choice) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (party, act, guest, choice) DO NOTHING",
            turn.party.id,
            turn.act.number,
            turn.ctx.guest,
            number,
        )

    async def _songs(self, turn: Turn) -> list[Song]:
        """The most wanted first, then in the order of wishing."""
        rows = await turn.ctx.tx.rows(
            "SELECT s.number, s.words, count(v.guest) FROM party_song s LEFT JOIN party_vote v"
            " ON v.party = s.party AND v.act = s.act AND v.choice = s.number WHERE s.party = ? AND s.act = ?"
            " GROUP BY s.number, s.words ORDER BY count(v.guest) DESC, s.number",
            turn.party.id,
            turn.act.number,
        )
        return [Song(*row) for row in rows]

    async def shown_again(self, turn: Turn, *, open_: bool) -> Sequence[Amend]:
        songs = await self._songs(turn)
        return [
            turn.amend(
                card,
                await self._shown(turn, card, songs),
                *(await self._rows(turn, card, songs) if open_ else ()),
            )
            for card in turn.cards
        ]

    async def _shown(self, turn: Turn, card: Card, songs: Sequence[Song]) -> Text:
        language = await turn.language(card)
        said = [
            turn.ctx.say_in(language, "parties-song-line", song=song.words, votes=song.votes) for song in songs[:SHOWN]
        ]
        return lines((turn.cheer(language, "parties-cheer-songs"), *said))

    async def _rows(self, turn: Turn, card: Card, songs: Sequence[Song]) -> list[Row]:
        language = await turn.language(card)
        votes = tuple(
            Button(f"♪ {song.words}", button_id(FEATURE, "act", f"{turn.party.id}.{turn.act.number}.{song.number}"))
            for song in songs[:BUTTONS]
        )
        return [turn.row(language, "wish"), *([votes] if votes else [])]
