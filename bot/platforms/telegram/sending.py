"""A note becomes one message, or a picture or file and its words where those are too long for a caption."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Mapping
from dataclasses import replace

from telegram import InputFile, InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.core.fitting import clip
from bot.core.notes import Note
from bot.core.refs import MessageRef
from bot.platforms.telegram.abilities import CAPTION_LIMIT, TEXT_LIMIT
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.markup import calling_nobody, html, said, units
from bot.platforms.telegram.numbers import parts_of
from bot.platforms.telegram.refusals import unchanged

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Pictures = Mapping[str, bytes]


async def send(
    line: Connection, chat: int, thread: int | None, note: Note, pictures: Pictures, reply_to: int | None = None
) -> MessageRef:
    """Raises what Telegram raises."""
    short = is_short(note)
    note = replace(note, text=calling_nobody(note.text, TEXT_LIMIT))
    answered = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    picture = pictures.get(note.picture.spec) if note.picture else None
    if picture is None and note.file is None:
        return line.ref(chat, thread, [(await _words(line, chat, thread, note, answered)).message_id])
    first = await _media(line, chat, thread, note, picture, short, answered)
    parts = [first.message_id]
    if not short:
        parts.append((await _second(line, chat, thread, note, first)).message_id)
    ref = line.ref(chat, thread, parts)
    if picture is not None and note.picture:
        line.remember(ref, note.picture.spec)
    return ref


def is_short(note: Note) -> bool:
    """Whether its words go under a picture or file, instead of into a second message."""
    return units(said(calling_nobody(note.text, TEXT_LIMIT))) <= CAPTION_LIMIT


async def edit(line: Connection, ref: MessageRef, note: Note, pictures: Pictures) -> None:
    """Raises what Telegram raises, except that nothing had to be changed."""
    note = replace(note, text=calling_nobody(note.text, TEXT_LIMIT))
    chat, _ = line.aim(ref.place)
    known = line.shown.get(ref)
    try:
        if note.picture and note.picture.spec in pictures and known != note.picture.spec and len(parts_of(ref)) == 1:
            await _edit_media(line, ref, chat, note, pictures[note.picture.spec])
        elif note.picture or known:
            await _edit_either(line, ref, chat, note, caption_first=True)
        else:
            await _edit_either(line, ref, chat, note, caption_first=False)
    except BadRequest as error:
        if not unchanged(error):
            raise


async def _words(line: Connection, chat: int, thread: int | None, note: Note, to: ReplyParameters | None) -> Message:
    keyboard = await line.keyboard(note, private=chat > 0)
    return await line.marked(
        lambda marked: line.bot.send_message(
            chat,
            html(note.text, marked),
            parse_mode=ParseMode.HTML,
            message_thread_id=thread,
            reply_markup=keyboard,
            reply_parameters=to,
            link_preview_options=NO_PREVIEW,
        )
    )


async def _media(
    line: Connection,
    chat: int,
    thread: int | None,
    note: Note,
    picture: bytes | None,
    captioned: bool,
    to: ReplyParameters | None,
) -> Message:
    keyboard = await line.keyboard(note, private=chat > 0) if captioned else None

    def call(marked: bool) -> Awaitable[Message]:
        caption = html(note.text, marked) or None if captioned else None
        if picture is not None:
            return line.bot.send_photo(
                chat,
                picture,
                caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=thread,
                reply_markup=keyboard,
                reply_parameters=to,
                filename="picture.png",
            )
        return line.bot.send_document(
            chat,
            _file(note),
            caption,
            parse_mode=ParseMode.HTML,
            message_thread_id=thread,
            reply_markup=keyboard,
            reply_parameters=to,
        )

    return await line.marked(call)


async def _second(line: Connection, chat: int, thread: int | None, note: Note, first: Message) -> Message:
    """The words under a picture; without them the picture goes again, so that trying anew does not double it."""
    try:
        return await _words(line, chat, thread, replace(note, picture=None, file=None), None)
    except TelegramError:
        with contextlib.suppress(TelegramError):
            await line.bot.delete_message(chat, first.message_id)
        raise


async def _edit_media(line: Connection, ref: MessageRef, chat: int, note: Note, picture: bytes) -> None:
    keyboard = await line.keyboard(note, private=chat > 0)
    text = clip(note.text, CAPTION_LIMIT, counts_utf16=True)
    await line.marked(
        lambda marked: line.bot.edit_message_media(
            InputMediaPhoto(picture, html(text, marked) or None, parse_mode=ParseMode.HTML, filename="picture.png"),
            chat_id=chat,
            message_id=parts_of(ref)[-1],
            reply_markup=keyboard,
        )
    )
    if note.picture:
        line.remember(ref, note.picture.spec)


async def _edit_either(line: Connection, ref: MessageRef, chat: int, note: Note, caption_first: bool) -> None:
    """Nobody tells whether a message has a text or a caption: one of the two is refused."""
    ways = (_edit_caption, _edit_text) if caption_first else (_edit_text, _edit_caption)
    try:
        await ways[0](line, ref, chat, note)
    except BadRequest as error:
        if "there is no" not in str(error).lower():
            raise
        await ways[1](line, ref, chat, note)


async def _edit_text(line: Connection, ref: MessageRef, chat: int, note: Note) -> None:
    keyboard = await line.keyboard(note, private=chat > 0)
    await line.marked(
        lambda marked: line.bot.edit_message_text(
            html(note.text, marked),
            chat_id=chat,
            message_id=parts_of(ref)[-1],
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )
    )


async def _edit_caption(line: Connection, ref: MessageRef, chat: int, note: Note) -> None:
    keyboard = await line.keyboard(note, private=chat > 0)
    text = clip(note.text, CAPTION_LIMIT, counts_utf16=True)
    await line.marked(
        lambda marked: line.bot.edit_message_caption(
            chat_id=chat,
            message_id=parts_of(ref)[-1],
            caption=html(text, marked),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
        )
    )


def _file(note: Note) -> InputFile:
    if note.file is None:
        raise ValueError("neither a picture nor a file to send")
    return InputFile(note.file.body.encode(), filename=note.file.name)
