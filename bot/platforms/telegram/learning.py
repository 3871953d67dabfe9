"""What an update teaches about groups: titles, topics, other bots, where the house is and is no more."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Chat, ChatMemberUpdated, Message, Update

from bot.platforms.telegram.known import ChatKind, Chats, KnownChat
from bot.platforms.telegram.messages import words_of
from bot.platforms.telegram.rights import leads, present
from bot.platforms.telegram.scenes import thread_of

KINDS: dict[str, ChatKind] = {"group": "group", "supergroup": "supergroup", "channel": "channel"}
_OTHER_BOT = re.compile(r"/[A-Za-z0-9_]{1,64}@([A-Za-z0-9_]{2,29}bot)\b", re.IGNORECASE)


def learn(update: Update, chats: Chats, house: int, username: str) -> set[int]:
    """The chats that deserve a closer look: new ones, and those where the house's own standing changed."""
    if update.my_chat_member:
        return _own_standing(update.my_chat_member, chats)
    if update.chat_member:
        _bot_moved(update.chat_member, chats)
    if update.message and update.message.chat.type in KINDS:
        return _overheard(update.message, chats, house, username)
    return set()


def _own_standing(change: ChatMemberUpdated, chats: Chats) -> set[int]:
    chat = change.chat
    if chat.type not in KINDS:
        return set()
    if not present(change.new_chat_member):
        chats.drop(chat.id)
        return set()
    known = chats.get(chat.id) or KnownChat(id=chat.id)
    chats.put(replace(_titled(known, chat), admin=leads(change.new_chat_member)))
    return {chat.id}


def _bot_moved(change: ChatMemberUpdated, chats: Chats) -> None:
    known, user = chats.get(change.chat.id), change.new_chat_member.user
    if known is None or not user.is_bot or not user.username:
        return
    stays = present(change.new_chat_member)
    chats.put(known.with_bot(user.username) if stays else known.without_bot(user.username))


def _overheard(message: Message, chats: Chats, house: int, username: str) -> set[int]:
    if message.migrate_to_chat_id:
        chats.move(message.chat.id, message.migrate_to_chat_id)
        return {message.migrate_to_chat_id}
    if message.migrate_from_chat_id:
        chats.move(message.migrate_from_chat_id, message.chat.id)
    known = chats.get(message.chat.id)
    fresh = known is None
    now = _titled(known or KnownChat(id=message.chat.id), message.chat)
    now = _with_topic(now, message)
    for name in _bots_in(message, house):
        now = now.with_bot(name)
    left = message.left_chat_member
    if left and left.is_bot and left.username:
        now = now.without_bot(left.username)
    if (other := _OTHER_BOT.match(words_of(message))) and other[1].lower() != username.lower():
        now = now.with_bot(other[1])
    chats.put(now)
    return {now.id} if fresh or message.new_chat_title else set()


def _bots_in(message: Message, house: int) -> list[str]:
    seen = [*message.new_chat_members]
    if message.from_user and message.sender_chat is None:
        seen.append(message.from_user)
    return [user.username for user in seen if user.is_bot and user.id != house and user.username]


def _titled(known: KnownChat, chat: Chat) -> KnownChat:
    return replace(known, kind=KINDS[chat.type], title=chat.title or "", forum=bool(chat.is_forum))


def _with_topic(known: KnownChat, message: Message) -> KnownChat:
    thread = thread_of(message)
    if not thread:
        return known
    opened = message.forum_topic_created
    if opened is None and message.reply_to_message and known.topic(thread) is None:
        opened = message.reply_to_message.forum_topic_created
    renamed = message.forum_topic_edited.name if message.forum_topic_edited else None
    name = renamed or (opened.name if opened else None)
    return known.with_topic(thread, name) if name else known
