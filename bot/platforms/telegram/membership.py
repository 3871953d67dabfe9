"""Coming, going, being promoted, asking to join: of guests and of the house itself."""

from __future__ import annotations

from datetime import datetime

from telegram import Chat, ChatInviteLink, ChatJoinRequest, ChatMember, ChatMemberUpdated, Message, User

from bot.core.events import (
    ChatClosed,
    ChatOpened,
    JoinRequested,
    MemberJoined,
    MemberLeft,
    PlaceChanged,
    PlaceMigrated,
    PlaceSeen,
    RightsChanged,
    Scene,
    ServerJoined,
    ServerLeft,
    ServiceMessageShown,
)
from bot.core.refs import ServerRef
from bot.platforms.telegram.messages import words_of
from bot.platforms.telegram.rights import house_rights, leads, member_rights, present
from bot.platforms.telegram.scenes import (
    PLATFORM,
    Found,
    House,
    member_ref,
    message_ref,
    place_at,
    profile_of,
    server_ref,
    thread_of,
)

_ROOM_SERVICES = ("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened")


def read_member(change: ChatMemberUpdated, house: House) -> list[Found]:
    """Somebody else's standing changed."""
    server = server_ref(change.chat)
    if server is None or change.chat.type == Chat.CHANNEL:
        return []
    old, new = change.old_chat_member, change.new_chat_member
    found: list[Found] = []
    if present(new) and not present(old):
        found.append(_joined(change.chat, new.user, change.date, change.invite_link))
    elif present(old) and not present(new):
        found.append(_left(change.chat, new.user, change.date))
    if (leads(old) or leads(new)) and _rights_differ(old, new):
        found.append((RightsChanged(server, member_rights(new)), ""))
    return found


def read_house(change: ChatMemberUpdated, house: House) -> list[Found]:
    """The house's own standing changed, or a private chat was closed or opened again."""
    old, new, chat = change.old_chat_member, change.new_chat_member, change.chat
    server = server_ref(chat)
    if server is None:
        return _private(change, house)
    if chat.type == Chat.CHANNEL:
        return _announcing(change, house)
    if present(new) and not present(old):
        return [
            (ServerJoined(server, chat.title or "", member_ref(change.from_user.id), profile_of(change.from_user)), "")
        ]
    if present(old) and not present(new):
        return [(ServerLeft(server), "")]
    if present(new):
        rights = house_rights(new, chat.type, house.reads_all)
        return [(RightsChanged(server, member_rights(new, rights), is_house=True), "")]
    return []


def read_request(request: ChatJoinRequest) -> list[Found]:
    server = ServerRef(PLATFORM, str(request.chat.id))
    user, link = request.from_user, _link_name(request.invite_link)
    return [(JoinRequested(server, member_ref(user.id), profile_of(user), request.bio or "", link), "")]


def read_service(message: Message, house: House) -> list[Found] | None:
    """None for a message that somebody wrote."""
    server = server_ref(message.chat)
    if server is None or message.chat.type == Chat.CHANNEL:
        return None
    if message.migrate_to_chat_id:
        return [migrated(message.chat.id, message.migrate_to_chat_id)]
    if message.migrate_from_chat_id:
        return [migrated(message.migrate_from_chat_id, message.chat.id)]
    if any(getattr(message, name) is not None for name in _ROOM_SERVICES):
        return _topic_changed(message, server, house)
    if message.new_chat_members:
        return [(ServiceMessageShown(message_ref(message, house), server, "joined"), ""), *_came(message, house)]
    if message.left_chat_member:
        return [(ServiceMessageShown(message_ref(message, house), server, "left"), ""), *_went(message, house)]
    if is_service(message):
        return [(ServiceMessageShown(message_ref(message, house), server, "other"), "")]
    return None


def read_topic(message: Message, house: House) -> list[Found]:
    """A topic met for the first time is told of once; its name stands in the line that opened it."""
    thread, server = thread_of(message), server_ref(message.chat)
    known = house.chats.get(message.chat.id)
    if not thread or server is None or known is None or known.topic(thread) is not None:
        return []
    reply = message.reply_to_message
    opened = reply.forum_topic_created if reply else None
    if opened is None:
        return []
    seen = PlaceSeen(place_at(message.chat.id, thread), opened.name, "thread", place_at(message.chat.id))
    return [(PlaceChanged(server, seen), f"tg:{house.id}:topic:{message.chat.id}:{thread}")]


def migrated(old: int, new: int) -> Found:
    """Told twice, in the old chat and in the new one, and by a call to the old id: one key for all."""
    event = PlaceMigrated(ServerRef(PLATFORM, str(old)), ServerRef(PLATFORM, str(new)))
    return event, f"tg:migrate:{old}:{new}"


def is_service(message: Message) -> bool:
    """Whatever carries neither words nor anything attached was written by Telegram itself, new kinds too."""
    return not (words_of(message) or message.effective_attachment or message.checklist)


def _joined(chat: Chat, user: User, at: datetime, link: ChatInviteLink | None = None) -> Found:
    server, place = ServerRef(PLATFORM, str(chat.id)), place_at(chat.id)
    key = f"tg:j:{chat.id}:{user.id}:{int(at.timestamp())}"
    return MemberJoined(server, place, member_ref(user.id), profile_of(user), at, _link_name(link)), key


def _left(chat: Chat, user: User, at: datetime) -> Found:
    key = f"tg:l:{chat.id}:{user.id}:{int(at.timestamp())}"
    return MemberLeft(ServerRef(PLATFORM, str(chat.id)), member_ref(user.id), at), key


def _link_name(link: ChatInviteLink | None) -> str:
    return (link.name or link.invite_link) if link else ""


def _blind(message: Message, house: House) -> bool:
    """Without administrator's rights no `chat_member` comes: then the service line has to do."""
    known = house.chats.get(message.chat.id)
    return known is None or not known.admin


def _came(message: Message, house: House) -> list[Found]:
    guests = [user for user in message.new_chat_members if user.id != house.id]
    return [_joined(message.chat, user, message.date) for user in guests] if _blind(message, house) else []


def _went(message: Message, house: House) -> list[Found]:
    user = message.left_chat_member
    if user is None or user.id == house.id or not _blind(message, house):
        return []
    return [_left(message.chat, user, message.date)]


def _rights_differ(old: ChatMember, new: ChatMember) -> bool:
    return member_rights(old) != member_rights(new)


def _private(change: ChatMemberUpdated, house: House) -> list[Found]:
    user = change.from_user
    if not present(change.new_chat_member):
        return [(ChatClosed(member_ref(user.id)), "")]
    scene = Scene(member_ref(user.id), profile_of(user), place_at(change.chat.id), None, private=True)
    return [(ChatOpened(scene), f"tg:{house.id}:open:{user.id}:{int(change.date.timestamp())}")]


def _announcing(change: ChatMemberUpdated, house: House) -> list[Found]:
    """A channel is no community of its own but the announcement place of the group linked to it."""
    group = next((known for known in house.chats if known.linked == change.chat.id), None)
    if group is None:
        return []
    writable = "post" in house_rights(change.new_chat_member, Chat.CHANNEL, reads_all=False)
    seen = PlaceSeen(place_at(change.chat.id), change.chat.title or "", "announcement", place_at(group.id), writable)
    return [(PlaceChanged(ServerRef(PLATFORM, str(group.id)), seen, gone=not present(change.new_chat_member)), "")]


def _topic_changed(message: Message, server: ServerRef, house: House) -> list[Found]:
    thread = thread_of(message)
    if not thread:
        return []
    known = house.chats.get(message.chat.id)
    created, edited = message.forum_topic_created, message.forum_topic_edited
    name = (created.name if created else None) or (edited.name if edited else None)
    name = name or (known.topic(thread) if known else None) or ""
    writable = message.forum_topic_closed is None
    seen = PlaceSeen(place_at(message.chat.id, thread), name, "thread", place_at(message.chat.id), writable)
    return [(PlaceChanged(server, seen), "")]
