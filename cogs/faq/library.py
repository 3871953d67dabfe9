"""What the house can answer: the pack's entries with the community's own laid over them, ready to be searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.core.context import Context
from bot.core.ports import Reader
from bot.core.text import Text
from cogs.faq.matching import Index
from cogs.faq.store import all_entries, topic

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
class Shelf:
    """Entries by key and language, and an index for each language."""

    entries: Mapping[tuple[str, str], Entry]
    indexes: Mapping[str, Index]

    def find(self, question: str, language: str) -> Found | None:
        """The asker's language first; another one where only that has a good answer."""
        for spoken in sorted(self.indexes, key=lambda one: (one != language, one)):
            match = self.indexes[spoken].best(question)
            if match and match.good:
                return Found(self.entries[match.key, spoken], match.certainty)
        return None

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
            return await self._load(reader, ctx.community.id, ctx.pack)

        return await ctx.memory.recall(topic(ctx.community.id), ctx.tx, load, key=ctx.pack)

    async def _load(self, reader: Reader, community: str, pack: str) -> Shelf:
        entries = {(one.key, one.language): _of_house(one) for one in self.answers(pack)}
        for written in await all_entries(reader, community):
            place = (written.key, written.language)
            entries.pop(place, None)
            if not written.removed:
                entries[place] = Entry(*place, written.asks, Text.of(written.answer), own=True)
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
