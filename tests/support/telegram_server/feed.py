"""Keeps updates until the bot has confirmed them, and hands them out."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .bell import Bell

Raw = dict[str, Any]
KEPT = timedelta(hours=24)
ALL_KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
]
ONLY_IF_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(eq=False, slots=True)
class Entry:
    update: Raw
    at: datetime
    again: bool = False  # handed out once more whatever the offset says


@dataclass(frozen=True, slots=True)
class Withheld:
    kind: str
    reason: str
    payload: Raw


class Feed:
    def __init__(self, bell: Bell, now: Callable[[], datetime], first_id: int = 700_000_001) -> None:
        self.bell = bell
        self.now = now
        self.next_id = first_id
        self.queue: list[Entry] = []
        self.sent: list[Raw] = []
        self.withheld: list[Withheld] = []
        self.allowed: list[str] = []
        self.held: list[Entry] | None = None
        self.check: Callable[[Raw], None] | None = None

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_IF_NAMED

    def emit(self, kind: str, payload: Raw) -> Raw | None:
        """Telegram filters when an update is made, not when it is fetched."""
        if not self.wants(kind):
            self.withhold(kind, "not in allowed_updates", payload)
            return None
        update = self.push({kind: payload})
        if self.check:
            self.check(update)
        return update

    def withhold(self, kind: str, reason: str, payload: Raw) -> None:
        self.withheld.append(Withheld(kind, reason, payload))

    def push(self, body: Raw) -> Raw:
        update = copy.deepcopy({"update_id": self.next_id, **body})
        self.next_id += 1
        self.sent.append(update)
        entry = Entry(update, self.now())
        (self.queue if self.held is None else self.held).append(entry)
        self.bell.ring()
        return update

    def again(self, count: int, *, backwards: bool = False) -> None:
        """The last ones that were sent. What is held was not: the offset behind it would confirm what came before it."""
        held = [entry.update for entry in self.held or ()]
        sent = [update for update in self.sent if update not in held] if held else self.sent
        updates = sent[-count:][::-1] if backwards else sent[-count:]
        self.queue.extend(Entry(copy.deepcopy(update), self.now(), again=True) for update in updates)
        self.bell.ring()

    def hold(self) -> None:
        self.held = self.held or []

    def release(self, *, backwards: bool = False) -> None:
        held, self.held = self.held or [], None
        self.queue.extend(reversed(held) if backwards else held)
        self.bell.ring()

    def confirm(self, offset: int | None) -> None:
        horizon = self.now() - KEPT
        self.queue = [e for e in self.queue if e.at > horizon]
        if offset is None or offset == 0:
            return
        if offset < 0:
            self.queue = self.queue[offset:]
        else:
            self.queue = [e for e in self.queue if e.again or e.update["update_id"] >= offset]
        self.bell.ring()

    def take(self, limit: int) -> list[Raw]:
        """What goes into one answer. Repeats leave the queue at once, the rest stays until confirmed.

        The oldest, in whatever order they lie there: what is left behind a newer one would be confirmed with it.
        """
        oldest = sorted(self.queue, key=lambda entry: entry.update["update_id"])[:limit]
        batch = [e for e in self.queue if e in oldest]
        self.queue = [e for e in self.queue if not (e.again and e in batch)]
        return [e.update for e in batch]

    def drop(self, entry: Entry) -> None:
        self.queue = [e for e in self.queue if e is not entry]
        self.bell.ring()
