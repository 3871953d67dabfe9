"""An action becomes Bot API calls and an outcome. Nothing is raised for what Telegram answers."""

from __future__ import annotations

from typing import assert_never

from telegram.error import BadRequest

from bot.core.actions import (
    Admit,
    Amend,
    Answer,
    Ban,
    ClosePlace,
    Decline,
    Erase,
    Forget,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.ports import Delivery, Done, Failed, Outcome, Torn
from bot.core.refs import MessageRef, PlaceRef
from bot.platforms.telegram import standing
from bot.platforms.telegram.answers import answer, whisper
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.finding import find
from bot.platforms.telegram.numbers import parts_of
from bot.platforms.telegram.scenes import place_at
from bot.platforms.telegram.sending import edit, send

LINK_NAME = 32


async def carry_out(line: Connection, delivery: Delivery) -> Outcome:
    """Raises TelegramError; the adapter turns it into an outcome."""
    action = delivery.action
    match action:
        case Answer():
            return await answer(line, delivery, action)
        case Whisper():
            return await whisper(line, delivery, action)
        case Post():
            return await post(line, delivery, action)
        case Amend():
            return await amend(line, delivery, action)
        case Erase():
            return await erase(line, delivery, action)
        case Mute():
            return await standing.mute(line, action)
        case Unmute():
            return await standing.unmute(line, action)
        case Remove():
            return await standing.remove(line, action)
        case Ban():
            return await standing.ban(line, action)
        case Unban():
            return await standing.unban(line, action)
        case Admit():
            return await standing.admit(line, action)
        case Decline():
            return await standing.decline(line, action)
        case IssueLink():
            return await issue_link(line, action)
        case RevokeLink():
            return await revoke_link(line, delivery)
        case OpenPlace():
            return await open_place(line, action)
        case ClosePlace():
            return await close_place(line, delivery)
        case LeaveServer():
            await line.bot.leave_chat(line.chats.now_at(int(action.server.id)))
            return Done()
        case Forget():
            line.names.forget(action.member.id)
            return Done()
    assert_never(action)


async def post(line: Connection, delivery: Delivery, action: Post) -> Outcome:
    place = delivery.where or (action.at if isinstance(action.at, PlaceRef) else None)
    if place is None:
        return Failed("gone", "the place this was meant for does not exist")
    chat, thread = line.aim(place)
    reply_to = parts_of(action.reply_to)[0] if action.reply_to else None
    found = await find(line, chat, delivery.behind, action.note) if delivery.again else None
    if found:
        ref = line.ref(chat, thread, [found])
        if action.note.picture and action.note.picture.spec in (delivery.pictures or {}):
            line.remember(ref, action.note.picture.spec)
        return Done(message=ref, place=ref.place, certain=True)
    if delivery.again and found is None and action.policy == "once":
        return Torn("nobody can tell whether it was said", final=True)
    ref = await send(line, chat, thread, action.note, delivery.pictures or {}, reply_to)
    return Done(message=ref, place=ref.place, certain=found == 0)


async def amend(line: Connection, delivery: Delivery, action: Amend) -> Outcome:
    if delivery.message is None:
        return Failed("gone", "the message this was meant for does not exist")
    await edit(line, delivery.message, action.note, delivery.pictures or {})
    return Done(message=delivery.message)


async def erase(line: Connection, delivery: Delivery, action: Erase) -> Outcome:
    """A message that is not there any more is erased."""
    ref = delivery.message or (action.target if isinstance(action.target, MessageRef) else None)
    if ref is None:
        return Failed("gone", "the message this was meant for does not exist")
    chat, _ = line.aim(ref.place)
    parts = parts_of(ref)
    try:
        if len(parts) == 1:
            await line.bot.delete_message(chat, parts[0])
        else:
            await line.bot.delete_messages(chat, parts)
    except BadRequest as error:
        if "to delete not found" not in str(error).lower():
            raise
    return Done()


async def issue_link(line: Connection, action: IssueLink) -> Outcome:
    """Named by its bookmark where that fits, so that a joining tells which link was used."""
    chat = line.chats.now_at(int(action.server.id))
    link = await line.bot.create_chat_invite_link(
        chat,
        expire_date=int(action.until.timestamp()) if action.until else None,
        member_limit=min(action.uses, 99_999) or None,
        name=action.bookmark if len(action.bookmark) <= LINK_NAME else None,
    )
    return Done(place=place_at(chat), url=link.invite_link)


async def revoke_link(line: Connection, delivery: Delivery) -> Outcome:
    if not delivery.url or delivery.where is None:
        return Failed("gone", "the link this was meant for does not exist")
    await line.bot.revoke_chat_invite_link(line.aim(delivery.where)[0], delivery.url)
    return Done()


async def open_place(line: Connection, action: OpenPlace) -> Outcome:
    chat, _ = line.aim(action.beside)
    known = line.chats.get(chat)
    if action.private:
        return Failed("unsupported", "Telegram has no private topics")
    if known and not known.forum:
        return Failed("unsupported", f"topics are not switched on in {known.title or 'this group'}")
    topic = await line.bot.create_forum_topic(chat, action.name)
    if known:
        line.chats.put(known.with_topic(topic.message_thread_id, topic.name))
        await line.chats.save(line.state)
    return Done(place=place_at(chat, topic.message_thread_id))


async def close_place(line: Connection, delivery: Delivery) -> Outcome:
    if delivery.where is None:
        return Failed("gone", "the topic this was meant for does not exist")
    chat, thread = line.aim(delivery.where)
    if thread is None:
        return Failed("unsupported", "only topics can be closed")
    try:
        await line.bot.close_forum_topic(chat, thread)
    except BadRequest as error:
        if "topic_not_modified" not in str(error).lower():
            raise
    return Done()
