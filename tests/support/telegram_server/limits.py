"""Counts what Telegram would have throttled: 1/s a chat, 20/min a group, 30/s in all."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

COUNTED = frozenset(
    [
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendMediaGroup",
        "sendPoll",
        "sendAnimation",
        "sendVideo",
        "sendSticker",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
        "stopMessageLiveLocation",
        "editMessageMedia",
    ]
)


@dataclass(frozen=True, slots=True)
class Over:
    rule: str
    chat: object
    at: datetime
    seen: int


class Limits:
    def __init__(self) -> None:
        self.over: list[Over] = []
        self._seen: dict[tuple[str, object], deque[datetime]] = {}

    def count(self, method: str, chat: object, now: datetime) -> None:
        if method not in COUNTED:
            return
        self._note("30/s", None, now, 1, 30)
        self._note("1/s", chat, now, 1, 1)
        if isinstance(chat, int) and chat < 0:
            self._note("20/min", chat, now, 60, 20)

    def _note(self, rule: str, chat: object, now: datetime, seconds: int, allowed: int) -> None:
        line = self._seen.setdefault((rule, chat), deque())
        while line and line[0] <= now - timedelta(seconds=seconds):
            line.popleft()
        line.append(now)
        if len(line) > allowed:
            self.over.append(Over(rule, chat, now, len(line)))
