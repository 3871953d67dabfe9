"""What the house can answer: the pack's entries with the community's own laid over them, ready to be searched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.core.context import Context
from bot.core.ports import Reader
from bot.core.preparing import Glance
from bot.core.text import Text
from cogs.faq.matching import Index, Match
from cogs.faq.store import all_entries, topic

Entries = Mapping[tuple[str, str], "Entry"]
Known = tuple[tuple[str, tuple[str, ...]], ...]


class HouseAnswer(Protocol):
    """An entry that comes with a pack."""

    @property
    def key(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def asks(self) -> Sequence[str]: ...
    @property
    def says(self) -> Text: ...


# The entries of a community's pack, by the pack's key.
HouseAnswers = Callable[[str], Sequence[HouseAnswer]]


@dataclass(frozen=True, slots=True)
class Entry:
    """`own` tells the community's entries from the pack's."""

    key: str
    language: str
    asks: tuple[str, ...]
    says: Text
    own: bool


@dataclass(frozen=True, slots=True)
class Found:
    entry: Entry
    certainty: float


@dataclass(frozen=True, slots=True)
class Score:
    """What an index says. An index is made anew when an entry's phrasings change, so it is its own version."""

    index: Index
    match: Match | None


@dataclass(frozen=True, slots=True)
class Scores:
    question: str
    each: tuple[Score, ...]

    def of(self, index: Index, question: str) -> Score | None:
        return next((score for score in self.each if score.index is index and self.question == question), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries by key and language, and an index for each language."""

    entries: Mapping[tuple[str, str], Entry]
    indexes: Mapping[str, Index]

    def find(self, question: str, language: str, scores: Scores | None = None) -> Found | None:
        """The asker's language first; another one where only that has a good answer.

        `scores` were worked out before; what has changed since is worked out again.
        """
        for spoken in self.order(language):
            index = self.indexes[spoken]
            known = scores.of(index, question) if scores else None
            match = known.match if known else index.best(question)
            if match and match.good:
                return Found(self.entries[match.key, spoken], match.certainty)
        return None

    def order(self, language: str) -> list[str]:
        return sorted(self.indexes, key=lambda one: (one != language, one))

    def score(self, question: str, language: str) -> Scores:
        """What `find` would have to work out."""
        found: list[Score] = []
        for spoken in self.order(language):
            found.append(Score(self.indexes[spoken], self.indexes[spoken].best(question)))
            if (match := found[-1].match) and match.good:
                break
        return Scores(question, tuple(found))

    @property
    def size(self) -> int:
        return sum(index.size for index in self.indexes.values())

    def keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self.entries)


@dataclass(slots=True)
class Library:
    """Lives as long as the house. An index is built again only when what it holds has changed, however often the
    memory is cleared: five hundred entries take a tenth of a second."""

    answers: HouseAnswers
    _built: dict[tuple[str, str], tuple[Known, Index]] = field(default_factory=dict)

    async def shelf(self, ctx: Context) -> Shelf:
        async def load(reader: Reader) -> Shelf:
            return self._shelve(await self._entries(reader, ctx.community.id, ctx.pack), ctx.community.id)

        return await ctx.memory.recall(topic(ctx.community.id), ctx.tx, load, key=ctx.pack)

    async def shelf_before(self, glance: Glance) -> Shelf:
        """As it stands before the turn; what has to be indexed first is indexed in a thread."""
        community, pack = glance.community.id, glance.pack
        known: Shelf | None = glance.world.memory.peek(topic(community), pack)
        if known is not None:
            return known
        entries = await self._entries(glance.reader, community, pack)
        return await asyncio.to_thread(self._shelve, entries, community)

    async def _entries(self, reader: Reader, community: str, pack: str) -> Entries:
        entries = {(one.key, one.language): _of_house(one) for one in self.answers(pack)}
        for written in await all_entries(reader, community):
            place = (written.key, written.language)
            entries.pop(place, None)
            if not written.removed:
                entries[place] = Entry(*place, written.asks, Text.of(written.answer), own=True)
        return entries

    def _shelve(self, entries: Entries, community: str) -> Shelf:
        languages = sorted({language for _, language in entries})
        return Shelf(entries, {language: self._index(community, language, entries) for language in languages})

    def _index(self, community: str, language: str, entries: Mapping[tuple[str, str], Entry]) -> Index:
        known = tuple((key, entry.asks) for (key, spoken), entry in entries.items() if spoken == language)
        built = self._built.get((community, language))
        if built is None or built[0] != known:
            built = self._built[community, language] = (known, Index(known))
        return built[1]


def _of_house(answer: HouseAnswer) -> Entry:
    return Entry(answer.key, answer.language, tuple(answer.asks), answer.says, own=False)
