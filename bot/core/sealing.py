"""What a text says about itself on its way into the database: that it is private, or that only its hash is needed.

The storage seals and opens; whoever reads gets plain words back and need not know.
"""

from __future__ import annotations


class Private(str):
    """Guests' own words or a token: sealed where it is kept."""

    __slots__ = ()


class Hashed(str):
    """A code that is only ever compared: a keyed hash is kept and looked for in its place."""

    __slots__ = ()


class Locked(str):
    """What was read while its key is missing. Written back it stays what it is, so that the right key still opens it."""

    __slots__ = ()


def private(words: str) -> str:
    return words if isinstance(words, Locked) else Private(words)


def readable(words: str) -> str:
    """Empty for what cannot be opened: it would tell a person nothing."""
    return "" if isinstance(words, Locked) else words
