"""What was said: the last messages of every room, kept over reloads and restarts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.codec import UnknownBodyError, dump, load
from bot.core.notes import Note
from bot.core.ports import Database, Reader, Row, Transaction
from bot.core.refs import MessageRef, PlaceRef
from bot.core.stamps import from_ms, to_ms
from bot.core.text import Text
from bot.platforms.lobby.names import PLATFORM

LAST = 200  # messages of a room, and private ones of a tab
CARDS = 50  # a room's messages with buttons: an old party's card can still be corrected
_NO_NOTE = Note(Text())
_COLUMNS = "id, rev, room, audience, author, author_name, sample, reply_to, picture, at, edited, gone, nonce, body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`audience` is the one tab that may see it, empty for everybody in the room. `sample` is the line of a sample.

    `id` and `rev` are given by the store. A message that is gone has neither note nor author any more.
    """

    room: str
    author: str
    at: datetime
    nonce: str
    note: Note = _NO_NOTE
    author_name: str = ""
    audience: str = ""
    sample: str = ""
    reply_to: int = 0
    picture: str = ""
    edited: bool = False
    gone: bool = False
    id: int = 0
    rev: int = 0

    @property
    def ref(self) -> MessageRef:
        return MessageRef(PlaceRef(PLATFORM, self.room), str(self.id))

    @property
    def is_card(self) -> bool:
        return bool(self.note.rows or self.note.selects)


class Messages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, new: Message, png: bytes | None = None) -> tuple[Message, bool]:
        """The message as it is kept, and whether it is new: the same nonce is the same message."""
        async with self._database.write() as tx:
            known = await _one(tx, "nonce = ?", new.nonce)
            if known:
                return known, False
            rev = await _next(tx)
            made = replace(new, id=rev, rev=rev, picture=await _keep_picture(tx, png))
            await _insert(tx, made)
            await _prune(tx, made)
            return made, True

    async def amend(self, number: int, note: Note, png: bytes | None = None) -> Message | None:
        """None if there is no such message any more."""
        async with self._database.write() as tx:
            known = await _one(tx, "id = ? AND gone = 0", number)
            if known is None:
                return None
            picture = await _keep_picture(tx, png)
            changed = replace(known, rev=await _next(tx), note=note, picture=picture, edited=True)
            await tx.run(
                "UPDATE lobby_message SET rev = ?, body = ?, picture = ?, kept = ?, edited = 1 WHERE id = ?",
                changed.rev,
                dump(note),
                picture,
                int(changed.is_card),
                number,
            )
            await _drop_pictures(tx)
            return changed

    async def erase(self, number: int) -> Message | None:
        """Leaves a stone without words, so that a tab which was away learns of it. None if there was nothing."""
        async with self._database.write() as tx:
            known = await _one(tx, "id = ? AND gone = 0", number)
            if known is None:
                return None
            rev = await _next(tx)
            await tx.run(
                "UPDATE lobby_message SET rev = ?, body = '', author = '', author_name = '', sample = '', picture = '',"
                " kept = 0, gone = 1 WHERE id = ?",
                rev,
                number,
            )
            await _drop_pictures(tx)
            return replace(known, rev=rev, note=_NO_NOTE, author="", author_name="", sample="", picture="", gone=True)

    async def get(self, number: int) -> Message | None:
        async with self._database.read() as reader:
            return await _one(reader, "id = ? AND gone = 0", number)

    async def newer(self, rev: int, tab: str) -> list[Message]:
        """What a tab has not seen yet of all rooms, oldest change first; who may see which room is not asked here."""
        async with self._database.read() as reader:
            return await _some(reader, "rev > ? AND (audience = '' OR audience = ?)", rev, tab)

    async def of_room(self, room: str) -> list[Message]:
        async with self._database.read() as reader:
            return await _some(reader, "room = ? AND audience = ''", room)

    async def of_author(self, tab: str) -> list[Message]:
        async with self._database.read() as reader:
            return await _some(reader, "author = ? AND gone = 0", tab)

    async def forget_private(self, tab: str) -> None:
        async with self._database.write() as tx:
            await tx.run("DELETE FROM lobby_message WHERE audience = ?", tab)
            await _drop_pictures(tx)

    async def any_yet(self) -> bool:
        async with self._database.read() as reader:
            return await reader.row("SELECT id FROM lobby_message LIMIT 1") is not None

    async def oldest(self) -> dict[str, int]:
        """Per room the oldest message that is still kept: a tab drops what it shows from before."""
        async with self._database.read() as reader:
            rows = await reader.rows("SELECT room, MIN(id) FROM lobby_message WHERE audience = '' GROUP BY room")
        return dict(rows)

    async def newest_rev(self) -> int:
        async with self._database.read() as reader:
            found = await reader.row("SELECT rev FROM lobby_counter")
        return found[0] if found else 0

    async def picture(self, name: str) -> bytes | None:
        async with self._database.read() as reader:
            found = await reader.row("SELECT png FROM lobby_picture WHERE id = ?", name)
        return base64.b64decode(found[0]) if found else None


async def _next(tx: Transaction) -> int:
    await tx.run("UPDATE lobby_counter SET rev = rev + 1")
    found = await tx.row("SELECT rev FROM lobby_counter")
    assert found is not None
    rev: int = found[0]
    return rev


async def _insert(tx: Transaction, made: Message) -> None:
    await tx.run(
        "INSERT INTO lobby_message (id, rev, room, audience, author, author_name, sample, reply_to, picture, at, kept,"
        " nonce, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.id,
        made.rev,
        made.room,
        made.audience,
        made.author,
        made.author_name,
        made.sample,
        made.reply_to,
        made.picture,
        to_ms(made.at),
        int(made.is_card),
        made.nonce,
        dump(made.note),
    )


async def _prune(tx: Transaction, made: Message) -> None:
    which = "audience = ?" if made.audience else "audience = ? AND room = ? AND kept = ?"
    values: tuple[object, ...] = (made.audience,) if made.audience else ("", made.room, int(made.is_card))
    limit = CARDS if made.is_card and not made.audience else LAST
    newest = f"SELECT id FROM lobby_message WHERE {which} ORDER BY id DESC LIMIT {limit}"
    dropped = await tx.run(
        f"DELETE FROM lobby_message WHERE {which} AND id < (SELECT MIN(id) FROM ({newest}) AS newest)", *values, *values
    )
    if dropped:
        await _drop_pictures(tx)


async def _keep_picture(tx: Transaction, png: bytes | None) -> str:
    if not png:
        return ""
    name = hashlib.sha256(png).hexdigest()
    if await tx.row("SELECT id FROM lobby_picture WHERE id = ?", name) is None:
        await tx.run("INSERT INTO lobby_picture (id, png) VALUES (?, ?)", name, base64.b64encode(png).decode())
    return name


async def _drop_pictures(tx: Transaction) -> None:
    await tx.run("DELETE FROM lobby_picture WHERE id NOT IN (SELECT picture FROM lobby_message)")


async def _one(reader: Reader, where: str, *values: object) -> Message | None:
    found = await _some(reader, where, *values)
    return found[0] if found else None


async def _some(reader: Reader, where: str, *values: object) -> list[Message]:
    rows = await reader.rows(f"SELECT {_COLUMNS} FROM lobby_message WHERE {where} ORDER BY rev", *values)
    return [_message(row) for row in rows]


def _message(row: Row) -> Message:
    number, rev, room, audience, author, name, sample, reply_to, picture, at, edited, gone, nonce, body = row
    return Message(
        id=number,
        rev=rev,
        room=room,
        audience=audience,
        author=author,
        author_name=name,
        sample=sample,
        reply_to=reply_to,
        picture=picture,
        at=from_ms(at),
        edited=bool(edited),
        gone=bool(gone),
        nonce=nonce,
        note=_note(body),
    )


def _note(body: str) -> Note:
    """A body of another release is shown as nothing rather than not at all: its buttons may still be amended."""
    if not body:
        return _NO_NOTE
    try:
        read = load(body)
    except UnknownBodyError:
        return _NO_NOTE
    return read if isinstance(read, Note) else _NO_NOTE
