"""Private words: as the answer to a press, or in the private chat; never in a room."""

from __future__ import annotations

import contextlib

from telegram.error import BadRequest, TelegramError

from bot.core.actions import Answer, Whisper
from bot.core.events import Scene
from bot.core.notes import Note
from bot.core.ports import Delivery, Done, Failed, Outcome
from bot.core.refs import MemberRef, MessageRef
from bot.core.text import Code, Link
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.links import deep_link, press_payload
from bot.platforms.telegram.markup import said, units
from bot.platforms.telegram.refusals import outcome_of, reason_of, unreachable
from bot.platforms.telegram.scenes import Reply, place_at
from bot.platforms.telegram.sending import edit, send

ALERT_LIMIT = 200  # characters of a callback answer
TOAST_LIMIT = 60  # a toast is gone after two or three seconds; longer words wait for a tap


async def answer(line: Connection, delivery: Delivery, action: Answer) -> Outcome:
    scene = delivery.scene
    if scene is None:
        return Failed("broken", "an answer without anybody who asked")
    replace = action.replace and scene.private and not action.note.file  # a panel cannot become a file
    return await _tell(line, delivery, scene.member, action.note, scene, replace=replace, alert=not replace)


async def whisper(line: Connection, delivery: Delivery, action: Whisper) -> Outcome:
    scene = delivery.scene if delivery.scene and delivery.scene.member == action.member else None
    # What has a name will be amended, and an alert cannot be.
    return await _tell(line, delivery, action.member, action.note, scene, replace=False, alert=not action.bookmark)


async def _tell(
    line: Connection,
    delivery: Delivery,
    member: MemberRef,
    note: Note,
    scene: Scene | None,
    replace: bool,
    alert: bool,
) -> Outcome:
    reply = Reply.of(scene, line.now()) if scene else None
    if (
        reply
        and not replace
        and fits_alert(note)
        and line.acks.open(reply.callback)
        and await _alert(line, reply, note)
    ):
        return Done()
    if not member.id.isdigit():
        return Failed("unreachable", "a channel or an anonymous administrator has no private chat")
    if reply and replace and await _replaced(line, delivery, reply, note, int(member.id)):
        await line.acks.stop(reply.callback)
        return Done(message=MessageRef(place_at(int(member.id)), str(reply.message)))
    try:
        ref = await send(line, int(member.id), None, note, delivery.pictures or {})
    except TelegramError as error:
        if not unreachable(error):
            return outcome_of(error)
        # What has waited since an earlier press does not take this one's answer away.
        if not delivery.again:
            await _invite(line, reply)
        return Failed("unreachable", str(error))
    if reply:
        await line.acks.stop(reply.callback)
    return Done(message=ref, place=ref.place)


def fits_alert(note: Note) -> bool:
    """Alerts are plain, cannot be copied and are gone afterwards: nothing with buttons, links or codes goes there."""
    plain = not (note.rows or note.selects or note.picture or note.file)
    keeps = any(isinstance(span, Link | Code) for span in note.text.spans)
    return plain and not keeps and 0 < units(said(note.text)) <= ALERT_LIMIT


async def _alert(line: Connection, reply: Reply, note: Note) -> bool:
    """False for a note that needs a message, and for a press that Telegram holds for too old."""
    if not fits_alert(note) or not line.acks.open(reply.callback):
        return False
    words = said(note.text)
    try:
        await line.acks.say(reply.callback, words, alert=len(words) > TOAST_LIMIT)
    except BadRequest as error:
        if reason_of(str(error)) != "expired":
            raise
        return False
    return True


async def _replaced(line: Connection, delivery: Delivery, reply: Reply, note: Note, chat: int) -> bool:
    """False where the panel is gone or too old to be edited: then a new one is sent."""
    ref = MessageRef(place_at(chat), line.wholes.of(chat, reply.message))
    try:
        await edit(line, ref, note, delivery.pictures or {})
    except BadRequest as error:
        if reason_of(str(error)) not in ("gone", "too_late"):
            raise
        return False
    return True


async def _invite(line: Connection, reply: Reply | None) -> None:
    """Opens the private chat for who pressed; starting it repeats the press from there."""
    if reply is None or not line.acks.open(reply.callback):
        return
    payload = press_payload(reply.button) or line.shelf.shorten(reply.button, "h_")
    await line.shelf.keep(line.state)
    with contextlib.suppress(TelegramError):
        await line.acks.say(reply.callback, url=deep_link(line.username, payload))
