"""What every outgoing call needs, and the two things all messages have in common: time markup and keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.core.notes import Note
from bot.core.ports import State
from bot.core.refs import MessageRef, PlaceRef
from bot.platforms.telegram.acks import Acks
from bot.platforms.telegram.albums import Wholes
from bot.platforms.telegram.known import Chats
from bot.platforms.telegram.markup import keys
from bot.platforms.telegram.names import Names
from bot.platforms.telegram.numbers import Numbers
from bot.platforms.telegram.scenes import GENERAL, place_at
from bot.platforms.telegram.shelf import Shelf

T = TypeVar("T")
REMEMBERED = 500


@dataclass(slots=True, kw_only=True)
class Connection:
    """`time_markup` is switched off by the first server that does not know it (before Bot API 9.5)."""

    bot: Bot
    house: int
    username: str
    reads_all: bool
    state: State
    chats: Chats
    shelf: Shelf
    acks: Acks
    wholes: Wholes
    now: Callable[[], datetime]
    numbers: Numbers
    time_markup: bool = True
    names: Names = field(default_factory=Names)
    shown: dict[MessageRef, str] = field(default_factory=dict)  # which picture a message shows, as far as known

    async def marked(self, call: Callable[[bool], Awaitable[T]]) -> T:
        marked = self.time_markup  # another call may learn meanwhile that the server does not know it
        try:
            return await call(marked)
        except BadRequest as error:
            if not marked or "tg-time" not in str(error).lower():
                raise
            self.time_markup = False
            return await call(False)

    async def keyboard(self, note: Note, private: bool) -> InlineKeyboardMarkup | None:
        rows = keys(note, self.username, private, self.shelf.shorten)
        await self.shelf.keep(self.state)
        if not rows:
            return None
        return InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton(
                        key.label, url=key.url or None, callback_data=key.data or None, style=key.style or None
                    )
                    for key in row
                ]
                for row in rows
            ]
        )

    def aim(self, place: PlaceRef) -> tuple[int, int | None]:
        """Chat and topic; a group that moved is met at its new number."""
        chat, _, thread = place.id.partition("/")
        number = int(thread) if thread else None
        return self.chats.now_at(int(chat)), None if number == GENERAL else number

    def ref(self, chat: int, thread: int | None, parts: list[int]) -> MessageRef:
        self.numbers.said(chat, parts)
        return MessageRef(place_at(chat, thread), self.wholes.add(chat, parts) if len(parts) > 1 else str(parts[0]))

    def remember(self, ref: MessageRef, spec: str) -> None:
        self.shown[ref] = spec
        while len(self.shown) > REMEMBERED:
            self.shown.pop(next(iter(self.shown)))
