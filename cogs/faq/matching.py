"""Which entry answers a question: letters, stems and pairs of words, weighed by how rare they are."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.fuzz import token_set_ratio

from cogs.faq.words import bare, stem, subject, words_of

GRAMS = (3, 4)  # letters at a time, with a blank before and after each word
# The share of all of an entry's phrasings together against the single nearest one.
TOGETHER = 0.7
# Chosen on development data (tests/bench/faq.py): the ranking is the cosine's alone, the certainty is both's.
COSINE_SHARE = 0.85
CERTAIN = 0.4
# What every fourth phrasing has says little and costs most of the time; small FAQs are read whole.
COMMON, SMALL = 4, 100
LONGEST = 300  # characters of a question that are read

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """`certainty` is 0 to 1; from CERTAIN on the house answers."""

    key: str
    certainty: float

    @property
    def good(self) -> bool:
        return self.certainty >= CERTAIN


class Index:
    """Entries by key with their phrasings. Raises nothing; an entry without words is never found."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._keys: list[str] = []
        self._of: list[int] = []  # the entry of each phrasing
        self._subjects: list[str] = []
        counted: list[Counter[str]] = []
        for key, phrasings in entries:
            self._keys.append(key)
            for phrasing in phrasings:
                words = words_of(phrasing)
                self._of.append(len(self._keys) - 1)
                self._subjects.append(subject(words))
                counted.append(_count(words))
        self._rarity = _rarities(counted)
        self._unheard = math.log(1 + len(counted)) + 1
        self._holding: dict[str, list[tuple[int, float]]] = {}
        self._lengths = self._fill(counted)

    @property
    def size(self) -> int:
        """How many phrasings."""
        return len(self._of)

    def best(self, question: str) -> Match | None:
        words = words_of(question[:LONGEST])
        found = self._rank(self._weigh(_count(words)))
        if found is None:
            return None
        entry, nearest, cosine = found
        common = token_set_ratio(subject(words), self._subjects[nearest]) / 100
        return Match(self._keys[entry], COSINE_SHARE * cosine + (1 - COSINE_SHARE) * common)

    def _fill(self, counted: Sequence[Counter[str]]) -> list[float]:
        """Which phrasings hold a feature; returns how long each entry's phrasings are together."""
        together: list[dict[str, float]] = [defaultdict(float) for _ in self._keys]
        for number, counts in enumerate(counted):
            for feature, weight in self._weigh(counts).items():
                self._holding.setdefault(feature, []).append((number, weight))
                together[self._of[number]][feature] += weight
        if len(counted) > SMALL:
            self._holding = {name: held for name, held in self._holding.items() if len(held) * COMMON <= len(counted)}
        return [math.sqrt(sum(weight * weight for weight in each.values())) for each in together]

    def _weigh(self, counts: Counter[str]) -> dict[str, float]:
        rarity, unheard = self._rarity, self._unheard
        weights = {name: (1 + math.log(count)) * rarity.get(name, unheard) for name, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {name: weight / length for name, weight in weights.items()}

    def _rank(self, asked: Features) -> tuple[int, int, float] | None:
        """The entry, its nearest phrasing and the cosine, which is the same for one phrasing as for several alike."""
        near = [0.0] * len(self._of)
        for feature, weight in asked.items():
            for number, held in self._holding.get(feature, ()):
                near[number] += weight * held
        sums = [0.0] * len(self._keys)
        nearest: dict[int, int] = {}
        for number, cosine in enumerate(near):
            entry = self._of[number]
            sums[entry] += cosine
            if cosine > (near[nearest[entry]] if entry in nearest else 0.0):
                nearest[entry] = number
        scored = [(self._score(sums, near, entry, number), entry) for entry, number in nearest.items()]
        if not scored:
            return None
        score, entry = max(scored, key=lambda one: (one[0], -one[1]))
        return entry, nearest[entry], score

    def _score(self, sums: Sequence[float], near: Sequence[float], entry: int, nearest: int) -> float:
        return TOGETHER * sums[entry] / self._lengths[entry] + (1 - TOGETHER) * near[nearest]


def _count(words: Sequence[str]) -> Counter[str]:
    """Letter grams, stems and pairs of neighbours; a blank in front tells stems from grams."""
    counts: Counter[str] = Counter()
    for word in words:
        padded = f" {bare(word)} "
        for size in GRAMS:
            counts.update(padded[at : at + size] for at in range(max(1, len(padded) - size + 1)))
    stems = [stem(word) for word in words]
    counts.update(f"#{each}" for each in stems)
    counts.update(f"#{one} {two}" for one, two in pairwise(stems))
    return counts


def _rarities(counted: Sequence[Counter[str]]) -> dict[str, float]:
    heard = Counter(feature for counts in counted for feature in counts)
    return {feature: math.log((1 + len(counted)) / (1 + count)) + 1 for feature, count in heard.items()}
