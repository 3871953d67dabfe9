"""Every request the bot made, in order, and questions about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any


@dataclass(slots=True, frozen=True)
class SentFile:
    field: str
    filename: str
    content_type: str
    data: bytes


@dataclass(slots=True, kw_only=True, eq=False)
class Call:
    """One request: `template` is the route it met, None when there is no such route."""

    index: int
    at: datetime
    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    files: list[SentFile] = field(default_factory=list)
    reason: str | None = None
    authorized: bool = True
    template: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    status: int | None = None
    answer: Any = None
    gone: bool = False

    def met(self, method: str, path: str) -> bool:
        """Whether this is `method` on `path`, a template or a pattern with ``*``."""
        if method not in ("*", self.method):
            return False
        return path == self.template or fnmatchcase(self.path, path)

    @property
    def json(self) -> dict[str, Any]:
        return self.body if isinstance(self.body, dict) else {}

    def number(self, name: str) -> int:
        return int(self.params[name])

    def __str__(self) -> str:
        return f"#{self.index} {self.method} {self.path} -> {self.status or '...'} {self.body if self.body else ''}"


class Journal:
    def __init__(self) -> None:
        self.calls: list[Call] = []

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def of(self, method: str, path: str = "*") -> list[Call]:
        """The calls to one route: ``of("POST", "/channels/{channel_id}/messages")`` or with ``*`` in the path."""
        return [call for call in self.calls if call.met(method, path)]

    def last(self, method: str = "*", path: str = "*") -> Call:
        return self.of(method, path)[-1]

    def writes(self) -> list[Call]:
        """Everything that was not a mere look."""
        return [call for call in self.calls if call.method != "GET"]

    def refused(self) -> list[Call]:
        """Calls Discord counts towards an IP ban."""
        return [call for call in self.calls if call.status in (401, 403, 429)]

    def since(self, index: int) -> list[Call]:
        return self.calls[index:]

    def __str__(self) -> str:
        return "\n".join(str(call) for call in self.calls)
