"""Remembers every call the bot made and what it was told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .params import Upload


@dataclass(eq=False, slots=True, kw_only=True)
class Call:
    index: int
    method: str
    params: dict[str, Any]
    at: datetime
    files: dict[str, Upload] = field(default_factory=dict)
    code: int | None = None
    result: Any = None
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.code == 200

    @property
    def chat_id(self) -> Any:
        return self.params.get("chat_id")

    def __repr__(self) -> str:
        shown = ", ".join(f"{k}={v!r}" for k, v in self.params.items())
        outcome = "pending" if self.code is None else self.error or "ok"
        return f"<{self.index} {self.method}({shown:.300}) -> {outcome}>"


class Journal:
    """All calls in order; getUpdates is kept apart, it would drown the rest."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.polls: list[Call] = []

    def open(self, method: str, params: dict[str, Any], files: dict[str, Upload], at: datetime) -> Call:
        book = self.polls if method == "getUpdates" else self.calls
        call = Call(index=len(book), method=method, params=params, files=files, at=at)
        book.append(call)
        return call

    def __len__(self) -> int:
        return len(self.calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def of(self, *methods: str, chat: int | None = None, since: int = 0, ok: bool | None = None) -> list[Call]:
        """The calls of these methods (any if none is named), optionally to one chat, from an index, (un)successful."""
        return [
            call
            for call in self.calls[since:]
            if (not methods or call.method in methods)
            and (chat is None or call.chat_id == chat)
            and (ok is None or call.ok is ok)
        ]

    def last(self, *methods: str) -> Call | None:
        return next(reversed(self.of(*methods)), None)
