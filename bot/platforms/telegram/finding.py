"""Whether a line of ours stands in a group: nobody can ask Telegram for it, but its number tells.

The numbers of a supergroup's messages follow each other. So the line of a call that nobody heard back from has one of
the numbers behind the last one seen before, and is none of the lines of ours that are known. Of each number it is asked
that a live location shall end: the house's own messages have none, another's cannot be edited, and a number that nobody
has been given, or whose message is gone, is not found. So nothing changes by it.
"""

from __future__ import annotations

from typing import Literal

from telegram.error import BadRequest

from bot.core.actions import Post
from bot.core.notes import Note
from bot.core.ports import Delivery
from bot.core.refs import PlaceRef
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.sending import is_short

GAP = 8  # numbers in a row without a message, as of deleted ones, after which nothing more is expected
MOST = 40  # numbers looked at: behind that too much was said since


def last_seen(line: Connection, delivery: Delivery) -> str:
    """The highest number seen where this goes; empty where a line could not be found by it."""
    action = delivery.action
    place = delivery.where or (action.at if isinstance(action, Post) and isinstance(action.at, PlaceRef) else None)
    if place is None:
        return ""
    chat, _ = line.aim(place)
    last = line.numbers.last(chat)
    return str(last) if last is not None and _in_order(line, chat) else ""


async def find(line: Connection, chat: int, behind: str, note: Note) -> int | None:
    """The number of our line, 0 where there is none for certain, None where nobody can tell. Raises TelegramError."""
    two = (note.picture or note.file) and not is_short(note)
    if not behind or two or not _in_order(line, chat):
        return None
    gap = 0
    for number in range(int(behind) + 1, int(behind) + 1 + MOST):
        match "another" if line.numbers.is_ours(chat, number) else await _author(line, chat, number):
            case "house":
                return number
            case "nobody":
                gap += 1
            case "another":
                gap = 0
            case "?":
                return None
        if gap == GAP:
            return 0
    return None


async def _author(line: Connection, chat: int, number: int) -> Literal["house", "another", "nobody", "?"]:
    try:
        await line.bot.stop_message_live_location(chat_id=chat, message_id=number)
    except BadRequest as error:
        said = str(error).lower()
        if "there is no live location" in said:
            return "house"
        if "can't be edited" in said:
            return "another"
        return "nobody" if "not found" in said or "message_id_invalid" in said else "?"
    return "?"  # the house never sends any


def _in_order(line: Connection, chat: int) -> bool:
    """Numbers of basic groups are the account's, those of topics have several lines at a time, and a house that does
    not read along misses most of them."""
    known = line.chats.get(chat)
    return known is not None and known.kind == "supergroup" and not known.forum and (known.admin or line.reads_all)
