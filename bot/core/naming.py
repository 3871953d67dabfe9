"""Taking a name out of words that stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 3  # signs: a shorter name is in too many words by chance
INSTEAD = "…"


def without(words: str, names: Iterable[str]) -> str:
    """Where a name stands as a word of its own, in whatever case, there is nobody any more."""
    for name in names:
        if len(name.strip()) >= SHORTEST:
            words = re.sub(rf"(?<!\w){re.escape(name.strip())}(?!\w)", INSTEAD, words, flags=re.IGNORECASE)
    return words
