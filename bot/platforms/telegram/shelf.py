"""Short words for long ones: button ids that fit neither 64 bytes of callback data nor a start payload."""

from __future__ import annotations

from hashlib import blake2b

from bot.core.ports import State


class Shelf:
    """The same long word always gets the same short one, so nothing piles up by repetition."""

    def __init__(self) -> None:
        self._long: dict[str, str] = {}
        self._new: dict[str, str] = {}

    def shorten(self, words: str, prefix: str) -> str:
        """Good only after `keep`."""
        short = prefix + blake2b(words.encode(), digest_size=15).hexdigest()
        if short not in self._long:
            self._long[short] = self._new[short] = words
        return short

    def find(self, short: str) -> str:
        """The long word, or what was given if it is none of ours; `fetch` it before."""
        return self._long.get(short, short)

    async def keep(self, state: State) -> None:
        while self._new:
            short, words = next(iter(self._new.items()))
            await state.put(f"word:{short}", words)
            self._new.pop(short, None)

    async def fetch(self, state: State, short: str) -> None:
        if short not in self._long and (words := await state.get(f"word:{short}")):
            self._long[short] = words
